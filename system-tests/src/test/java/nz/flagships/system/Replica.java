package nz.flagships.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nz.flagships.local.LastWords;
import org.jspecify.annotations.Nullable;

/** One of several processes of a service: a pod, with an address of its own that it keeps when it is started again. */
final class Replica {
    private static final HttpClient PROBE = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    /** Somebody may be there, and does not answer in time. */
    static final int SILENT = -1;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String service;
    private final int number;
    private final int port;
    private final Path home;
    private final Map<String, String> environment;
    private int starts;
    private @Nullable Process process;

    /**
     * @param number 1 or 2
     * @param port its own; its management port is 1000 above
     * @param home where it runs and writes its logs
     */
    Replica(String service, int number, int port, Path home, Map<String, String> environment) {
        this.service = service;
        this.number = number;
        this.port = port;
        this.home = home;
        this.environment = environment;
    }

    @Override
    public String toString() {
        return service + " " + number;
    }

    int port() {
        return port;
    }

    boolean isReady() {
        return process != null && status("/q/health/ready") == 200;
    }

    /** The status of a management route; 0 when nobody is there. */
    int status(String path) {
        try {
            return PROBE.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + (port + 1000) + path))
                                    .timeout(Duration.ofSeconds(1))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (HttpTimeoutException e) {
            return SILENT;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /**
     * Starts it; {@link #awaitReady} says when it serves.
     *
     * @param root the checkout whose build it runs
     */
    void start(Path root) {
        Path application = root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(application)) {
            throw new IllegalStateException("Not built: " + application);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        // Six start one after the other, beside a load, on few cores: quick to compile rather than quick in the end.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-Dquarkus.profile=local"));
        command.addAll(List.of("-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + (port + 1000)));
        command.addAll(List.of("-Dquarkus.http.host=localhost", "-Dquarkus.management.host=localhost"));
        command.addAll(
                List.of("-Dflagships.process=" + home + "/" + service + "-" + number, "-jar", application.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(++starts).toFile());
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        Process started = running();
        Flagships.await(
                this + " to be ready",
                PATIENCE,
                () -> {
                    if (!started.isAlive()) {
                        throw new AssertionError(this + " is not up. " + LastWords.of(started, log(starts)));
                    }
                    return isReady();
                },
                () -> LastWords.of(started, log(starts)));
    }

    /** Asks it to leave, as the kubelet does, and waits until it has. */
    Duration leave() {
        long began = System.nanoTime();
        askToLeave();
        awaitLeft();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void askToLeave() {
        running().destroy();
    }

    void awaitLeft() {
        ended(running());
    }

    /** Ends it at once and without notice. */
    void kill() {
        Process killed = running();
        killed.destroyForcibly();
        ended(killed);
    }

    /** Ends it in whatever way works. */
    void end() {
        Process last = process;
        if (last != null && last.isAlive()) {
            last.destroyForcibly();
            ended(last);
        }
    }

    private void ended(Process leaving) {
        try {
            if (!leaving.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        this + " did not leave within a minute. " + LastWords.of(leaving, log(starts)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process = null;
        }
    }

    private Process running() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException(this + " does not run");
        }
        return now;
    }

    private Path log(int start) {
        return home.resolve("logs").resolve(service + "-" + number + "." + start + ".log");
    }
}

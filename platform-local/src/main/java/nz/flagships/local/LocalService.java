package nz.flagships.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One of the three services as a process of this machine. */
final class LocalService {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Service service;
    private final Path root;
    private final Path home;
    private final int offset;
    private @Nullable Process started;

    LocalService(Service service, Path root, Path home, int offset) {
        this.service = service;
        this.root = root;
        this.home = home;
        this.offset = offset;
    }

    Service service() {
        return service;
    }

    String name() {
        return service.module();
    }

    int port() {
        return service.port() + offset;
    }

    int managementPort() {
        return service.managementPort() + offset;
    }

    String url() {
        return "http://localhost:" + port();
    }

    Path log() {
        return home.resolve("logs").resolve(name() + ".log");
    }

    OptionalLong pid() {
        return Pids.ours(pidFile(), marker());
    }

    /** Whether it says that it can serve. */
    boolean ready() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + managementPort() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Starts its process; {@link #ready} says when it serves.
     *
     * @param environment its settings
     */
    void launch(Map<String, String> environment) {
        Path application = root.resolve(name()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(application)) {
            throw new LocalException(name() + " is not built: " + application + " is missing.");
        }
        try {
            Files.createDirectories(log().getParent());
            if (Files.exists(log())) {
                Files.move(log(), log().resolveSibling(name() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            List<String> command = new ArrayList<>(OwnSession.PREFIX);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xms128m", "-Xmx" + service.heapMegabytes() + "m", "-XX:+ExitOnOutOfMemoryError"));
            command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Duser.timezone=UTC", marker()));
            command.addAll(List.of("-Dquarkus.profile=local", "-Dquarkus.http.port=" + port()));
            command.add("-Dquarkus.management.port=" + managementPort());
            command.addAll(List.of("-jar", application.toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log().toFile());
            // Only this machine is served, unless somebody says otherwise.
            builder.environment().putIfAbsent("QUARKUS_HTTP_HOST", "localhost");
            builder.environment().putIfAbsent("QUARKUS_MANAGEMENT_HOST", "localhost");
            builder.environment().putAll(environment);
            started = builder.start();
            Pids.write(pidFile(), started);
        } catch (IOException e) {
            throw new LocalException(name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it serves.
     *
     * @throws LocalException when it ended or takes longer, with how it ended, if it was started here, and the end of its log
     */
    void await(Duration patience) {
        boolean settled = Commands.await(patience, () -> ready() || pid().isEmpty());
        // Of two that start at once, one finds its ports taken: then it matters who holds them, not what it said of it.
        if (settled && pid().isEmpty()) {
            for (int port : List.of(port(), managementPort())) {
                Ports.holder(port).ifPresent(holder -> {
                    throw new LocalException(name() + " ended as it started: port " + port + " is taken by " + holder
                            + ". " + LocalPlatform.OTHER_PORTS + " Its log is " + log());
                });
            }
        }
        if (!settled || pid().isEmpty()) {
            throw new LocalException(name()
                    + (settled ? " ended as it started" : " is not ready after " + patience.toMinutes() + " min")
                    + ". " + LastWords.of(started, log()));
        }
    }

    /** Asks it to finish what it does and leave. Returns false when force was needed. */
    boolean stop() {
        OptionalLong pid = pid();
        return pid.isEmpty() || Pids.end(pid.getAsLong(), Duration.ofSeconds(30));
    }

    private Path pidFile() {
        return home.resolve("run").resolve(name() + ".pid");
    }

    /** Tells this process from those of another checkout. */
    private String marker() {
        return "-Dflagships.process=" + home.resolve("run").resolve(name());
    }
}

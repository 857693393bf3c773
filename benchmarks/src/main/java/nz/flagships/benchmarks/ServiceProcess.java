package nz.flagships.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nz.flagships.local.LastWords;

/** A packaged service as a process of its own, as it is deployed; its heap is bounded like there. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServiceProcess start(String module, int port, int managementPort, Map<String, String> settings)
            throws IOException {
        Path jar = Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: package the services first");
        }
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort));
        settings.forEach((name, value) -> {
            if (name.indexOf('_') < 0) { // the environment's spellings are the same settings once more
                command.add("-D" + name + "=" + value);
            }
        });
        // for a profile, say: -Dservice.jvm=-XX:StartFlightRecording=filename=target/rest.jfr
        Stream.of(System.getProperty("service.jvm", "").split(" "))
                .filter(Predicate.not(String::isBlank))
                .forEach(command::add);
        command.addAll(List.of("-jar", jar.toString()));
        File log = new File("target/" + module + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        ServiceProcess service = new ServiceProcess(process, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!ready(managementPort)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                String lastWords = LastWords.of(process, log.toPath());
                service.close();
                throw new IllegalStateException(module + " did not become ready. " + lastWords);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return service;
    }

    private static boolean ready(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://localhost:" + port + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package nz.flagships.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nz.flagships.local.LastWords;
import nz.flagships.local.Tool;

/** A real Prometheus on this machine with our rules, which looks every two seconds. */
final class PrometheusServer implements AutoCloseable {
    static final Path RULES =
            Path.of("..", "k8s/base/observability/rules.yaml").toAbsolutePath().normalize();

    private final HttpClient http;
    private final Process process;
    private final int port;

    private PrometheusServer(HttpClient http, Process process, int port) {
        this.http = http;
        this.process = process;
        this.port = port;
    }

    /** @param targets the ports on which metrics are to be had */
    static PrometheusServer start(HttpClient http, Path folder, Collection<Integer> targets) throws IOException {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path settings = folder.resolve("prometheus.yml");
        Files.writeString(settings, """
                global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 2s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: flagships
                    metrics_path: /q/metrics
                    static_configs:
                      - targets: [%s]
                """.formatted(
                RULES,
                targets.stream().map(target -> "\"localhost:" + target + "\"").collect(Collectors.joining(", "))));
        Process process = new ProcessBuilder(
                        Tool.PROMETHEUS.path(),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(http, process, port);
        Flagships.await(
                "Prometheus",
                Duration.ofSeconds(30),
                () -> server.get("/-/ready").statusCode() == 200,
                () -> LastWords.of(process, folder.resolve("prometheus.log")));
        return server;
    }

    /** What is pending or firing now: the alert with the service it is about, and its state. */
    Map<String, String> alerts() {
        Map<String, String> alerts = new TreeMap<>();
        JsonNode answer = Flagships.tree(get("/api/v1/alerts").body());
        for (JsonNode alert : answer.at("/data/alerts")) {
            String about = alert.at("/labels/application").asText();
            alerts.merge(
                    alert.at("/labels/alertname").asText()
                            + (about.isEmpty() ? "" : " " + about.replace("-service", "")),
                    alert.get("state").asText(),
                    (a, b) -> a.equals("firing") ? a : b);
        }
        return alerts;
    }

    /** Whether a query has any value. */
    boolean answers(String query) {
        JsonNode answer = query(query);
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(query + ": " + answer);
        }
        return !answer.at("/data/result").isEmpty();
    }

    private JsonNode query(String query) {
        return Flagships.tree(get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .body());
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

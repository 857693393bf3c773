package nz.flagships.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nz.flagships.local.LocalKafka;
import nz.flagships.local.LocalPostgres;
import nz.flagships.local.Tokens;

/**
 * The system as it is deployed: two replicas of each service, behind what a Service of Kubernetes does, on one PostgreSQL
 * and one Kafka. Beside whatever else runs on this machine.
 */
final class TwoOfEach implements AutoCloseable {
    /** The services, in the order in which a release is rolled out: readers before those they read from. */
    static final List<String> ORDER = List.of("reporting-service", "case-service", "initiative-service");

    /** Below the ports that the system gives away by itself. */
    private static final int FIRST_PORT = 27_000;

    private static final Map<String, Integer> PORTS =
            Map.of("initiative-service", 81, "case-service", 82, "reporting-service", 83);

    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    final Tokens tokens;

    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final Map<String, List<Replica>> replicas = new LinkedHashMap<>();
    private final Map<String, Balancer> balancers = new LinkedHashMap<>();

    /** @param shutdownDelay for how long a replica that leaves still serves; longer than the balancer needs to see it */
    TwoOfEach(String name, Duration shutdownDelay) {
        Path home = Path.of("target", "replicas-" + name).toAbsolutePath();
        String secret = "only-for-this-test";
        postgres = new LocalPostgres(home.resolve("postgres"), FIRST_PORT + 33, secret);
        kafka = new LocalKafka(home.resolve("kafka"), FIRST_PORT + 92);
        endLeftOvers(home);
        kafka.stop();
        postgres.stop();
        delete(home);
        try {
            Files.createDirectories(home.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tokens = Tokens.in(home.resolve("keys"));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FLAGSHIPS_POSTGRES_HOST", "localhost");
        environment.put("FLAGSHIPS_POSTGRES_PORT", Integer.toString(postgres.port()));
        environment.put("FLAGSHIPS_POSTGRES_PASSWORD", secret);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("FLAGSHIPS_TOKEN_PUBLIC_KEY", tokens.publicKey());
        environment.put("FLAGSHIPS_SERVICE_TOKEN", tokens.serviceToken());
        environment.put("FLAGSHIPS_DISCLOSURE_SECRET", secret);
        environment.put("FLAGSHIPS_INITIATIVE_URL", url("initiative-service"));
        environment.put("FLAGSHIPS_CASE_URL", url("case-service"));
        environment.put("FLAGSHIPS_REPORTING_URL", url("reporting-service"));
        environment.put("FLAGSHIPS_SHUTDOWN_DELAY", shutdownDelay.toString());
        for (String service : ORDER) {
            List<Replica> both = new ArrayList<>();
            for (int number = 1; number <= 2; number++) {
                both.add(new Replica(service, number, port(service) + number * 100, home, environment));
            }
            replicas.put(service, both);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-replicas"));
    }

    /** Starts everything; the two of a service at once, so that both find an empty database. */
    void start(Path root) {
        postgres.start();
        postgres.prepare();
        kafka.start();
        kafka.prepare();
        for (List<Replica> both : replicas.values()) {
            both.forEach(replica -> replica.start(root));
            both.forEach(Replica::awaitReady);
        }
        replicas.forEach((service, both) -> balancers.put(service, new Balancer(port(service), both)));
        balancers.forEach((service, balancer) -> Flagships.await(
                "both of " + service,
                Duration.ofMinutes(1),
                () -> balancer.ready().size() == 2));
    }

    List<Replica> of(String service) {
        return replicas.getOrDefault(service, List.of());
    }

    Balancer balancer(String service) {
        return java.util.Objects.requireNonNull(balancers.get(service));
    }

    /** Where the service is, whichever replica answers. */
    static String url(String service) {
        return "http://localhost:" + port(service);
    }

    private static int port(String service) {
        return FIRST_PORT + PORTS.getOrDefault(service, 0);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A connection that may read everything. */
    Connection database(String name) throws SQLException {
        return postgres.connect(name);
    }

    /** What a GET of one replica answers, which must be 200. */
    JsonNode json(Replica replica, String path) {
        HttpResponse<String> response = get(replica, path);
        if (response.statusCode() != 200) {
            throw new AssertionError(replica + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return Flagships.tree(response.body());
    }

    HttpResponse<String> get(Replica replica, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + replica.port() + path))
                            .timeout(Duration.ofSeconds(30))
                            .header("Authorization", "Bearer " + tokens.token("FLAGSHIPS", "operator"))
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
        balancers.values().forEach(Balancer::close);
        replicas.values().forEach(both -> both.forEach(Replica::end));
        kafka.stop();
        postgres.stop();
    }

    /** Replicas of an earlier run that was killed before it could end them. */
    private static void endLeftOvers(Path home) {
        ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().commandLine().orElse("").contains("-Dflagships.process=" + home + "/"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static void delete(Path home) {
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

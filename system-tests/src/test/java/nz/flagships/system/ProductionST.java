package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import nz.flagships.local.LocalKafka;
import nz.flagships.local.LocalPostgres;
import nz.flagships.local.TestCertificates;
import nz.flagships.local.TestIssuer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The three services as in production: the profile prod, PostgreSQL that takes nothing but TLS, Kafka that wants a
 * certificate and lets each service do what the manifests' users may, tokens of an issuer, and a migration step before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProductionST {
    private static final List<String> SERVICES = List.of("initiative-service", "case-service", "reporting-service");
    private static final Path HOME = Path.of(
                    "target",
                    "production",
                    Long.toString(ProcessHandle.current().pid()))
            .toAbsolutePath();
    private static final String PASSWORD = "only-of-this-test-5ab1";
    private static final String DISCLOSURE = "only-of-this-test-77c0";

    private static final TestCertificates CERTIFICATES = TestCertificates.in(HOME.resolve("certificates"));
    private static final LocalPostgres POSTGRES =
            LocalPostgres.secured(HOME.resolve("postgres"), free(), PASSWORD, CERTIFICATES);
    private static final LocalKafka KAFKA = LocalKafka.secured(HOME.resolve("kafka"), free(), CERTIFICATES);
    private static final TestIssuer ISSUER = TestIssuer.started();
    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();
    private static final Map<String, ServiceProcess> RUNNING = new LinkedHashMap<>();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void servers() throws Exception {
        POSTGRES.start();
        POSTGRES.prepare();
        KAFKA.start();
        KAFKA.prepare();
        allowWhatTheManifestsAllow();
        SERVICES.forEach(service -> {
            PORTS.put(service, free());
            PORTS.put(service + " management", free());
        });
    }

    @AfterAll
    static void end() {
        RUNNING.values().forEach(ServiceProcess::close);
        KAFKA.stop();
        POSTGRES.stop();
        ISSUER.close();
    }

    @Test
    @Order(1)
    void startsBehindAStepThatMigrates() {
        for (String service : SERVICES) {
            ServiceProcess step = ServiceProcess.start(service, "production-migrate-" + service, step());
            assertThat(step.exit()).as(step.said()).isZero();
            RUNNING.put(service, ServiceProcess.start(service, "production-" + service, environment(service)));
        }
        for (String service : SERVICES) {
            Flagships.await(service + " to be ready", Duration.ofMinutes(4), () -> ready(service));
        }
    }

    @Test
    @Order(2)
    void aFactGoesItsWholeWay() {
        // given
        JsonNode type = Flagships.tree(
                        get("initiative-service", "/v1/event-types").body())
                .get("eventTypes")
                .get(0);
        List<String> roles = new ArrayList<>();
        type.get("as").get("roles").forEach(role -> roles.add(role.asText()));
        String token = ISSUER.token(type.get("as").get("agency").asText(), roles.toArray(String[]::new));

        // when
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("initiative-service", "/v1/events"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofString(type.get("example").toString())));

        // then it is stored, published, projected; and the logs of both services answered to a token of the issuer's
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        Flagships.await("the fact to be projected", Duration.ofMinutes(3), () -> {
            JsonNode sources = Flagships.tree(
                            get("reporting-service", "/v1/continuity").body())
                    .get("sources");
            for (JsonNode source : sources) {
                if (!source.hasNonNull("committed")) {
                    return false;
                }
            }
            return sources.size() == 2 && sources.toString().contains("\"projected\":1");
        });
        assertThat(ISSUER.askedForTokens()).as("a token is kept while it holds").isBetween(2, 6);
    }

    @Test
    @Order(3)
    void everyConnectionToPostgresqlIsEncryptedAndAWriters() throws Exception {
        try (Connection c = POSTGRES.connect("postgres");
                Statement s = c.createStatement();
                ResultSet rows =
                        s.executeQuery("select a.usename, s.ssl from pg_stat_activity a join pg_stat_ssl s using (pid)"
                                + " where a.usename <> 'postgres'")) {
            int found = 0;
            while (rows.next()) {
                found++;
                assertThat(rows.getString(1)).endsWith("_writer");
                assertThat(rows.getBoolean(2)).as(rows.getString(1)).isTrue();
            }
            assertThat(found).isPositive();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(
                        POSTGRES.jdbcUrl("initiative") + "?sslmode=disable", "initiative_writer", PASSWORD))
                .hasMessageContaining("no pg_hba.conf entry");
    }

    @Test
    @Order(4)
    void aServiceWritesNoTopicButItsOwn() {
        Map<String, Object> settings = new HashMap<>();
        kafka("initiative-service")
                .forEach((name, value) -> settings.put(
                        name.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value));
        settings.put("enable.idempotence", "false");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("flagships.case.v1", 0, null, new byte[0]))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    @Order(5)
    void tokensThatAreNotTheIssuersAreRefused() {
        assertThat(status("case-service", ISSUER.foreign("POLICE", "case-worker")))
                .isEqualTo(401);
        assertThat(status("case-service", ISSUER.unsigned("POLICE", "case-worker")))
                .isEqualTo(401);
        assertThat(status("case-service", ISSUER.token("POLICE", "case-worker")))
                .isEqualTo(200);
    }

    @Test
    @Order(6)
    void noLogHoldsASecret() {
        RUNNING.forEach((name, process) -> {
            assertThat(process.runs()).as(name).isTrue();
            assertThat(process.said())
                    .doesNotContain(PASSWORD, DISCLOSURE, CERTIFICATES.password(), ISSUER.client(name))
                    .doesNotContain("eyJ");
        });
    }

    @Test
    @Order(7)
    void whatIsWrongIsNamedByTheSettingThatMendsIt() {
        Path others = TestCertificates.in(HOME.resolve("others")).authority();
        saysSo(
                "postgres-of-another-authority",
                Map.of("FLAGSHIPS_POSTGRES_SSLROOTCERT", others.toString()),
                "FLAGSHIPS_POSTGRES_SSLROOTCERT");
        saysSo("postgres-by-another-name", Map.of("FLAGSHIPS_POSTGRES_HOST", "127.0.0.1"), "FLAGSHIPS_POSTGRES_HOST");
        saysSo(
                "wrong-password-of-writer",
                Map.of("FLAGSHIPS_POSTGRES_PASSWORD", "not-the-password"),
                "FLAGSHIPS_POSTGRES_USER and _PASSWORD");
        saysSo(
                "kafka-of-another-authority",
                Map.of("KAFKA_SSL_TRUSTSTORE_LOCATION", others.toString()),
                "SslAuthenticationException");
    }

    private static void saysSo(String name, Map<String, String> change, String said) {
        Map<String, String> environment = environment("initiative-service");
        environment.putAll(change);
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        try (ServiceProcess process = ServiceProcess.start("initiative-service", name, environment)) {
            Flagships.await(
                    name + " to say " + said,
                    Duration.ofMinutes(3),
                    () -> process.said().contains(said));
            assertThat(process.said()).doesNotContain(PASSWORD, "not-the-password", CERTIFICATES.password());
        }
    }

    private static Map<String, String> step() {
        Map<String, String> all = postgres();
        all.put("FLAGSHIPS_POSTGRES_OWNER_PASSWORD", PASSWORD);
        all.put("FLAGSHIPS_MIGRATE", "true");
        all.put("QUARKUS_INIT_AND_EXIT", "true");
        return all;
    }

    private static Map<String, String> environment(String service) {
        Map<String, String> all = postgres();
        all.put("FLAGSHIPS_POSTGRES_PASSWORD", PASSWORD);
        all.putAll(kafka(service));
        all.put("FLAGSHIPS_OIDC_ISSUER", ISSUER.address());
        all.put("FLAGSHIPS_OIDC_AUDIENCE", TestIssuer.AUDIENCE);
        all.put("QUARKUS_HTTP_PORT", String.valueOf(PORTS.get(service)));
        all.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(PORTS.get(service + " management")));
        if (!service.equals("initiative-service")) {
            all.put("FLAGSHIPS_INITIATIVE_URL", "http://localhost:" + PORTS.get("initiative-service"));
            all.put("FLAGSHIPS_OIDC_CLIENT_ID", service);
            all.put("FLAGSHIPS_OIDC_CLIENT_SECRET", ISSUER.client(service));
        }
        if (service.equals("reporting-service")) {
            all.put("FLAGSHIPS_CASE_URL", "http://localhost:" + PORTS.get("case-service"));
            all.put("FLAGSHIPS_DISCLOSURE_SECRET", DISCLOSURE);
        } else {
            all.put("FLAGSHIPS_REPORTING_URL", "http://localhost:" + PORTS.get("reporting-service"));
        }
        return all;
    }

    private static Map<String, String> postgres() {
        Map<String, String> all = new HashMap<>();
        all.put("FLAGSHIPS_POSTGRES_HOST", "localhost");
        all.put("FLAGSHIPS_POSTGRES_PORT", Integer.toString(POSTGRES.port()));
        all.put("FLAGSHIPS_POSTGRES_SSLROOTCERT", CERTIFICATES.authority().toString());
        return all;
    }

    private static Map<String, String> kafka(String service) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", KAFKA.securedBootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL", "SSL",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", CERTIFICATES.authority().toString(),
                "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "KAFKA_SSL_KEYSTORE_LOCATION", CERTIFICATES.identity(service).toString(),
                "KAFKA_SSL_KEYSTORE_TYPE", "PKCS12",
                "KAFKA_SSL_KEYSTORE_PASSWORD", CERTIFICATES.password());
    }

    /** The users of {@code k8s/base/kafka}: if a service needs a right that they lack, it shows here. */
    private static void allowWhatTheManifestsAllow() throws Exception {
        List<AclBinding> allowed = new ArrayList<>();
        try (MappingIterator<JsonNode> users = new YAMLMapper()
                .readerFor(JsonNode.class)
                .readValues(Path.of("..", "k8s", "base", "kafka", "users.yaml").toFile())) {
            while (users.hasNext()) {
                JsonNode user = users.next();
                for (JsonNode acl : user.at("/spec/authorization/acls")) {
                    ResourcePattern pattern = new ResourcePattern(
                            ResourceType.fromString(acl.at("/resource/type").asText()),
                            acl.at("/resource/name").asText(),
                            PatternType.valueOf(
                                    acl.at("/resource/patternType").asText().toUpperCase(Locale.ROOT)));
                    acl.get("operations")
                            .forEach(operation -> allowed.add(new AclBinding(
                                    pattern,
                                    new AccessControlEntry(
                                            "User:" + user.at("/metadata/name").asText(),
                                            "*",
                                            AclOperation.fromString(operation.asText()),
                                            AclPermissionType.ALLOW))));
                }
            }
        }
        assertThat(allowed).isNotEmpty();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            admin.createAcls(allowed).all().get();
        }
    }

    private static boolean ready(String service) {
        return send(HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + PORTS.get(service + " management") + "/q/health/ready")))
                        .statusCode()
                == 200;
    }

    private static int status(String service, String token) {
        return send(HttpRequest.newBuilder(uri(service, "/v1/cases")).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private static HttpResponse<String> get(String service, String path) {
        return send(HttpRequest.newBuilder(uri(service, path)));
    }

    private static URI uri(String service, String path) {
        return URI.create("http://localhost:" + PORTS.get(service) + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

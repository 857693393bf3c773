package nz.flagships.reporting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Shards;
import nz.flagships.events.cases.CaseOpened;
import nz.flagships.events.cases.LegalBasis;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.events.initiative.SeriesPublished.ObservationRecorded;
import nz.flagships.events.initiative.ThemePublished.ThemeDefined;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.live.LiveFeed;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** How reporting-service is wired to what it reads: what others put on its topics, what it tells to whom, what one caller can take. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@TestProfile(ReaderWiringIT.FewStreams.class)
@SuppressWarnings("NullAway.Init") // injected
class ReaderWiringIT {
    /** So that as many as may are open soon. */
    public static final class FewStreams implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("flagships.live.streams", "8");
        }
    }

    @Inject
    DataSource database;

    @Inject
    LiveFeed live;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int pool;

    @Test
    void goes_on_past_whatever_somebody_puts_on_a_topic() throws Exception {
        // given
        String before = Published.publish("theme/BEFORE", new ThemeDefined("BEFORE", "Before"), null);
        given().header("Consistency-Token", before).get("/v1/themes").then().statusCode(200);

        // when every shard of both topics has something that the connector would end the channel for
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String topic : List.of("flagships.initiative.v1", "flagships.case.v1")) {
                for (int shard = 0; shard < Shards.COUNT; shard++) {
                    ProducerRecord<byte[], byte[]> kafka =
                            new ProducerRecord<>(topic, shard, null, new byte[] {(byte) 0xff, '{'});
                    Map.of(
                                    "ce_specversion", "1.0",
                                    "ce_id", "0197",
                                    "ce_source", "/flagships/initiative-service",
                                    "ce_type", "nz.flagships.initiative.ThemeDefined.v1",
                                    "ce_time", "0000-01-01T00:00:00Z")
                            .forEach(
                                    (name, value) -> kafka.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                    producer.send(kafka).get();
                    producer.send(new ProducerRecord<>(topic, shard, null, (byte[]) null))
                            .get();
                }
            }
        }
        String after = Published.publish("theme/AFTER", new ThemeDefined("AFTER", "After"), null);

        // then
        given().header("Consistency-Token", after)
                .get("/v1/themes?code=AFTER")
                .then()
                .statusCode(200)
                .body("rows", hasSize(1));
        given().get("/v1/continuity")
                .then()
                .body("missing", equalTo(0))
                .body("sources.channel.state", equalTo(List.of("RUNNING", "RUNNING")));
        management("/q/health/live").then().statusCode(200).body("checks", empty());
        management("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'channels' }.data.case", equalTo("running"));
        // and the next start does not meet them again
        assertThat(number("select count(*) from reader_cursor where kafka_offset < 2"))
                .isZero();
    }

    @Test
    void every_route_answers_with_one_connection() throws SQLException {
        // given all but one are taken, and the reader needs that one now and then
        Map<String, Map<String, Object>> paths =
                given().accept("application/json").get("/openapi").path("paths");
        List<Connection> taken = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        try {
            for (int n = 1; n < pool; n++) {
                taken.add(database.getConnection());
            }

            // when
            for (Map.Entry<String, Map<String, Object>> path : paths.entrySet()) {
                if (path.getValue().containsKey("get") && !path.getKey().equals("/v1/live")) {
                    asked.add(path.getKey());
                    Response answer =
                            given().auth().oauth2(operator()).get(path.getKey().replaceAll("\\{[^}]*}", "1"));
                    // then
                    assertThat(answer.statusCode()).as(path.getKey()).isLessThan(500);
                }
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertThat(asked).contains("/v1/agencies", "/v1/themes", "/v1/sources", "/v1/programmes", "/v1/outcomes");
    }

    @Test
    void tells_nobody_that_something_has_happened_in_a_case() {
        // given
        String theme = Published.publish("theme/QUIET", new ThemeDefined("QUIET", "Quiet"), null);
        Response before = given().header("Consistency-Token", theme).get("/v1/themes?code=QUIET");

        // when
        String opened = Published.publish(List.of(new Published.Said(
                "case",
                "case/0197c0de-0000-7000-8000-000000000001",
                new CaseOpened(
                        YearMonth.of(2013, 8),
                        "EAST-COAST",
                        List.of("QUIET"),
                        LegalBasis.CONSENT,
                        "FLAGSHIPS",
                        null,
                        "POLICE"),
                null)));
        given().auth()
                .oauth2(operator())
                .header("Consistency-Token", opened)
                .get("/v1/themes")
                .then()
                .statusCode(200);

        // then
        given().header("If-None-Match", before.header("ETag"))
                .get("/v1/themes?code=QUIET")
                .then()
                .statusCode(304);
        given().get("/v1/themes")
                .then()
                .body("asOf.positions", not(containsString("case/")))
                .body("asOf.positions", containsString("initiative/"));
        given().get("/v1/continuity")
                .then()
                .body("sources[0].source", equalTo("case"))
                .body("sources[0].coarse", equalTo(true))
                .body("sources[0].projected", equalTo(0))
                .body("sources[0].shards", empty())
                .body("sources[0].asAt", notNullValue())
                .body("sources[1].shards", hasSize(16));
        String[] shard = opened.split("/");
        given().get("/v1/continuity/case/%s/%s".formatted(shard[1], shard[2]))
                .then()
                .statusCode(401);
        // a position that there is not is not waited for either
        given().header("Consistency-Token", "case/3/999")
                .get("/v1/themes")
                .then()
                .statusCode(200);

        // and to whom it is for
        given().auth()
                .oauth2(operator())
                .get("/v1/continuity")
                .then()
                .body("sources[0].coarse", equalTo(false))
                .body("sources[0].projected", greaterThan(0))
                .body("sources[0].shards", hasSize(16));
        given().auth().oauth2(operator()).get("/v1/themes").then().body("asOf.positions", containsString(opened));
        String position = "/v1/continuity/case/%s/%s".formatted(shard[1], shard[2]);
        given().auth().oauth2(operator()).get(position).then().statusCode(200).body("applied", equalTo(true));
        // whoever may ask of any position finds the head by halving
        for (String role : List.of("agency-system", "case-worker", "steward", "national-office")) {
            given().auth()
                    .oauth2(TestPlatform.postgresAndKafka().tokens().token("POLICE", role))
                    .get(position)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("READ-002"))
                    .body("mend", containsString("GET /v1/events?source="));
        }
    }

    @Test
    void says_how_fresh_and_whole_it_is() throws SQLException {
        // given a measure that is shown, and one whose later figure is kept back
        observed("KEPT-BACK", Sensitivity.PEOPLE, new Period("FY2015"));
        observed("FRESH", Sensitivity.AGGREGATE, new Period("FY2014"));

        // then: neither write service is here, and that is said
        Response answer = given().get("/v1/freshness");
        answer.then()
                .statusCode(200)
                .body("ready", equalTo(true))
                .body("missing", equalTo(0))
                .body("behindSeconds", equalTo(0))
                .body("sources.source", equalTo(List.of("case", "initiative")))
                .body("sources.answers", equalTo(List.of(false, false)))
                .body("reasons", hasSize(2))
                .body("latestRecorded", notNullValue());
        String figures = "figures.find { it.measure == 'FRESH' }";
        for (int tries = 0; answer.path(figures) == null && tries < 100; tries++) {
            answer = given().get("/v1/freshness"); // one look a second answers everybody
        }
        answer.then().body(figures + ".lastDay", equalTo("2014-06-30")).body(figures + ".period", equalTo("FY2014"));
        answer.then().body("figuresTo.lastDay", equalTo("2014-06-30"));
        // a figure that is kept back is, from outside, none
        answer.then().body("figures.measure", not(hasItem("KEPT-BACK")));
    }

    private static void observed(String measure, Sensitivity sensitivity, Period period) {
        String defined =
                Published.publish("measure/" + measure, Published.counting(measure, "Example", sensitivity), null);
        String recorded = Published.publish(
                "series/" + measure + ":NZ",
                new ObservationRecorded(
                        measure, "NZ", period, period.first(), period.last(), BigDecimal.TEN, ObservationStatus.A),
                null);
        for (String token : List.of(defined, recorded)) {
            given().header("Consistency-Token", token)
                    .get("/v1/outcomes?measure=" + measure)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void holds_as_many_live_streams_as_may_be_open() throws Exception {
        // given
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/live"))
                .build();
        List<InputStream> open = new ArrayList<>();
        try {
            for (int n = 0; n < 8; n++) {
                HttpResponse<InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                assertThat(stream.statusCode()).isEqualTo(200);
                open.add(stream.body());
            }

            // when
            Response refused = given().get("/v1/live");

            // then
            refused.then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("REQ-031"));
            open.removeFirst().close();
            int status = 503;
            for (int tries = 0; status == 503 && tries < 200; tries++) {
                HttpResponse<InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                status = stream.statusCode();
                open.add(stream.body());
            }
            assertThat(status).as("once another has gone").isEqualTo(200);
        } finally {
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void says_nothing_of_cases_to_those_who_listen() throws Exception {
        try (Listener listener = Listener.begin()) {
            // given
            listener.await("event:continuity");

            // when something happens in a case, here and at another replica
            String opened = Published.publish(List.of(new Published.Said(
                    "case",
                    "case/0197c0de-0000-7000-8000-000000000002",
                    new CaseOpened(
                            YearMonth.of(2013, 8),
                            "EAST-COAST",
                            List.of(),
                            LegalBasis.CONSENT,
                            "FLAGSHIPS",
                            null,
                            "POLICE"),
                    null)));
            given().auth()
                    .oauth2(operator())
                    .header("Consistency-Token", opened)
                    .get("/v1/themes")
                    .then()
                    .statusCode(200);
            live.appliedElsewhere(Set.of("case"));
            Thread.sleep(1_500); // longer than both kinds of news are gathered
            String quiet = listener.said();
            String theme = Published.publish("theme/HEARD", new ThemeDefined("HEARD", "Heard"), null);
            listener.await(theme);

            // then
            assertThat(quiet).doesNotContain("event:figures");
            assertThat(listener.said()).contains("event:codes").doesNotContain("case/");
            long positions = 0;
            String last = listener.said();
            last = last.substring(last.lastIndexOf("{\"positions\""));
            Matcher position = Pattern.compile("initiative/[0-9]+/([0-9]+)").matcher(last);
            while (position.find()) {
                positions += Long.parseLong(position.group(1));
            }
            assertThat(last).contains("\"projected\":" + positions + "}");

            // and where it was about an initiative everything may be new
            live.appliedElsewhere(Set.of("initiative", "case"));
            listener.await("event:figures");
        }
    }

    @Test
    void makes_live_updates_on_a_thread_of_their_own() throws Exception {
        // given an update that takes for ever to make
        Set<String> makers = ConcurrentHashMap.newKeySet();
        CountDownLatch slow = new CountDownLatch(1);
        EventEnvelope event = new EventEnvelope(
                "0197c0de-0000-7000-8000-000000000003",
                "/flagships/initiative-service",
                "nz.flagships.initiative.ThemeDefined.v1",
                "theme/SLOW",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                1,
                1,
                1,
                "POLICE",
                null,
                null,
                null,
                "{}");
        List<EventEnvelope> events = new AbstractList<>() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public EventEnvelope get(int index) {
                String maker = Thread.currentThread().getName();
                makers.add(maker);
                try {
                    if (maker.equals("live") && !slow.await(20, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("Nobody came");
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return event;
            }
        };
        try (Listener listener = Listener.begin()) {
            listener.await("event:continuity");

            // when many more come than are kept
            for (int n = 0; n < 1_000; n++) {
                live.applied(events);
            }
            for (int tries = 0; makers.isEmpty() && tries < 200; tries++) {
                Thread.sleep(50);
            }

            // then whoever hands them over makes none of them and waits for none
            assertThat(makers).containsExactly("live");
            slow.countDown();
            listener.await("event:codes");
            listener.await("event:figures"); // for those that were too many
        } finally {
            slow.countDown();
        }
    }

    /** Who listens to what is new. */
    private static final class Listener implements AutoCloseable {
        private final InputStream stream;
        private final StringBuffer said = new StringBuffer();

        private Listener(InputStream stream) {
            this.stream = stream;
            Thread.ofVirtual().start(() -> {
                try (stream) {
                    byte[] bytes = new byte[8_192];
                    for (int n; (n = stream.read(bytes)) >= 0; ) {
                        said.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    said.append("the end");
                }
            });
        }

        static Listener begin() throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + "/v1/live"))
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // Those of another test may not have gone yet.
            for (int tries = 0; answer.statusCode() == 503 && tries < 200; tries++) {
                answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            return new Listener(answer.body());
        }

        String said() {
            return said.toString();
        }

        void await(String what) throws InterruptedException {
            for (int tries = 0; said.indexOf(what) < 0 && tries < 300; tries++) {
                Thread.sleep(50);
            }
            assertThat(said()).contains(what);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static String operator() {
        return TestPlatform.postgresAndKafka().tokens().token("FLAGSHIPS", "operator");
    }

    private static Response management(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        return given().port(port).get(path);
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

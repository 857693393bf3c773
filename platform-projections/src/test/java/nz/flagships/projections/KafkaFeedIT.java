package nz.flagships.projections;

import static io.restassured.RestAssured.given;
import static nz.flagships.projections.Awaiting.await;
import static nz.flagships.projections.Events.event;
import static nz.flagships.projections.Events.events;
import static nz.flagships.projections.Events.hidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Shards;
import nz.flagships.local.WithPlatform;
import nz.flagships.rest.metrics.Metric;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way: a real broker, a real PostgreSQL, and an HTTP server that stands for the source's log. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@WithTestResource(LogServer.class)
@SuppressWarnings("NullAway.Init") // injected
class KafkaFeedIT {
    private static final String TOPIC = "flagships.initiative.v1";
    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    ReaderState state;

    @Inject
    MeterRegistry registry;

    @Inject
    DataSource database;

    @Inject
    @Identifier("reader")
    SeekToCursor seats;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    @ConfigProperty(name = "flagships.initiative.url")
    String url;

    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    @SuppressWarnings("NullAway")
    void open() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "acks", "all", "enable.idempotence", "true"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void projectsWhatIsPublishedOnceAndInOrder() throws Exception {
        // given
        List<EventEnvelope> all = IntStream.range(0, 4)
                .boxed()
                .flatMap(s -> events("initiative", s, 1, 200))
                .toList();

        // when: as by two relays that overlap
        for (EventEnvelope event : all) {
            commit(event);
            publish(event);
        }
        for (EventEnvelope event : all.subList(100, 300)) {
            publish(event);
        }

        // then
        for (int shard = 0; shard < 4; shard++) {
            int of = shard;
            await("shard " + shard, () -> position(of) == 200);
            assertThat(count("select count(*) from number_said where shard = " + shard))
                    .isEqualTo(200);
            assertThat(count("select count(*) from (select position - lag(position) over (order by nth) d"
                            + " from number_said where shard = " + shard + ") x where d <> 1"))
                    .isZero();
        }
    }

    @Test
    void letsGoWhatIsNoEventAndFillsTheGapFromTheLog() throws Exception {
        // given
        events("initiative", 8, 1, 50).forEach(this::commit);
        events("initiative", 8, 1, 10).forEach(this::publish);

        // when: 11 to 40 never come, and in their stead something else does
        producer.send(new ProducerRecord<>(TOPIC, 8, null, "not an event".getBytes(StandardCharsets.UTF_8)));
        producer.send(new ProducerRecord<>(TOPIC, 8, null, (byte[]) null));
        events("initiative", 8, 41, 50).forEach(this::publish);

        // then
        await("all is there", () -> position(8) == 50);
        assertThat(count("select count(*) from number_said where shard = 8")).isEqualTo(50);
    }

    @Test
    void fetchesWhatKafkaNoLongerHas() throws Exception {
        // given
        events("initiative", 9, 1, 5).forEach(this::commit);
        events("initiative", 9, 1, 5).forEach(this::publish);
        await("they are projected", () -> position(9) == 5);

        // when: retention cuts the whole of the shard, with what was published meanwhile
        events("initiative", 9, 6, 20).forEach(this::commit);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 9), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }

        // then
        await("they came from the log", () -> position(9) == 20);
        events("initiative", 9, 21, 25).forEach(this::commit);
        events("initiative", 9, 21, 25).forEach(this::publish);
        await(
                "and go on from Kafka",
                () -> position(9) == 25 && state.progress(key(9)).cursor().offset() > 5);
    }

    @Test
    void readsOnWhereTheCursorIsAfterTheSeatsAreTakenAgain() throws Exception {
        // given
        events("initiative", 10, 1, 20).forEach(this::commit);
        events("initiative", 10, 1, 10).forEach(this::publish);
        // On a slow machine the rest has come from the log meanwhile.
        await("they are projected", () -> position(10) >= 10);

        // when
        seats.again("initiative");
        events("initiative", 10, 11, 20).forEach(this::publish);

        // then
        await("it goes on", () -> position(10) == 20);
        assertThat(count("select count(*) from number_said where shard = 10")).isEqualTo(20);
    }

    @Test
    void readsItsShardsOfATopicThatWasGivenMorePartitions() throws Exception {
        // given a topic with one partition more than there are shards
        String wider = "wider.initiative.v1";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker));
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker, "auto.offset.reset", "none"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            admin.createTopics(List.of(new NewTopic(wider, Shards.COUNT + 1, (short) 1)))
                    .all()
                    .get();
            List<TopicPartition> all = IntStream.rangeClosed(0, Shards.COUNT)
                    .mapToObj(partition -> new TopicPartition(wider, partition))
                    .toList();
            consumer.assign(all);

            // when
            seats.onPartitionsAssigned(consumer, all);

            // then nothing keeps it from being read
            consumer.poll(Duration.ZERO);
            assertThat(all)
                    .allSatisfy(each -> assertThat(consumer.position(each)).isZero());
        }
    }

    @Test
    void saysOpenlyWhetherAllIsThrough() {
        // given
        Stream.of(
                        event("initiative", 11, 1),
                        event("initiative", 11, 2, 1, "{\"poison\":true}"),
                        event("initiative", 11, 3))
                .forEach(e -> {
                    commit(e);
                    publish(e);
                });

        // when
        await("it is set aside", () -> position(11) == 3);

        // then
        given().get("/v1/continuity")
                .then()
                .statusCode(200)
                .body("parked", greaterThan(0))
                .body("sources", hasSize(1))
                .body("sources[0].source", equalTo("initiative"))
                .body("sources[0].reachable", equalTo(true))
                .body("sources[0].shards", hasSize(16))
                .body("sources[0].shards[11].projected", equalTo(3))
                .body("sources[0].shards[11].published", equalTo(3))
                .body("sources[0].shards[11].applied", equalTo(2))
                .body("sources[0].shards[11].missing", equalTo(0))
                .body("sources[0].shards[11].parked", equalTo(1));
        given().get("/v1/continuity/initiative/11/2")
                .then()
                .body("applied", equalTo(false))
                .body("parked", equalTo(true));
        given().get("/v1/continuity/initiative/11/3").then().body("applied", equalTo(true));
    }

    @Test
    void goesOnPastWhateverSomebodyPutsOnTheTopic() throws Exception {
        // given
        events("initiative", 12, 1, 30).forEach(this::commit);
        events("initiative", 12, 1, 10).forEach(this::publish);
        await("they are projected", () -> position(12) == 10);

        // when: between good records stands what is none, or none of ours, or cannot be what it says
        EventEnvelope eleventh = event("initiative", 12, 11);
        garbage(12, eleventh, "ce_time", "0000-01-01T00:00:00Z", "not json");
        garbage(12, eleventh, "ce_time", "+99999-01-01T00:00:00Z", "[]");
        garbage(12, eleventh, "ce_time", "half past nine", "{}");
        garbage(12, eleventh, "ce_specversion", "9.9", "{");
        garbage(12, eleventh, "ce_position", "9223372036854775807", "{}");
        garbage(12, eleventh, "ce_position", "-3", "{}");
        garbage(12, eleventh, "ce_epoch", "2147483647", "{}");
        garbage(12, eleventh, "ce_type", "com.example.Other", "{}");
        garbage(12, eleventh, "ce_type", "nz.flagships.case.CaseOpened.v1", "{}");
        garbage(12, eleventh, "ce_subject", "nowhere", "{}");
        garbage(12, eleventh, "ce_datacontenttype", "application/" + "x".repeat(100_000), "");
        garbage(12, eleventh, "content-type", "application/cloudevents+json", "{\"specversion\":\"1.0\"}");
        garbage(12, eleventh, "content-type", "application/cloudevents", "\u0000");
        garbage(12, eleventh, "__smallrye_generationId", "none", "{");
        producer.send(new ProducerRecord<>(TOPIC, 12, null, new byte[] {(byte) 0xff, 0, 1}))
                .get();
        producer.send(new ProducerRecord<>(TOPIC, 12, new byte[] {(byte) 0xc3, 0x28}, (byte[]) null))
                .get();
        events("initiative", 12, 12, 30).forEach(this::publish);

        // then
        await("all is there", () -> position(12) == 30);
        assertThat(count("select count(*) from number_said where shard = 12")).isEqualTo(30);
        assertThat(state.progress(key(12)).stopped()).isNull();
        await("the next start does not meet them again", () -> written(12) == end(12));
        given().get("/v1/continuity")
                .then()
                .body("sources[0].shards[12].missing", equalTo(0))
                .body("sources[0].channel.state", equalTo("RUNNING"));
        assertThat(registry.get(Metric.READER_UNREADABLE.meterName())
                        .tags("source", "initiative")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(10);

        // and the channel itself still brings what comes next
        double repaired = repaired();
        events("initiative", 12, 31, 33).forEach(e -> {
            commit(e);
            publish(e);
        });
        await("it is projected", () -> position(12) == 33);
        assertThat(repaired()).isEqualTo(repaired);
        management("/q/health/live").statusCode(200).body("checks", hasSize(0));
        management("/q/health/ready")
                .statusCode(200)
                .body("checks.find { it.name == 'channels' }.data.initiative", equalTo("running"));
    }

    @Test
    void showsTheFactThatTakesAPositionAtWhichSomebodyPutAMarker() throws Exception {
        // given
        commit(event("initiative", 13, 1));
        publish(event("initiative", 13, 1));
        await("it is projected", () -> position(13) == 1);

        // when
        publish(hidden("initiative", 13, 2));
        events("initiative", 13, 2, 4).forEach(e -> {
            commit(e);
            publish(e);
        });

        // then
        await("all is there", () -> position(13) == 4);
        assertThat(count("select count(*) from number_said where shard = 13")).isEqualTo(4);
        assertThat(state.progress(key(13)).stopped()).isNull();
    }

    @Test
    void saysOpenlyThatWhatIsShownIsNotItsSources() throws Exception {
        // given: what nobody can tell from a fact, before there is one
        commit(event("initiative", 14, 1));
        publish(event("initiative", 14, 1));
        publish(forged(event("initiative", 14, 2)));
        await("it is taken", () -> position(14) == 2);

        // when
        events("initiative", 14, 2, 3).forEach(e -> {
            commit(e);
            publish(e);
        });

        // then
        await("it is stopped", () -> {
            Cursor.Stopped stopped = state.progress(key(14)).stopped();
            return stopped != null && stopped.reason() == Cursor.Reason.EPOCH;
        });
        awaitMissing(14, 2);
        given().get("/v1/continuity")
                .then()
                .body("sources[0].shards[14].projected", equalTo(2))
                .body("sources[0].shards[14].missing", equalTo(2))
                .body("sources[0].shards[14].stopped.reason", equalTo("EPOCH"))
                .body("sources[0].shards[14].stopped.position", equalTo(2));
        given().get("/v1/continuity/initiative/14/2").then().body("applied", equalTo(false));
        assertThat(registry.get(Metric.READER_STOPPED.meterName())
                        .tags("source", "initiative", "shard", "14")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(count("select count(*) from number_said where shard = 14")).isEqualTo(2);
    }

    /** What a source says of itself is kept for a moment, and comes later than what stops a shard. */
    private static void awaitMissing(int shard, int events) {
        await("shard %d lacks %d and says so".formatted(shard, events), () -> {
            JsonPath said = given().get("/v1/continuity").jsonPath();
            String at = "sources[0].shards[%d].".formatted(shard);
            return said.getInt(at + "missing") == events && said.getInt(at + "published") == events + 1;
        });
    }

    private static EventEnvelope forged(EventEnvelope like) {
        return Events.forged(like, like.data());
    }

    @Test
    void opensAChannelThatHasEndedAnewOnceItCan() throws Exception {
        // given
        String deserializer = "mp.messaging.incoming.initiative-in.value.deserializer";
        System.setProperty(deserializer, "no.such.Deserializer");
        try {
            // when a fault of the connector ends the channel, and keeps it from being opened
            EndingChannel.ENDING.set("initiative-in");
            EventEnvelope first = event("initiative", 7, 1);
            commit(first);
            publish(first);
            await("the channel to have ended", () -> channel() == 0);
            EndingChannel.ENDING.set("");

            // then its facts come from the log, and readiness says why it is not ready
            await("the fact is projected", () -> position(7) == 1);
            await(
                    "it is given up",
                    () -> management("/q/health/ready").extract().statusCode() == 503);
            management("/q/health/ready")
                    .body(
                            "checks.find { it.name == 'channels' }.data.initiative",
                            containsString("could not be opened anew"));
            management("/q/health/live").statusCode(200);
        } finally {
            System.clearProperty(deserializer);
            EndingChannel.ENDING.set("");
        }

        // and it is opened when that can be
        await("the channel is open", () -> channel() == 1);
        double repaired = repaired();
        EventEnvelope second = event("initiative", 7, 2);
        commit(second);
        publish(second);
        await("it is projected", () -> position(7) == 2);
        assertThat(repaired()).isEqualTo(repaired);
        management("/q/health/ready").statusCode(200);
    }

    private double channel() {
        return registry.get(Metric.READER_CHANNEL.meterName())
                .tags("source", "initiative")
                .gauge()
                .value();
    }

    private double repaired() {
        return registry.get(Metric.READER_REPAIRED.meterName())
                .tags("source", "initiative")
                .counter()
                .count();
    }

    private static io.restassured.response.ValidatableResponse management(String path) {
        int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.management.port", Integer.class);
        return given().port(port).get(path).then();
    }

    private void garbage(int shard, EventEnvelope like, String header, String value, String data) throws Exception {
        ProducerRecord<byte[], byte[]> kafka =
                new ProducerRecord<>(TOPIC, shard, null, data.getBytes(StandardCharsets.UTF_8));
        like.attributes().forEach((name, text) -> {
            if (!header.equals("ce_" + name)) {
                kafka.headers().add("ce_" + name, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        kafka.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
        producer.send(kafka).get();
    }

    private long written(int shard) throws SQLException {
        return count("select kafka_offset from reader_cursor where source = 'initiative' and shard = " + shard);
    }

    private long end(int shard) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            TopicPartition partition = new TopicPartition(TOPIC, shard);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    private void publish(EventEnvelope event) {
        ProducerRecord<byte[], byte[]> kafka = new ProducerRecord<>(
                TOPIC, event.shard(), String.valueOf(event.subject()).getBytes(StandardCharsets.UTF_8), event.value());
        event.attributes()
                .forEach((name, value) -> kafka.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(kafka).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void commit(EventEnvelope event) {
        try {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/log/" + event.shard()))
                            .PUT(HttpRequest.BodyPublishers.ofString(
                                    event.structured().toString()))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(204);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ShardKey key(int shard) {
        return new ShardKey("initiative", shard);
    }

    private long position(int shard) {
        return state.progress(key(shard)).cursor().position();
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

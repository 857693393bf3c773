package nz.flagships.projections;

import static io.restassured.RestAssured.given;
import static nz.flagships.projections.Awaiting.await;
import static nz.flagships.projections.Events.event;
import static nz.flagships.projections.Events.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.local.WithPlatform;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
    Reader reader;

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
                () -> position(9) == 25 && reader.progress(key(9)).cursor().offset() > 5);
    }

    @Test
    void readsOnWhereTheCursorIsAfterTheSeatsAreTakenAgain() throws Exception {
        // given
        events("initiative", 10, 1, 20).forEach(this::commit);
        events("initiative", 10, 1, 10).forEach(this::publish);
        await("they are projected", () -> position(10) == 10);

        // when
        seats.again("initiative");
        events("initiative", 10, 11, 20).forEach(this::publish);

        // then
        await("it goes on", () -> position(10) == 20);
        assertThat(count("select count(*) from number_said where shard = 10")).isEqualTo(20);
    }

    @Test
    void saysOpenlyWhetherAllIsThrough() {
        // given
        Stream.of(event("initiative", 11, 1), event("initiative", 11, 2, 1, "{\"poison\":true}"))
                .forEach(e -> {
                    commit(e);
                    publish(e);
                });

        // when
        await("it is stopped", () -> reader.progress(key(11)).isHalted());

        // then
        given().get("/v1/continuity")
                .then()
                .statusCode(200)
                .body("missing", greaterThan(0))
                .body("sources", hasSize(1))
                .body("sources[0].source", equalTo("initiative"))
                .body("sources[0].reachable", equalTo(true))
                .body("sources[0].shards", hasSize(16))
                .body("sources[0].shards[11].projected", equalTo(1))
                .body("sources[0].shards[11].published", equalTo(2))
                .body("sources[0].shards[11].missing", equalTo(1))
                .body("sources[0].shards[11].stopped.reason", equalTo("POISON"))
                .body("sources[0].shards[11].stopped.position", equalTo(2));
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
        return reader.progress(key(shard)).cursor().position();
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

package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What somebody else puts on the topics, between good records, on every partition, before a restart and after: the services go
 * on, say so, and show every fact.
 */
class ForeignRecordsST {
    private static final Map<String, Integer> TOPICS =
            Map.of("flagships.initiative.v1", Flagships.INITIATIVE, "flagships.case.v1", Flagships.CASE);
    private static final List<Integer> READERS = List.of(Flagships.CASE, Flagships.REPORTING);
    private static final int SHARDS = 16;
    private static final int A_ROUND = 60;

    /** What is done to a good record, so that it is none any more. */
    private static final List<Consumer<Foreign>> KINDS = List.of(
            foreign -> foreign.says("ce_time", "0000-01-01T00:00:00Z"),
            foreign -> foreign.says("ce_time", "+99999-12-31T24:00:00Z"),
            foreign -> foreign.says("ce_time", "\u0000"),
            foreign -> foreign.says("ce_recordedat", ""),
            foreign -> foreign.says("ce_specversion", "0.3"),
            foreign -> foreign.says("ce_id", "\ud83e\udd9d".repeat(3_000)),
            foreign -> foreign.says("ce_position", "9007199254740993"),
            foreign -> foreign.says("ce_position", "9223372036854775807"),
            foreign -> foreign.says("ce_position", "-1"),
            foreign -> foreign.says("ce_epoch", "2147483647"),
            foreign -> {
                foreign.says("ce_epoch", "2147483647");
                foreign.says("ce_position", "1");
            },
            foreign -> foreign.says("ce_type", "nz.flagships.elsewhere.NothingHappened.v1"),
            foreign -> foreign.says("ce_subject", "initiative/\r\nX: y"),
            foreign -> foreign.says("content-type", "application/cloudevents-batch+json"),
            foreign -> foreign.says("ce_datacontenttype", "x".repeat(100_000)),
            foreign -> foreign.value = null,
            foreign -> foreign.value = new byte[0],
            foreign -> foreign.value = new byte[] {(byte) 0xff, (byte) 0xfe, 0},
            foreign -> foreign.value = "{\"data\":".repeat(2_000).getBytes(StandardCharsets.UTF_8),
            foreign -> {
                foreign.key = new byte[] {(byte) 0xc3, 0x28};
                foreign.headers.clear();
            },
            // as it was: said once more, by somebody else
            foreign -> {});

    /** A record that is to be put there. */
    private static final class Foreign {
        private final Map<String, byte[]> headers;
        private byte[] key;
        private byte @Nullable [] value;

        Foreign(ConsumerRecord<byte[], byte[]> good) {
            headers = new LinkedHashMap<>();
            good.headers().forEach(header -> headers.put(header.key(), header.value()));
            key = good.key();
            value = good.value();
        }

        void says(String header, String text) {
            headers.put(header, text.getBytes(StandardCharsets.UTF_8));
        }

        ProducerRecord<byte[], byte[]> record(String topic, int partition) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
            Headers all = record.headers();
            headers.forEach(all::add);
            return record;
        }
    }

    @Test
    void whatSomebodyElsePutsOnTheTopicsStopsNothing() throws Exception {
        long seed = Long.getLong("foreign.seed", System.nanoTime());
        System.out.println("foreign.seed=" + seed);
        Random random = new Random(seed);
        try (Flagships system = Flagships.fresh("foreign", 26_000)) {
            // Given a record of each topic, and facts on show
            system.run("up", "--detach", "--no-demo");
            String steward = system.token("JUSTICE", List.of("steward"), "");
            String police = system.token("POLICE", List.of("agency-system"), "");
            Load.referenceData(system, steward);
            system.settled();
            Facts facts = new Facts(system, steward, police);
            facts.post();
            facts.areShown();
            Map<String, ConsumerRecord<byte[], byte[]>> good = goodOnes(system);

            // When: on each partition each kind, then good ones
            put(system, good, random);
            facts.post();

            // Then
            facts.areShown();
            allIsWell(system);

            // When the readers meet more of it at their start, and while they run
            for (String service : List.of("reporting-service", "case-service")) {
                system.kill(service);
            }
            put(system, good, random);
            system.run("up", "--detach", "--no-demo");
            facts.post();
            put(system, good, random);
            facts.post();

            // Then
            facts.areShown();
            allIsWell(system);
        }
    }

    @Test
    void whatCannotBeTakenIsSetAsideWithItsStreamAlone() throws Exception {
        try (Flagships system = Flagships.fresh("aside", 27_000)) {
            // Given a theme that the read models have no room for
            system.run("up", "--detach", "--no-demo");
            String steward = system.token("JUSTICE", List.of("steward"), "");
            String police = system.token("POLICE", List.of("agency-system"), "");
            String operator = system.token("JUSTICE", List.of("operator"), "");
            Load.referenceData(system, steward);
            system.settled();
            execute(system, "alter table reporting_v2.theme add constraint no_room check (code <> 'NO-ROOM')");

            // When it is defined, and others are before and after it
            Facts facts = new Facts(system, steward, police);
            facts.post();
            Facts.acknowledged(
                    system.post(Flagships.INITIATIVE, "/v1/events", steward, Load.STRUCTURED, Load.theme("NO-ROOM")));
            facts.post();

            // Then all others are shown, nothing is missing, and it is said what is not shown, and why
            facts.areShown();
            assertThat(system.json(Flagships.REPORTING, "/v1/continuity")
                            .get("parked")
                            .asLong())
                    .isEqualTo(1);
            JsonNode stream = system.json(Flagships.REPORTING, "/v1/continuity/parked", operator)
                    .at("/streams/0");
            assertThat(stream.get("stream").asText()).isEqualTo("theme/NO-ROOM");
            assertThat(stream.get("fault").asText()).endsWith("23514");
            Flagships.Ended status = system.script("status");
            assertThat(status.out()).contains("1 set aside");
            assertThat(status.exit()).as("not all is well").isEqualTo(3);
            assertThat(system.get(Flagships.REPORTING + 1000, "/q/health/ready").statusCode())
                    .isEqualTo(200);
            String redrive = stream.get("redrive").asText();
            assertThat(system.post(Flagships.REPORTING, redrive, operator, "application/json", "")
                            .body())
                    .contains("\"applied\":0", "POISON");

            // And the same after a restart, and once there is room it is shown
            system.kill("reporting-service");
            system.run("up", "--detach", "--no-demo");
            facts.areShown();
            assertThat(system.json(Flagships.REPORTING, "/v1/continuity")
                            .get("parked")
                            .asLong())
                    .isEqualTo(1);
            execute(system, "alter table reporting_v2.theme drop constraint no_room");
            assertThat(system.post(Flagships.REPORTING, redrive, operator, "application/json", "")
                            .body())
                    .contains("\"applied\":1");
            assertThat(system.rows("/v1/themes?code=NO-ROOM")).hasSize(1);
            assertThat(system.json(Flagships.REPORTING, "/v1/continuity")
                            .get("parked")
                            .asLong())
                    .isZero();
        }
    }

    private static void execute(Flagships system, String sql) throws SQLException, IOException {
        try (Connection connection = system.database("reporting");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What was acknowledged. */
    private static final class Facts {
        private final Flagships system;
        private final String steward;
        private final String police;
        private final Set<String> themes = new HashSet<>();
        private int cases;

        Facts(Flagships system, String steward, String police) {
            this.system = system;
            this.steward = steward;
            this.police = police;
        }

        void post() {
            for (int i = 0; i < A_ROUND; i++) {
                String code = "FOREIGN-" + (themes.size() + 1);
                acknowledged(
                        system.post(Flagships.INITIATIVE, "/v1/events", steward, Load.STRUCTURED, Load.theme(code)));
                themes.add(code);
                acknowledged(system.post(
                        Flagships.CASE,
                        "/v1/events",
                        police,
                        Load.STRUCTURED,
                        Load.openCase("FOREIGN-C" + ++cases, "")));
            }
        }

        private static void acknowledged(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }

        void areShown() {
            JsonNode continuity = system.settled();
            assertThat(continuity.get("missing").asLong()).isZero();
            Set<String> shown = new HashSet<>();
            system.rows("/v1/themes").forEach(row -> shown.add(row.get("code").asText()));
            assertThat(shown).containsAll(themes);
            assertThat(continuity.at("/sources/0/committed").asLong()
                            + continuity.at("/sources/1/committed").asLong())
                    .isGreaterThanOrEqualTo(themes.size() + cases);
        }
    }

    private static Map<String, ConsumerRecord<byte[], byte[]>> goodOnes(Flagships system) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "localhost:" + system.port(9092)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = TOPICS.keySet().stream()
                    .flatMap(topic -> IntStream.range(0, SHARDS).mapToObj(shard -> new TopicPartition(topic, shard)))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<String, ConsumerRecord<byte[], byte[]>> good = new HashMap<>();
            Flagships.await("a record of each topic", Duration.ofMinutes(1), () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> good.put(record.topic(), record));
                return good.size() == TOPICS.size();
            });
            return good;
        }
    }

    private static void put(Flagships system, Map<String, ConsumerRecord<byte[], byte[]>> good, Random random)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", "localhost:" + system.port(9092)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Map.Entry<String, ConsumerRecord<byte[], byte[]>> each : good.entrySet()) {
                for (int shard = 0; shard < SHARDS; shard++) {
                    List<Consumer<Foreign>> kinds = new ArrayList<>(KINDS);
                    Collections.shuffle(kinds, random);
                    for (Consumer<Foreign> kind : kinds) {
                        Foreign foreign = new Foreign(each.getValue());
                        kind.accept(foreign);
                        sent.add(producer.send(foreign.record(each.getKey(), shard)));
                    }
                }
            }
            producer.flush();
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** The channels run, nothing stands still, and nobody has to do anything. */
    private static void allIsWell(Flagships system) {
        for (int port : READERS) {
            assertThat(system.get(port + 1000, "/q/health/live").statusCode()).isEqualTo(200);
            Flagships.await(
                    "readiness of " + port,
                    Duration.ofSeconds(30),
                    () -> system.get(port + 1000, "/q/health/ready").statusCode() == 200);
            Scrape scrape = Scrape.of(system.get(port + 1000, "/q/metrics").body());
            assertThat(scrape.samples().stream()
                            .filter(sample -> sample.name().equals("flagships_reader_stopped") && sample.value() != 0))
                    .isEmpty();
            assertThat(scrape.samples().stream()
                            .filter(sample -> sample.name().equals("flagships_reader_unreadable_total"))
                            .mapToDouble(Scrape.Sample::value)
                            .sum())
                    .isPositive();
        }
        String status = system.run("status");
        assertThat(Arrays.stream(status.split("\n"))).anyMatch(line -> line.contains("0 missing"));
    }
}

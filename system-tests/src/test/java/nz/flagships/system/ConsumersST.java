package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The topics as outsiders read them, with what {@code docs/events/consuming.md} tells them: a consumer in JavaScript and one in
 * Java, each with the SDK of CloudEvents, have every event that was stored, once, as the services themselves tell it.
 */
class ConsumersST {
    private static final Map<String, Integer> SERVICES =
            Map.of("initiative", Flagships.INITIATIVE, "case", Flagships.CASE);
    private static final String PRIVATE = ".Private.v1";
    private static final int KAFKA = 9092;

    /** Attributes that SDKs keep apart from extensions, and what is no attribute at all. */
    private static final Set<String> NO_EXTENSIONS =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");

    private static Flagships system;

    /** What a consumer has of an event: its attributes, by name, and its data. */
    private record Heard(@Nullable String key, JsonNode event) {
        String type() {
            return event.path("type").asText();
        }
    }

    @BeforeAll
    static void everyExampleIsStored() {
        system = Flagships.fresh("consumers", 23_000);
        system.run("up", "--detach", "--no-demo");
        List<String> stored = CatalogueST.postAll(system, Flagships.INITIATIVE);
        stored.addAll(CatalogueST.postAll(system, Flagships.CASE));
        assertThat(stored).allMatch(line -> line.endsWith(" 201 stored"));
        system.settled();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void aConsumerInJavaHasEverythingOnce() {
        judge(heardByJava(), ChronoUnit.NANOS);
    }

    @Test
    void aConsumerInJavaScriptHasEverythingOnce() throws IOException {
        Outsiders outsiders = new Outsiders("contracts");
        String node = outsiders.node();
        outsiders.ours("consumer.mjs", "consumer.mjs");
        String said = outsiders.run(
                Map.of("BROKERS", "localhost:" + system.port(KAFKA), "RUN", Long.toString(System.nanoTime())),
                node,
                "consumer.mjs");
        Map<String, List<Heard>> heard = new TreeMap<>();
        said.lines()
                .filter(line -> line.startsWith("{\"topic\""))
                .map(Flagships::tree)
                .forEach(line -> heard.computeIfAbsent(
                                line.path("topic").asText() + "/"
                                        + line.path("partition").asInt(),
                                at -> new ArrayList<>())
                        .add(new Heard(line.path("key").textValue(), line.path("event"))));
        // Its SDK cuts times to what JavaScript's dates hold.
        judge(heard, ChronoUnit.MILLIS);
    }

    private static Map<String, List<Heard>> heardByJava() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + system.port(KAFKA),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        try (KafkaConsumer<String, CloudEvent> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new CloudEventDeserializer())) {
            List<TopicPartition> partitions = SERVICES.keySet().stream()
                    .flatMap(service -> consumer.partitionsFor("flagships." + service + ".v1").stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, List<Heard>> heard = new TreeMap<>();
            Map<String, Long> last = new HashMap<>();
            Flagships.await("everything to be read", Duration.ofMinutes(1), () -> {
                for (ConsumerRecord<String, CloudEvent> told : consumer.poll(Duration.ofMillis(200))) {
                    String at = told.topic() + "/" + told.partition();
                    long position =
                            Long.parseLong(Objects.requireNonNull(told.value().getExtension("position"))
                                    .toString());
                    long before = last.getOrDefault(at, 0L);
                    assertThat(position).as(at).isLessThanOrEqualTo(before + 1);
                    if (position == before + 1) {
                        last.put(at, position);
                        heard.computeIfAbsent(at, a -> new ArrayList<>())
                                .add(new Heard(told.key(), structured(told.value())));
                    }
                }
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
            return heard;
        }
    }

    /** The attributes as the SDK has them, beside each other. */
    private static ObjectNode structured(CloudEvent event) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        for (String name : event.getAttributeNames()) {
            Object value = Objects.requireNonNull(event.getAttribute(name));
            // Written by itself it would leave out seconds that are none.
            all.put(
                    name,
                    value instanceof OffsetDateTime time ? time.toInstant().toString() : value.toString());
        }
        for (String name : event.getExtensionNames()) {
            all.put(name, Objects.requireNonNull(event.getExtension(name)).toString());
        }
        return all.set(
                "data",
                Flagships.tree(
                        new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8)));
    }

    /** Holds what was heard against the logs of the services, and against what reporting-service shows. */
    private static void judge(Map<String, List<Heard>> heard, ChronoUnit times) {
        int compared = 0;
        for (String service : SERVICES.keySet()) {
            for (JsonNode shard : log(service, "").path("shards")) {
                List<Heard> all = heard.getOrDefault(
                        "flagships.%s.v1/%d"
                                .formatted(service, shard.path("shard").asInt()),
                        List.of());
                JsonNode told = log(service, "/" + shard.path("shard").asInt() + "?limit=1000")
                        .path("events");
                assertThat(all).as("%s of %s", shard, service).hasSize(told.size());
                assertThat((long) all.size()).isEqualTo(shard.path("published").asLong());
                for (int i = 0; i < all.size(); i++) {
                    same(all.get(i), told.get(i), times);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(80);

        List<Heard> everything = heard.values().stream().flatMap(List::stream).toList();
        assertThat(everything.stream().map(each -> each.event().path("id").asText()))
                .doesNotHaveDuplicates()
                .hasSize(compared);
        assertThat(codes(everything, "RegionDefined")).isEqualTo(shown("/v1/regions"));
        assertThat(codes(everything, "InitiativeProposed")).isEqualTo(shown("/v1/initiatives"));
        assertThat(codes(everything, "MeasureDefined")).isEqualTo(shown("/v1/measures"));
    }

    private static void same(Heard heard, JsonNode told, ChronoUnit times) {
        for (Map.Entry<String, JsonNode> each : told.properties()) {
            JsonNode mine = heard.event().path(each.getKey());
            switch (each.getKey()) {
                case "time" ->
                    assertThat(Instant.parse(mine.asText()))
                            .isEqualTo(Instant.parse(each.getValue().asText()).truncatedTo(times));
                case "data" -> assertThat(mine).as("%s", told).isEqualTo(each.getValue());
                default ->
                    assertThat(mine.asText())
                            .as("%s of %s", each.getKey(), told)
                            .isEqualTo(each.getValue().asText());
            }
        }
        assertThat(heard.key()).isEqualTo(told.path("subject").textValue());
        if (heard.type().endsWith(PRIVATE)) {
            assertThat(heard.event().path("data")).isEmpty();
            assertThat(heard.event().path("subject").asText("")).isEmpty();
        }
        // What the page lists is all there is.
        assertThat(heard.event().properties().stream()
                        .filter(each -> !each.getValue().isNull())
                        .map(Map.Entry::getKey)
                        .filter(name -> !NO_EXTENSIONS.contains(name) && !name.equals("partitionkey")))
                .isSubsetOf(
                        "position",
                        "epoch",
                        "sequence",
                        "recordedat",
                        "knownat",
                        "agency",
                        "correlationid",
                        "causationid",
                        "traceparent");
    }

    private static Set<String> codes(List<Heard> all, String event) {
        return all.stream()
                .filter(each -> each.type().equals("nz.flagships.initiative." + event + ".v1"))
                .map(each -> each.event().path("subject").asText().split("/", 2)[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> shown(String list) {
        return system.rows(list).stream()
                .map(row -> row.path("code").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode log(String service, String rest) {
        return Flagships.tree(system.send(
                        system.request(Objects.requireNonNull(SERVICES.get(service)), "/v1/log" + rest)
                                .header("Authorization", "Bearer " + system.token("FLAGSHIPS", List.of("service"), ""))
                                .build())
                .body());
    }
}

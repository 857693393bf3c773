package nz.flagships.cases;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Shards;
import nz.flagships.events.initiative.AgencyPublished.AgencyRegistered;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.ProgrammePublished.ProgrammeDefined;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished.RegionDefined;
import nz.flagships.events.initiative.ThemePublished.ThemeDefined;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes codes as initiative-service would; positions go on from test to test. */
final class PublishedCodes implements AutoCloseable {
    private static final Map<Integer, Long> POSITIONS = new HashMap<>();
    private static final Set<String> PUBLISHED = new HashSet<>();

    private final KafkaProducer<byte[], byte[]> producer;

    private PublishedCodes(String broker) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static PublishedCodes on(String broker) {
        return new PublishedCodes(broker);
    }

    void region(String code, RegionKind kind) {
        publish("region/" + code, new RegionDefined(code, code, kind, null, null, null));
    }

    void programme(String code) {
        publish("programme/" + code, new ProgrammeDefined(code, code, List.of(), List.of()));
    }

    void agency(String code) {
        publish("agency/" + code, new AgencyRegistered(code, code, false, false));
    }

    void theme(String code) {
        publish("theme/" + code, new ThemeDefined(code, code));
    }

    void initiative(String code) {
        publish(
                "initiative/" + code,
                new InitiativeProposed(code, code, "FLAGSHIPS", List.of(), List.of(), "POLICE", List.of()));
    }

    private void publish(String stream, PublishedEvent event) {
        if (!PUBLISHED.add(stream)) {
            return;
        }
        int shard = Shards.of(stream);
        EventEnvelope envelope = new EventEnvelope(
                UUID.randomUUID().toString(),
                "/flagships/initiative-service",
                "nz.flagships.initiative." + event.getClass().getSimpleName() + ".v1",
                stream,
                Instant.now(),
                Instant.now(),
                Instant.now(),
                shard,
                POSITIONS.merge(shard, 1L, Long::sum),
                1,
                1,
                "JUSTICE",
                null,
                null,
                null,
                Json.canonical(event));
        ProducerRecord<byte[], byte[]> kafka = new ProducerRecord<>(
                "flagships.initiative.v1", shard, stream.getBytes(StandardCharsets.UTF_8), envelope.value());
        envelope.attributes()
                .forEach((name, value) -> kafka.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(kafka).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

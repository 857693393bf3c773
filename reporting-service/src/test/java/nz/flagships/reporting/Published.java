package nz.flagships.reporting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Shards;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.MeasurePublished.MeasureDefined;
import nz.flagships.events.initiative.Sensitivity;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Stands for the write services: puts published events on Kafka, as their relays do. One for all tests of a JVM. */
public final class Published {
    private static final Published ONLY = new Published();

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();

    private Published() {
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "key.serializer",
                ByteArraySerializer.class.getName(),
                "value.serializer",
                ByteArraySerializer.class.getName()));
    }

    /** One event to publish. */
    public record Said(
            String source,
            String stream,
            PublishedEvent data,
            @Nullable Provenance provenance) {}

    /** A fact of initiative-service about a stream. */
    public static Said said(String stream, PublishedEvent data, @Nullable Provenance provenance) {
        return new Said("initiative", stream, data, provenance);
    }

    /** A measure that counts people, of this sensitivity. */
    public static MeasureDefined counting(String code, String title, Sensitivity sensitivity) {
        return new MeasureDefined(
                code,
                title,
                MeasureKind.COUNT,
                "people",
                Direction.LOWER_BETTER,
                Geography.OCCURRENCE,
                sensitivity,
                List.of(),
                List.of());
    }

    /** Publishes them in order; the answer is the consistency token of all of them. */
    public static synchronized String publish(List<Said> events) {
        return ONLY.send(events);
    }

    public static String publish(String stream, PublishedEvent data, @Nullable Provenance provenance) {
        return publish(List.of(said(stream, data, provenance)));
    }

    /** Where everything published so far ends. */
    public static synchronized String all() {
        return String.join(
                ",",
                ONLY.positions.entrySet().stream()
                        .map(e -> e.getKey() + "/" + e.getValue())
                        .toList());
    }

    private String send(List<Said> events) {
        Map<String, ConsistencyToken> tokens = new HashMap<>();
        List<Future<?>> sent = new ArrayList<>();
        for (Said event : events) {
            int shard = Shards.of(event.stream());
            long position = positions.merge(event.source() + "/" + shard, 1L, Long::sum);
            long version = versions.merge(event.source() + ":" + event.stream(), 1L, Long::sum);
            Instant now = Instant.now();
            ObjectNode data = (ObjectNode) Json.tree(event.data());
            if (event.provenance() != null) {
                data.set("provenance", Json.tree(event.provenance()));
            }
            EventEnvelope envelope = new EventEnvelope(
                    UUID.randomUUID().toString(),
                    "/flagships/" + event.source() + "-service",
                    "nz.flagships." + event.source() + "."
                            + event.data().getClass().getSimpleName() + ".v1",
                    event.stream(),
                    now,
                    now,
                    now,
                    shard,
                    position,
                    1,
                    version,
                    "POLICE",
                    null,
                    null,
                    null,
                    Json.canonical(data));
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    "flagships." + event.source() + ".v1",
                    shard,
                    event.stream().getBytes(StandardCharsets.UTF_8),
                    envelope.value());
            envelope.attributes()
                    .forEach((name, value) ->
                            record.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(record));
            tokens.put(event.source() + "/" + shard, new ConsistencyToken(event.source(), shard, position));
        }
        producer.flush();
        for (Future<?> one : sent) {
            try {
                one.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("Kafka did not take it", e);
            }
        }
        return String.join(
                ",", tokens.values().stream().map(ConsistencyToken::toString).toList());
    }
}

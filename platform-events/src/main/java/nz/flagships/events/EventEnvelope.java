package nz.flagships.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A published event as it travels: CloudEvents 1.0, in binary mode on Kafka (the members below as {@code ce_} headers,
 * the data as the value) and in structured mode in the log. A private event is an empty marker: its type ends in
 * {@code .Private.v1}, it has no subject, and its data is {@code {}}; it is there so that positions have no holes.
 *
 * @param id the event's id, a UUID version 7
 * @param source {@code /flagships/initiative-service}
 * @param type {@code nz.flagships.initiative.InitiativeProposed.v1}
 * @param subject the stream, {@code initiative/PK-ALCOHOL}; null for a private event
 * @param time when its source made the fact known
 * @param recordedAt when we recorded it
 * @param knownAt what {@code asKnownAt} compares
 * @param shard the partition; not a header, since the record has it
 * @param position in its shard, from 1 without holes
 * @param epoch raised when a restore moved positions back
 * @param sequence the version in its stream; 0 for a private event
 * @param agency the agency that said so; null for a private event
 * @param correlation what belongs together
 * @param causation what caused it
 * @param traceparent W3C trace context
 * @param data JSON text, UTF-8
 */
public record EventEnvelope(
        String id,
        String source,
        String type,
        @Nullable String subject,
        Instant time,
        Instant recordedAt,
        Instant knownAt,
        int shard,
        long position,
        int epoch,
        long sequence,
        @Nullable String agency,
        @Nullable String correlation,
        @Nullable String causation,
        @Nullable String traceparent,
        String data) {

    /** Whether it says nothing but that its position is taken. */
    public boolean isPrivate() {
        return subject == null;
    }

    /** {@code InitiativeProposed} of {@code nz.flagships.initiative.InitiativeProposed.v1}. */
    public String name() {
        String[] parts = type.split("\\.");
        return parts[parts.length - 2];
    }

    /** The aggregate's name in the subject; empty for a private event. */
    public String aggregate() {
        return subject == null ? "" : subject.substring(0, subject.indexOf('/'));
    }

    /** The id in the subject, after the slash; empty for a private event. */
    public String subjectId() {
        return subject == null ? "" : subject.substring(subject.indexOf('/') + 1);
    }

    /** The CloudEvents attributes and extensions by name, without the {@code ce_} of Kafka's binary mode. */
    public Map<String, String> attributes() {
        Map<String, String> a = new LinkedHashMap<>();
        a.put("specversion", "1.0");
        a.put("id", id);
        a.put("source", source);
        a.put("type", type);
        put(a, "subject", subject);
        a.put("time", time.toString());
        a.put("recordedat", recordedAt.toString());
        a.put("knownat", knownAt.toString());
        a.put("sequence", Long.toString(sequence));
        a.put("position", Long.toString(position));
        a.put("epoch", Integer.toString(epoch));
        put(a, "agency", agency);
        put(a, "correlationid", correlation);
        put(a, "causationid", causation);
        put(a, "traceparent", traceparent);
        return a;
    }

    /**
     * Reads attributes back.
     *
     * @param shard the partition it came from
     * @param attribute the value of an attribute by name, or null
     * @throws IllegalArgumentException when one that must be there is not, or cannot be read
     */
    public static EventEnvelope of(int shard, Function<String, @Nullable String> attribute, String data) {
        try {
            return new EventEnvelope(
                    must(attribute, "id"),
                    must(attribute, "source"),
                    must(attribute, "type"),
                    attribute.apply("subject"),
                    Instant.parse(must(attribute, "time")),
                    Instant.parse(must(attribute, "recordedat")),
                    Instant.parse(must(attribute, "knownat")),
                    shard,
                    Long.parseLong(must(attribute, "position")),
                    Integer.parseInt(must(attribute, "epoch")),
                    Long.parseLong(must(attribute, "sequence")),
                    attribute.apply("agency"),
                    attribute.apply("correlationid"),
                    attribute.apply("causationid"),
                    attribute.apply("traceparent"),
                    data);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not an event of the Flagships: " + e.getMessage(), e);
        }
    }

    /** Structured mode: one JSON object with the data inside. */
    public ObjectNode structured() {
        try {
            ObjectNode node = Json.MAPPER.createObjectNode();
            attributes().forEach(node::put);
            node.put("datacontenttype", "application/json");
            node.set("data", Json.MAPPER.readTree(data));
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The data of " + id + " is not JSON", e);
        }
    }

    /** Reads structured mode. The data is canonical again, so that both ways give the same bytes. */
    public static EventEnvelope ofStructured(int shard, JsonNode node) {
        return of(
                shard,
                name -> node.hasNonNull(name) ? node.get(name).asText() : null,
                Json.canonical(node.get("data")));
    }

    /** The value on Kafka. */
    public byte[] value() {
        return data.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Map<String, String> to, String name, @Nullable String value) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private static String must(Function<String, @Nullable String> attribute, String name) {
        String value = attribute.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("the attribute " + name + " is missing");
        }
        return value;
    }
}

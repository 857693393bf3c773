package nz.flagships.reporting.readmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;

/**
 * A published event, with the provenance taken off its data.
 *
 * @param event as it came
 * @param data what it says, without its provenance
 * @param provenance operational where it says nothing
 */
public record Fact(EventEnvelope event, ObjectNode data, Provenance provenance) {
    // A newer writer may say more than this reader knows of: published shapes grow.
    private static final ObjectReader LENIENT =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException when its data is not a JSON object
     */
    public static Fact of(EventEnvelope event) {
        try {
            if (!(LENIENT.readTree(event.data()) instanceof ObjectNode data)) {
                throw new IllegalArgumentException("The data of " + event.id() + " is not an object");
            }
            JsonNode provenance = data.remove("provenance");
            return new Fact(
                    event,
                    data,
                    provenance == null || provenance.isNull()
                            ? Provenance.OPERATIONAL
                            : LENIENT.treeToValue(provenance, Provenance.class));
        } catch (JsonProcessingException e) {
            throw notUnderstood(event, e);
        }
    }

    /**
     * What it says.
     *
     * @throws IllegalArgumentException when it does not say that
     */
    public <T extends PublishedEvent> T says(Class<T> type) {
        try {
            return LENIENT.treeToValue(data, type);
        } catch (JsonProcessingException e) {
            throw notUnderstood(event, e);
        }
    }

    /** The event's name, {@code RegionDefined}. */
    public String name() {
        return event.name();
    }

    private static IllegalArgumentException notUnderstood(EventEnvelope event, JsonProcessingException e) {
        // Without the cause's message: it may quote the data.
        IllegalArgumentException fault =
                new IllegalArgumentException("The data of " + event.type() + " " + event.id() + " is not understood");
        fault.setStackTrace(e.getStackTrace());
        return fault;
    }
}

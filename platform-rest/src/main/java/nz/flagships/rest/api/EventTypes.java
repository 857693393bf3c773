package nz.flagships.rest.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/** The catalogue of events, as {@code GET /v1/event-types} answers it. */
public record EventTypes(List<EventType> eventTypes) {
    /** A type of event. */
    public record EventType(
            @Described("The whole type, nz.flagships.case.CaseOpened.v1")
            String type,

            @Described("The service whose it is") String owner,
            @Described("What it says") String description,

            @Described("Whether agencies may post it; else it is derived")
            boolean postable,

            @Described("Whose token posts the example; null where nobody posts it") @Nullable
            Poster as,

            @Described("JSON Schema of what is posted, the whole CloudEvent") @Nullable
            ObjectNode schema,

            @Described("An event that can be posted as it stands") @Nullable
            ObjectNode example,

            @Described("What stands on Kafka; null where it stays private") @Nullable
            PublishedForm published) {}

    /** Whose token posts an example. */
    public record Poster(
            String agency, List<Role> roles, @Nullable String person) {}

    /** The form on Kafka. */
    public record PublishedForm(String type, ObjectNode schema, ObjectNode example) {}
}

package nz.flagships.eventstore.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nz.flagships.events.Described;
import org.jspecify.annotations.Nullable;

/** What happened to something, as {@code GET …/history} answers it. */
public record History(
        List<Happened> events,

        @Described("What to ask for as after to go on; null at the end") @Nullable
        Long next) {
    /** One event of a history. */
    public record Happened(
            UUID id,
            @Described("The whole type of the event") String type,
            @Described("Its place in the history, from 1") long version,
            @Described("Where it stands in the log") String position,
            @Described("When its source made it known") Instant time,
            @Described("When it was recorded here") Instant recordedAt,
            @Described("What asKnownAt compares") Instant knownAt,
            @Described("The agency that said so") String agency,
            @Described("Whether it was made up") boolean synthetic,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Described("Who said so; shown to auditors and operators alone")
            @Nullable
            String actor,

            @Described("The event itself") ObjectNode data) {}
}

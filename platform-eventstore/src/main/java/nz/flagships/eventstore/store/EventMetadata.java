package nz.flagships.eventstore.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside an event's data.
 *
 * @param actor the person or client; never published
 * @param agency the agency that said so
 * @param source the CloudEvents source of the post
 * @param sourceId the CloudEvents id of the post
 * @param correlation what belongs together
 * @param causation the event or post that caused it
 * @param traceparent W3C trace context
 * @param provenance null for operational facts that say nothing of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventMetadata(
        String actor,
        String agency,
        String source,
        String sourceId,
        @Nullable String correlation,
        @Nullable String causation,
        @Nullable String traceparent,
        @Nullable Provenance provenance) {}

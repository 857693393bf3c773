package nz.flagships.reporting.outcome;

import java.math.BigDecimal;
import java.time.Instant;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * An observed value as it stands after its revisions.
 *
 * @param measure its code
 * @param region its code
 * @param period in the spelling that was posted
 * @param value null when it is suppressed
 * @param status as it was posted
 * @param provenance with the source
 * @param recordedAt when we recorded it
 * @param knownAt since when it was known
 */
public record Observation(
        String measure,
        String region,
        Period period,
        @Nullable BigDecimal value,
        ObservationStatus status,
        Provenance provenance,
        Instant recordedAt,
        Instant knownAt) {}

package nz.flagships.reporting.outcome;

import java.time.LocalDate;
import java.util.Set;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * A day from which a measure is not what it was; a row of {@code GET /v1/series-breaks}.
 *
 * @param measure its code
 * @param region the one region it holds for, or null for all
 * @param on the first day of the new series
 * @param reason what changed
 * @param bridgeable whether the series may be compared across it, marked
 * @param provenance of the declaration
 */
public record SeriesBreak(
        String measure,
        @Nullable String region,
        LocalDate on,
        String reason,
        boolean bridgeable,
        Provenance provenance) {
    /** Whether it holds for a figure that rests on any of these regions. */
    public boolean concerns(Set<String> regions) {
        return region == null || regions.contains(region);
    }

    /** Whether the earlier period lies in the old series and the later one in the new. */
    public boolean liesBetween(Period earlier, Period later) {
        return earlier.last().isBefore(on) && !on.isAfter(later.first());
    }
}

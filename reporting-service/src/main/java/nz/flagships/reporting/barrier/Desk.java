package nz.flagships.reporting.barrier;

import java.math.BigDecimal;
import java.util.List;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierSeverity;
import org.jspecify.annotations.Nullable;

/**
 * What lies on the desk; a row of {@code GET /v1/barriers/desk}. What it is not grouped by is null.
 *
 * @param region a barrier counts in each region of its initiative
 * @param category what kind of barriers
 * @param severity how much they are in the way
 * @param waitsFor who has to act; null also for those that are over
 * @param barriers all of them, whatever became of them
 * @param open those that somebody has to act on, escalated ones too
 * @param escalated those that the National Office has to act on
 * @param oldestDays the age of the oldest open one
 * @param medianDaysToAdvice of those that were advised
 * @param medianDaysToResolution of those that were resolved, and did not only lapse
 * @param waitingFor all that the open ones wait for
 * @param synthetic whether any of them was made up for a demonstration
 */
public record Desk(
        @Nullable String region,
        @Nullable BarrierCategory category,
        @Nullable BarrierSeverity severity,
        @Nullable String waitsFor,
        long barriers,
        long open,
        long escalated,
        @Nullable Integer oldestDays,
        @Nullable BigDecimal medianDaysToAdvice,
        @Nullable BigDecimal medianDaysToResolution,
        List<String> waitingFor,
        boolean synthetic) {
    /** What it may be grouped by. */
    static final List<String> GROUPS = List.of("region", "category", "severity", "waitingFor");
}

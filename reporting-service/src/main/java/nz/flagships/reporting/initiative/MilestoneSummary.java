package nz.flagships.reporting.initiative;

/**
 * What became of the milestones of a region or an initiative; a row of {@code GET /v1/milestones/summary}. Each milestone is
 * in one of planned, reachedOnTime, reachedLate, missed and cancelled.
 *
 * @param by {@code region} or {@code initiative}
 * @param key the code of it
 * @param milestones all that were planned
 * @param planned yet to be reached
 * @param reachedOnTime on the due day or before
 * @param reachedLate after the due day
 * @param missed the due day passed without it; one that was cancelled afterwards stays here
 * @param cancelled before they were due
 * @param rescheduled those that were given another due day, whatever became of them
 * @param synthetic whether any of it was made up for a demonstration
 */
public record MilestoneSummary(
        String by,
        String key,
        long milestones,
        long planned,
        long reachedOnTime,
        long reachedLate,
        long missed,
        long cancelled,
        long rescheduled,
        boolean synthetic) {}

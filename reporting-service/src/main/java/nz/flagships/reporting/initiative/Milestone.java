package nz.flagships.reporting.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * A milestone of an initiative; a row of {@code GET /v1/milestones}.
 *
 * @param initiative its code
 * @param code unique in the initiative
 * @param title as people read it
 * @param regions the regions of the initiative
 * @param dueOn the day it is due now
 * @param originalDueOn the day it was due at first
 * @param rescheduled how often it was given another day
 * @param status planned, missed, reached or cancelled
 * @param reachedOn null until then
 * @param daysLate days after the due day; null until it is reached
 * @param recordedLate whether it was reached in time but said so only after it had been called missed
 * @param missed whether the clock called it missed, whatever became of it
 * @param cancelledOn null unless it was cancelled on a day that is known
 * @param synthetic whether any of this was made up for a demonstration
 * @param provenance of the plan
 */
public record Milestone(
        String initiative,
        String code,
        String title,
        List<String> regions,
        LocalDate dueOn,
        LocalDate originalDueOn,
        int rescheduled,
        Status status,
        @Nullable LocalDate reachedOn,
        @Nullable Integer daysLate,
        boolean recordedLate,
        boolean missed,
        @Nullable LocalDate cancelledOn,
        boolean synthetic,
        Provenance provenance) {
    /** What became of it. */
    public enum Status {
        /** Yet to be reached. */
        PLANNED,
        /** The due day passed without it. */
        MISSED,
        /** It was reached. */
        REACHED,
        /** It will not be reached. */
        CANCELLED
    }
}

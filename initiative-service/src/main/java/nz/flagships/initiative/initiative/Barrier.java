package nz.flagships.initiative.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BarrierStatus;
import org.jspecify.annotations.Nullable;

/**
 * Something in the way of an initiative.
 *
 * @param title its title
 * @param category what kind of thing it is
 * @param severity how much it is in the way
 * @param raisedOn the day it was raised first; its age is counted from here, whatever becomes of it
 * @param status where it stands
 * @param since the day of its last step; null where it lapsed on a day that is not known
 * @param escalatedOn the day it was escalated first
 * @param advisedOn the day the first advice was given
 * @param reopened how often it was reopened
 * @param actionBy the agency that has to act; null: the lead agency
 * @param linked what it is the same as in other initiatives
 * @param carriedTo what it is now in another initiative
 */
public record Barrier(
        String title,
        BarrierCategory category,
        BarrierSeverity severity,
        LocalDate raisedOn,
        BarrierStatus status,
        @Nullable LocalDate since,
        @Nullable LocalDate escalatedOn,
        @Nullable LocalDate advisedOn,
        int reopened,
        @Nullable String actionBy,
        List<BarrierRef> linked,
        @Nullable BarrierRef carriedTo) {
    static Barrier raised(
            String title, BarrierCategory category, BarrierSeverity severity, LocalDate on, @Nullable String actionBy) {
        return new Barrier(
                title, category, severity, on, BarrierStatus.OPEN, on, null, null, 0, actionBy, List.of(), null);
    }

    /** Whether somebody still has to act. */
    public boolean isOpen() {
        return status != BarrierStatus.RESOLVED && status != BarrierStatus.CARRIED;
    }

    Barrier escalated(LocalDate on) {
        return copy(BarrierStatus.ESCALATED, on, escalatedOn == null ? on : escalatedOn, advisedOn, reopened, actionBy);
    }

    Barrier advised(LocalDate on, @Nullable String nowBy) {
        return copy(
                BarrierStatus.ADVISED,
                on,
                escalatedOn,
                advisedOn == null ? on : advisedOn,
                reopened,
                nowBy == null ? actionBy : nowBy);
    }

    Barrier resolved(@Nullable LocalDate on) {
        return copy(BarrierStatus.RESOLVED, on, escalatedOn, advisedOn, reopened, actionBy);
    }

    Barrier reopened(LocalDate on, int times) {
        return copy(BarrierStatus.OPEN, on, escalatedOn, advisedOn, times, actionBy);
    }

    private Barrier copy(
            BarrierStatus now,
            @Nullable LocalDate on,
            @Nullable LocalDate escalated,
            @Nullable LocalDate advised,
            int times,
            @Nullable String by) {
        return new Barrier(
                title, category, severity, raisedOn, now, on, escalated, advised, times, by, linked, carriedTo);
    }

    Barrier linked(List<BarrierRef> others) {
        return new Barrier(
                title,
                category,
                severity,
                raisedOn,
                status,
                since,
                escalatedOn,
                advisedOn,
                reopened,
                actionBy,
                others,
                carriedTo);
    }

    Barrier carried(BarrierRef to, LocalDate on) {
        return new Barrier(
                title,
                category,
                severity,
                raisedOn,
                BarrierStatus.CARRIED,
                on,
                escalatedOn,
                advisedOn,
                reopened,
                actionBy,
                linked,
                to);
    }
}

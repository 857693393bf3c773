package nz.flagships.initiative.initiative;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What happens to the milestones of an initiative. */
public sealed interface MilestoneEvent extends InitiativeEvent {
    /** {@code missedFrom}: when the clock calls it missed; null if it never does. */
    record MilestonePlanned(
            String milestone,
            String title,
            LocalDate dueOn,
            @Nullable Instant missedFrom) implements MilestoneEvent {}

    /** {@code missedFrom}: when the clock calls it missed; null if it never does. */
    record MilestoneRescheduled(
            String milestone,
            LocalDate dueOn,
            LocalDate previousDueOn,
            LocalDate originalDueOn,
            int times,
            String reason,
            @Nullable Instant missedFrom)
            implements MilestoneEvent {}

    record InitiativeMilestoneReached(
            String milestone, LocalDate on, LocalDate dueOn, int daysLate, boolean recordedLate)
            implements MilestoneEvent {}

    record InitiativeMilestoneMissed(String milestone, LocalDate dueOn) implements MilestoneEvent {}

    /** {@code missed}: whether the clock had called it missed. */
    record MilestoneCancelled(String milestone, @Nullable LocalDate on, LocalDate dueOn, boolean missed, String reason)
            implements MilestoneEvent {}
}

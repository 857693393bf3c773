package nz.flagships.initiative.initiative;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.PartialDate;
import org.jspecify.annotations.Nullable;

/** What happens to an initiative and its milestones. */
public sealed interface InitiativeEvent {
    record InitiativeProposed(
            String title,
            String programme,
            List<String> regions,
            List<String> themes,
            String leadAgency,
            List<String> partners)
            implements InitiativeEvent {}

    record InitiativeTailored(
            String tailoredFrom,
            @Nullable String kept,
            @Nullable String adapted,
            @Nullable String why) implements InitiativeEvent {}

    record InitiativeApproved(@Nullable PartialDate on) implements InitiativeEvent {}

    record InitiativeStarted(@Nullable PartialDate on) implements InitiativeEvent {}

    record InitiativeClosed(
            @Nullable PartialDate on, @Nullable String reason) implements InitiativeEvent {}

    record InitiativeWindowReported(
            PartialDate from, @Nullable PartialDate to, String source) implements InitiativeEvent {}

    /** {@code missedFrom}: when the clock calls it missed; null if it never does. */
    record MilestonePlanned(
            String milestone,
            String title,
            LocalDate dueOn,
            @Nullable Instant missedFrom) implements InitiativeEvent {}

    /** {@code missedFrom}: when the clock calls it missed; null if it never does. */
    record MilestoneRescheduled(
            String milestone,
            LocalDate dueOn,
            LocalDate previousDueOn,
            LocalDate originalDueOn,
            int times,
            String reason,
            @Nullable Instant missedFrom)
            implements InitiativeEvent {}

    record InitiativeMilestoneReached(
            String milestone, LocalDate on, LocalDate dueOn, int daysLate, boolean recordedLate)
            implements InitiativeEvent {}

    record InitiativeMilestoneMissed(String milestone, LocalDate dueOn) implements InitiativeEvent {}
}

package nz.flagships.initiative.initiative;

import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.InitiativeLifecycle;
import org.jspecify.annotations.Nullable;

/** What happens to an initiative in its life, from the proposal to the end, and where it comes from. */
public sealed interface LifecycleEvent extends InitiativeEvent {
    record InitiativeProposed(
            String title,
            String programme,
            List<String> regions,
            List<String> themes,
            String leadAgency,
            List<String> partners)
            implements LifecycleEvent {}

    record InitiativeTailored(
            String tailoredFrom,
            @Nullable String kept,
            @Nullable String adapted,
            @Nullable String why) implements LifecycleEvent {}

    record InitiativeApproved(@Nullable PartialDate on) implements LifecycleEvent {}

    record InitiativeStarted(@Nullable PartialDate on) implements LifecycleEvent {}

    record InitiativeDeclined(
            @Nullable PartialDate on, @Nullable String reason) implements LifecycleEvent {}

    record InitiativeWithdrawn(
            @Nullable PartialDate on, @Nullable String reason) implements LifecycleEvent {}

    record InitiativePaused(
            @Nullable PartialDate on, @Nullable String reason) implements LifecycleEvent {}

    /** {@code lifecycle}: what it is again. */
    record InitiativeResumed(@Nullable PartialDate on, InitiativeLifecycle lifecycle) implements LifecycleEvent {}

    record InitiativeClosed(
            @Nullable PartialDate on, @Nullable String reason) implements LifecycleEvent {}

    record InitiativeWindowReported(
            PartialDate from, @Nullable PartialDate to, String source) implements LifecycleEvent {}
}

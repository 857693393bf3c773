package nz.flagships.initiative.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What happens to what is in the way of an initiative. */
public sealed interface BarrierEvent extends InitiativeEvent {
    record BarrierRaised(
            String barrier,
            String title,
            BarrierCategory category,
            BarrierSeverity severity,
            LocalDate on,
            @Nullable String actionBy)
            implements BarrierEvent {}

    record BarrierEscalatedToNationalOffice(
            String barrier, LocalDate on, @Nullable String reason) implements BarrierEvent {}

    record NationalOfficeAdviceGiven(
            String barrier,
            LocalDate on,
            String advice,
            @Nullable String actionBy) implements BarrierEvent {}

    record BarrierResolved(
            String barrier,
            @Nullable LocalDate on,
            BarrierResolution resolution,
            LocalDate raisedOn,
            @Nullable String how)
            implements BarrierEvent {}

    record BarrierReopened(String barrier, LocalDate on, LocalDate raisedOn, int times, String reason)
            implements BarrierEvent {}

    /** {@code linked}: all the others. */
    record BarriersLinked(String barrier, List<BarrierRef> linked) implements BarrierEvent {}

    record BarrierCarried(
            String barrier,
            BarrierRef to,
            LocalDate on,
            @Nullable String reason) implements BarrierEvent {}

    /** Comes with {@code BarrierCarried} of the initiative that had it. */
    @Fact(
            value = "BarrierTakenOver",
            description = "The initiative took a barrier over that was carried to it; comes with BarrierCarried",
            postable = false,
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"barrier": "EXAMPLE-BARRIER",
                     "from": {"initiative": "EXAMPLE-INITIATIVE", "barrier": "EXAMPLE-BARRIER"}, "on": "2014-07-01",
                     "title": "The court has no room for a private talk", "category": "PREMISES", "severity": "MEDIUM",
                     "status": "OPEN", "raisedOn": "2014-04-01", "reopened": 1, "linked": []}""")
    record BarrierTakenOver(
            String barrier,
            BarrierRef from,
            LocalDate on,
            String title,
            BarrierCategory category,
            BarrierSeverity severity,
            BarrierStatus status,
            LocalDate raisedOn,
            @Nullable LocalDate escalatedOn,
            @Nullable LocalDate advisedOn,
            int reopened,
            @Nullable String actionBy,
            List<BarrierRef> linked)
            implements BarrierEvent {}
}

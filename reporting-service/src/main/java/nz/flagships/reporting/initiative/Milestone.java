package nz.flagships.reporting.initiative;

import static nz.flagships.projections.readmodel.Fold.known;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.MilestonePublished;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneMissed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.events.initiative.MilestonePublished.MilestoneRescheduled;
import nz.flagships.projections.readmodel.Fact;
import nz.flagships.projections.readmodel.Key;
import nz.flagships.projections.readmodel.ReadModel;
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
@RecordBuilder
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
        Provenance provenance)
        implements MilestoneBuilder.With {
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

    /** Each from the stream of its initiative, which is proposed before anything is planned for it. */
    public static final ReadModel<Milestone> MODEL = ReadModel.of("milestones", Milestone.class, "initiative", "code")
            .beside(KnownInitiative.MODEL, MilestonePlanned.class, e -> Key.of(e.initiative()))
            .fold(MilestonePublished.class, e -> Key.of(e.initiative(), e.milestone()), Milestone::after);

    private static Milestone after(@Nullable Milestone now, MilestonePublished event, Fact fact) {
        Milestone then = switch (event) {
            case MilestonePlanned e -> planned(e, fact);
            case MilestoneRescheduled e -> known(now).rescheduled(e);
            case InitiativeMilestoneMissed e -> known(now).missed(e);
            case InitiativeMilestoneReached e -> known(now).reached(e);
            case MilestoneCancelled e -> known(now).cancelled(e);
        };
        return then.withSynthetic(then.synthetic || fact.isSynthetic());
    }

    private static Milestone planned(MilestonePlanned e, Fact fact) {
        KnownInitiative initiative = known(fact.beside(KnownInitiative.MODEL, Key.of(e.initiative())));
        return new Milestone(
                e.initiative(),
                e.milestone(),
                e.title(),
                initiative.regions(),
                e.dueOn(),
                e.dueOn(),
                0,
                Status.PLANNED,
                null,
                null,
                false,
                false,
                null,
                initiative.synthetic(),
                fact.provenance());
    }

    /** One that was cancelled is planned again; one that the clock had called missed stays so. */
    private Milestone rescheduled(MilestoneRescheduled e) {
        return with(it -> it.dueOn(e.dueOn())
                .rescheduled(e.times())
                .status(status == Status.REACHED ? status : missed ? Status.MISSED : Status.PLANNED)
                .cancelledOn(null));
    }

    private Milestone missed(InitiativeMilestoneMissed e) {
        return with(it -> it.missed(true).status(status == Status.PLANNED ? Status.MISSED : status));
    }

    private Milestone reached(InitiativeMilestoneReached e) {
        return with(it -> it.status(Status.REACHED)
                .reachedOn(e.on())
                .daysLate(e.daysLate())
                .recordedLate(e.recordedLate()));
    }

    private Milestone cancelled(MilestoneCancelled e) {
        return with(it ->
                it.status(status == Status.REACHED ? status : Status.CANCELLED).cancelledOn(e.on()));
    }
}

package nz.flagships.reporting.barrier;

import static nz.flagships.projections.readmodel.Fold.known;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierPublished;
import nz.flagships.events.initiative.BarrierPublished.BarrierCarried;
import nz.flagships.events.initiative.BarrierPublished.BarrierEscalatedToNationalOffice;
import nz.flagships.events.initiative.BarrierPublished.BarrierRaised;
import nz.flagships.events.initiative.BarrierPublished.BarrierReopened;
import nz.flagships.events.initiative.BarrierPublished.BarrierResolved;
import nz.flagships.events.initiative.BarrierPublished.BarrierTakenOver;
import nz.flagships.events.initiative.BarrierPublished.BarriersLinked;
import nz.flagships.events.initiative.BarrierPublished.NationalOfficeAdviceGiven;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.projections.readmodel.Fact;
import nz.flagships.projections.readmodel.Key;
import nz.flagships.projections.readmodel.ReadModel;
import nz.flagships.reporting.initiative.KnownInitiative;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a barrier from the stream of its initiative. {@link Barrier} shows it as it is on a day, beside those in
 * other initiatives that it is the same as.
 *
 * @param initiative the code of the initiative
 * @param barrier unique in the initiative
 * @param title as people read it
 * @param regions the regions of the initiative
 * @param category what kind of thing it is
 * @param severity how much it is in the way
 * @param status where it stands
 * @param raisedOn the day it was raised first, wherever that was
 * @param escalatedOn the day it was escalated to the National Office first
 * @param advisedOn the day the National Office gave its first advice
 * @param endedOn the day it was resolved or carried away; null while it is open, or where that day is not known
 * @param resolution how it went; null while it is not resolved
 * @param reopened how often it was reopened
 * @param actionBy the code of the agency that has to act; null: whoever leads the initiative
 * @param carriedTo what it is now in another initiative, as {@code PK-ALCOHOL/B1}
 * @param carriedFrom what it was in another initiative
 * @param linked what it is the same as in other initiatives
 * @param history whether it was published or made up, with what happened to it last: nobody says what becomes of it
 * @param historyTo the last day that what was published or made up about it tells of; null where nothing was
 * @param synthetic whether any of this was made up for a demonstration
 * @param provenance of the fact that brought it here
 */
@RecordBuilder
public record KnownBarrier(
        String initiative,
        String barrier,
        String title,
        List<String> regions,
        BarrierCategory category,
        BarrierSeverity severity,
        BarrierStatus status,
        LocalDate raisedOn,
        @Nullable LocalDate escalatedOn,
        @Nullable LocalDate advisedOn,
        @Nullable LocalDate endedOn,
        @Nullable BarrierResolution resolution,
        int reopened,
        @Nullable String actionBy,
        @Nullable String carriedTo,
        @Nullable String carriedFrom,
        List<String> linked,
        boolean history,
        @Nullable LocalDate historyTo,
        boolean synthetic,
        Provenance provenance)
        implements KnownBarrierBuilder.With {
    /** Each from the stream of its initiative, which is proposed before anything is in its way. */
    public static final ReadModel<KnownBarrier> MODEL = ReadModel.of(
                    "barriers", KnownBarrier.class, "initiative", "barrier")
            .beside(KnownInitiative.MODEL, BarrierRaised.class, e -> Key.of(e.initiative()))
            .beside(KnownInitiative.MODEL, BarrierTakenOver.class, e -> Key.of(e.initiative()))
            .fold(BarrierPublished.class, e -> Key.of(e.initiative(), e.barrier()), KnownBarrier::after);

    private static KnownBarrier after(@Nullable KnownBarrier now, BarrierPublished event, Fact fact) {
        KnownBarrier then = switch (event) {
            case BarrierRaised e -> raised(e, fact);
            case BarrierTakenOver e -> takenOver(e, fact);
            case BarrierEscalatedToNationalOffice e -> known(now).escalated(e, fact);
            case NationalOfficeAdviceGiven e -> known(now).advised(e, fact);
            case BarrierResolved e -> known(now).resolved(e, fact);
            case BarrierReopened e -> known(now).reopened(e, fact);
            case BarrierCarried e -> known(now).carried(e, fact);
            case BarriersLinked e -> known(now).withLinked(texts(e.linked()));
        };
        return then.withSynthetic(then.synthetic || fact.isSynthetic());
    }

    private static KnownBarrier raised(BarrierRaised e, Fact fact) {
        KnownInitiative of = known(fact.beside(KnownInitiative.MODEL, Key.of(e.initiative())));
        return new KnownBarrier(
                e.initiative(),
                e.barrier(),
                e.title(),
                of.regions(),
                e.category(),
                e.severity(),
                BarrierStatus.OPEN,
                e.on(),
                null,
                null,
                null,
                null,
                0,
                e.actionBy(),
                null,
                null,
                List.of(),
                isHistory(fact),
                isHistory(fact) ? e.on() : null,
                of.synthetic(),
                fact.provenance());
    }

    /** It is as old as it was, and stands where it stood. */
    private static KnownBarrier takenOver(BarrierTakenOver e, Fact fact) {
        KnownInitiative of = known(fact.beside(KnownInitiative.MODEL, Key.of(e.initiative())));
        return new KnownBarrier(
                e.initiative(),
                e.barrier(),
                e.title(),
                of.regions(),
                e.category(),
                e.severity(),
                e.status(),
                e.raisedOn(),
                e.escalatedOn(),
                e.advisedOn(),
                null,
                null,
                e.reopened(),
                e.actionBy(),
                null,
                e.from().toString(),
                texts(e.linked()),
                isHistory(fact),
                isHistory(fact) ? e.raisedOn() : null,
                of.synthetic(),
                fact.provenance());
    }

    private KnownBarrier escalated(BarrierEscalatedToNationalOffice e, Fact fact) {
        return open(BarrierStatus.ESCALATED, e.on(), fact).withEscalatedOn(escalatedOn == null ? e.on() : escalatedOn);
    }

    private KnownBarrier advised(NationalOfficeAdviceGiven e, Fact fact) {
        return open(BarrierStatus.ADVISED, e.on(), fact)
                .with(it -> it.advisedOn(advisedOn == null ? e.on() : advisedOn)
                        .actionBy(e.actionBy() == null ? actionBy : e.actionBy()));
    }

    private KnownBarrier reopened(BarrierReopened e, Fact fact) {
        return open(BarrierStatus.OPEN, e.on(), fact).withReopened(reopened + 1);
    }

    private KnownBarrier resolved(BarrierResolved e, Fact fact) {
        return over(BarrierStatus.RESOLVED, e.on(), fact).withResolution(e.resolution());
    }

    private KnownBarrier carried(BarrierCarried e, Fact fact) {
        return over(BarrierStatus.CARRIED, e.on(), fact).withCarriedTo(e.to().toString());
    }

    private KnownBarrier open(BarrierStatus status, LocalDate on, Fact fact) {
        return told(on, fact).with(it -> it.status(status).endedOn(null).resolution(null));
    }

    private KnownBarrier over(BarrierStatus status, @Nullable LocalDate on, Fact fact) {
        return told(on, fact).with(it -> it.status(status).endedOn(on).resolution(null));
    }

    /** It stays history for as long as nobody says anything of it who does the work. */
    private KnownBarrier told(@Nullable LocalDate on, Fact fact) {
        boolean later = on != null && isHistory(fact) && (historyTo == null || on.isAfter(historyTo));
        return with(it -> it.history(provenance.basis() != Basis.OPERATIONAL && isHistory(fact))
                .historyTo(later ? on : historyTo));
    }

    private static boolean isHistory(Fact fact) {
        return fact.provenance().basis() != Basis.OPERATIONAL;
    }

    private static List<String> texts(List<BarrierRef> linked) {
        return linked.stream().map(BarrierRef::toString).toList();
    }
}

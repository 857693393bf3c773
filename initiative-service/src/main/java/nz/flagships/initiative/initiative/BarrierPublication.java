package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.BarrierPublished;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierCarried;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierEscalatedToNationalOffice;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierRaised;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierReopened;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierResolved;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierTakenOver;
import nz.flagships.initiative.initiative.BarrierEvent.BarriersLinked;
import nz.flagships.initiative.initiative.BarrierEvent.NationalOfficeAdviceGiven;

/** What is published of barriers: the words of advice and of reasons stay here. */
final class BarrierPublication {
    private BarrierPublication() {}

    static BarrierPublished publish(String id, BarrierEvent event) {
        return switch (event) {
            case BarrierRaised(var barrier, var title, var category, var severity, var on, var actionBy) ->
                new BarrierPublished.BarrierRaised(id, barrier, title, category, severity, on, actionBy);
            case BarrierEscalatedToNationalOffice(var barrier, var on, var reason) ->
                new BarrierPublished.BarrierEscalatedToNationalOffice(id, barrier, on);
            case NationalOfficeAdviceGiven(var barrier, var on, var advice, var actionBy) ->
                new BarrierPublished.NationalOfficeAdviceGiven(id, barrier, on, actionBy);
            case BarrierResolved(var barrier, var on, var resolution, var raisedOn, var how) ->
                new BarrierPublished.BarrierResolved(id, barrier, on, resolution, raisedOn);
            case BarrierReopened(var barrier, var on, var raisedOn, var times, var reason) ->
                new BarrierPublished.BarrierReopened(id, barrier, on, raisedOn, times);
            case BarriersLinked(var barrier, var linked) -> new BarrierPublished.BarriersLinked(id, barrier, linked);
            case BarrierCarried(var barrier, var to, var on, var reason) ->
                new BarrierPublished.BarrierCarried(id, barrier, on, to);
            case BarrierTakenOver e ->
                new BarrierPublished.BarrierTakenOver(
                        id,
                        e.barrier(),
                        e.from(),
                        e.on(),
                        e.title(),
                        e.category(),
                        e.severity(),
                        e.status(),
                        e.raisedOn(),
                        e.escalatedOn(),
                        e.advisedOn(),
                        e.reopened(),
                        e.actionBy(),
                        e.linked());
        };
    }
}

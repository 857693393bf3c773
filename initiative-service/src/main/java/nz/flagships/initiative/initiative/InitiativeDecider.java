package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;

import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;

/** Gives each topic its own decider, and holds what their rules have in common. */
final class InitiativeDecider {
    private InitiativeDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, InitiativeCommand command, Context at) {
        return switch (command) {
            case LifecycleCommand lifecycle -> LifecycleDecider.decide(now, lifecycle, at);
            case MilestoneCommand milestone -> MilestoneDecider.decide(now, milestone, at);
        };
    }

    static Initiative evolve(Initiative now, InitiativeEvent event) {
        return switch (event) {
            case LifecycleEvent lifecycle -> LifecycleDecider.evolve(now, lifecycle);
            case MilestoneEvent milestone -> MilestoneDecider.evolve(now, milestone);
            case EvidenceEvent evidence -> EvidenceDecider.evolve(now, evidence);
            case LongTermFundingEvent funding -> LongTermFundingDecider.evolve(now, funding);
        };
    }

    /** All of it is published, but for the clock's own moments. */
    static PublishedEvent publish(String id, InitiativeEvent event) {
        return switch (event) {
            case LifecycleEvent lifecycle -> LifecyclePublication.publish(id, lifecycle);
            case MilestoneEvent milestone -> MilestonePublication.publish(id, milestone);
            case EvidenceEvent evidence -> EvidenceDecider.publish(id, evidence);
            case LongTermFundingEvent funding -> LongTermFundingDecider.publish(id, funding);
        };
    }

    /** The deadlines that an event sets or clears. */
    static List<Deadline> deadlines(InitiativeEvent event) {
        return event instanceof MilestoneEvent milestone ? MilestoneDecider.deadlines(milestone) : List.of();
    }

    /** Refuses what is said of no initiative, or by an agency that does not run it. */
    static Ruling<InitiativeEvent> ours(Initiative now, Context at) {
        return Ruling.<InitiativeEvent>over(at)
                .refuse(!now.proposed(), NOT_PROPOSED, null)
                .refuse(!at.roles().contains(Role.STEWARD) && !now.runBy(at.agency()), NOT_YOURS, null);
    }

    /** Whether history tells it, and perhaps not all of it. */
    static boolean isPublished(Context at) {
        return at.provenance().basis() == Basis.PUBLISHED;
    }
}

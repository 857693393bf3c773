package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_THE_LEAD;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;

import java.util.List;
import java.util.function.Supplier;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.initiative.Ruling;
import org.jspecify.annotations.Nullable;

/** Gives each topic its own decider, and holds what their rules have in common. */
final class InitiativeDecider {
    private InitiativeDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, InitiativeCommand command, Context at) {
        return switch (command) {
            case LifecycleCommand lifecycle -> LifecycleDecider.decide(now, lifecycle, at);
            case MilestoneCommand milestone -> MilestoneDecider.decide(now, milestone, at);
            case OutputCommand output -> OutputDecider.decide(now, output, at);
            case BarrierCommand barrier -> BarrierDecider.decide(now, barrier, at);
            case MembershipCommand membership -> MembershipDecider.decide(now, membership, at);
            case ClosingCommand closing -> ClosingDecider.decide(now, closing, at);
        };
    }

    static Initiative evolve(Initiative now, InitiativeEvent event) {
        return switch (event) {
            case LifecycleEvent lifecycle -> LifecycleDecider.evolve(now, lifecycle);
            case MilestoneEvent milestone -> MilestoneDecider.evolve(now, milestone);
            case EvidenceEvent evidence -> EvidenceDecider.evolve(now, evidence);
            case LongTermFundingEvent funding -> LongTermFundingDecider.evolve(now, funding);
            case FundingEvent funding -> FundingDecider.evolve(now, funding);
            case OutputEvent output -> OutputDecider.evolve(now, output);
            case BarrierEvent barrier -> BarrierDecider.evolve(now, barrier);
            case MembershipEvent membership -> MembershipDecider.evolve(now, membership);
        };
    }

    /** All of it is published, but for the clock's own moments. */
    static PublishedEvent publish(String id, InitiativeEvent event) {
        return switch (event) {
            case LifecycleEvent lifecycle -> LifecyclePublication.publish(id, lifecycle);
            case MilestoneEvent milestone -> MilestonePublication.publish(id, milestone);
            case EvidenceEvent evidence -> EvidenceDecider.publish(id, evidence);
            case LongTermFundingEvent funding -> LongTermFundingDecider.publish(id, funding);
            case FundingEvent funding -> FundingDecider.publish(id, funding);
            case OutputEvent output -> OutputPublication.publish(id, output);
            case BarrierEvent barrier -> BarrierPublication.publish(id, barrier);
            case MembershipEvent membership -> MembershipPublication.publish(id, membership);
        };
    }

    /** Advice, why a barrier was escalated and how it was resolved are for those who run it and for the National Office. */
    static boolean toldInFullTo(Initiative now, Viewer viewer) {
        return viewer.roles().contains(Role.NATIONAL_OFFICE)
                || now.runBy(viewer.agency())
                        && (viewer.roles().contains(Role.INITIATIVE_LEAD)
                                || viewer.roles().contains(Role.AGENCY_SYSTEM));
    }

    /** Whom an event concerns besides the agency that says it. */
    static List<Notice> tell(Initiative now, InitiativeEvent event) {
        return switch (event) {
            case MembershipEvent membership -> MembershipDecider.tell(membership);
            case BarrierEvent barrier -> BarrierDecider.tell(now, barrier);
            case MilestoneEvent milestone -> MilestoneDecider.tell(now, milestone);
            case LifecycleEvent _, EvidenceEvent _, LongTermFundingEvent _, FundingEvent _, OutputEvent _ -> List.of();
        };
    }

    /** The deadlines that an event sets or clears. */
    static List<Deadline> deadlines(InitiativeEvent event) {
        return event instanceof MilestoneEvent milestone ? MilestoneDecider.deadlines(milestone) : List.of();
    }

    /** Who runs it, in words. */
    static String whoRuns(Initiative now) {
        return "Led by " + now.leadAgency()
                + (now.partners().isEmpty() ? ", with nobody else" : ", with " + String.join(", ", now.partners()));
    }

    /** Refuses what is said of no initiative, or by an agency that does not run it. */
    static Ruling<InitiativeEvent> ours(Initiative now, Context at) {
        return by(now, at, now.runBy(at.agency()));
    }

    /**
     * Whether no more of something is taken from whoever says it. The last half is for the lead agency alone, so that no partner
     * takes all the room there is.
     */
    static boolean isFull(Initiative now, int held, int most, Context at) {
        boolean leads = at.agency().equals(now.leadAgency()) || at.roles().contains(Role.STEWARD);
        return held >= (leads ? most : most / 2);
    }

    /** Refuses what is not said by the lead agency: a partner neither begins an initiative nor ends it. */
    static Ruling<InitiativeEvent> led(Initiative now, Context at) {
        return ours(now, at)
                .refuse(
                        !at.agency().equals(now.leadAgency()) && !at.roles().contains(Role.STEWARD),
                        NOT_THE_LEAD,
                        null,
                        () -> "Led by " + now.leadAgency() + ", said by " + at.agency());
    }

    /** What is said by the lead agency, or by the National Office whoever leads. */
    static Ruling<InitiativeEvent> ledOrTheOffices(Initiative now, Context at) {
        return at.roles().contains(Role.NATIONAL_OFFICE) ? by(now, at, true) : led(now, at);
    }

    /** What is said by any that runs it, or by the National Office whoever does. */
    static Ruling<InitiativeEvent> oursOrTheOffices(Initiative now, Context at) {
        return by(now, at, now.runBy(at.agency()) || at.roles().contains(Role.NATIONAL_OFFICE));
    }

    /** Refuses what is said of no initiative, or by whoever may not; a steward always may. */
    static Ruling<InitiativeEvent> by(Initiative now, Context at, boolean may) {
        return Ruling.<InitiativeEvent>over(at)
                .refuse(!now.proposed(), NOT_PROPOSED, null)
                .refuse(
                        !may && !at.roles().contains(Role.STEWARD),
                        NOT_YOURS,
                        null,
                        () -> whoRuns(now) + ", said by " + at.agency());
    }

    /** Refuses a date that is missing without a reason, that has not come, or that lies before a step that was before. */
    static Ruling<InitiativeEvent> dated(
            Ruling<InitiativeEvent> ruling, Initiative now, @Nullable PartialDate on, Context at) {
        return ruling.refuse(on == null && !isPublished(at), DAY_IS_MISSING, "/on")
                .happened(on, "/on")
                .refuse(
                        () -> now.steps().anyMatch(step -> isBefore(on, step)),
                        BEFORE_THE_STEP_BEFORE,
                        "/on",
                        () -> "Given: " + on + ", known before: "
                                + now.steps().map(PartialDate::text).toList());
    }

    /** What the state that does not allow it is. */
    static Supplier<String> met(Initiative now) {
        return () -> "The initiative is " + now.lifecycle();
    }

    /** Whether history tells it, and perhaps not all of it. */
    static boolean isPublished(Context at) {
        return at.provenance().basis() == Basis.PUBLISHED;
    }

    /** Whether a date surely lies before another; what is not known is not compared. */
    static boolean isBefore(@Nullable PartialDate later, @Nullable PartialDate earlier) {
        return later != null && earlier != null && earlier.isSurelyAfter(later);
    }
}

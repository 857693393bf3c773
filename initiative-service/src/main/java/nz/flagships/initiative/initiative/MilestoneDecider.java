package nz.flagships.initiative.initiative;

import static java.util.Objects.requireNonNull;
import static nz.flagships.eventstore.decision.Notice.Kind.DUE;
import static nz.flagships.initiative.initiative.InitiativeDecider.isFull;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeDecider.ours;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_CANCELLED;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_MISSED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_PLANNED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_REACHED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_MISSED_YET;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NO_SUCH_MILESTONE;
import static nz.flagships.initiative.initiative.InitiativeRejection.SAME_DAY;
import static nz.flagships.initiative.initiative.InitiativeRejection.TOO_MANY_MILESTONES;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import nz.flagships.events.Basis;
import nz.flagships.events.initiative.MilestoneStatus;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.initiative.Initiative.Milestone;
import nz.flagships.initiative.initiative.MilestoneCommand.CancelMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.MissMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.PlanMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.ReachMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.RescheduleMilestone;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneMissed;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneReached;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneCancelled;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestonePlanned;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneRescheduled;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about its milestones. */
final class MilestoneDecider {
    /** Whoever plans a milestone for a day that has passed has this long to say that it was reached. */
    private static final Duration GRACE = Duration.ofHours(24);

    /**
     * The database's clock says when a deadline is due; ours may lag behind it by this. The check is still needed: the
     * milestone may have been rescheduled while the clock was about to speak.
     */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);

    private MilestoneDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, MilestoneCommand command, Context at) {
        return switch (command) {
            case PlanMilestone plan -> plan(now, plan, ours(now, at), at);
            case CancelMilestone cancel -> cancel(now, cancel, ours(now, at));
            case RescheduleMilestone reschedule -> reschedule(now, reschedule, ours(now, at), at);
            case ReachMilestone reach -> reach(now, reach, ours(now, at));
            case MissMilestone miss -> miss(now, miss, at);
        };
    }

    private static Decision<InitiativeEvent> plan(
            Initiative now, PlanMilestone plan, Ruling<InitiativeEvent> ours, Context at) {
        return ours.refuse(now.isOver(), NOT_NOW, null, met(now))
                .refuse(now.milestone(plan.milestone()) != null, MILESTONE_PLANNED_ALREADY, "/milestone")
                .refuse(isFull(now, now.milestones().size(), Initiative.MOST, at), TOO_MANY_MILESTONES, "/milestone")
                .unlike(now.milestones().keySet(), plan.milestone(), "/milestone")
                .inCalendar(plan.dueOn(), "/dueOn")
                .otherwise(() -> Decision.happened(new MilestonePlanned(
                        plan.milestone(), plan.title(), plan.dueOn(), missedFrom(plan.dueOn(), at))));
    }

    private static Decision<InitiativeEvent> reschedule(
            Initiative now, RescheduleMilestone reschedule, Ruling<InitiativeEvent> ours, Context at) {
        LocalDate dueOn = reschedule.dueOn();
        Milestone milestone = now.milestone(reschedule.milestone());
        if (milestone == null) {
            return missing(ours);
        }
        return ours.refuse(now.isOver(), NOT_NOW, null, met(now))
                .refuse(milestone.status() == MilestoneStatus.REACHED, MILESTONE_REACHED_ALREADY, "/milestone")
                .refuse(milestone.status() == MilestoneStatus.MISSED, MILESTONE_MISSED_ALREADY, "/milestone")
                // Planning it again would hide the miss.
                .refuse(
                        milestone.status() == MilestoneStatus.CANCELLED && milestone.missed(),
                        MILESTONE_CANCELLED,
                        "/milestone",
                        () -> "It was missed, due on " + milestone.dueOn())
                .inCalendar(dueOn, "/dueOn")
                .refuse(
                        dueOn.equals(milestone.dueOn()) && milestone.status() != MilestoneStatus.CANCELLED,
                        SAME_DAY,
                        "/dueOn")
                .otherwise(() -> Decision.happened(new MilestoneRescheduled(
                        reschedule.milestone(),
                        dueOn,
                        milestone.dueOn(),
                        milestone.originalDueOn(),
                        milestone.rescheduled() + 1,
                        reschedule.reason(),
                        milestone.missedFrom() == null ? null : missedFrom(dueOn, at))));
    }

    private static Decision<InitiativeEvent> reach(Initiative now, ReachMilestone reach, Ruling<InitiativeEvent> ours) {
        LocalDate on = reach.on();
        Milestone milestone = now.milestone(reach.milestone());
        if (milestone == null) {
            return missing(ours);
        }
        return ours.refuse(
                        milestone.status() == MilestoneStatus.REACHED,
                        MILESTONE_REACHED_ALREADY,
                        "/milestone",
                        () -> "It was reached on " + milestone.endedOn())
                .refuse(
                        milestone.status() == MilestoneStatus.CANCELLED,
                        MILESTONE_CANCELLED,
                        "/milestone",
                        () -> "It was cancelled" + (milestone.endedOn() == null ? "" : " on " + milestone.endedOn()))
                .refuse(now.isOver(), NOT_NOW, null, met(now))
                .happened(on, "/on")
                .otherwise(() -> {
                    int daysLate = (int) Math.max(0, ChronoUnit.DAYS.between(milestone.dueOn(), on));
                    boolean recordedLate = milestone.status() == MilestoneStatus.MISSED && daysLate == 0;
                    return Decision.happened(new InitiativeMilestoneReached(
                            reach.milestone(), on, milestone.dueOn(), daysLate, recordedLate));
                });
    }

    private static Decision<InitiativeEvent> cancel(
            Initiative now, CancelMilestone cancel, Ruling<InitiativeEvent> ours) {
        Milestone milestone = now.milestone(cancel.milestone());
        if (milestone == null) {
            return missing(ours);
        }
        return ours.refuse(
                        milestone.status() == MilestoneStatus.REACHED,
                        MILESTONE_REACHED_ALREADY,
                        "/milestone",
                        () -> "It was reached on " + milestone.endedOn())
                .refuse(milestone.status() == MilestoneStatus.CANCELLED, MILESTONE_CANCELLED, "/milestone")
                .refuse(now.isOver(), NOT_NOW, null, met(now))
                .happened(cancel.on(), "/on")
                .otherwise(() -> Decision.happened(new MilestoneCancelled(
                        cancel.milestone(), cancel.on(), milestone.dueOn(), milestone.missed(), cancel.reason())));
    }

    private static Decision<InitiativeEvent> miss(Initiative now, MissMilestone miss, Context at) {
        Ruling<InitiativeEvent> ruling = Ruling.<InitiativeEvent>over(at).refuse(!now.proposed(), NOT_PROPOSED, null);
        Milestone milestone = now.milestone(miss.milestone());
        if (milestone == null) {
            return missing(ruling);
        }
        Instant from = milestone.missedFrom();
        return ruling.refuse(milestone.status() == MilestoneStatus.REACHED, MILESTONE_REACHED_ALREADY, "/milestone")
                .refuse(milestone.status() == MilestoneStatus.MISSED, MILESTONE_MISSED_ALREADY, "/milestone")
                .refuse(
                        milestone.status() == MilestoneStatus.CANCELLED || now.isOver(),
                        MILESTONE_CANCELLED,
                        "/milestone")
                .refuse(from == null || at.now().plus(CLOCKS_DIFFER_BY).isBefore(from), NOT_MISSED_YET, "/milestone")
                .otherwise(() -> Decision.happened(new InitiativeMilestoneMissed(miss.milestone(), milestone.dueOn())));
    }

    private static Decision<InitiativeEvent> missing(Ruling<InitiativeEvent> ruling) {
        Decision<InitiativeEvent> refused =
                Decision.<InitiativeEvent>refused(NO_SUCH_MILESTONE).at("/milestone");
        return ruling.otherwise(() -> refused);
    }

    /** What the clock finds missed is for all who run the initiative. */
    static List<Notice> tell(Initiative now, MilestoneEvent event) {
        return event instanceof InitiativeMilestoneMissed missed
                ? List.of(Notice.of(DUE, now.agencies(), missed.milestone()))
                : List.of();
    }

    static Initiative evolve(Initiative now, MilestoneEvent event) {
        return switch (event) {
            case MilestonePlanned(var code, var title, var dueOn, var missedFrom) ->
                now.with(it -> it.milestones = it.milestones.plus(code, Milestone.planned(title, dueOn, missedFrom)));
            case MilestoneCancelled cancelled ->
                changed(now, cancelled.milestone(), it -> it.cancelled(cancelled.on()));
            case MilestoneRescheduled moved ->
                changed(now, moved.milestone(), it -> it.dueOn(moved.dueOn(), moved.missedFrom()));
            case InitiativeMilestoneReached reached ->
                changed(now, reached.milestone(), it -> it.reached(reached.on(), reached.daysLate()));
            case InitiativeMilestoneMissed missed -> changed(now, missed.milestone(), Milestone::calledMissed);
        };
    }

    private static Initiative changed(Initiative now, String code, UnaryOperator<Milestone> change) {
        Milestone milestone = requireNonNull(now.milestone(code), code);
        return now.with(it -> it.milestones = it.milestones.plus(code, change.apply(milestone)));
    }

    /** The deadlines that an event sets or clears. */
    static List<Deadline> deadlines(MilestoneEvent event) {
        return switch (event) {
            case MilestonePlanned planned -> List.of(deadline(planned.milestone(), planned.missedFrom()));
            case MilestoneRescheduled moved -> List.of(deadline(moved.milestone(), moved.missedFrom()));
            case InitiativeMilestoneReached reached -> List.of(Deadline.cleared(key(reached.milestone())));
            case MilestoneCancelled cancelled -> List.of(Deadline.cleared(key(cancelled.milestone())));
            case InitiativeMilestoneMissed missed -> List.of(Deadline.cleared(key(missed.milestone())));
        };
    }

    private static Deadline deadline(String milestone, @Nullable Instant from) {
        return from == null
                ? Deadline.cleared(key(milestone))
                : new Deadline(key(milestone), from, new MissMilestone(milestone));
    }

    private static String key(String milestone) {
        return "milestone/" + milestone;
    }

    /** The later of the day after it is due and a day's grace; never for what is published or synthetic. */
    private static @Nullable Instant missedFrom(LocalDate dueOn, Context at) {
        if (at.provenance().basis() != Basis.OPERATIONAL) {
            return null;
        }
        Instant dayAfter = dueOn.plusDays(1).atStartOfDay(Context.ZONE).toInstant();
        Instant afterGrace = at.now().plus(GRACE);
        return dayAfter.isAfter(afterGrace) ? dayAfter : afterGrace;
    }
}

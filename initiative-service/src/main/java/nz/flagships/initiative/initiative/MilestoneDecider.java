package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_MISSED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_PLANNED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_REACHED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_MISSED_YET;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NO_SUCH_MILESTONE;
import static nz.flagships.initiative.initiative.InitiativeRejection.SAME_DAY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.initiative.InitiativeStatus;
import nz.flagships.events.initiative.MilestoneStatus;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.initiative.Initiative.Milestone;
import nz.flagships.initiative.initiative.InitiativeCommand.MissMilestone;
import nz.flagships.initiative.initiative.InitiativeCommand.PlanMilestone;
import nz.flagships.initiative.initiative.InitiativeCommand.ReachMilestone;
import nz.flagships.initiative.initiative.InitiativeCommand.RescheduleMilestone;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeMilestoneMissed;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeMilestoneReached;
import nz.flagships.initiative.initiative.InitiativeEvent.MilestonePlanned;
import nz.flagships.initiative.initiative.InitiativeEvent.MilestoneRescheduled;
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

    static Decision<InitiativeEvent> plan(
            Initiative now, PlanMilestone plan, Ruling<InitiativeEvent> ours, Context at) {
        return ours.refuse(now.status() == InitiativeStatus.CLOSED, NOT_NOW, null)
                .refuse(now.milestone(plan.milestone()) != null, MILESTONE_PLANNED_ALREADY, "/milestone")
                .inCalendar(plan.dueOn(), "/dueOn")
                .otherwise(() -> Decision.happened(new MilestonePlanned(
                        plan.milestone(), plan.title(), plan.dueOn(), missedFrom(plan.dueOn(), at))));
    }

    static Decision<InitiativeEvent> reschedule(
            Initiative now, RescheduleMilestone reschedule, Ruling<InitiativeEvent> ours, Context at) {
        LocalDate dueOn = reschedule.dueOn();
        Milestone milestone = now.milestone(reschedule.milestone());
        if (milestone == null) {
            return missing(ours);
        }
        return ours.refuse(now.status() == InitiativeStatus.CLOSED, NOT_NOW, null)
                .refuse(milestone.status() == MilestoneStatus.REACHED, MILESTONE_REACHED_ALREADY, "/milestone")
                .refuse(milestone.status() == MilestoneStatus.MISSED, MILESTONE_MISSED_ALREADY, "/milestone")
                .inCalendar(dueOn, "/dueOn")
                .refuse(dueOn.equals(milestone.dueOn()), SAME_DAY, "/dueOn")
                .otherwise(() -> Decision.happened(new MilestoneRescheduled(
                        reschedule.milestone(),
                        dueOn,
                        milestone.dueOn(),
                        milestone.originalDueOn(),
                        milestone.rescheduled() + 1,
                        reschedule.reason(),
                        milestone.missedFrom() == null ? null : missedFrom(dueOn, at))));
    }

    static Decision<InitiativeEvent> reach(Initiative now, ReachMilestone reach, Ruling<InitiativeEvent> ours) {
        LocalDate on = reach.on();
        Milestone milestone = now.milestone(reach.milestone());
        if (milestone == null) {
            return missing(ours);
        }
        return ours.refuse(milestone.status() == MilestoneStatus.REACHED, MILESTONE_REACHED_ALREADY, "/milestone")
                .happened(on, "/on")
                .otherwise(() -> {
                    int daysLate = (int) Math.max(0, ChronoUnit.DAYS.between(milestone.dueOn(), on));
                    boolean recordedLate = milestone.status() == MilestoneStatus.MISSED && daysLate == 0;
                    return Decision.happened(new InitiativeMilestoneReached(
                            reach.milestone(), on, milestone.dueOn(), daysLate, recordedLate));
                });
    }

    static Decision<InitiativeEvent> miss(Initiative now, MissMilestone miss, Context at) {
        Ruling<InitiativeEvent> ruling = Ruling.<InitiativeEvent>over(at).refuse(!now.proposed(), NOT_PROPOSED, null);
        Milestone milestone = now.milestone(miss.milestone());
        if (milestone == null) {
            return missing(ruling);
        }
        Instant from = milestone.missedFrom();
        return ruling.refuse(milestone.status() == MilestoneStatus.REACHED, MILESTONE_REACHED_ALREADY, "/milestone")
                .refuse(milestone.status() == MilestoneStatus.MISSED, MILESTONE_MISSED_ALREADY, "/milestone")
                .refuse(from == null || at.now().plus(CLOCKS_DIFFER_BY).isBefore(from), NOT_MISSED_YET, "/milestone")
                .otherwise(() -> Decision.happened(new InitiativeMilestoneMissed(miss.milestone(), milestone.dueOn())));
    }

    private static Decision<InitiativeEvent> missing(Ruling<InitiativeEvent> ruling) {
        Decision<InitiativeEvent> refused =
                Decision.<InitiativeEvent>refused(NO_SUCH_MILESTONE).at("/milestone");
        return ruling.otherwise(() -> refused);
    }

    static Milestone planned(MilestonePlanned planned) {
        return new Milestone(
                planned.title(),
                MilestoneStatus.PLANNED,
                planned.dueOn(),
                planned.dueOn(),
                0,
                planned.missedFrom(),
                null,
                0);
    }

    /** The deadlines that an event sets or clears. */
    static List<Deadline> deadlines(InitiativeEvent event) {
        return switch (event) {
            case MilestonePlanned planned -> List.of(deadline(planned.milestone(), planned.missedFrom()));
            case MilestoneRescheduled moved -> List.of(deadline(moved.milestone(), moved.missedFrom()));
            case InitiativeMilestoneReached reached -> List.of(Deadline.cleared(key(reached.milestone())));
            case InitiativeMilestoneMissed missed -> List.of(Deadline.cleared(key(missed.milestone())));
            case InitiativeEvent.InitiativeProposed e -> List.of();
            case InitiativeEvent.InitiativeTailored e -> List.of();
            case InitiativeEvent.InitiativeApproved e -> List.of();
            case InitiativeEvent.InitiativeStarted e -> List.of();
            case InitiativeEvent.InitiativeClosed e -> List.of();
            case InitiativeEvent.InitiativeWindowReported e -> List.of();
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

package nz.flagships.initiative.initiative;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.FORBIDDEN;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_YET;
import static nz.flagships.eventstore.decision.Rejection.Kind.UNKNOWN_REFERENCE;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of an initiative is refused. */
public enum InitiativeRejection implements Rejection {
    PROPOSED_ALREADY(new Rule(
            "INIT-001",
            CONFLICT,
            "An initiative with this code is proposed already",
            "Use it, choose another code, or leave `proposes` out")),
    NOT_PROPOSED(new Rule(
            "INIT-002",
            NOT_FOUND,
            "There is no such initiative",
            "Post its InitiativeProposed first, or say what it is in `proposes`")),
    NOT_YOURS(new Rule(
            "INIT-003",
            FORBIDDEN,
            "Facts of an initiative come from the agencies that run it, or from a steward",
            "Post with a token of its lead agency, of one of its partners, or of a steward")),
    LEAD_AMONG_PARTNERS(new Rule(
            "INIT-004", INVALID, "The lead agency is not one of the other partners", "Leave it out of `partners`")),
    TAILORED_ALREADY(new Rule(
            "INIT-005", CONFLICT, "The initiative was tailored from another one already", "Look at its lineage")),
    LINEAGE_IN_A_CIRCLE(new Rule(
            "INIT-006",
            INVALID,
            "An initiative cannot come from itself, nor from one that came from it",
            "Name the initiative it was tailored from, not one that was tailored from it")),
    DAY_IS_MISSING(new Rule(
            "INIT-007",
            INVALID,
            "A date may be missing only where a publication does not give it",
            "Give the date in `on`, or as a steward post it with basis published")),
    NOT_NOW(new Rule(
            "INIT-008",
            CONFLICT,
            "The initiative's status does not allow it",
            "It is proposed, approved, started and closed, in this order; declined while it is proposed, withdrawn before"
                    + " it runs, paused while it runs. Under basis published steps may be missing")),
    BEFORE_THE_STEP_BEFORE(
            new Rule(
                    "INIT-009",
                    INVALID,
                    "The date lies before that of the step before it",
                    "Give a day on or after that of the step before it; another account of the dates is an InitiativeWindowReported")),
    ENDS_BEFORE_IT_BEGINS(
            new Rule("INIT-010", INVALID, "The account ends before it begins", "Give a `to` on or after `from`")),
    REPORTED_ALREADY(new Rule(
            "INIT-011", CONFLICT, "The source's account of these dates is on record already", "Nothing is left to do")),
    RUNS_IT_ALREADY(new Rule("INIT-012", CONFLICT, "The agency runs the initiative already", "Nothing is left to do")),
    DOES_NOT_RUN_IT(new Rule(
            "INIT-013",
            CONFLICT,
            "The agency is not one of those that run the initiative",
            "Post its AgencyJoinedInitiative first")),
    LEAD_CANNOT_LEAVE(new Rule(
            "INIT-014",
            CONFLICT,
            "The lead agency cannot leave: an initiative always has exactly one",
            "Post a LeadAgencyChanged to one of its partners first")),
    LEADS_IT_ALREADY(
            new Rule("INIT-015", CONFLICT, "The agency leads the initiative already", "Nothing is left to do")),
    MILESTONES_ARE_OPEN(new Rule(
            "INIT-016",
            CONFLICT,
            "The initiative has milestones that were neither reached nor cancelled",
            "Post the InitiativeMilestoneReached or the MilestoneCancelled of each; a missed one that will never be"
                    + " reached is cancelled too, and stays missed")),
    BARRIERS_ARE_OPEN(new Rule(
            "INIT-017",
            CONFLICT,
            "The initiative has barriers that were neither resolved nor carried to another initiative",
            "Post the BarrierResolved or the BarrierCarried of each")),
    MONEY_IS_NOT_SETTLED(new Rule(
            "INIT-018",
            CONFLICT,
            "The initiative has money of a fund that was neither spent nor given back",
            "Draw down, return or cancel what its allocations still hold; see /v1/fund/initiatives")),
    MILESTONE_PLANNED_ALREADY(new Rule(
            "INIT-020",
            CONFLICT,
            "The initiative has a milestone with this code already",
            "Choose another code, or post a MilestoneRescheduled")),
    NO_SUCH_MILESTONE(
            new Rule("INIT-021", NOT_FOUND, "The initiative has no such milestone", "Post its MilestonePlanned first")),
    MILESTONE_REACHED_ALREADY(
            new Rule("INIT-022", CONFLICT, "The milestone was reached already", "Nothing is left to do")),
    MILESTONE_MISSED_ALREADY(new Rule(
            "INIT-023",
            CONFLICT,
            "The milestone was missed already",
            "Post when it is reached: its days late are counted from the day it was due")),
    SAME_DAY(new Rule(
            "INIT-024", CONFLICT, "The milestone is due on this day already", "Give another day, or nothing at all")),
    NOT_MISSED_YET(new Rule(
            "INIT-025",
            NOT_YET,
            "The clock does not call this milestone missed, or not yet",
            "Wait for the later of the day after it is due and 24 hours after it was recorded")),
    MILESTONE_CANCELLED(new Rule(
            "INIT-026",
            CONFLICT,
            "The milestone was cancelled",
            "Post a MilestoneRescheduled to plan it again, unless it was missed")),
    TOO_MANY_MILESTONES(new Rule(
            "INIT-027",
            CONFLICT,
            "The initiative has as many milestones as it may have: 2,000, and from its partners 1,000",
            "Reschedule one of those there are, let the lead agency plan it, or plan it for an initiative of its own")),
    OUTPUT_ELSEWHERE(new Rule(
            "INIT-030",
            INVALID,
            "An output is counted in one of the regions of its initiative",
            "Name one of the initiative's regions in `region`; it may be left out only where there is one")),
    OUTPUT_NOT_OVER(new Rule(
            "INIT-031",
            INVALID,
            "The period is not over",
            "Post what was counted after the period's last day in Pacific/Auckland")),
    OUTPUT_OUTSIDE_ITS_LIFE(new Rule(
            "INIT-032",
            INVALID,
            "The period lies before the initiative started, or after it was closed",
            "Give a period in which it ran")),
    OUTPUT_RECORDED_ALREADY(new Rule(
            "INIT-033",
            CONFLICT,
            "The output is on record for this region and period",
            "Post an InitiativeOutputRevised, with the reason")),
    OUTPUT_OVERLAPS(new Rule(
            "INIT-034",
            CONFLICT,
            "The period overlaps another one of this output in this region, so that some would be counted twice",
            "Give a period that begins after the other one has ended, or revise the other one")),
    OUTPUT_NOT_RECORDED(new Rule(
            "INIT-035",
            NOT_FOUND,
            "Nothing is on record of this output for this region and period",
            "Post its InitiativeOutputRecorded first")),
    OUTPUT_UNCHANGED(new Rule("INIT-036", CONFLICT, "This number is on record already", "Nothing is left to do")),
    TOO_MANY_OUTPUTS(new Rule(
            "INIT-037",
            CONFLICT,
            "The initiative has as many outputs on record as it may have: 50,000, and from its partners 25,000",
            "Record it over a longer period, as a month or a quarter, revise one that is on record, or let the lead agency"
                    + " record it")),
    NOT_THE_LEAD(new Rule(
            "INIT-070",
            FORBIDDEN,
            "The life of an initiative, its beginning, pauses and end, is told by its lead agency or a steward",
            "Post with a token of its lead agency, or of a steward")),
    NOT_INVITED(new Rule(
            "INIT-071",
            FORBIDDEN,
            "An agency joins an initiative when it was invited, or with the lead agency's consent",
            "Ask the lead agency for an AgencyInvitedToInitiative, or to post the AgencyJoinedInitiative itself")),
    INVITED_ALREADY(new Rule("INIT-072", CONFLICT, "The agency is invited already", "Nothing is left to do")),
    NOBODY_IS_INVITED(
            new Rule(
                    "INIT-073",
                    UNKNOWN_REFERENCE,
                    "The agency is not registered, so that nobody would be invited",
                    "Use a code from /v1/agencies of reporting-service; where the agency is meant to be one that is not registered, say its `name`")),
    ENDS_BEFORE_ITS_LAST_DAY(new Rule(
            "INIT-074",
            INVALID,
            "The initiative would end before something that was done in it",
            "Give a day on or after the last on which a milestone was reached or cancelled, or a barrier raised or dealt with:"
                    + " detail names it"));

    private final Rule rule;

    InitiativeRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

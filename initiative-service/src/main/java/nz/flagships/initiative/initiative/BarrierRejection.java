package nz.flagships.initiative.initiative;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a barrier is refused. */
public enum BarrierRejection implements Rejection {
    BARRIER_RAISED_ALREADY(new Rule(
            "INIT-040",
            CONFLICT,
            "The initiative has a barrier with this code already",
            "Choose another code, or say what becomes of the one there is")),
    NO_SUCH_BARRIER(
            new Rule("INIT-041", NOT_FOUND, "The initiative has no such barrier", "Post its BarrierRaised first")),
    BARRIER_IS_OVER(new Rule(
            "INIT-042",
            CONFLICT,
            "The barrier was resolved, or carried to another initiative",
            "Post a BarrierReopened if it is in the way again; where it was carried to, say it there")),
    ESCALATED_ALREADY(new Rule(
            "INIT-043",
            CONFLICT,
            "The barrier is waiting for the National Office already",
            "Wait for its NationalOfficeAdviceGiven")),
    NOT_ESCALATED(new Rule(
            "INIT-044",
            CONFLICT,
            "The barrier is not waiting for the National Office",
            "Post its BarrierEscalatedToNationalOffice first")),
    NOT_RESOLVED(new Rule(
            "INIT-045", CONFLICT, "Only a resolved barrier is reopened", "Nothing is left to do: it is not resolved")),
    BEFORE_ITS_LAST_STEP(new Rule(
            "INIT-046",
            INVALID,
            "The day lies before that of what happened to the barrier last",
            "Give a day on or after it")),
    SAME_INITIATIVE(new Rule(
            "INIT-047",
            INVALID,
            "Two barriers of one initiative are not the same barrier",
            "Link barriers of different initiatives, one of each")),
    LINKED_ALREADY(new Rule("INIT-048", CONFLICT, "These barriers are linked already", "Nothing is left to do")),
    CARRIED_TO_ITSELF(new Rule(
            "INIT-049", INVALID, "A barrier is carried to another initiative", "Name another initiative in `to`")),
    TOO_MANY_LINKED(new Rule(
            "INIT-050",
            INVALID,
            "More than 50 barriers would be linked as one",
            "Link fewer, those that are the same")),
    TOO_MANY_BARRIERS(new Rule(
            "INIT-051",
            CONFLICT,
            "The initiative has as many barriers as it may have: 2,000, and from its partners 1,000",
            "Reopen one of those there are, let the lead agency raise it, or raise it for an initiative of its own"));

    private final Rule rule;

    BarrierRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

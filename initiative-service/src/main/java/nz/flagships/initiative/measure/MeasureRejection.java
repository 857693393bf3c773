package nz.flagships.initiative.measure;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a measure is refused. */
public enum MeasureRejection implements Rejection {
    DEFINED_ALREADY(new Rule(
            "MEAS-001", CONFLICT, "A measure with this code is defined already", "Use it, or choose another code")),
    NOT_DEFINED(new Rule("MEAS-002", NOT_FOUND, "There is no such measure", "Post its MeasureDefined first")),
    BROKEN_ALREADY(new Rule(
            "MEAS-003",
            CONFLICT,
            "A break on this day is declared already for this region or for every region",
            "Nothing is left to do; look at the measure's breaks")),
    CLAIM_ENDS_BEFORE_IT_BEGINS(
            new Rule("MEAS-004", INVALID, "The claim ends before it begins", "Give a `to` on or after `from`")),
    CLAIMED_ALREADY(new Rule(
            "MEAS-005",
            CONFLICT,
            "This claim is on record already: the same measure, region, dates and claimant",
            "Nothing is left to do")),
    NO_SUCH_CHANGE(new Rule(
            "MEAS-006",
            INVALID,
            "The change has too many digits, or is a fall of more than the whole",
            "Give it in per cent, from -100 to 1 000 000, with at most 15 significant digits"));

    private final Rule rule;

    MeasureRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

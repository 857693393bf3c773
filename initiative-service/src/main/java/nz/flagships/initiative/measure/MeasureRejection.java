package nz.flagships.initiative.measure;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.initiative.Ruled;

/** Why something said of a measure is refused. */
public enum MeasureRejection implements Ruled {
    DEFINED_ALREADY(new Rule(
            "MEAS-001", CONFLICT, "A measure with this code is defined already", "Use it, or choose another code")),
    NOT_DEFINED(new Rule("MEAS-002", NOT_FOUND, "There is no such measure", "Post its MeasureDefined first")),
    BROKEN_ALREADY(new Rule(
            "MEAS-003",
            CONFLICT,
            "A break on this day is declared already for this region or for every region",
            "Nothing is left to do; look at the measure's breaks"));

    private final Rule rule;

    MeasureRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

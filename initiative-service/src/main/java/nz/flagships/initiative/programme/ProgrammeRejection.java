package nz.flagships.initiative.programme;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a programme is refused. */
public enum ProgrammeRejection implements Rejection {
    DEFINED_ALREADY(new Rule(
            "REF-023", CONFLICT, "A programme with this code is defined already", "Use it, or choose another code"));

    private final Rule rule;

    ProgrammeRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

package nz.flagships.initiative.agency;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of an agency is refused. */
public enum AgencyRejection implements Rejection {
    REGISTERED_ALREADY(new Rule(
            "REF-021", CONFLICT, "An agency with this code is registered already", "Use it, or choose another code"));

    private final Rule rule;

    AgencyRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

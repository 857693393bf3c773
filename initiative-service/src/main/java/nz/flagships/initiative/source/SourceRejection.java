package nz.flagships.initiative.source;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a source is refused. */
public enum SourceRejection implements Rejection {
    REGISTERED_ALREADY(new Rule(
            "REF-020", CONFLICT, "A source with this code is registered already", "Use it, or choose another code"));

    private final Rule rule;

    SourceRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

package nz.flagships.initiative.theme;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a theme is refused. */
public enum ThemeRejection implements Rejection {
    DEFINED_ALREADY(new Rule(
            "REF-022", CONFLICT, "A theme with this code is defined already", "Use it, or choose another code"));

    private final Rule rule;

    ThemeRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

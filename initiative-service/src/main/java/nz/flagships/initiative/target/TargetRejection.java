package nz.flagships.initiative.target;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a target is refused. */
public enum TargetRejection implements Rejection {
    NOT_A_TARGET(new Rule(
            "TGT-001",
            INVALID,
            "A target is named by a measure and a region",
            "Write the measure's code, a colon and the region's, as BPS_TOTAL_CRIME:NZ")),
    IN_FORCE_ALREADY(
            new Rule("TGT-002", CONFLICT, "A target is in force already", "Post a TargetRevised, or end it first")),
    NOT_IN_FORCE(new Rule("TGT-003", CONFLICT, "No target is in force", "Post a TargetSet first")),
    NOT_SET(new Rule("TGT-004", NOT_FOUND, "No target was ever set here", "Post a TargetSet first")),
    DISCONTINUED_ALREADY(new Rule("TGT-005", CONFLICT, "The target is discontinued already", "Nothing is left to do")),
    ANNOUNCED_BEFORE_THE_LAST(new Rule(
            "TGT-006",
            INVALID,
            "It was announced before what is on record already",
            "Post the announcements of a target in their order")),
    DUE_BEFORE_IT_BEGINS(new Rule(
            "TGT-007",
            INVALID,
            "The day to reach it by does not lie after its baseline and its announcement",
            "Give a later day in `by`")),
    ANOTHER_UNIT(
            new Rule("TGT-008", INVALID, "The unit is not the measure's", "Say the target in the unit of its measure")),
    TOO_MANY_DIGITS(new Rule(
            "TGT-009",
            INVALID,
            "The value has more than 15 significant digits, or more than 10 after the point",
            "Round it to 15 significant digits"));

    private final Rule rule;

    TargetRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

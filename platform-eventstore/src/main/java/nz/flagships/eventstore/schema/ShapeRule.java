package nz.flagships.eventstore.schema;

import nz.flagships.rest.ProblemRule;

/** What can be wrong with the members of posted data. */
public enum ShapeRule implements ProblemRule {
    MISSING("DATA-001", 400, "A member that must be there is missing", "Add the member that the pointer names."),
    UNKNOWN("DATA-002", 400, "There is no such member", "Leave it out, or spell it as the schema does."),
    WRONG_TYPE(
            "DATA-003",
            400,
            "A member has another JSON type than the schema's",
            "Send the type that the detail names."),
    OUT_OF_RANGE(
            "DATA-004", 422, "A value is out of its range", "Send a value within the range that the detail names."),
    NOT_A_VALUE(
            "DATA-005",
            422,
            "A text is none of the values it may be",
            "Send one of the values, or the spelling, of the schema."),
    NOT_STORABLE(
            "DATA-006",
            422,
            "A text has a character that cannot be stored",
            "Take out U+0000 and surrogates without their other half."),
    TOO_PRECISE(
            "DATA-007",
            422,
            "A number has more than 15 significant digits, or is too large",
            "Round it to 15 significant digits; whole numbers go up to 2^53 - 1."),
    TOO_DEEP("DATA-008", 422, "The document is nested too deeply", "Nest it at most 16 levels deep."),
    TOO_LONG("DATA-009", 413, "One fact is larger than the limit", "Send at most 256 KiB for one fact.");

    private final Rule rule;

    ShapeRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

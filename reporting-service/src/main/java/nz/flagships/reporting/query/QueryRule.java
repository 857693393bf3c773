package nz.flagships.reporting.query;

import nz.flagships.rest.ProblemRule;

/** The rules of queries. Codes are never reused. */
public enum QueryRule implements ProblemRule {
    UNKNOWN_PARAMETER(
            "QRY-001",
            400,
            "The query has a parameter that is not known here",
            "Take it away, or look its name up in /openapi: of a list the columns named there are filters, and limit, after, sort and format are known."),
    BAD_FILTER(
            "QRY-002",
            400,
            "A parameter's value is none that it can have",
            "Give what detail names, spelt like there; null asks for what is not known."),
    BAD_SORT(
            "QRY-003",
            400,
            "The list cannot be sorted like this",
            "Name columns of the list, each once, with a minus before those that go down: sort=region,-value."),
    BAD_LIMIT(
            "QRY-004",
            400,
            "The limit is not a number from 1 to 1000",
            "Give a limit from 1 to 1000, or none for 100."),
    BAD_AFTER(
            "QRY-005",
            400,
            "The place to go on from cannot be read",
            "Send what the answer before gave as next, with the same sort, or leave after out to begin anew."),
    BAD_FORMAT("QRY-006", 400, "The format is not offered", "Ask for format=json or format=csv."),
    BAD_PERIOD(
            "QRY-012",
            400,
            "There is no such period, or none of the kind that is asked for here",
            "Write one as detail has it, or several with commas where the parameter takes several."),
    MIXED_RANGE(
            "QRY-013",
            400,
            "The range does not run from one period to a later one of its kind",
            "Give both ends as periods of one kind, the earlier first: FY2013..FY2015 or 2013-Q1..2014-Q4."),
    BAD_DAY("QRY-014", 400, "There is no such day", "Write a day as 2013-06-30."),
    DAY_TO_COME(
            "QRY-024",
            400,
            "The day is still to come in New Zealand, and nothing is known of it",
            "Give a day up to today's, which detail names, or leave the parameter out for what is known now."),
    TOO_MANY_QUESTIONS(
            "QRY-015",
            400,
            "The query asks for too many figures at once",
            "Ask for fewer values, measures, regions or periods in one query."),
    BAD_GROUP(
            "QRY-016",
            400,
            "The list cannot be grouped like this",
            "Name in by what the list offers, each once, with commas between."),
    UNKNOWN_CODE(
            "QRY-017",
            400,
            "A parameter names a code that nobody knows",
            "Take a code as its list has it, in its spelling; detail names the nearest one, or where to look."),
    EMPTY_VALUE(
            "QRY-018",
            400,
            "A parameter has an empty value",
            "Give a value, write null for what is not known, or leave the parameter out."),
    ONE_VALUE("QRY-019", 400, "A parameter that takes one value has several", "Ask once for each of them."),
    TOO_LARGE(
            "QRY-021",
            400,
            "The download is larger than is made in one piece",
            "Ask for parts of it by its filters, or page through it with limit and after."),
    TOO_MANY_DOWNLOADS(
            "QRY-022",
            503,
            "Too many downloads are being made at this moment",
            "Wait for as long as Retry-After says, then ask again."),
    TOO_LONG(
            "QRY-023",
            503,
            "The question takes longer than one may have the database for",
            "Ask for less at once: fewer values, a filter by a code, or the list's own order."),
    NOTHING_TO_FREEZE(
            "QRY-020",
            409,
            "No month can be frozen",
            "Try again when the reader has applied everything: see /v1/continuity.");

    private final Rule rule;

    QueryRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

package nz.flagships.reporting.query;

import nz.flagships.rest.ProblemRule;

/** The rules of queries. Codes are never reused. */
public enum QueryRule implements ProblemRule {
    UNKNOWN_PARAMETER(
            "QRY-001",
            400,
            "The query has a parameter that is not known here",
            "Take it away, or look its name up in /openapi: any column is a filter, and limit, after, sort and format are known everywhere."),
    BAD_FILTER(
            "QRY-002",
            400,
            "A filter's value does not fit its column",
            "Give a number, a date as 2013-06-30, or true or false, as the column has it."),
    BAD_SORT(
            "QRY-003",
            400,
            "The list cannot be sorted like this",
            "Name columns of the list, with a minus before those that go down: sort=region,-value."),
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
    UNKNOWN_MEASURE("QRY-010", 404, "There is no such measure", "Take a code from /v1/measures."),
    UNKNOWN_REGION("QRY-011", 404, "There is no such region", "Take a code from /v1/regions."),
    BAD_PERIOD(
            "QRY-012",
            400,
            "There is no such period",
            "Write FY2013, CY2013, YE2013-09, 2013-Q3, 2013-07 or 2013-06-30; several with commas, a range as FY2013..FY2014."),
    MIXED_RANGE(
            "QRY-013",
            400,
            "The range does not run from one period to a later one of its kind",
            "Give both ends as periods of one kind, the earlier first: FY2013..FY2015 or 2013-Q1..2014-Q4."),
    BAD_DAY("QRY-014", 400, "There is no such day", "Write a day as 2013-06-30."),
    TOO_MANY_QUESTIONS(
            "QRY-015",
            400,
            "The query asks for too many figures at once",
            "Ask for fewer measures, regions or periods in one query."),
    BAD_GROUP(
            "QRY-016",
            400,
            "The list cannot be grouped like this",
            "Name in by what the list offers, each once, with commas between."),
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

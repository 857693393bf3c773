package nz.flagships.projections;

import nz.flagships.rest.ProblemRule;

/** What can be refused where continuity is asked for. */
enum ReaderRule implements ProblemRule {
    NOT_STOPPED(
            "READ-001",
            409,
            "The shard is not stopped, and its channel brings what is published",
            "Look at /v1/continuity: nothing is to be done."),
    NOT_FOR_ALL(
            "READ-002",
            403,
            "How far the shards of this service are is for operators, auditors and services",
            "Ask about your own fact, at the service that took it: GET /v1/events?source=…&id=… says whether it is projected."),
    NOTHING_PARKED(
            "READ-003",
            404,
            "Nothing is set aside at this position",
            "GET /v1/continuity/parked lists what is, each stream by the first of its positions.");

    private final Rule rule;

    ReaderRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

package nz.flagships.projections;

import nz.flagships.rest.ProblemRule;

/** What an operator can be refused. */
enum ReaderRule implements ProblemRule {
    NOT_STOPPED(
            "READ-001",
            409,
            "The shard is not stopped, and its channel brings what is published",
            "Look at /v1/continuity: nothing is to be done.");

    private final Rule rule;

    ReaderRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

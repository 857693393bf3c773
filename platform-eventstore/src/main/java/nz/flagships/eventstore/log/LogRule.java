package nz.flagships.eventstore.log;

import nz.flagships.rest.ProblemRule;

/** What a reader of the log can get wrong. */
enum LogRule implements ProblemRule {
    NO_SUCH_SHARD("LOG-001", 404, "There is no such shard", "Shards are numbered from 0 to 15."),
    BAD_RANGE("LOG-002", 400, "The range cannot be read", "Give after as 0 or more, and limit as 1 to 1000.");

    private final Rule rule;

    LogRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

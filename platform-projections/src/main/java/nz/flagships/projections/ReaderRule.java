package nz.flagships.projections;

import nz.flagships.rest.ProblemRule;

/** What an operator can be refused. */
enum ReaderRule implements ProblemRule {
    NOT_STOPPED("READ-001", 409, "The shard is not stopped", "Look at /v1/continuity: nothing is to be done.");

    private final String code;
    private final int status;
    private final String title;
    private final String mend;

    ReaderRule(String code, int status, String title, String mend) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.mend = mend;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String mend() {
        return mend;
    }
}

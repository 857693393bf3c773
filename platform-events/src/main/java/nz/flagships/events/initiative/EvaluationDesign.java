package nz.flagships.events.initiative;

/** How an evaluation comes to its comparison. */
public enum EvaluationDesign {
    /** Chance decides who is treated. */
    RANDOMISED_TRIAL(true),
    /** The change of the treated against the change of the others. */
    DIFFERENCE_IN_DIFFERENCES(true),
    /** Each of the treated against some who are alike. */
    MATCHED_COHORT(true),
    /** Those just on either side of a threshold. */
    REGRESSION_DISCONTINUITY(true),
    /** The course of one series before and after. */
    INTERRUPTED_TIME_SERIES(false),
    /** Before against after, with nothing beside it: it misleads, and the reader is told. */
    BEFORE_AND_AFTER(false);

    private final boolean comparing;

    EvaluationDesign(boolean comparing) {
        this.comparing = comparing;
    }

    /** Whether it needs somebody or some region to compare with. */
    public boolean needsComparison() {
        return comparing;
    }
}

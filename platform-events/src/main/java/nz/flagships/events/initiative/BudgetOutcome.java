package nz.flagships.events.initiative;

/** What a Budget round decided of a bid. */
public enum BudgetOutcome {
    /** Long-term funding was granted. */
    GRANTED,
    /** It was declined. */
    DECLINED
}

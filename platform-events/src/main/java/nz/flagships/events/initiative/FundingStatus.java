package nz.flagships.events.initiative;

/** Where the money of an initiative comes from. */
public enum FundingStatus {
    /** From what its agencies have anyway. */
    UNFUNDED,
    /** From the Justice Sector Fund. */
    FUND,
    /** Long-term funding was sought in a Budget round that has not decided yet. */
    LONG_TERM_SOUGHT,
    /** Long-term funding was granted. */
    LONG_TERM_GRANTED,
    /** Long-term funding was declined. */
    LONG_TERM_DECLINED
}

package nz.flagships.events.initiative;

/** What a bid to the Fund is for; it is funded if it meets at least one. */
public enum FundingCriterion {
    /** It serves the target of less crime. */
    REDUCES_CRIME,
    /** It serves the target of less reoffending. */
    REDUCES_REOFFENDING,
    /** It lets agencies trial something before they seek long-term funding. */
    TRIALS_SOMETHING_NEW
}

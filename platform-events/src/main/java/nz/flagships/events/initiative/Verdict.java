package nz.flagships.events.initiative;

/** What an evaluation comes to, decided by rule from its results and never by hand. */
public enum Verdict {
    /** All primary results are better, and no secondary one is worse. */
    EFFECTIVE,
    /** A primary result is better, and yet it is not effective. */
    MIXED,
    /** The results say too little. */
    INCONCLUSIVE,
    /** All primary results are none, and each excludes the smallest effect that would have been worthwhile. */
    INEFFECTIVE,
    /** A primary result is worse, and none is better. */
    HARMFUL
}

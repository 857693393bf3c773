package nz.flagships.events.initiative;

/** Which way a measure should move. */
public enum Direction {
    /** Less is better. */
    LOWER_BETTER,
    /** More is better. */
    HIGHER_BETTER,
    /** Neither is. */
    NEUTRAL,
    /** More may be good or bad, as recorded assaults: it may be better reporting. */
    AMBIGUOUS
}

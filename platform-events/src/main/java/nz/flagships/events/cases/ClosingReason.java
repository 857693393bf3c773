package nz.flagships.events.cases;

/** Why a case is closed. */
public enum ClosingReason {
    /** What the agencies set out to do is done. */
    GOALS_MET,
    /** The people concerned no longer take part. */
    DISENGAGED,
    /** The people concerned have moved away. */
    MOVED_AWAY,
    /** One agency goes on alone, or another group of agencies. */
    HANDED_OVER,
    /** There is nothing more that the agencies can do together. */
    NO_FURTHER_ACTION,
    /** It should not have been opened. */
    OPENED_IN_ERROR
}

package nz.flagships.events.initiative;

/** What kind of thing a barrier is. */
public enum BarrierCategory {
    /** A law or a regulation does not allow it. */
    LEGISLATION,
    /** Agencies may not, or do not, tell each other. */
    INFORMATION_SHARING,
    /** There is no money for it. */
    FUNDING,
    /** There are no people for it, or not the right ones. */
    STAFFING,
    /** Systems cannot do it, or not together. */
    TECHNOLOGY,
    /** There is no place for it. */
    PREMISES,
    /** The agencies' ways of working do not fit. */
    PROCESS,
    /** Those it is for do not take part. */
    PARTICIPATION,
    /** None of these. */
    OTHER
}

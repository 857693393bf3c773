package nz.flagships.events.initiative;

/** How figures of a measure may be shown. */
public enum Sensitivity {
    /** Published aggregates: shown as they are. */
    AGGREGATE,
    /** Counts of people: shown rounded only. */
    PEOPLE,
    /** Counts of people in a sensitive matter: rounded, and small counts suppressed. */
    SENSITIVE;

    /** Whether figures may be shown as they were posted. Others count people: only a declared table may show those. */
    public boolean shownAsPosted() {
        return this == AGGREGATE;
    }
}

package nz.flagships.events.initiative;

/** How figures of a measure may be shown. */
public enum Sensitivity {
    /** Published aggregates: shown as they are. */
    AGGREGATE,
    /** Counts of people: shown rounded only. */
    PEOPLE,
    /** Counts of people in a sensitive matter: rounded, and small counts suppressed. */
    SENSITIVE
}

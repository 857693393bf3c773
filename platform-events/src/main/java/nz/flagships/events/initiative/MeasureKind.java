package nz.flagships.events.initiative;

/** What kind of figure a measure gives; it decides what may be summed and which periods fit. */
public enum MeasureKind {
    /** How many in a period. */
    COUNT,
    /** How many at a point in time. */
    STOCK,
    /** Per so many people. */
    RATE,
    /** The middle value. */
    MEDIAN,
    /** A percentage, or a change in percent. */
    PERCENT,
    /** A difference between two counts. */
    CHANGE
}

package nz.flagships.events.initiative;

/** Where a milestone stands. */
public enum MilestoneStatus {
    /** Yet to be reached. */
    PLANNED,
    /** The due day passed without it; it may still be reached late. */
    MISSED,
    /** It was reached. */
    REACHED,
    /** It will not be reached; whether it was missed before is kept. */
    CANCELLED
}

package nz.flagships.events.initiative;

/** What places a counted thing in a region. */
public enum Geography {
    /** Where it happened: police areas and districts. */
    OCCURRENCE,
    /** Which court dealt with it: district courts. */
    COURT,
    /** Where the person lives. */
    RESIDENCE
}

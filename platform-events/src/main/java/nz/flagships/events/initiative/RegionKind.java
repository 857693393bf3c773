package nz.flagships.events.initiative;

/** How a region cuts the country. */
public enum RegionKind {
    /** The whole country. */
    COUNTRY,
    /** One of the twelve police districts. */
    POLICE_DISTRICT,
    /** A part of a police district. */
    POLICE_AREA,
    /** What a district court serves. */
    DISTRICT_COURT,
    /** Where a programme works; a crosswalk maps it to police areas and courts. */
    PROGRAMME_AREA
}

package nz.flagships.events.initiative;

/** Where an initiative stands in its life. */
public enum InitiativeStatus {
    /** Somebody wants it. */
    PROPOSED,
    /** It may begin. */
    APPROVED,
    /** It runs. */
    TRIALLING,
    /** It is over. */
    CLOSED
}

package nz.flagships.events.initiative;

/** What a result counts for. */
public enum OutcomeRole {
    /** It decides the verdict. */
    PRIMARY,
    /** It decides nothing, but when it is worse the verdict is not effective. */
    SECONDARY
}

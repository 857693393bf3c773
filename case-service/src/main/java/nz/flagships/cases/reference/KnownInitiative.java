package nz.flagships.cases.reference;

/**
 * An initiative that initiative-service published.
 *
 * @param code its code
 */
public record KnownInitiative(String code) {}

package nz.flagships.cases.reference;

/**
 * A programme that initiative-service published.
 *
 * @param code its code
 */
public record KnownProgramme(String code) {}

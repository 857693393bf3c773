package nz.flagships.cases.reference;

/**
 * An agency that is registered, as initiative-service published it. Another one may hold a token all the same.
 *
 * @param code its code
 */
public record KnownAgency(String code) {}

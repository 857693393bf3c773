package nz.flagships.cases.reference;

/**
 * A theme that initiative-service published.
 *
 * @param code its code
 */
public record KnownTheme(String code) {}

package nz.flagships.reporting.query;

/**
 * A parameter that a list or a graph understands by itself.
 *
 * @param name as it stands in the address
 * @param description one sentence
 * @param values what may be asked for
 * @param many whether several may be asked for at once
 */
public record Parameter(String name, String description, Values values, boolean many) {
    /** Takes one value. */
    public static Parameter one(String name, String description, Values values) {
        return new Parameter(name, description, values, false);
    }

    /** Takes several values. */
    public static Parameter many(String name, String description, Values values) {
        return new Parameter(name, description, values, true);
    }
}

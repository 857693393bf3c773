package nz.flagships.reporting.disclosure;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A count of people that may be shown: a multiple of 3 that {@link RandomRounding} made.
 *
 * @param value the figure
 */
public record RoundedCount(@JsonValue int value) {
    /** Reads one back that was stored. */
    public RoundedCount {
        if (value < 0 || value % RandomRounding.BASE != 0) {
            throw new IllegalArgumentException("Not a rounded count");
        }
    }

    /** Both together: what is shown of one stays what it is, whatever becomes of the other. */
    public RoundedCount plus(RoundedCount other) {
        return new RoundedCount(Math.addExact(value, other.value));
    }
}

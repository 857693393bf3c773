package nz.flagships.initiative.target;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A target as it stands now.
 *
 * @param standing what became of it
 * @param announcedOn the day of the last announcement; null before the first
 * @param value what is to be reached
 * @param unit the unit of the value
 * @param baseline the day it is counted from
 * @param by the day it is to be reached by
 * @param versions how often it was set or revised
 */
public record Target(
        Standing standing,
        @Nullable LocalDate announcedOn,
        @Nullable BigDecimal value,
        @Nullable String unit,
        @Nullable LocalDate baseline,
        @Nullable LocalDate by,
        int versions) {
    /** Before it is set. */
    public static final Target EMPTY = new Target(Standing.NOT_SET, null, null, null, null, null, 0);

    /** What became of a target. */
    public enum Standing {
        /** There is none. */
        NOT_SET,
        /** It is pursued. */
        IN_FORCE,
        /** Others took its place. */
        SUPERSEDED,
        /** It is no longer pursued. */
        DISCONTINUED
    }
}

package nz.flagships.reporting.outcome;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a figure that nobody published came about. */
public enum Derived {
    /** From the areas that answer for a programme area. */
    CROSSWALK,
    /** From the regions that were merged into this one, for a time before the merger. */
    PREDECESSORS;

    /** The spelling in answers. */
    @JsonValue
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package nz.flagships.initiative.programme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A programme, who runs it and where.
 *
 * @param name its name; null before it is defined
 * @param partners codes of agencies
 * @param regions codes of regions
 */
public record Programme(@Nullable String name, List<String> partners, List<String> regions) {
    /** Before it is defined. */
    public static final Programme EMPTY = new Programme(null, List.of(), List.of());

    boolean defined() {
        return name != null;
    }
}

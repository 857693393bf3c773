package nz.flagships.initiative.theme;

import org.jspecify.annotations.Nullable;

/**
 * What initiatives and cases are about.
 *
 * @param name its name; null before it is defined
 */
public record Theme(@Nullable String name) {
    /** Before it is defined. */
    public static final Theme EMPTY = new Theme(null);

    boolean defined() {
        return name != null;
    }
}

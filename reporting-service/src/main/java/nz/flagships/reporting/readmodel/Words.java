package nz.flagships.reporting.readmodel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a constant of the published language is written where people read it: {@code PRE_REGISTERED} as {@code pre-registered}. */
public final class Words {
    private Words() {}

    /** The word of a constant's name; null stays null. */
    public static @Nullable String ofNullable(@Nullable String constant) {
        return constant == null ? null : of(constant);
    }

    /** The word of a constant's name. */
    public static String of(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package nz.flagships.eventstore.widget;

import java.util.List;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/** A widget as it stands. */
public record Widget(
        @Nullable String name,
        long weight,
        @Nullable Colour colour,
        List<Period> uses,
        int coats,
        boolean wornOut,
        @Nullable String joinedTo) {
    enum Colour {
        RED,
        GREEN
    }

    static final Widget EMPTY = new Widget(null, 0, null, List.of(), 0, false, null);

    boolean exists() {
        return name != null;
    }
}

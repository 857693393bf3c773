package nz.flagships.initiative.source;

import nz.flagships.events.PartialDate;
import org.jspecify.annotations.Nullable;

/**
 * A publication that facts are taken from.
 *
 * @param citation enough to find it again; null before it is registered
 * @param published when it was published, as far as known
 */
public record Source(@Nullable String citation, @Nullable PartialDate published) {
    /** Before it is registered. */
    public static final Source EMPTY = new Source(null, null);

    boolean registered() {
        return citation != null;
    }
}

package nz.flagships.eventstore.command;

import java.util.Optional;
import nz.flagships.eventstore.decision.Viewer;

/** Where a decision looks things up. */
interface States {
    /**
     * Not an error: what is asked for has to be read from PostgreSQL, which the event loop must not wait for; or it takes
     * longer than the event loop has for one of many.
     */
    final class NotInMemory extends RuntimeException {
        private static final long serialVersionUID = 1L;

        static final NotInMemory SIGNAL = new NotInMemory();

        private NotInMemory() {
            super("not in memory", null, false, false);
        }
    }

    /** The aggregate of an id; version 0 where it does not exist. */
    Loaded state(Registered aggregate, String id);

    /**
     * Like {@link #state}, where the command would begin the stream: what is not in memory may be taken for not there,
     * since the append fails where it is.
     */
    default Loaded beginning(Registered aggregate, String id) {
        return state(aggregate, id);
    }

    /**
     * What the caller means and may say something of; nothing where there is no such thing, or none that it may know of. How
     * much is looked at is the same for both.
     */
    Optional<Loaded> meant(Registered aggregate, Named named, Viewer caller);

    /** The stream that holds a claim. */
    Optional<String> claimed(String claim);

    /** Whether a claim is known to be taken; what is not known shows when it is appended. */
    default boolean isTaken(String claim) {
        return false;
    }

    /**
     * Whether {@link nz.flagships.eventstore.decision.ReferenceSource}s that read a database may be asked, and whether there
     * is time for what is large.
     */
    boolean mayBlock();
}

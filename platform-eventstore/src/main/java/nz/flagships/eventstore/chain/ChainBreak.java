package nz.flagships.eventstore.chain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place where the history is not what was appended. It names places and hashes, and nothing of what an event says.
 *
 * @param position the first that is not as it was
 * @param through the last; the same but for a run that is missing or was rewritten
 * @param event the id of what stands there; null where nothing does, or for a run
 * @param expected the hash that follows from what is stored; null where none can be made
 * @param found the hash that is stored; null where nothing is
 */
public record ChainBreak(
        int shard,
        long position,
        long through,
        Kind kind,
        @Nullable UUID event,
        byte @Nullable [] expected,
        byte @Nullable [] found) {
    /** What is wrong there. */
    public enum Kind {
        /** The hash does not follow: the event, its time or its metadata was changed, or the hash of the one before it. */
        CHANGED,
        /** Nothing stands at these positions, although later ones, or the shard's counter, say that they were given out. */
        MISSING,
        /** The event before it in its stream is nowhere. */
        UNPRECEDED,
        /** It stands before the one that it follows, or in a shard that is not its stream's. */
        MISPLACED,
        /** It is the last of its stream, and its stream is said to end elsewhere. */
        CUT_OFF,
        /** The run was verified before, and other hashes or another order were seen then: it was rewritten as a whole. */
        REWRITTEN
    }
}

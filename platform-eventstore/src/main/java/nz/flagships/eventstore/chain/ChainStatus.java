package nz.flagships.eventstore.chain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the verification is, and what it found.
 *
 * @param current the pass under way, or the last; null before the first
 * @param completed the last that came to its end
 * @param shards how far the current one is, in the order of their numbers
 * @param breaks of both, the first hundred in order of shard and position
 */
record ChainStatus(@Nullable Pass current, @Nullable Pass completed, List<Shard> shards, List<ChainBreak> breaks) {
    /**
     * A walk over the whole history.
     *
     * @param completed null while it is under way
     * @param verified events that it looked at, with those that were stored after it was completed
     * @param breaks places that it found broken
     */
    record Pass(long pass, Instant begun, @Nullable Instant completed, long verified, long breaks) {}

    /** @param position the last that the current pass has verified */
    record Shard(int shard, long position, long head) {}

    /** What all of it comes to. */
    enum State {
        /** Nothing was verified yet. */
        NEVER,
        /** The first pass is under way and has found nothing so far. */
        RUNNING,
        /** The last pass found nothing, nor has the one under way. */
        WHOLE,
        /** The last pass, or the one under way, found a break. */
        BROKEN
    }

    /** Places found broken by the last pass that was completed and the one since, whichever found more. */
    long broken() {
        return Math.max(current == null ? 0 : current.breaks(), completed == null ? 0 : completed.breaks());
    }

    State state() {
        if (broken() > 0) {
            return State.BROKEN;
        }
        return completed != null ? State.WHOLE : current != null ? State.RUNNING : State.NEVER;
    }

    boolean running() {
        return current != null && current.completed() == null;
    }
}

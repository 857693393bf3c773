package nz.flagships.eventstore.store;

import java.util.List;
import java.util.Map;

/** What became of an item. */
public sealed interface AppendResult {
    /**
     * Committed and durable.
     *
     * @param positions per stream, in the order of the item's writes
     */
    record Appended(List<Positions> positions) implements AppendResult {}

    /**
     * Nothing was stored: some of its keys were there already.
     *
     * @param stored by key, with the fingerprints to compare
     */
    record Duplicate(Map<IdempotencyKey, StoredKey> stored) implements AppendResult {}

    /**
     * Nothing was stored: these written or guarded streams have another version than expected.
     *
     * @param streams which have moved
     */
    record Conflict(List<String> streams) implements AppendResult {}

    /**
     * Nothing was stored: a claim is held by another stream.
     *
     * @param claim which
     * @param stream by whom
     */
    record ClaimTaken(String claim, String stream) implements AppendResult {}

    /** Nothing was accepted: the queue is full. Answered with 503 and Retry-After. */
    record Overloaded() implements AppendResult {}

    /**
     * @param stream which
     * @param shard its shard
     * @param first the position of the first event written; the others follow without a hole
     * @param count how many
     * @param version the stream's version after them
     */
    record Positions(String stream, int shard, long first, int count, long version) {
        /** The position of the last event written. */
        public long last() {
            return first + count - 1;
        }
    }
}

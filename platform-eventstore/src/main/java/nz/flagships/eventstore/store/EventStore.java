package nz.flagships.eventstore.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The history: streams of events, appended whole or not at all, read in order, never changed.
 *
 * <p>Appending never blocks the caller; everything else reads PostgreSQL and blocks.
 */
public interface EventStore {
    /**
     * Appends an item: all its writes, keys, claims and deadlines in one transaction, or none of them. Completes after
     * the commit, on a thread of the appender: do little there.
     *
     * <p>A result is data, also where the item lost ({@link AppendResult}); the stage fails only when the database
     * cannot be reached or the item is broken (one such item never fails its neighbours).
     */
    CompletionStage<AppendResult> append(AppendItem item);

    /** The events of a stream in order, from a version (inclusive, the first is 1). */
    List<StoredEvent> read(String stream, long fromVersion);

    /**
     * A page of a stream, in order from a version (inclusive): as many events as a page holds by number and by bytes, at
     * least one where there is one. Empty: there are no more.
     *
     * @param most how many events at most
     */
    List<StoredEvent> read(String stream, long fromVersion, int most);

    /** The versions of streams; a stream that does not exist is 0. */
    Map<String, Long> versions(Collection<String> streams);

    /** What is stored under keys; keys that are free are not in the answer. */
    Map<IdempotencyKey, StoredKey> keys(Collection<IdempotencyKey> keys);

    /** The stream that holds a claim. */
    Optional<String> claimed(String claim);

    /**
     * Which of these streams there are, in their order: one by its name, others by the claims they hold. It is one look, alike
     * for what is not there and for what is no business of the agency's.
     *
     * @param agency only those that the agency is a party of; null: whatever there is
     * @param stream by name, the first; or null
     * @param claims by what they hold, after that
     */
    List<String> meant(@Nullable String agency, @Nullable String stream, List<String> claims);

    /** What a stream has claimed, in order: its references. */
    List<String> claims(String stream);

    /**
     * Events of a shard after a position, in order, for the log: as many as a page holds by number and by bytes, at least one
     * where there is one.
     */
    List<StoredEvent> log(int shard, long after, int limit);

    /** Head, mark and epoch of every shard, in order of shards. */
    List<ShardHead> heads();

    /**
     * @param shard 0 to 15
     * @param epoch raised when a restore has moved the head back
     * @param head the last position that is committed, 0 for none
     * @param published the last position whose record Kafka has acknowledged
     */
    record ShardHead(int shard, int epoch, long head, long published) {}
}

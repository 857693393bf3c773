package nz.flagships.projections;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import nz.flagships.events.EventEnvelope;
import org.jspecify.annotations.Nullable;

/** The log of a source that a test fills, and can make unreachable. */
final class MemoryLog implements SourceLog {
    private final String source;
    private final Map<Integer, TreeMap<Long, EventEnvelope>> shards = new ConcurrentHashMap<>();
    private final Map<ShardKey, Unreadable> unreadable = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;
    volatile Runnable fault = () -> {};

    MemoryLog(String source) {
        this.source = source;
        for (int shard = 0; shard < 16; shard++) {
            shards.put(shard, new TreeMap<>());
        }
    }

    /** How many of each shard's last events Kafka has not got yet. */
    volatile long unpublished;

    /** What stands there cannot be read; perhaps it can be told whose it is. */
    void unreadable(int shard, long position, @Nullable String stream) {
        unreadable.put(
                new ShardKey(source + "/" + position, shard),
                new Unreadable(position, stream, null, null, "java.time.format.DateTimeParseException"));
    }

    void allIsReadable() {
        unreadable.clear();
    }

    void reachable(boolean now) {
        reachable = now;
    }

    synchronized void write(EventEnvelope event) {
        of(event.shard()).put(event.position(), event);
    }

    synchronized void restoreTo(int shard, long head) {
        of(shard).tailMap(head, false).clear();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public synchronized Page after(int shard, long position, int limit) throws SourceUnreachable {
        must();
        List<EventEnvelope> events = new ArrayList<>();
        for (EventEnvelope event : of(shard).tailMap(position, false).values()) {
            Unreadable what = unreadable.get(new ShardKey(source + "/" + event.position(), shard));
            if (what != null) {
                return new Page(head(shard), events, what);
            }
            if (events.size() == limit) {
                break;
            }
            events.add(event);
        }
        return new Page(head(shard), events);
    }

    @Override
    public synchronized List<Head> heads() throws SourceUnreachable {
        must();
        List<Head> heads = new ArrayList<>();
        for (int shard = 0; shard < 16; shard++) {
            heads.add(head(shard));
        }
        return heads;
    }

    private Head head(int shard) {
        TreeMap<Long, EventEnvelope> events = of(shard);
        return events.isEmpty()
                ? new Head(shard, 1, 0, 0)
                : new Head(
                        shard,
                        events.lastEntry().getValue().epoch(),
                        events.lastKey(),
                        Math.max(0, events.lastKey() - unpublished));
    }

    private TreeMap<Long, EventEnvelope> of(int shard) {
        return Objects.requireNonNull(shards.get(shard));
    }

    private void must() throws SourceUnreachable {
        fault.run();
        if (!reachable) {
            throw new SourceUnreachable("The test says so");
        }
    }
}

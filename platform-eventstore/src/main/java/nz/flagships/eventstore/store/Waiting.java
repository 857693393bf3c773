package nz.flagships.eventstore.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendItem.Write;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between callers and the appenders. It hands out batches of items with disjoint streams, keys and
 * claims; items on the same stream leave in the order they came, never two at a time.
 *
 * <p>There are as many lanes as appenders, each with an equal run of shards, so that no two transactions wait for the same
 * heads. The first appender takes from all lanes; another begins only when its lane is deep, since two transactions that
 * each carry little are dearer than one. An item that spans lanes keeps the others from beginning for as long as it waits
 * or is written; so no order between lanes is ever needed.
 */
final class Waiting {
    /**
     * @param items to be appended
     * @param stale cannot win any more, since a stream of theirs has moved while they stood in the queue: told apart without
     *     a transaction
     */
    record Round(List<QueuedItem> items, List<QueuedItem> stale) {}

    /** What may not be touched by an item that comes later. */
    private static final class Footprint {
        private final Set<String> written = new HashSet<>();
        private final Set<String> guarded = new HashSet<>();
        private final Set<IdempotencyKey> keys = new HashSet<>();
        private final Set<String> claims = new HashSet<>();

        boolean meets(AppendItem item) {
            if (written.isEmpty() && guarded.isEmpty()) {
                return false;
            }
            for (Write write : item.writes()) {
                if (written.contains(write.stream()) || (!guarded.isEmpty() && guarded.contains(write.stream()))) {
                    return true;
                }
            }
            for (AppendItem.Guard guard : item.guards()) {
                if (written.contains(guard.stream())) {
                    return true;
                }
            }
            for (AppendItem.Key key : item.keys()) {
                if (keys.contains(key.key())) {
                    return true;
                }
            }
            for (AppendItem.Claim claim : item.claims()) {
                if (claims.contains(claim.value())) {
                    return true;
                }
            }
            return false;
        }

        void add(AppendItem item) {
            item.writes().forEach(write -> written.add(write.stream()));
            item.guards().forEach(guard -> guarded.add(guard.stream()));
            item.keys().forEach(key -> keys.add(key.key()));
            item.claims().forEach(claim -> claims.add(claim.value()));
        }
    }

    private static final int LOOK_AHEAD = 4;
    private static final int FIRST = 0;

    private final AppendSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Lane> lanes = new ArrayList<>();
    /** Streams that somebody stood behind, with the version they were left at. */
    private final Map<String, Long> contended = new HashMap<>();

    private int items;
    private long bytes;
    private long number;
    private int spanning;
    private boolean spanningInFlight;
    private boolean closed;

    /** What waits for a run of shards, and what the appender of that number is writing. */
    private final class Lane {
        final Deque<QueuedItem> queue = new ArrayDeque<>();
        final Condition ready = lock.newCondition();
        Footprint inFlight = new Footprint();
        boolean busy;

        boolean isDeep() {
            return queue.size() >= settings.deep();
        }
    }

    Waiting(AppendSettings settings) {
        this.settings = settings;
        for (int i = 0; i < settings.lanes(); i++) {
            lanes.add(new Lane());
        }
    }

    /** False when the bounds are reached: the item was not taken. */
    boolean offer(QueuedItem item) {
        lock.lock();
        try {
            if (closed || items >= settings.queueItems() || (items > 0 && bytes + item.bytes > settings.queueBytes())) {
                return false;
            }
            items++;
            bytes += item.bytes;
            spanning += spans(item) ? 1 : 0;
            item.number = ++number;
            Lane lane = laneOf(item);
            lane.queue.addLast(item);
            lanes.get(FIRST).ready.signal();
            if (!lane.busy && lane.queue.size() == settings.deep()) {
                lane.ready.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int laneOf(int shard) {
        return shard * settings.lanes() / Shards.COUNT;
    }

    private boolean spans(QueuedItem item) {
        return laneOf(item.lowestShard) != laneOf(item.highestShard);
    }

    private Lane laneOf(QueuedItem item) {
        return lanes.get(spans(item) ? FIRST : laneOf(item.lowestShard));
    }

    int depth() {
        lock.lock();
        try {
            return items;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what waits for an appender, 0 being the first; waits until there is something. Null: closed and empty. */
    @Nullable
    Round take(int appender) {
        lock.lock();
        try {
            while (true) {
                Round round = appender == FIRST ? forFirst() : forOther(appender);
                if (round != null) {
                    return round;
                }
                if (closed && items == 0) {
                    lanes.forEach(lane -> lane.ready.signal());
                    return null;
                }
                // A time-out as a net: a signal that is missed costs milliseconds, not a caller.
                try {
                    lanes.get(appender).ready.awaitNanos(TimeUnit.MILLISECONDS.toNanos(100));
                } catch (InterruptedException e) {
                    // Only whoever closes it ends it; else nobody would write any more.
                    if (closed) {
                        Thread.currentThread().interrupt();
                        return null;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Round forFirst() {
        List<Lane> from = new ArrayList<>(lanes.size());
        for (Lane lane : lanes) {
            if (spanning > 0 || lane == lanes.get(FIRST) || (!lane.busy && !lane.isDeep())) {
                from.add(lane);
            } else if (!lane.busy) {
                lane.ready.signal();
            }
        }
        return drain(FIRST, from);
    }

    private @Nullable Round forOther(int appender) {
        Lane lane = lanes.get(appender);
        boolean begins = spanning == 0 && !spanningInFlight && (lane.isDeep() || closed);
        return begins ? drain(appender, List.of(lane)) : null;
    }

    private @Nullable Round drain(int appender, List<Lane> from) {
        List<QueuedItem> taken = new ArrayList<>();
        List<QueuedItem> stale = new ArrayList<>();
        List<QueuedItem> skipped = new ArrayList<>();
        Footprint mine;
        try {
            mine = choose(from, taken, stale, skipped);
        } catch (RuntimeException | Error e) {
            // What was taken from the queue already must not wait for ever.
            skipped.forEach(this::left);
            for (List<QueuedItem> some : List.of(taken, stale, skipped)) {
                some.forEach(item -> item.answer.completeExceptionally(
                        new StoreUnavailable("The batch could not be made", true, e)));
            }
            throw e;
        }
        for (int i = skipped.size() - 1; i >= 0; i--) {
            laneOf(skipped.get(i)).queue.addFirst(skipped.get(i));
        }
        if (taken.isEmpty() && stale.isEmpty()) {
            return null;
        }
        lanes.get(appender).inFlight = mine;
        lanes.get(appender).busy = true;
        if (appender == FIRST) {
            spanningInFlight = taken.stream().anyMatch(this::spans);
        }
        return new Round(taken, stale);
    }

    /** Takes from the queues what may go together; what is skipped goes back. */
    private Footprint choose(
            List<Lane> from, List<QueuedItem> taken, List<QueuedItem> stale, List<QueuedItem> skipped) {
        Footprint mine = new Footprint();
        Footprint passed = new Footprint();
        long room = settings.batchBytes();
        int look = settings.batchItems() * LOOK_AHEAD;
        while (taken.size() < settings.batchItems() && look-- > 0) {
            Deque<QueuedItem> queue = oldest(from);
            QueuedItem next = queue.peekFirst();
            if (next == null || (next.bytes > room && !taken.isEmpty())) {
                break;
            }
            queue.removeFirst();
            if (next.stoodBehind && isStale(next) && !passed.meets(next.item)) {
                left(next);
                stale.add(next);
            } else if (blocked(next, mine, passed)) {
                next.stoodBehind = true;
                for (Write write : next.item.writes()) {
                    contended.putIfAbsent(write.stream(), -1L);
                }
                passed.add(next.item);
                skipped.add(next);
            } else {
                left(next);
                mine.add(next.item);
                taken.add(next);
                room -= next.bytes;
            }
        }
        return mine;
    }

    /** The queue whose first item came first. */
    private static Deque<QueuedItem> oldest(List<Lane> from) {
        Deque<QueuedItem> oldest = from.getFirst().queue;
        for (Lane lane : from) {
            QueuedItem head = lane.queue.peekFirst();
            QueuedItem best = oldest.peekFirst();
            if (head != null && (best == null || head.number < best.number)) {
                oldest = lane.queue;
            }
        }
        return oldest;
    }

    private boolean blocked(QueuedItem next, Footprint mine, Footprint passed) {
        if (mine.meets(next.item) || passed.meets(next.item)) {
            return true;
        }
        for (Lane lane : lanes) {
            if (lane.inFlight.meets(next.item)) {
                return true;
            }
        }
        return false;
    }

    private boolean isStale(QueuedItem next) {
        for (Write write : next.item.writes()) {
            Long version = contended.get(write.stream());
            if (version != null && version > write.expectedVersion()) {
                return true;
            }
        }
        return false;
    }

    private void left(QueuedItem item) {
        items--;
        bytes -= item.bytes;
        spanning -= spans(item) ? 1 : 0;
    }

    /**
     * An appender has answered its round.
     *
     * @param stored the items that won
     */
    void done(int appender, List<QueuedItem> stored) {
        lock.lock();
        try {
            Lane lane = lanes.get(appender);
            lane.inFlight = new Footprint();
            lane.busy = false;
            if (appender == FIRST) {
                spanningInFlight = false;
            }
            if (items == 0) {
                contended.clear();
            } else if (!contended.isEmpty()) {
                for (QueuedItem item : stored) {
                    for (Write write : item.item.writes()) {
                        contended.computeIfPresent(
                                write.stream(),
                                (stream, was) -> Math.max(
                                        was,
                                        write.expectedVersion() + write.events().size()));
                    }
                }
            }
            lanes.get(FIRST).ready.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            lanes.forEach(lane -> lane.ready.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Whatever is left, when nobody will write it any more. */
    List<QueuedItem> abandon() {
        lock.lock();
        try {
            List<QueuedItem> left = new ArrayList<>();
            for (Lane lane : lanes) {
                left.addAll(lane.queue);
                lane.queue.clear();
            }
            items = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }
}

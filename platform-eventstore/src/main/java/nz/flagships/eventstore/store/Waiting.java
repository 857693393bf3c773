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
import nz.flagships.eventstore.store.AppendItem.Write;
import nz.flagships.eventstore.store.QueuedItem.Half;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between callers and the two appenders. It hands out batches of items with disjoint streams, keys and
 * claims; items on the same stream leave in the order they came, never two at a time.
 *
 * <p>Two lanes, one for each half of the shards. An item that spans both closes the second appender for as long as it
 * waits or is written; so no order between lanes is ever needed.
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

    private final AppendSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition first = lock.newCondition();
    private final Condition second = lock.newCondition();
    private final Deque<QueuedItem> lower = new ArrayDeque<>();
    private final Deque<QueuedItem> upper = new ArrayDeque<>();
    /** Streams that somebody stood behind, with the version they were left at. */
    private final Map<String, Long> contended = new HashMap<>();

    private final List<Footprint> inFlight = new ArrayList<>(List.of(new Footprint(), new Footprint()));
    private long bytes;
    private long number;
    private int spanning;
    private boolean spanningInFlight;
    private boolean secondBusy;
    private boolean closed;

    Waiting(AppendSettings settings) {
        this.settings = settings;
    }

    /** False when the bounds are reached: the item was not taken. */
    boolean offer(QueuedItem item) {
        lock.lock();
        try {
            int items = lower.size() + upper.size();
            if (closed || items >= settings.queueItems() || (items > 0 && bytes + item.bytes > settings.queueBytes())) {
                return false;
            }
            bytes += item.bytes;
            if (item.half == Half.BOTH) {
                spanning++;
            }
            item.number = ++number;
            lane(item).addLast(item);
            first.signal();
            if (!secondBusy && upper.size() == settings.secondFrom()) {
                second.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    int depth() {
        lock.lock();
        try {
            return lower.size() + upper.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what waits for an appender (0 or 1); waits until there is something. Null: closed and empty. */
    @Nullable
    Round take(int appender) {
        lock.lock();
        try {
            while (true) {
                Round round = appender == 0 ? forFirst() : forSecond();
                if (round != null) {
                    return round;
                }
                if (closed && lower.isEmpty() && upper.isEmpty()) {
                    first.signal();
                    second.signal();
                    return null;
                }
                // A time-out as a net: a signal that is missed costs milliseconds, not a caller.
                (appender == 0 ? first : second).awaitNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Round forFirst() {
        boolean shared = spanning == 0 && (secondBusy || (!lower.isEmpty() && upper.size() >= settings.secondFrom()));
        if (shared && !secondBusy) {
            second.signal();
        }
        return drain(0, true, !shared);
    }

    private @Nullable Round forSecond() {
        int enough = closed ? 1 : settings.secondFrom();
        return spanning > 0 || spanningInFlight || upper.size() < enough ? null : drain(1, false, true);
    }

    private @Nullable Round round(int appender, List<QueuedItem> items, List<QueuedItem> stale, Footprint mine) {
        if (items.isEmpty() && stale.isEmpty()) {
            return null;
        }
        inFlight.set(appender, mine);
        if (appender == 1) {
            secondBusy = true;
        } else {
            spanningInFlight = items.stream().anyMatch(item -> item.half == Half.BOTH);
        }
        return new Round(items, stale);
    }

    private @Nullable Round drain(int appender, boolean fromLower, boolean fromUpper) {
        List<QueuedItem> items = new ArrayList<>();
        List<QueuedItem> stale = new ArrayList<>();
        List<QueuedItem> skipped = new ArrayList<>();
        Footprint mine = new Footprint();
        Footprint passed = new Footprint();
        long room = settings.batchBytes();
        int look = settings.batchItems() * LOOK_AHEAD;
        while (items.size() < settings.batchItems() && look-- > 0) {
            Deque<QueuedItem> lane = older(fromLower, fromUpper);
            QueuedItem next = lane.peekFirst();
            if (next == null || (next.bytes > room && !items.isEmpty())) {
                break;
            }
            lane.removeFirst();
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
                items.add(next);
                room -= next.bytes;
            }
        }
        for (int i = skipped.size() - 1; i >= 0; i--) {
            lane(skipped.get(i)).addFirst(skipped.get(i));
        }
        return round(appender, items, stale, mine);
    }

    private Deque<QueuedItem> lane(QueuedItem item) {
        return item.half == Half.UPPER ? upper : lower;
    }

    /** The lane whose first item came first. */
    private Deque<QueuedItem> older(boolean fromLower, boolean fromUpper) {
        QueuedItem inLower = fromLower ? lower.peekFirst() : null;
        QueuedItem inUpper = fromUpper ? upper.peekFirst() : null;
        if (inLower == null || inUpper == null) {
            return inLower != null || !fromUpper ? lower : upper;
        }
        return inLower.number < inUpper.number ? lower : upper;
    }

    private boolean blocked(QueuedItem next, Footprint mine, Footprint passed) {
        return mine.meets(next.item)
                || passed.meets(next.item)
                || inFlight.get(0).meets(next.item)
                || inFlight.get(1).meets(next.item);
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
        bytes -= item.bytes;
        if (item.half == Half.BOTH) {
            spanning--;
        }
    }

    /**
     * An appender has answered its round.
     *
     * @param stored the items that won
     */
    void done(int appender, List<QueuedItem> stored) {
        lock.lock();
        try {
            inFlight.set(appender, new Footprint());
            if (appender == 1) {
                secondBusy = false;
            } else {
                spanningInFlight = false;
            }
            if (lower.isEmpty() && upper.isEmpty()) {
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
            first.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            first.signal();
            second.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whatever is left, when nobody will write it any more. */
    List<QueuedItem> abandon() {
        lock.lock();
        try {
            List<QueuedItem> left = new ArrayList<>(lower);
            left.addAll(upper);
            lower.clear();
            upper.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}

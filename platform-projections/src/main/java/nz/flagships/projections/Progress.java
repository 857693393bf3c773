package nz.flagships.projections;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What this process knows of a shard. Written under the reader's lock only; read by anybody. */
final class Progress {
    final ShardKey key;
    private volatile Cursor cursor;
    private final AtomicLong seen;
    private volatile @Nullable Instant behindSince;
    private volatile boolean catchingUp;
    private volatile boolean doubtful;
    private volatile Cursor.@Nullable Stopped stopped;

    Progress(Cursor cursor) {
        this.key = new ShardKey(cursor.source(), cursor.shard());
        this.cursor = cursor;
        this.seen = new AtomicLong(cursor.position());
    }

    Cursor cursor() {
        return cursor;
    }

    void moved(Cursor to) {
        cursor = to;
        // What comes next was recorded after this, so that cannot be waiting for longer.
        Instant recorded = to.lastRecordedAt();
        Instant since = behindSince;
        if (since != null && recorded != null && recorded.isAfter(since)) {
            behindSince = recorded;
        }
        seen(to.position());
    }

    /** The highest position that is known to exist. */
    long seen() {
        return seen.get();
    }

    void seen(long position) {
        long known = seen.accumulateAndGet(position, Math::max);
        if (known <= cursor.position()) {
            behindSince = null;
        } else if (behindSince == null) {
            behindSince = Instant.now();
        }
    }

    /** Since when events are known to exist that are not applied yet; null when all are. */
    @Nullable
    Instant behindSince() {
        return behindSince;
    }

    /** Takes back what was seen of a history that its source has lost. */
    void forget() {
        seen.set(cursor.position());
        behindSince = null;
    }

    /** Why this process lets nothing of the shard through; null when it does. */
    Cursor.@Nullable Stopped stopped() {
        return stopped;
    }

    void stop(Cursor.@Nullable Stopped why) {
        stopped = why;
    }

    /** Whether its events come from the log just now, and those that arrive otherwise are let go. */
    boolean catchingUp() {
        return catchingUp;
    }

    void catchingUp(boolean now) {
        catchingUp = now;
    }

    /** Whether another epoch was seen, so that it must be asked whether what was applied is still part of the history. */
    boolean doubtful() {
        return doubtful;
    }

    void doubtful(boolean now) {
        doubtful = now;
    }

    /** Whether a stop is one that only a restart or an operator ends. */
    boolean isHalted() {
        Cursor.Stopped why = stopped;
        return why != null && why.reason() != Cursor.Reason.GAP;
    }
}

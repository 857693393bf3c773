package nz.flagships.projections;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nz.flagships.events.EventEnvelope;
import org.jspecify.annotations.Nullable;

/** What this process knows of a shard. Written under the reader's lock only; read by anybody. */
final class Progress {
    final ShardKey key;
    private volatile Cursor cursor;
    private final AtomicLong seen;
    private volatile @Nullable Instant behindSince;
    private volatile @Nullable Unpublished unpublished;
    private volatile boolean catchingUp;
    private volatile boolean doubtful;
    private volatile boolean unconfirmed;
    // What came from Kafka: up to which offset, and the highest position among it.
    private long readTo;
    private long highestRead;
    private volatile Cursor.@Nullable Stopped stopped;
    private volatile @Nullable EventEnvelope doubted;
    private volatile long[] parked = {};

    Progress(Cursor cursor) {
        this.key = new ShardKey(cursor.source(), cursor.shard());
        this.cursor = cursor;
        this.seen = new AtomicLong(cursor.position());
        this.unconfirmed = cursor.position() > 0;
    }

    Cursor cursor() {
        return cursor;
    }

    /** What a source has stored and not published: up to which position, and since when that is known. */
    private record Unpublished(long to, Instant since) {}

    /** The source said how far it is. */
    void head(long committed, long published) {
        Unpublished known = unpublished;
        if (committed <= published) {
            unpublished = null;
        } else if (known == null || published >= known.to) {
            unpublished = new Unpublished(committed, Instant.now());
        }
    }

    /** Since when something waits at its source to be published; null where nothing does. */
    @Nullable
    Instant unpublishedSince() {
        Unpublished known = unpublished;
        return known == null ? null : known.since;
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

    /** A record came from Kafka: up to which offset all is read now. */
    void readTo(long offset) {
        readTo = offset;
    }

    /** It was the event at this position. */
    void readFromKafka(long position) {
        highestRead = Math.max(highestRead, position);
    }

    /**
     * Where Kafka is to be read on from when the cursor stands at a position: behind all that came if none of it is beyond
     * the cursor, whichever way it was applied, or could not be read.
     *
     * @param own the offset after the last event that was applied from there
     */
    long offsetAt(long position, long own) {
        return Math.max(own, position >= highestRead ? readTo : 0);
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
        highestRead = cursor.position();
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

    /** Which positions are set aside, in order; the array is not to be changed. */
    void parked(long[] positions) {
        parked = positions;
    }

    long[] parked() {
        return parked;
    }

    /** More of them, all behind the others. */
    void park(List<Long> more) {
        if (!more.isEmpty()) {
            long[] before = parked;
            long[] all = Arrays.copyOf(before, before.length + more.size());
            for (int i = 0; i < more.size(); i++) {
                all[before.length + i] = more.get(i);
            }
            parked = all;
        }
    }

    /** Whether an event is shown: it is applied, and is its source's as far as is known. */
    boolean isApplied(long position) {
        return position <= shown() && !isParked(position);
    }

    boolean isParked(long position) {
        return Arrays.binarySearch(parked, position) >= 0;
    }

    /** The event from Kafka that could not be applied, while its source's log has not been read there. */
    @Nullable
    EventEnvelope doubted() {
        return doubted;
    }

    void doubted(@Nullable EventEnvelope event) {
        doubted = event;
    }

    /** Whether its events come from the log just now, and those that arrive otherwise are let go. */
    boolean catchingUp() {
        return catchingUp;
    }

    void catchingUp(boolean now) {
        catchingUp = now;
    }

    /**
     * Whether something contradicts what was applied last, so that the log is to be asked before anything else is applied
     * on top of it.
     */
    boolean doubtful() {
        return doubtful;
    }

    void doubtful(boolean now) {
        doubtful = now;
    }

    /** Whether the log has not been asked yet for what was applied last. */
    boolean unconfirmed() {
        return unconfirmed;
    }

    void unconfirmed(boolean now) {
        unconfirmed = now;
    }

    /** The last position whose event is the source's, as far as is known. */
    long shown() {
        return Cursor.shown(stopped, cursor.position());
    }

    /** Whether a stop is one that only a restart or an operator ends. */
    boolean isHalted() {
        Cursor.Stopped why = stopped;
        return why != null && why.reason() != Cursor.Reason.GAP;
    }
}

package nz.flagships.projections;

import java.time.Instant;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * How far the read models of this service have come in one shard of one source.
 *
 * @param source the service that wrote the events: {@code initiative}
 * @param shard 0 to 15
 * @param epoch of the last event applied; 1 where there is none
 * @param position of the last event applied; 0 where there is none
 * @param applied how many events were applied, counted one by one; with those set aside the same as {@code position} unless
 *     some were lost
 * @param offset the next offset to read from Kafka; 0 where nothing came from there
 * @param lastRecordedAt when the last event applied had been recorded by its source; null where there is none
 * @param stopped why it goes no further; null while all is well
 * @param lastId the id of the last event applied; null where there is none, or a version that did not keep it applied it
 * @param parked how many events at or below the position are set aside: they are not among those applied
 * @param parkedChanges raised whenever another event is set aside or taken again
 */
public record Cursor(
        String source,
        int shard,
        int epoch,
        long position,
        long applied,
        long offset,
        @Nullable Instant lastRecordedAt,
        @Nullable Stopped stopped,
        @Nullable String lastId,
        long parked,
        long parkedChanges) {

    /** Why a shard goes no further. */
    public enum Reason {
        /**
         * A projection can take no event of a kind, since something is missing here (a table, a grant, a class), or more
         * is set aside of the shard than is kept. Mend it and let the shard try again. (Where the fault is the event's own,
         * its stream alone is set aside.)
         */
        POISON,
        /** Positions are missing and could not be fetched from the source's log yet; goes on by itself. */
        GAP,
        /** The cursor is above the head of the source, which was restored to an earlier state: rebuild the read models. */
        AHEAD_OF_SOURCE,
        /**
         * At a position that was applied already the source has another event: it began another epoch before it, or what
         * was applied was put on the topic by somebody else. Rebuild the read models.
         */
        EPOCH;

        /** Whether what was applied is in question, which trying again does not mend. */
        boolean isOfHistory() {
            return this == AHEAD_OF_SOURCE || this == EPOCH;
        }
    }

    /**
     * @param reason why
     * @param position at which event it stands: the first that is not applied
     * @param projection which projection could not take the event; null for other reasons
     * @param since when it was seen
     */
    public record Stopped(
            Reason reason, long position, @Nullable String projection, Instant since) {}

    /**
     * The last position whose event is the source's, as far as is known.
     *
     * @param stopped why the shard goes no further
     * @param position of the cursor
     */
    static long shown(@Nullable Stopped stopped, long position) {
        return stopped != null && stopped.reason() == Reason.EPOCH
                ? Math.min(position, stopped.position() - 1)
                : position;
    }

    /** Before the first event. */
    public static Cursor start(String source, int shard) {
        return new Cursor(source, shard, 1, 0, 0, 0, null, null, null, 0, 0);
    }

    /** The same, with another offset to read from Kafka. */
    Cursor at(long another) {
        return new Cursor(
                source,
                shard,
                epoch,
                position,
                applied,
                another,
                lastRecordedAt,
                stopped,
                lastId,
                parked,
                parkedChanges);
    }

    /** Whether the event at its position is the one that was applied, as far as can be said. */
    boolean isAt(EventEnvelope event) {
        return event.position() == position && event.epoch() == epoch && (lastId == null || lastId.equals(event.id()));
    }

    /** How many events were passed over without being applied or set aside. */
    long lost() {
        return position - applied - parked;
    }

    /** What a reader who has seen this cursor would present. */
    public ConsistencyToken token() {
        return new ConsistencyToken(source, shard, position);
    }
}

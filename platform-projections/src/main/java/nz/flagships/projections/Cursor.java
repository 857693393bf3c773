package nz.flagships.projections;

import java.time.Instant;
import nz.flagships.events.ConsistencyToken;
import org.jspecify.annotations.Nullable;

/**
 * How far the read models of this service have come in one shard of one source.
 *
 * @param source the service that wrote the events: {@code initiative}
 * @param shard 0 to 15
 * @param epoch of the last event applied; 1 where there is none
 * @param position of the last event applied; 0 where there is none
 * @param applied how many events were applied, counted one by one; the same as {@code position} unless some were lost
 * @param offset the next offset to read from Kafka; 0 where nothing came from there
 * @param lastRecordedAt when the last event applied had been recorded by its source; null where there is none
 * @param stopped why it goes no further; null while all is well
 */
public record Cursor(
        String source,
        int shard,
        int epoch,
        long position,
        long applied,
        long offset,
        @Nullable Instant lastRecordedAt,
        @Nullable Stopped stopped) {

    /** Why a shard goes no further. */
    public enum Reason {
        /** A projection cannot take an event. Mend the projection and start again. */
        POISON,
        /** Positions are missing and could not be fetched from the source's log yet; goes on by itself. */
        GAP,
        /** The cursor is above the head of the source, which was restored to an earlier state: rebuild the read models. */
        AHEAD_OF_SOURCE,
        /** The source began another epoch before a position that was applied already: rebuild the read models. */
        EPOCH
    }

    /**
     * @param reason why
     * @param position at which event it stands: the first that is not applied
     * @param projection which projection could not take the event; null for other reasons
     * @param since when it was seen
     */
    public record Stopped(
            Reason reason, long position, @Nullable String projection, Instant since) {}

    /** Before the first event. */
    public static Cursor start(String source, int shard) {
        return new Cursor(source, shard, 1, 0, 0, 0, null, null);
    }

    /** What a reader who has seen this cursor would present. */
    public ConsistencyToken token() {
        return new ConsistencyToken(source, shard, position);
    }
}

package nz.flagships.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether every event has come through. */
public interface Continuity {
    /** Asks the sources (at most a quarter of a second ago) and compares with the cursors. Blocks. */
    Report now();

    /**
     * The answer of {@code GET /v1/continuity}.
     *
     * @param missing the sum over the sources; 0 when nothing is lost, whatever is still on its way
     * @param parked likewise: events that are set aside and not applied, until what they say can be taken
     * @param sources one per service that is read
     */
    record Report(long missing, long parked, List<Source> sources) {}

    /**
     * @param source the service
     * @param reachable whether it could be asked just now; if not, committed, published and lag are null
     * @param committed events in its store
     * @param published events that Kafka has acknowledged
     * @param projected events applied here
     * @param lag committed − projected: what is on its way, whether Kafka has it yet or not
     * @param missing see {@link Shard}
     * @param parked see {@link Shard}
     * @param coarse whether it is told as everybody may know it: committed, published and projected in full hundreds as
     *     of {@code asAt}, no lag, missing and parked in full tens upwards, no shards
     * @param asAt since when the sums are told so; absent where they are of this moment
     * @param channel how the channel from Kafka stands; absent where the source is not read from there
     * @param shards one per shard, in order
     */
    record Source(
            String source,
            boolean reachable,
            @Nullable Long committed,
            @Nullable Long published,
            long projected,
            @Nullable Long lag,
            long missing,
            long parked,
            boolean coarse,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant asAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Channel channel,

            List<Shard> shards) {}

    /**
     * @param state RUNNING, RESTARTING (it has ended and is being opened anew), ENDED (it could not be yet) or SILENT (what
     *     was published does not arrive by it); whichever, events that do not arrive come from the source's log
     * @param since when that began
     */
    record Channel(String state, Instant since) {}

    /**
     * @param shard 0 to 15
     * @param epoch the cursor's
     * @param committed the last position in the source's store; null when it cannot be asked
     * @param published the last position Kafka has acknowledged; null when the source cannot be asked
     * @param projected the position of the cursor
     * @param applied events counted one by one as they were applied
     * @param missing (projected − applied − parked), which is not 0 only if positions were passed over, and while the shard is stopped
     *     also all positions that are known to exist beyond the cursor and are held back, and one that another event holds
     * @param parked events up to projected that are set aside with their streams: GET /v1/continuity/parked
     * @param lastRecordedAt when the last applied event had been recorded
     * @param stopped why it goes no further; absent while all is well
     */
    record Shard(
            int shard,
            int epoch,
            @Nullable Long committed,
            @Nullable Long published,
            long projected,
            long applied,
            long missing,
            long parked,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant lastRecordedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) Cursor.@Nullable Stopped stopped) {}
}

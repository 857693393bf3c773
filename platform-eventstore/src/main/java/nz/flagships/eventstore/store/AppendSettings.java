package nz.flagships.eventstore.store;

import java.time.Duration;

/**
 * The bounds of group commit.
 *
 * @param queueItems how many items may wait; more are {@link AppendResult.Overloaded}
 * @param queueBytes how many bytes of data and metadata may wait
 * @param batchItems how many items go into one transaction at most
 * @param batchBytes how many bytes go into one transaction; a larger item goes alone
 * @param lanes how many transactions may be under way at once, each on an equal run of the shards: 1, 2, 4, 8 or 16
 * @param deep how many items must wait in a lane before it gets an appender of its own beside the first; two
 *     transactions that each carry few are dearer than one
 * @param patience how long a batch is tried again after the connection was lost, before its callers are told so
 */
public record AppendSettings(
        int queueItems, long queueBytes, int batchItems, long batchBytes, int lanes, int deep, Duration patience) {
    /** What was measured to be best on two cores: docs/performance.md. */
    public static final AppendSettings DEFAULT =
            new AppendSettings(8192, 64L << 20, 256, 4L << 20, 2, 6, Duration.ofSeconds(10));
}

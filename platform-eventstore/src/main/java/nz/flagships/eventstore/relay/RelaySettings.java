package nz.flagships.eventstore.relay;

import java.time.Duration;
import java.util.Map;

/**
 * How a relay works.
 *
 * @param topic {@code flagships.initiative.v1}; it must have as many partitions as there are shards
 * @param kafka settings of Kafka's clients, at least {@code bootstrap.servers}
 * @param lease how long another replica waits before it takes a shard over from one that went silent
 * @param poll how often the heads are read when nobody woke the relay, for what other replicas commit
 * @param batch how many events are sent in one round
 * @param batchBytes how many bytes of data are read and sent in one round; what is larger goes alone in its shard
 * @param ackTimeout how long a record may take to be acknowledged before the round counts as failed
 */
public record RelaySettings(
        String topic,
        Map<String, String> kafka,
        Duration lease,
        Duration poll,
        int batch,
        long batchBytes,
        Duration ackTimeout) {
    /** Of data in a round: it is in memory as text, as a record, and in the client's buffer. */
    public static final long BATCH_BYTES = 8L << 20;

    /** The usual times. */
    public static RelaySettings of(String topic, Map<String, String> kafka) {
        return of(topic, kafka, BATCH_BYTES);
    }

    /** The usual times, with another bound on the bytes of a round. */
    public static RelaySettings of(String topic, Map<String, String> kafka, long batchBytes) {
        return new RelaySettings(
                topic, kafka, Duration.ofSeconds(3), Duration.ofMillis(50), 4000, batchBytes, Duration.ofSeconds(20));
    }
}

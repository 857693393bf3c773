package nz.flagships.eventstore.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nz.flagships.eventstore.relay.LastRecords.Last;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * How far a database that was moved back in time and its topic still tell the same. The mark does not say: a copy of the
 * database may hold an older one than its history. The history does not say either: since the restore something may have
 * been stored at positions that the topic knows otherwise. So each event behind the mark is looked for on the topic.
 *
 * @param shared the last position at which the topic has the very event of the database; the mark, if there is none
 * @param onTopic the last position up to which every event behind the mark was found there
 */
record SharedHistory(long shared, long onTopic) {
    private static final Logger LOG = Logger.getLogger(SharedHistory.class);

    /** Nothing is sent before it is recorded; but it is recorded by one clock and sent by another. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A bit for each: what lies further behind the mark is not compared. */
    private static final int MOST = 1 << 26;

    /** Reads the topic from where the event behind the mark can stand; what takes too long counts as not shared. */
    static SharedHistory of(RelaySettings settings, Leases leases, Leases.Held lease) throws SQLException {
        long mark = lease.published();
        Instant recorded = leases.recordedAt(lease.shard(), mark + 1);
        if (recorded == null) {
            return new SharedHistory(mark, mark);
        }
        int behind = (int) Math.clamp(lease.head() - mark, 0, MOST);
        BitSet same = new BitSet();
        BitSet others = new BitSet();
        TopicPartition partition = new TopicPartition(settings.topic(), lease.shard());
        List<TopicPartition> one = List.of(partition);
        try (KafkaConsumer<byte[], byte[]> consumer = LastRecords.consumer(settings)) {
            consumer.assign(one);
            long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
            OffsetAndTimestamp from = consumer.offsetsForTimes(
                            Map.of(partition, recorded.minus(CLOCKS).toEpochMilli()))
                    .get(partition);
            if (from == null) {
                consumer.seekToBeginning(one);
            } else {
                consumer.seek(partition, from.offset());
            }
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && same.nextClearBit(0) < behind) {
                if (System.nanoTime() - until > 0) {
                    LOG.warnf(
                            "The topic %s could not be compared to its end in shard %d",
                            settings.topic(), lease.shard());
                    break;
                }
                Set<Last> found = new HashSet<>();
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    Last last = LastRecords.read(each);
                    if (last != null && last.position() > mark && last.position() - mark <= behind) {
                        found.add(last);
                    }
                }
                Map<Long, Last> stored = leases.stored(
                        lease.shard(), found.stream().map(Last::position).toList());
                for (Last last : found) {
                    (last.equals(stored.get(last.position())) ? same : others).set((int) (last.position() - mark - 1));
                }
            }
        }
        // Whatever else somebody put there: what was found is there.
        others.andNot(same);
        int otherwise = others.nextSetBit(0);
        // What the topic keeps no longer lies before what it has, and was the same if that is.
        int shared = otherwise < 0 ? same.length() : same.previousSetBit(otherwise - 1) + 1;
        return new SharedHistory(mark + shared, mark + same.nextClearBit(0));
    }
}

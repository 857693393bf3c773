package nz.flagships.eventstore.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What stands at the end of the partitions: by that a relay sees whether its database was moved back in time. */
final class LastRecords {
    /** @param id the event's id */
    record Last(int epoch, long position, String id) {}

    /** Two relays that overlapped may have left a run twice, so the very last record need not be the furthest. */
    private static final int TAIL = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private LastRecords() {}

    /** The furthest record of each partition that has any. */
    static Map<Integer, Last> read(RelaySettings settings, Set<Integer> shards) {
        Map<Integer, Last> furthest = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
            List<TopicPartition> partitions = shards.stream()
                    .map(shard -> new TopicPartition(settings.topic(), shard))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<TopicPartition> open = new HashSet<>();
            for (TopicPartition partition : partitions) {
                long begin = begins.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, 0L);
                if (end > begin) {
                    open.add(partition);
                }
                consumer.seek(partition, Math.max(begin, end - TAIL));
            }
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    Last last = read(found);
                    if (last != null) {
                        furthest.merge(found.partition(), last, LastRecords::further);
                    }
                }
                open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
                if (System.nanoTime() - until > 0) {
                    throw new TimeoutException("The ends of the partitions could not be read");
                }
            }
        }
        return furthest;
    }

    static KafkaConsumer<byte[], byte[]> consumer(RelaySettings settings) {
        Map<String, Object> kafka = new HashMap<>(settings.kafka());
        kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        kafka.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Last further(Last one, Last other) {
        if (one.epoch() != other.epoch()) {
            return one.epoch() > other.epoch() ? one : other;
        }
        return one.position() > other.position() ? one : other;
    }

    /** What it says of itself, or null where that can be none of ours. */
    static @Nullable Last read(ConsumerRecord<byte[], byte[]> found) {
        String epoch = header(found, "ce_epoch");
        String position = header(found, "ce_position");
        String id = header(found, "ce_id");
        if (epoch == null || position == null || id == null) {
            return null;
        }
        try {
            Last last = new Last(Integer.parseInt(epoch), Long.parseLong(position), id);
            // After the last of all numbers no epoch could be raised any more.
            return last.epoch() < 1 || last.epoch() == Integer.MAX_VALUE || last.position() < 1 ? null : last;
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}

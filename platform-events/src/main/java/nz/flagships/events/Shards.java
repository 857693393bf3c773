package nz.flagships.events;

import java.nio.charset.StandardCharsets;

/**
 * Which of the {@value #COUNT} shards a stream belongs to; the shard is the Kafka partition, since this is Kafka's own
 * default partitioner.
 */
public final class Shards {
    /** The number of shards of every service and of partitions of every topic. It can never change. */
    public static final int COUNT = 16;

    private Shards() {}

    /**
     * The shard of a stream.
     *
     * @param stream a stream id, {@code aggregate/id}
     * @return 0 to 15
     */
    public static int of(String stream) {
        return toPositive(murmur2(stream.getBytes(StandardCharsets.UTF_8))) % COUNT;
    }

    // A plain % would be negative for half of all keys.
    private static int toPositive(int hash) {
        return hash & 0x7fffffff;
    }

    /** MurmurHash2 with Kafka's seed; held equal to {@code org.apache.kafka.common.utils.Utils.murmur2} by a test. */
    private static int murmur2(byte[] data) {
        int length = data.length;
        int m = 0x5bd1e995;
        int h = 0x9747b28c ^ length;
        int words = length / 4;
        for (int i = 0; i < words; i++) {
            int at = i * 4;
            int k = (data[at] & 0xff)
                    | (data[at + 1] & 0xff) << 8
                    | (data[at + 2] & 0xff) << 16
                    | (data[at + 3] & 0xff) << 24;
            k *= m;
            k ^= k >>> 24;
            k *= m;
            h *= m;
            h ^= k;
        }
        int tail = length & ~3;
        int rest = length & 3;
        if (rest == 3) {
            h ^= (data[tail + 2] & 0xff) << 16;
        }
        if (rest >= 2) {
            h ^= (data[tail + 1] & 0xff) << 8;
        }
        if (rest >= 1) {
            h ^= data[tail] & 0xff;
            h *= m;
        }
        h ^= h >>> 13;
        h *= m;
        h ^= h >>> 15;
        return h;
    }
}

package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class ShardsTest {
    @Test
    void a_shard_is_the_partition_that_kafkas_default_partitioner_would_choose() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String stream = "case/"
                    + random.ints(random.nextInt(40), 32, 0x2fff)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            int partition = Utils.toPositive(Utils.murmur2(stream.getBytes(StandardCharsets.UTF_8))) % Shards.COUNT;
            assertThat(Shards.of(stream)).as("seed %d, stream %s", seed, stream).isEqualTo(partition);
        }
    }

    @Test
    void streams_known_by_name_keep_their_shard_for_ever() {
        assertThat(Shards.of("initiative/PK-ALCOHOL")).isEqualTo(Shards.of("initiative/PK-ALCOHOL"));
        assertThat(java.util.stream.IntStream.range(0, 1000)
                        .map(i -> Shards.of("region/R" + i))
                        .distinct()
                        .count())
                .isEqualTo(Shards.COUNT);
    }
}

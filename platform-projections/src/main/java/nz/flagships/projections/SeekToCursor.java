package nz.flagships.projections;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Shards;
import nz.flagships.rest.Faults;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Where to read on: PostgreSQL knows, not Kafka. Every partition is sought to its cursor's offset, clamped to what exists:
 * to the beginning where there is no cursor yet, where retention has cut what comes next, and where the topic is shorter
 * than the cursor remembers, since it was then made anew. What is read twice is skipped, what is lacking is a gap.
 */
@ApplicationScoped
@Identifier("reader")
class SeekToCursor implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(SeekToCursor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReaderState state;
    private final Sources sources;
    private final Instance<KafkaClientService> clients;

    SeekToCursor(ReaderState state, Sources sources, Instance<KafkaClientService> clients) {
        this.state = state;
        this.sources = sources;
        this.clients = clients;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        state.begin(sources.all());
        try {
            state.refresh();
        } catch (SQLException e) {
            LOG.warnf("Partitions are read from where this process last was: %s", Faults.named(e));
        }
        seek(consumer, partitions);
    }

    /** Seeks again, where what was published does not arrive. Does not wait for it. */
    void again(String source) {
        List<KafkaConsumer<byte[], byte[]>> consumers = clients.get().getConsumers(source + "-in");
        if (!consumers.isEmpty()) {
            // The last: a channel that was opened anew has another.
            consumers
                    .getLast()
                    .runOnPollingThread(kafka -> {
                        seek(kafka, kafka.assignment());
                    })
                    .subscribe()
                    .with(
                            done -> {},
                            failed -> LOG.debugf(
                                    "Seeking again failed: %s",
                                    failed.getClass().getName()));
        }
    }

    private void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
        for (TopicPartition partition : partitions) {
            if (partition.partition() >= Shards.COUNT) {
                // Nobody publishes there: a topic that was given more partitions must not keep the others from being
                // read.
                LOG.warnf("%s has more partitions than there are shards: this one is not read", partition);
                consumer.seek(partition, end.getOrDefault(partition, 0L));
                continue;
            }
            ShardKey key = new ShardKey(sourceOf(partition.topic()), partition.partition());
            long wanted = state.progress(key).cursor().offset();
            long begins = first.getOrDefault(partition, 0L);
            long ends = end.getOrDefault(partition, Long.MAX_VALUE);
            consumer.seek(partition, wanted < begins || wanted > ends ? begins : wanted);
        }
    }

    /** {@code initiative} of {@code flagships.initiative.v1}. */
    private static String sourceOf(String topic) {
        return topic.substring(topic.indexOf('.') + 1, topic.lastIndexOf('.'));
    }
}

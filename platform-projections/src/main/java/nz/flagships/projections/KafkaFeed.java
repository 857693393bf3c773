package nz.flagships.projections;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.projections.KafkaRecord.Unreadable;
import nz.flagships.rest.Faults;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Feeds the reader from Kafka, one batch per poll, in order. Nothing here ever fails a batch, which would end the channel:
 * what cannot be read is counted and let go, and comes from the log, since its position is then missing.
 */
@ApplicationScoped
class KafkaFeed {
    private static final Logger LOG = Logger.getLogger(KafkaFeed.class);

    private final Reader reader;
    private final CatchUp catchUp;
    private final Channels channels;
    private final ReaderMetrics metrics;

    KafkaFeed(Reader reader, CatchUp catchUp, Channels channels, ReaderMetrics metrics) {
        this.reader = reader;
        this.catchUp = catchUp;
        this.channels = channels;
        this.metrics = metrics;
    }

    @Incoming("initiative-in")
    @Blocking("reader")
    void initiative(ConsumerRecords<byte[], byte[]> records) {
        take("initiative", records);
    }

    @Incoming("case-in")
    @Blocking("reader")
    void cases(ConsumerRecords<byte[], byte[]> records) {
        take("case", records);
    }

    private void take(String source, ConsumerRecords<byte[], byte[]> records) {
        try {
            List<Arrival> arrivals = new ArrayList<>(records.count());
            Map<ShardKey, Long> upTo = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> kafka : records) {
                ShardKey key = new ShardKey(source, kafka.partition());
                upTo.put(key, kafka.offset() + 1);
                try {
                    arrivals.add(new Arrival(KafkaRecord.read(source, kafka), kafka.offset() + 1));
                } catch (Unreadable e) {
                    metrics.unreadable(key);
                    LOG.errorf(
                            "The record of shard %s at offset %d is none of ours (%s): it is let go",
                            key, kafka.offset(), e.getMessage());
                }
            }
            reader.accept(arrivals, upTo, catchUp);
            channels.arrived(source);
        } catch (Throwable e) {
            // Were it thrown, the channel would end. What is let go here is missing, and comes from the log.
            metrics.fault("feed");
            LOG.errorf("What arrived of %s could not be taken and is let go: %s", source, Faults.named(e));
        }
    }
}

package nz.flagships.projections;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Reader.Arrival;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the reader from Kafka, one batch per poll, in order. Nothing here ever fails a batch: what cannot be read is let go
 * and comes from the log, since its position is then missing.
 */
@ApplicationScoped
class KafkaFeed {
    private static final Logger LOG = Logger.getLogger(KafkaFeed.class);
    private static final String PREFIX = "ce_";

    private final Reader reader;
    private final CatchUp catchUp;
    private final ReaderMetrics metrics;

    KafkaFeed(Reader reader, CatchUp catchUp, ReaderMetrics metrics) {
        this.reader = reader;
        this.catchUp = catchUp;
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
        List<Arrival> arrivals = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> kafka : records) {
            EventEnvelope event = read(source, kafka);
            if (event != null) {
                arrivals.add(new Arrival(event, kafka.offset() + 1));
            }
        }
        if (!arrivals.isEmpty()) {
            reader.accept(arrivals, catchUp);
        }
    }

    private @Nullable EventEnvelope read(String source, ConsumerRecord<byte[], byte[]> kafka) {
        try {
            EventEnvelope event = read(kafka);
            if (!Reader.sourceOf(event).equals(source)) {
                throw new IllegalArgumentException("The event is not of " + source);
            }
            return event;
        } catch (RuntimeException e) {
            ShardKey key = new ShardKey(source, kafka.partition());
            metrics.unreadable(key);
            LOG.errorf(
                    "The record of shard %s at offset %d is none of ours (%s): it is let go",
                    key, kafka.offset(), e.getClass().getSimpleName());
            return null;
        }
    }

    /** Reads CloudEvents' binary mode. */
    static EventEnvelope read(ConsumerRecord<byte[], byte[]> kafka) {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : kafka.headers()) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                attributes.put(
                        header.key().substring(PREFIX.length()), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        if (kafka.value() == null) {
            throw new IllegalArgumentException("The record has no value");
        }
        return EventEnvelope.of(kafka.partition(), attributes::get, new String(kafka.value(), StandardCharsets.UTF_8));
    }
}

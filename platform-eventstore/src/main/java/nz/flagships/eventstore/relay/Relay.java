package nz.flagships.eventstore.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendListener;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.rest.TraceContext;
import nz.flagships.rest.metrics.Metric;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes committed events to Kafka: shard by shard in order of position, each to the partition of the same number. The mark
 * of a shard moves only over what was acknowledged without a gap, so nothing is ever lost; after a failure a run of
 * events may be on Kafka twice, which readers skip by position. Two relays that overlap do no harm for the same reason.
 *
 * <p>While Kafka is away, writes go on; the relay tries again, with pauses that grow to five seconds, and catches up.
 */
public final class Relay implements AppendListener, AutoCloseable {
    /** The topic cannot carry the shards: nothing that is tried again would help. */
    public static final class WrongPartitions extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongPartitions(String topic, int partitions) {
            super("The topic " + topic + " has " + partitions + " partitions and must have " + Shards.COUNT
                    + ", one for each shard: give it the others (kafka-topics.sh --alter --topic " + topic
                    + " --partitions " + Shards.COUNT + "), which loses nothing");
        }
    }

    /** Something of a round failed; what was acknowledged before it is marked. */
    private static final class RoundFailed extends Exception {
        private static final long serialVersionUID = 1L;

        RoundFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** An event whose published form cannot be made stops its shard; it is tried again, since a new version may mend it. */
    private static final Duration STUCK_PAUSE = Duration.ofSeconds(5);

    /** Of UTF-8 for one of Java's: so whatever was cut short by its bytes is looked at again. */
    private static final long MOST_BYTES_A_CHARACTER = 3;

    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LAST_ACKS = Duration.ofSeconds(4);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final PublishedForm form;
    private final RelaySettings settings;
    private final String owner = UUID.randomUUID().toString();
    private final AtomicInteger woken = new AtomicInteger();
    private final Counter failures;
    private final Counter epochs;
    private final DistributionSummary rounds;
    private final Timer publishing;
    private final Tracer tracer;

    private final boolean[] held = new boolean[Shards.COUNT];
    private final long[] position = new long[Shards.COUNT];
    private final long[] stuckUntil = new long[Shards.COUNT];
    private final long[] stuckAt = new long[Shards.COUNT];
    private final AtomicInteger heldCount = new AtomicInteger();
    private final AtomicInteger stuck = new AtomicInteger();
    private volatile boolean failing;
    private volatile boolean stopping;
    private volatile long stoppedAt;
    private @Nullable Thread thread;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param dataSource one of its connections is kept while the relay works */
    public Relay(DataSource dataSource, PublishedForm form, RelaySettings settings, MeterRegistry meters) {
        this(dataSource, form, settings, meters, OpenTelemetry.noop());
    }

    Relay(
            DataSource dataSource,
            PublishedForm form,
            RelaySettings settings,
            MeterRegistry meters,
            OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("nz.flagships.eventstore");
        this.dataSource = dataSource;
        this.form = form;
        this.settings = settings;
        failures = Metric.RELAY_FAILURES.counter(meters);
        epochs = Metric.RELAY_EPOCHS.counter(meters);
        rounds = Metric.RELAY_ROUND.summary(meters);
        publishing = Metric.RELAY_PUBLISH.timer(meters);
        Metric.RELAY_HELD.gauge(meters, heldCount, AtomicInteger::get);
        Metric.RELAY_STUCK.gauge(meters, stuck, bits -> Integer.bitCount(bits.get()));
        Metric.RELAY_FAILING.gauge(meters, this, me -> me.failing ? 1 : 0);
    }

    /**
     * Starts relaying. Does not wait for Kafka beyond three seconds; when Kafka answers, the topic must be right.
     *
     * @throws WrongPartitions when the topic has fewer partitions than there are shards; of more, the others stay empty
     */
    public void start() {
        try {
            checkPartitions(Duration.ofSeconds(3));
        } catch (KafkaException e) {
            LOG.warnf("Kafka does not answer; events are kept and published later (%s)", KafkaFault.said(e));
        }
        thread = Thread.ofPlatform().daemon().name("relay").start(this::run);
    }

    @Override
    public void appended(int shards) {
        Thread relay = thread;
        if (woken.getAndAccumulate(shards, (was, more) -> was | more) == 0 && relay != null) {
            LockSupport.unpark(relay);
        }
    }

    /** Finishes the round, moves the marks, and gives the leases back. */
    @Override
    public void close() {
        stoppedAt = System.nanoTime();
        stopping = true;
        Thread relay = thread;
        if (relay == null) {
            return;
        }
        LockSupport.unpark(relay);
        try {
            relay.join(DRAIN.toMillis());
            if (relay.isAlive()) {
                relay.interrupt();
                relay.join(TimeUnit.SECONDS.toMillis(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopping) {
            long began = System.nanoTime();
            try {
                session();
            } catch (SQLException | RoundFailed | RuntimeException | Error e) {
                failures.increment();
                failing = true;
                closeProducer();
                Arrays.fill(held, false);
                heldCount.set(0);
                if (System.nanoTime() - began > LONGEST_PAUSE.multipliedBy(2).toNanos()) {
                    pause = FIRST_PAUSE;
                }
                // Messages of the database may carry values, so only the kind is said.
                LOG.warnf(
                        "The relay of %s begins anew in %d ms: %s",
                        settings.topic(),
                        pause.toMillis(),
                        e instanceof SQLException s ? "SQLSTATE " + s.getSQLState() : KafkaFault.said(e));
                sleep(pause);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            }
        }
        closeProducer();
    }

    /** Works until told to stop, or until something fails. */
    private void session() throws SQLException, RoundFailed {
        checkPartitions(Duration.ofSeconds(10));
        try (Leases leases = new Leases(dataSource.getConnection(), owner)) {
            try {
                long renewAt = System.nanoTime();
                long pollAt = renewAt;
                int more = 0;
                while (!stopping) {
                    if (System.nanoTime() - renewAt >= 0) {
                        renewAt = System.nanoTime() + settings.lease().toNanos() / 3;
                        take(leases);
                        failing = false;
                        pollAt = System.nanoTime();
                    }
                    more |= woken.getAndSet(0);
                    if (System.nanoTime() - pollAt >= 0) {
                        Leases.Heads heads = leases.heads();
                        more |= behind(heads);
                        if ((heads.free() & ~shunned()) != 0) {
                            renewAt = System.nanoTime(); // its holder has left, or has died
                        }
                        pollAt = System.nanoTime() + settings.poll().toNanos();
                    }
                    List<Integer> shards = workOn(more);
                    if (shards.isEmpty()) {
                        more = 0;
                        sleepUntil(Math.min(renewAt, pollAt));
                    } else {
                        more = round(leases, shards);
                    }
                }
                // What was stored while the service was leaving; a larger backlog is for whoever takes the leases.
                List<Integer> last = workOn(behind(leases.heads()));
                while (!last.isEmpty() && System.nanoTime() - stoppedAt < LAST_ACKS.toNanos()) {
                    last = workOn(round(leases, last));
                }
            } finally {
                try {
                    leases.release();
                } catch (SQLException e) {
                    LOG.debugf("The leases run out by themselves: SQLSTATE %s", e.getSQLState());
                }
            }
        }
    }

    private void take(Leases leases) throws SQLException {
        Set<Integer> kept = new HashSet<>();
        List<Integer> unmarked = new ArrayList<>();
        Map<Integer, Leases.Held> fresh = new HashMap<>();
        for (Leases.Held lease : leases.take(settings.lease(), shunned())) {
            if (held[lease.shard()] && lease.head() >= position[lease.shard()]) {
                kept.add(lease.shard());
                if (lease.published() < position[lease.shard()]) {
                    unmarked.add(lease.shard());
                }
            } else {
                fresh.put(lease.shard(), lease);
            }
        }
        for (int shard = 0; shard < held.length; shard++) {
            held[shard] = kept.contains(shard);
        }
        if (!unmarked.isEmpty()) {
            leases.mark(unmarked, position); // acknowledged while another held the lease, who did not get as far
        }
        if (!fresh.isEmpty()) {
            Map<Integer, LastRecords.Last> ends = LastRecords.read(settings, fresh.keySet());
            for (Leases.Held lease : fresh.values()) {
                LastRecords.Last last = ends.get(lease.shard());
                position[lease.shard()] = last == null ? lease.published() : checkEpoch(leases, lease, last);
                held[lease.shard()] = true;
            }
        }
        heldCount.set(kept.size() + fresh.size());
    }

    /**
     * A restore moves the head back, and the same positions would be given out twice. What stands on Kafka shows it. The new
     * epoch begins where both part: whoever read no further than that reads on.
     *
     * @return after which position there is something to publish
     */
    private long checkEpoch(Leases leases, Leases.Held lease, LastRecords.Last last) throws SQLException {
        if (last.epoch() < lease.epoch()) {
            return lease.published(); // nothing of it was published since the epoch was raised
        }
        UUID stored = last.position() > lease.head() ? null : leases.eventAt(lease.shard(), last.position());
        if (last.epoch() == lease.epoch() && stored != null && stored.toString().equals(last.id())) {
            return lease.published();
        }
        SharedHistory history = SharedHistory.of(settings, leases, lease);
        int epoch = last.epoch() + 1;
        leases.raiseEpoch(lease.shard(), epoch, history.shared() + 1, history.onTopic());
        epochs.increment();
        LOG.warnf(
                "The database is behind the topic %s in shard %d: epoch %d begins at position %d",
                settings.topic(), lease.shard(), epoch, history.shared() + 1);
        return history.onTopic();
    }

    private int behind(Leases.Heads heads) {
        int shards = 0;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int bit = 1 << shard;
            if (heads.committed()[shard] > position[shard]) {
                shards |= bit;
            }
            if ((stuck.get() & bit) != 0 && heads.published()[shard] >= stuckAt[shard]) {
                stuck.getAndUpdate(bits -> bits & ~bit); // another replica could publish it
            }
        }
        return shards;
    }

    /** Shards that are left to other replicas for a while, a bit each: what this one cannot publish, a newer one may. */
    private int shunned() {
        int shards = 0;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if ((stuck.get() & 1 << shard) != 0 && System.nanoTime() - stuckUntil[shard] < 0) {
                shards |= 1 << shard;
            }
        }
        return shards;
    }

    private List<Integer> workOn(int shards) {
        List<Integer> work = new ArrayList<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if ((shards & 1 << shard) != 0
                    && held[shard]
                    && ((stuck.get() & 1 << shard) == 0 || System.nanoTime() - stuckUntil[shard] > 0)) {
                work.add(shard);
            }
        }
        return work;
    }

    /**
     * Reads, sends, awaits the acknowledgements, moves the marks.
     *
     * @return shards that may have more
     */
    private int round(Leases leases, List<Integer> shards) throws SQLException, RoundFailed {
        int limit = Math.max(1, settings.batch() / shards.size());
        long bytes = Math.max(1, settings.batchBytes() / shards.size());
        List<StoredEvent> events = leases.after(shards, position, limit, bytes);
        long[] read = new long[Shards.COUNT];
        List<Future<RecordMetadata>> acks = new ArrayList<>(events.size());
        int[] counts = new int[Shards.COUNT];
        boolean[] stopped = new boolean[Shards.COUNT];
        int stuckNow = 0;
        RoundFailed failed = null;
        List<StoredEvent> sent = new ArrayList<>(events.size());
        List<Span> spans = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            int shard = event.shard();
            if (stopped[shard]) {
                continue;
            }
            counts[shard]++;
            read[shard] += MOST_BYTES_A_CHARACTER * event.data().length();
            EventEnvelope envelope;
            try {
                envelope = form.envelope(event);
            } catch (RuntimeException e) {
                stuck(event, e);
                stuckNow |= 1 << shard;
                stopped[shard] = true;
                counts[shard] = 0;
                continue;
            }
            Span span = span(envelope);
            Future<RecordMetadata> ack = producer().send(message(envelope, event));
            if (ack.state() == Future.State.FAILED) {
                // Nothing may be sent after it, or it would be overtaken.
                if (ack.exceptionNow() instanceof RecordTooLargeException tooLarge) {
                    stuck(event, tooLarge);
                    stuckNow |= 1 << shard;
                    stopped[shard] = true;
                    counts[shard] = 0;
                    continue;
                }
                failed = new RoundFailed("Kafka took no record", ack.exceptionNow());
                break;
            }
            acks.add(ack);
            sent.add(event);
            spans.add(span);
        }
        rounds.record(sent.size());
        Set<Integer> moved = new HashSet<>();
        Arrays.fill(stopped, false);
        long until = System.nanoTime() + settings.ackTimeout().toNanos();
        for (int i = 0; i < acks.size(); i++) {
            int shard = sent.get(i).shard();
            try {
                await(acks.get(i), until);
                spans.get(i).end();
                // Only an unbroken run counts: what comes after a record that failed is sent again with it.
                if (!stopped[shard]) {
                    position[shard] = sent.get(i).position();
                    moved.add(shard);
                    Duration since = Duration.between(sent.get(i).recordedAt(), Instant.now());
                    publishing.record(since.isNegative() ? Duration.ZERO : since); // two machines, two clocks
                }
            } catch (ExecutionException | TimeoutException e) {
                stopped[shard] = true;
                if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                    stuck(sent.get(i), tooLarge);
                    stuckNow |= 1 << shard;
                }
                Throwable cause = e.getCause() == null ? e : e.getCause();
                failed = new RoundFailed(
                        "A record was not acknowledged: " + cause.getClass().getSimpleName(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RoundFailed("Interrupted", e);
            }
        }
        if (!moved.isEmpty()) {
            leases.mark(moved.stream().sorted().toList(), position);
            int free = moved.stream().mapToInt(shard -> 1 << shard).sum() & ~stuckNow;
            stuck.getAndUpdate(bits -> bits & ~free);
        }
        if (failed != null) {
            throw failed;
        }
        if (stuckNow != 0) {
            leases.release(stuckNow);
            for (int shard = 0; shard < held.length; shard++) {
                held[shard] &= (stuckNow & 1 << shard) == 0;
            }
        }
        int more = 0;
        for (int shard = 0; shard < counts.length; shard++) {
            if (counts[shard] == limit || (counts[shard] > 0 && read[shard] >= bytes)) {
                more |= 1 << shard;
            }
        }
        return more;
    }

    /** Of a post that is traced, below its own span; ends with the acknowledgement, and is dropped without one. */
    private Span span(EventEnvelope envelope) {
        String parent = TraceContext.wellFormed(envelope.traceparent());
        return parent == null || !TraceContext.isSampled(parent)
                ? Span.getInvalid()
                : tracer.spanBuilder("publish " + envelope.name())
                        .setParent(TraceContext.parent(parent))
                        .setSpanKind(SpanKind.PRODUCER)
                        .startSpan();
    }

    /** Whoever is told to stop waits for a few seconds more and not for the whole time. */
    private void await(Future<RecordMetadata> ack, long until)
            throws ExecutionException, TimeoutException, InterruptedException {
        while (true) {
            long left = until - System.nanoTime();
            try {
                ack.get(Math.clamp(left, 0, TimeUnit.MILLISECONDS.toNanos(100)), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                long stopped = stoppedAt;
                if (left <= 0 || (stopped != 0 && System.nanoTime() - stopped > LAST_ACKS.toNanos())) {
                    throw e;
                }
            }
        }
    }

    private void stuck(StoredEvent event, RuntimeException why) {
        int bit = 1 << event.shard();
        if ((stuck.getAndUpdate(bits -> bits | bit) & bit) == 0) {
            LOG.errorf(
                    "Shard %d stops at position %d: %s (%s) cannot be published: %s",
                    event.shard(),
                    event.position(),
                    event.type(),
                    event.id(),
                    why.getClass().getName());
        }
        failures.increment();
        stuckAt[event.shard()] = event.position();
        stuckUntil[event.shard()] = System.nanoTime() + STUCK_PAUSE.toNanos();
    }

    private ProducerRecord<byte[], byte[]> message(EventEnvelope envelope, StoredEvent event) {
        String subject = envelope.subject();
        byte[] key = subject == null ? null : subject.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(settings.topic(), event.shard(), key, envelope.value());
        Headers headers = message.headers();
        envelope.attributes()
                .forEach((name, value) -> headers.add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        headers.add("content-type", JSON);
        return message;
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> kafka = new HashMap<>(settings.kafka());
            kafka.put(ProducerConfig.ACKS_CONFIG, "all");
            kafka.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
            kafka.put(ProducerConfig.LINGER_MS_CONFIG, "0");
            kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
            // No record gives up by itself: another one behind it would then overtake it. The relay gives up on all at
            // once.
            kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
            kafka.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
            kafka.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
            open = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private void closeProducer() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private void checkPartitions(Duration patience) {
        Map<String, Object> kafka = new HashMap<>(settings.kafka());
        String millis = Long.toString(patience.toMillis());
        kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        try (Admin admin = Admin.create(kafka)) {
            int partitions = admin.describeTopics(List.of(settings.topic()))
                    .allTopicNames()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            if (partitions < Shards.COUNT) {
                throw new WrongPartitions(settings.topic(), partitions);
            }
            if (partitions > Shards.COUNT) {
                LOG.warnf(
                        "The topic %s has %d partitions; %d are used, one for each shard, and the others stay empty",
                        settings.topic(), partitions, Shards.COUNT);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownTopicOrPartitionException
                    ? new KafkaException("The topic " + settings.topic() + " is not there", e)
                    : new KafkaException("Kafka does not answer", e);
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }

    private void sleep(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (!stopping && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** Returns early when woken. */
    private void sleepUntil(long until) {
        if (!stopping && woken.get() == 0) {
            LockSupport.parkNanos(Math.max(0, until - System.nanoTime()));
        }
    }
}

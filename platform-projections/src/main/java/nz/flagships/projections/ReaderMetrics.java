package nz.flagships.projections;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.projections.CursorTable.Move;
import nz.flagships.rest.metrics.Metric;

/** What the reader tells of itself: lag, age, freshness, batches, gaps, stops. */
@ApplicationScoped
class ReaderMetrics {
    private static final List<String> LOOPS = List.of("feed", "catch-up", "own-log", "heads", "quarantine", "gate");
    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos();

    private final MeterRegistry registry;
    private final Timer batches;
    private final DistributionSummary sizes;
    private final Counter retries;
    private final Map<String, Timer> freshness = new ConcurrentHashMap<>();
    // A gauge holds what it looks at weakly: what nobody else keeps would soon be not a number.
    private final Map<String, List<Progress>> watched = new ConcurrentHashMap<>();
    private final Map<String, IntSupplier> channels = new ConcurrentHashMap<>();
    private final Map<String, Long> sourcesSaidSo = new ConcurrentHashMap<>();
    private volatile long cursorsReadAt = System.nanoTime();

    ReaderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batches = Metric.READER_BATCH.timer(registry);
        this.sizes = Metric.READER_BATCH_EVENTS.summary(registry);
        this.retries = Metric.READER_RETRIES.counter(registry);
        LOOPS.forEach(loop -> Metric.READER_FAULTS.counter(registry, loop));
    }

    /**
     * Watches a source: its counters stand at 0 from now on.
     *
     * @param shards its shards
     */
    void watch(String source, Collection<Progress> shards) {
        shards.forEach(this::watch);
        List<Progress> kept = List.copyOf(shards);
        watched.put(source, kept);
        gauge(
                Metric.CONTINUITY_MISSING,
                kept,
                all -> all.stream().mapToLong(ReaderMetrics::missing).sum(),
                source);
        gauge(
                Metric.READER_PARKED,
                kept,
                all -> all.stream().mapToLong(p -> p.cursor().parked()).sum(),
                source);
        freshness(source);
        Metric.READER_GAPS.counter(registry, source);
        Metric.READER_REPAIRED.counter(registry, source);
        Metric.READER_UNREADABLE.counter(registry, source);
        for (Reason reason : Reason.values()) {
            Metric.READER_STOPS.counter(registry, source, reason.name());
        }
    }

    /** Watches whether the sources say how far they are, and whether the cursors can be read: what is asked all the time. */
    void watchSources(Collection<String> sources) {
        Metric.DATABASE_REACHABLE.gauge(registry, this, me -> isGood(me.cursorsReadAt) ? 1 : 0, "reader");
        for (String source : sources) {
            Metric.READER_SOURCE.gauge(
                    registry, sourcesSaidSo, said -> isGood(said.getOrDefault(source, Long.MIN_VALUE)) ? 1 : 0, source);
        }
    }

    private void watch(Progress progress) {
        String source = progress.key.source();
        String shard = Integer.toString(progress.key.shard());
        gauge(Metric.READER_LAG, progress, p -> p.seen() - p.cursor().position(), source, shard);
        gauge(Metric.READER_POSITION, progress, p -> p.cursor().position(), source, shard);
        Metric.READER_AGE.gauge(registry, progress, ReaderMetrics::age, source, shard);
        Metric.READER_STOPPED.gauge(registry, progress, p -> p.stopped() == null ? 0 : 1, source, shard);
    }

    /** Not a number while the cursors cannot be read: another replica may have moved them since. */
    private <T> void gauge(Metric metric, T of, ToDoubleFunction<T> value, String... labels) {
        metric.gauge(registry, of, it -> isGood(cursorsReadAt) ? value.applyAsDouble(it) : Double.NaN, labels);
    }

    private static boolean isGood(long since) {
        return since != Long.MIN_VALUE && System.nanoTime() - since < GOOD_FOR;
    }

    /** Since when events wait; they may have been recorded long before they were heard of, as after a start. */
    private static double age(Progress progress) {
        Instant behind = progress.behindSince();
        return behind == null
                ? 0
                : Math.max(0, Duration.between(behind, Instant.now()).toMillis() / 1000.0);
    }

    static long missing(Progress progress) {
        Cursor cursor = progress.cursor();
        Cursor.Stopped stopped = progress.stopped() == null ? cursor.stopped() : progress.stopped();
        long held = stopped == null ? 0 : Math.max(0, progress.seen() - Cursor.shown(stopped, cursor.position()));
        return cursor.lost() + held;
    }

    void cursorsRead() {
        cursorsReadAt = System.nanoTime();
    }

    /** Whether a source said within the last ten seconds how far it is. */
    boolean answers(String source) {
        return isGood(sourcesSaidSo.getOrDefault(source, Long.MIN_VALUE));
    }

    void headsRead(String source) {
        sourcesSaidSo.put(source, System.nanoTime());
    }

    void applied(List<Move> moves, Duration took) {
        cursorsRead();
        batches.record(took);
        sizes.record(moves.stream().mapToInt(Move::events).sum());
    }

    void fresh(String source, List<EventEnvelope> events) {
        Timer timer = freshness(source);
        Instant now = Instant.now();
        for (EventEnvelope event : events) {
            Duration since = Duration.between(event.recordedAt(), now);
            timer.record(since.isNegative() ? Duration.ZERO : since); // two machines, two clocks
        }
    }

    private Timer freshness(String source) {
        return freshness.computeIfAbsent(source, s -> Metric.READER_FRESHNESS.timer(registry, s));
    }

    void retried() {
        retries.increment();
    }

    void gapFound(ShardKey key) {
        Metric.READER_GAPS.counter(registry, key.source()).increment();
    }

    void repaired(ShardKey key, int events) {
        Metric.READER_REPAIRED.counter(registry, key.source()).increment(events);
    }

    void unreadable(ShardKey key) {
        Metric.READER_UNREADABLE.counter(registry, key.source()).increment();
    }

    /** A loop met what it did not expect, and goes on. */
    void fault(String loop) {
        Metric.READER_FAULTS.counter(registry, loop).increment();
    }

    /**
     * Watches whether a channel brings what is published.
     *
     * @param brings 1 or 0
     */
    void watchChannel(String source, IntSupplier brings) {
        channels.put(source, brings);
        Metric.READER_CHANNEL.gauge(
                registry, channels, all -> all.getOrDefault(source, () -> 0).getAsInt(), source);
        Metric.READER_CHANNEL_RESTARTS.counter(registry, source);
    }

    void channelRestarted(String source) {
        Metric.READER_CHANNEL_RESTARTS.counter(registry, source).increment();
    }

    void stopped(ShardKey key, Reason reason) {
        Metric.READER_STOPS.counter(registry, key.source(), reason.name()).increment();
    }
}

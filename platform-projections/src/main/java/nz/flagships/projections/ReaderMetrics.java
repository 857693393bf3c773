package nz.flagships.projections;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nz.flagships.projections.CursorTable.Move;

/** What the reader tells of itself: lag, age, batches, gaps, stops. */
@ApplicationScoped
class ReaderMetrics {
    private final MeterRegistry registry;
    private final Timer batches;
    private final DistributionSummary sizes;
    private final Counter retries;

    ReaderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batches = Timer.builder("flagships.reader.batch")
                .description("One transaction: rows and cursors")
                .register(registry);
        this.sizes = DistributionSummary.builder("flagships.reader.batch.events")
                .description("Events applied by one transaction")
                .register(registry);
        this.retries = Counter.builder("flagships.reader.retries")
                .description("Batches that were tried again because PostgreSQL could not take them")
                .register(registry);
    }

    void watch(Progress progress) {
        Tags tags = tags(progress.key);
        Gauge.builder(
                        "flagships.reader.lag",
                        progress,
                        p -> p.seen() - p.cursor().position())
                .description("Events known to exist that are not applied yet")
                .tags(tags)
                .register(registry);
        Gauge.builder("flagships.reader.position", progress, p -> p.cursor().position())
                .description("Position of the cursor")
                .tags(tags)
                .register(registry);
        Gauge.builder("flagships.reader.age", progress, ReaderMetrics::age)
                .description("How long ago the last applied event was recorded, while more are known to exist")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        Gauge.builder("flagships.reader.stopped", progress, p -> p.stopped() == null ? 0 : 1)
                .description("1 while the shard goes no further")
                .tags(tags)
                .register(registry);
    }

    private static double age(Progress progress) {
        Instant recorded = progress.cursor().lastRecordedAt();
        return recorded == null || progress.seen() <= progress.cursor().position()
                ? 0
                : Duration.between(recorded, Instant.now()).toMillis() / 1000.0;
    }

    void applied(List<Move> moves, Duration took) {
        batches.record(took);
        sizes.record(moves.stream().mapToInt(Move::events).sum());
    }

    void retried() {
        retries.increment();
    }

    void gapFound(ShardKey key) {
        registry.counter("flagships.reader.gaps", tags(key)).increment();
    }

    void repaired(ShardKey key, int events) {
        registry.counter("flagships.reader.repaired", tags(key)).increment(events);
    }

    void unreadable(ShardKey key) {
        registry.counter("flagships.reader.unreadable", tags(key)).increment();
    }

    void stopped(ShardKey key, Cursor.Reason reason) {
        registry.counter("flagships.reader.stops", tags(key).and("reason", reason.name()))
                .increment();
    }

    private static Tags tags(ShardKey key) {
        return Tags.of("source", key.source(), "shard", Integer.toString(key.shard()));
    }
}

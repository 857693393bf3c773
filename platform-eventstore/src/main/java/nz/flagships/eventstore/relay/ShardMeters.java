package nz.flagships.eventstore.relay;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import nz.flagships.events.Shards;
import nz.flagships.rest.metrics.Metric;
import org.jboss.logging.Logger;

/**
 * Says every second how far each shard is, how old the oldest event is that Kafka does not have, and which deadlines wait.
 * By a thread of its own, so that it goes on speaking while the relay waits for Kafka. What was not seen within ten seconds
 * is not a number: while PostgreSQL is away or hangs, nobody knows.
 */
public final class ShardMeters implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ShardMeters.class);
    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos();

    private final DataSource dataSource;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shard-meters").factory());
    private volatile Seen last = new Seen(System.nanoTime() - 2 * GOOD_FOR);

    /** What one look showed. */
    private static final class Seen {
        final long at;
        final double[] heads = unknown();
        final double[] published = unknown();
        final double[] epochs = unknown();
        double oldest;
        double overdue;
        double oldestOverdue;

        Seen(long at) {
            this.at = at;
        }

        double unpublished() {
            double sum = 0;
            for (int i = 0; i < Shards.COUNT; i++) {
                sum += heads[i] - published[i];
            }
            return sum;
        }

        boolean isGood() {
            return System.nanoTime() - at < GOOD_FOR;
        }

        private static double[] unknown() {
            double[] all = new double[Shards.COUNT];
            Arrays.fill(all, Double.NaN);
            return all;
        }
    }

    /** Registers the gauges and begins to look. */
    public ShardMeters(DataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        for (int i = 0; i < Shards.COUNT; i++) {
            int shard = i;
            String label = Integer.toString(shard);
            gauge(Metric.SHARD_HEAD, meters, seen -> seen.heads[shard], label);
            gauge(Metric.SHARD_PUBLISHED, meters, seen -> seen.published[shard], label);
            gauge(Metric.SHARD_EPOCH, meters, seen -> seen.epochs[shard], label);
        }
        gauge(Metric.RELAY_UNPUBLISHED, meters, Seen::unpublished);
        gauge(Metric.RELAY_OLDEST, meters, seen -> seen.oldest);
        gauge(Metric.DEADLINES_OVERDUE, meters, seen -> seen.overdue);
        gauge(Metric.DEADLINES_OLDEST, meters, seen -> seen.oldestOverdue);
        Metric.DATABASE_REACHABLE.gauge(meters, this, me -> me.last.isGood() ? 1 : 0, "store");
        clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void gauge(Metric metric, MeterRegistry meters, ToDoubleFunction<Seen> value, String... labels) {
        metric.gauge(
                meters,
                this,
                me -> {
                    Seen seen = me.last;
                    return seen.isGood() ? value.applyAsDouble(seen) : Double.NaN;
                },
                labels);
    }

    private void look() {
        Seen seen = new Seen(System.nanoTime());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement shards = connection.prepareStatement("""
                        select h.shard, h.head, r.published,
                               (select max(p.epoch) from shard_epoch p where p.shard = h.shard),
                               case when h.head > r.published then (
                                   select extract(epoch from clock_timestamp() - e.recorded_at) from event e
                                   where e.shard = h.shard and e.position = r.published + 1) else 0 end
                        from shard_head h join shard_relay r on r.shard = h.shard""");
                PreparedStatement deadlines = connection.prepareStatement("""
                        select count(*), coalesce(extract(epoch from clock_timestamp() - min(due)), 0)
                        from deadline where due <= clock_timestamp()""")) {
            try (ResultSet rows = shards.executeQuery()) {
                while (rows.next()) {
                    int shard = rows.getInt(1);
                    seen.heads[shard] = rows.getLong(2);
                    seen.published[shard] = rows.getLong(3);
                    seen.epochs[shard] = rows.getInt(4);
                    seen.oldest = Math.max(seen.oldest, rows.getDouble(5));
                }
            }
            try (ResultSet rows = deadlines.executeQuery()) {
                if (rows.next()) {
                    seen.overdue = rows.getLong(1);
                    seen.oldestOverdue = Math.max(0, rows.getDouble(2));
                }
            }
            last = seen;
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("The shards cannot be read: %s", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

package nz.flagships.eventstore.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nz.flagships.events.Shards;
import org.jboss.logging.Logger;

/**
 * Says every second how far each shard is and how old the oldest event is that Kafka does not have. By a thread of its own,
 * so that it goes on speaking while the relay waits for Kafka. While PostgreSQL is away the figures are not a number.
 */
public final class ShardMeters implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ShardMeters.class);

    private final DataSource dataSource;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shard-meters").factory());
    private volatile double[] heads = unknown();
    private volatile double[] published = unknown();
    private volatile double oldest = Double.NaN;

    /** Registers the gauges and begins to look. */
    public ShardMeters(DataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        for (int i = 0; i < Shards.COUNT; i++) {
            int shard = i;
            Gauge.builder("flagships_shard_head", this, me -> me.heads[shard])
                    .tag("shard", Integer.toString(shard))
                    .description("Position of the last event committed")
                    .register(meters);
            Gauge.builder("flagships_shard_published", this, me -> me.published[shard])
                    .tag("shard", Integer.toString(shard))
                    .description("Position of the last event that Kafka has acknowledged")
                    .register(meters);
        }
        Gauge.builder("flagships_relay_unpublished", this, ShardMeters::unpublished)
                .description("Committed events that Kafka has not acknowledged")
                .register(meters);
        Gauge.builder("flagships_relay_oldest_unpublished_seconds", this, me -> me.oldest)
                .description("Age of the oldest committed event that Kafka has not acknowledged, 0 for none")
                .register(meters);
        clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private double unpublished() {
        double sum = 0;
        for (int i = 0; i < Shards.COUNT; i++) {
            sum += heads[i] - published[i];
        }
        return sum;
    }

    private void look() {
        double[] newHeads = unknown();
        double[] newPublished = unknown();
        double newOldest = Double.NaN;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select h.shard, h.head, r.published,
                               case when h.head > r.published then (
                                   select extract(epoch from clock_timestamp() - e.recorded_at) from event e
                                   where e.shard = h.shard and e.position = r.published + 1) else 0 end
                        from shard_head h join shard_relay r on r.shard = h.shard""");
                ResultSet rows = query.executeQuery()) {
            newOldest = 0;
            while (rows.next()) {
                newHeads[rows.getInt(1)] = rows.getLong(2);
                newPublished[rows.getInt(1)] = rows.getLong(3);
                newOldest = Math.max(newOldest, rows.getDouble(4));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("The shards cannot be read: %s", e.getClass().getSimpleName());
        }
        heads = newHeads;
        published = newPublished;
        oldest = newOldest;
    }

    private static double[] unknown() {
        double[] all = new double[Shards.COUNT];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

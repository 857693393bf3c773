package nz.flagships.benchmarks;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nz.flagships.local.TestPlatform;

/**
 * The limit beside our figures: what one gets from PostgreSQL, durably, with the simplest thing that could be called an
 * event table, one row and one commit per command.
 */
final class SingleRowInserts implements AutoCloseable {
    private static final String DATA = "{\"name\":\"A theme of the benchmark\",\"note\":\"" + "x".repeat(220) + "\"}";

    private final List<java.sql.Connection> connections = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();

    SingleRowInserts(TestPlatform platform, int connections) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "initiative_owner");
        properties.setProperty("password", platform.password());
        for (int i = 0; i < connections; i++) {
            this.connections.add(DriverManager.getConnection(platform.jdbcUrl("initiative"), properties));
        }
        try (var statement = this.connections.getFirst().createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS benchmark CASCADE");
            statement.execute("CREATE SCHEMA benchmark");
            // the two unique keys of the event table: position in the shard, version in the stream
            statement.execute("""
                    CREATE TABLE benchmark.event (
                        shard smallint NOT NULL, position bigint NOT NULL, stream text COLLATE "C" NOT NULL, version bigint NOT NULL,
                        id uuid NOT NULL, type text NOT NULL, data text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now(),
                        PRIMARY KEY (shard, position), UNIQUE (shard, stream, version))
                    """);
        }
    }

    /** Inserts for a while on all connections and returns rows per second. */
    double run(long seconds) throws Exception {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService callers = Executors.newFixedThreadPool(connections.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (java.sql.Connection connection : connections) {
                running.add(callers.submit(() -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO benchmark.event (shard, position, stream, version, id, type, data) VALUES (?,?,?,1,?,?,?)")) {
                        while (System.nanoTime() < end) {
                            long n = next.incrementAndGet();
                            insert.setInt(1, (int) (n % 16));
                            insert.setLong(2, n);
                            insert.setString(3, "theme/BENCH-" + n);
                            insert.setObject(4, UUID.randomUUID());
                            insert.setString(5, "nz.flagships.initiative.ThemeDefined.v1");
                            insert.setString(6, DATA);
                            insert.executeUpdate(); // autocommit: one transaction
                            done.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() throws SQLException {
        for (java.sql.Connection connection : connections) {
            connection.close();
        }
    }
}

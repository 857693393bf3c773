package nz.flagships.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nz.flagships.events.Shards;
import nz.flagships.local.TestPlatform;

/**
 * The limit beside our figures: what PostgreSQL gives, durably, to the simplest thing that could be called an event store,
 * one row and one commit per fact, into a table with the columns and the two unique keys of ours.
 */
final class SingleRowInserts implements AutoCloseable {
    private final List<Connection> connections = new ArrayList<>();
    private final List<PreparedStatement> inserts = new ArrayList<>();
    private final byte[] hash = new byte[32];

    SingleRowInserts(TestPlatform platform, int connections) throws SQLException {
        ThreadLocalRandom.current().nextBytes(hash);
        Properties properties = new Properties();
        properties.setProperty("user", "initiative_owner");
        properties.setProperty("password", platform.password());
        for (int i = 0; i < connections; i++) {
            Connection connection = DriverManager.getConnection(platform.jdbcUrl("initiative"), properties);
            this.connections.add(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = on");
                if (i == 0) {
                    statement.execute("""
                            drop schema if exists benchmark cascade;
                            create schema benchmark;
                            create table benchmark.single_row (
                                shard smallint not null, position bigint not null, stream text collate "C" not null,
                                version bigint not null, id uuid not null, type text collate "C" not null, data text not null,
                                metadata jsonb not null, occurred_at timestamptz not null, recorded_at timestamptz not null,
                                known_at timestamptz not null, hash bytea not null,
                                primary key (shard, position), unique (shard, stream, version))""");
                }
            }
            inserts.add(connection.prepareStatement(
                    "insert into benchmark.single_row values (?,?,?,?,?,?,?,?::jsonb,?,?,?,?)"));
        }
    }

    int connections() {
        return connections.size();
    }

    /** Stores one fact over the connection of that number; returns when it is durable. */
    void store(int connection) throws SQLException {
        long next = Observations.next();
        String stream = Observations.stream(next);
        Timestamp now = Timestamp.from(Instant.now());
        PreparedStatement insert = inserts.get(connection);
        insert.setShort(1, (short) Shards.of(stream));
        insert.setLong(2, next);
        insert.setString(3, stream);
        insert.setLong(4, 1);
        insert.setObject(5, UuidCreator.getTimeOrderedEpoch());
        insert.setString(6, Observations.TYPE);
        insert.setString(7, Observations.data(next));
        insert.setString(8, Observations.METADATA);
        insert.setTimestamp(9, now);
        insert.setTimestamp(10, now);
        insert.setTimestamp(11, now);
        insert.setBytes(12, hash);
        insert.executeUpdate(); // autocommit: one transaction
    }

    /** Stores for a while over all connections and returns facts per second. */
    double run(long seconds) throws Exception {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService callers = Executors.newFixedThreadPool(connections.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections.size(); i++) {
                int connection = i;
                running.add(callers.submit(() -> {
                    while (System.nanoTime() < end) {
                        store(connection);
                        done.incrementAndGet();
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
        for (Connection connection : connections) {
            connection.close();
        }
    }
}

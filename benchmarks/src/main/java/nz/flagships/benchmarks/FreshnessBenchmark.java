package nz.flagships.benchmarks;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.local.Ports;
import nz.flagships.local.TestPlatform;

/**
 * Figure (e): from the moment a POST is sent to the moment its fact is visible in the read model, at 500 facts a second.
 *
 * <p>Visible means: a transaction that begins then sees the read model's cursor at or past the fact's position. Rows and cursor
 * are committed together, so the row is visible then too. The cursor is read about every millisecond, and that wait is part
 * of the figure.
 */
public final class FreshnessBenchmark {
    private static final int RATE = Integer.getInteger("rate", 500);
    private static final int CONNECTIONS = 16;
    private static final long SECONDS = Integer.getInteger("seconds", 20);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    private record Posted(int shard, long position, long sentAt) {}

    private FreshnessBenchmark() {}

    /** Prints the 50th and 99th percentile of every round, in milliseconds. */
    public static void main(String[] arguments) throws Exception {
        Path.of("target").toFile().mkdirs();
        TestPlatform platform = TestPlatform.postgresAndKafka();
        String token = platform.tokens().token("JUSTICE", "steward");
        Map<String, String> settings = new HashMap<>(platform.settings());
        int initiativePort = Ports.free();
        settings.put("flagships.initiative.url", "http://localhost:" + initiativePort);
        settings.put("flagships.reader.case.enabled", "true");
        try (ServiceProcess initiative =
                        ServiceProcess.start("initiative-service", initiativePort, Ports.free(), settings);
                ServiceProcess reporting =
                        ServiceProcess.start("reporting-service", Ports.free(), Ports.free(), settings)) {
            measure(platform, initiative, token, "W", Integer.getInteger("warmup", 60));
            for (int round = 0; round < ROUNDS; round++) {
                List<Double> millis = measure(platform, initiative, token, "R" + round, SECONDS);
                System.out.printf(
                        "(e) round %d: %d facts at %d/s, POST to visible: p50 %.1f ms, p99 %.1f ms, max %.1f ms (goals 20, 80)%n",
                        round + 1,
                        millis.size(),
                        RATE,
                        millis.get(millis.size() / 2),
                        millis.get(millis.size() * 99 / 100),
                        millis.getLast());
            }
        }
        System.exit(0);
    }

    private static List<Double> measure(
            TestPlatform platform, ServiceProcess initiative, String token, String prefix, long seconds)
            throws Exception {
        ConcurrentLinkedQueue<Posted> posted = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong();
        long total = RATE * seconds;
        long start = System.nanoTime();
        List<Double> millis = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS + 1)) {
            Future<?> watcher = callers.submit(() -> {
                watch(platform, posted, total, millis);
                return null;
            });
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < CONNECTIONS; c++) {
                running.add(callers.submit(() -> {
                    try (Connection connection =
                            new Connection(initiative.port, "/v1/events", token, "application/cloudevents+json")) {
                        long n;
                        while ((n = next.getAndIncrement()) < total) {
                            // sent when it is due, whatever the answers before took: no coordinated omission
                            long due = start + n * TimeUnit.SECONDS.toNanos(1) / RATE;
                            LockSupport.parkNanos(due - System.nanoTime());
                            int status = connection.post(Themes.event("FRESH-" + prefix + "-" + n));
                            if (status != 201) {
                                throw new IllegalStateException("answered " + status);
                            }
                            ConsistencyToken at =
                                    ConsistencyToken.parse(connection.token).getFirst();
                            posted.add(new Posted(at.shard(), at.position(), due));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            watcher.get(60, TimeUnit.SECONDS);
        }
        millis.sort(null);
        return millis;
    }

    private static void watch(
            TestPlatform platform, ConcurrentLinkedQueue<Posted> posted, long total, List<Double> millis)
            throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "reporting_owner");
        properties.setProperty("password", platform.password());
        // what each shard showed and when, so that an answer that arrives later than its fact is still timed rightly
        Map<Integer, Deque<long[]>> seen = new HashMap<>();
        Deque<Posted> open = new ArrayDeque<>();
        try (var connection = DriverManager.getConnection(platform.jdbcUrl("reporting"), properties);
                PreparedStatement cursors = connection.prepareStatement(
                        "SELECT shard, position FROM reporting_v2.reader_cursor WHERE source = 'initiative'")) {
            while (millis.size() < total) {
                try (ResultSet rows = cursors.executeQuery()) {
                    long now = System.nanoTime();
                    while (rows.next()) {
                        Deque<long[]> shard = seen.computeIfAbsent(rows.getInt(1), s -> new ArrayDeque<>());
                        if (shard.isEmpty() || shard.getLast()[0] < rows.getLong(2)) {
                            shard.addLast(new long[] {rows.getLong(2), now});
                        }
                    }
                }
                for (Posted each; (each = posted.poll()) != null; ) {
                    open.add(each);
                }
                open.removeIf(each -> {
                    Deque<long[]> shard = seen.getOrDefault(each.shard(), new ArrayDeque<>());
                    for (long[] step : shard) {
                        if (step[0] >= each.position()) {
                            millis.add((step[1] - each.sentAt()) / 1e6);
                            return true;
                        }
                    }
                    return false;
                });
                seen.values().forEach(shard -> {
                    while (shard.size() > 2_000) {
                        shard.removeFirst();
                    }
                });
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }
}

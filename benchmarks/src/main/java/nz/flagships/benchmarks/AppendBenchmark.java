package nz.flagships.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.AppendSettings;
import nz.flagships.eventstore.store.Appender;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.local.TestPlatform;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Figure (a): facts stored durably by the appender, against the limit: single-row {@code INSERT} and {@code COMMIT} on 32
 * connections into a table with the same columns and the same two unique keys. The two take turns in one run on one
 * server, so that a noisy machine is noisy for both; what is printed is their ratio.
 *
 * <p>Settings: {@code -Drounds=7 -Dseconds=4}.
 */
public final class AppendBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final int SECONDS = Integer.getInteger("seconds", 4);
    private static final int CONNECTIONS = 32;
    private static final int HOT_STREAMS = 16;

    @FunctionalInterface
    private interface Caller {
        /** Stores one fact; returns when it is durable. */
        void store() throws Exception;
    }

    /**
     * Who stores what.
     *
     * @param caller makes the caller of a number from 0
     */
    private record Scene(String name, int callers, IntFunction<Caller> caller) {}

    /**
     * @param server microseconds of processor time of the server per fact
     * @param client the same of this program
     */
    private record Figures(double perSecond, double p50, double p99, double server, double client) {}

    /** Processor time of a PostgreSQL and all its processes. */
    private record Server(ProcessHandle postmaster) {
        static Server of(PGSimpleDataSource source) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
                rows.next();
                return new Server(
                        ProcessHandle.of(rows.getLong(1)).orElseThrow().parent().orElseThrow());
            }
        }

        Duration time() {
            return postmaster
                    .descendants()
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    private AppendBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        TestPlatform platform = TestPlatform.postgres();
        String owner = "initiative_owner";
        String url = platform.jdbcUrl("initiative");
        Flyway.configure()
                .dataSource(url, owner, platform.password())
                .locations("classpath:db/eventstore")
                .placeholders(Map.of("writer", "initiative_writer", "reader", "initiative_reader"))
                .load()
                .migrate();
        PGSimpleDataSource writer = new PGSimpleDataSource();
        writer.setUrl(url);
        writer.setUser("initiative_writer");
        writer.setPassword(platform.password());

        Server server = Server.of(writer);
        try (SingleRowInserts rows = new SingleRowInserts(platform, CONNECTIONS);
                Appender appender = new Appender(writer, settings(), shards -> {}, new SimpleMeterRegistry())) {
            Scene limit = singleRows(rows);
            List<Scene> scenes = List.of(
                    appended(appender, "appender, 8 callers", 8),
                    appended(appender, "appender, 32 callers", 32),
                    appended(appender, "appender, 128 callers", 128),
                    hot(appender, "appender, 128 callers on " + HOT_STREAMS + " streams", 128));
            run(limit, server);
            for (Scene scene : scenes) {
                run(scene, server);
            }
            double[][] ratios = new double[scenes.size()][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                Figures before = run(limit, server);
                List<Figures> figures = new ArrayList<>();
                for (Scene scene : scenes) {
                    figures.add(run(scene, server));
                }
                Figures after = run(limit, server);
                double one = (before.perSecond + after.perSecond) / 2;
                say(
                        "round %d: %s %.0f and %.0f/s, p99 %.1f ms, processor %.0f + %.0f us",
                        round + 1,
                        limit.name(),
                        before.perSecond,
                        after.perSecond,
                        after.p99,
                        after.server,
                        after.client);
                for (int i = 0; i < ratios.length; i++) {
                    Figures figure = figures.get(i);
                    ratios[i][round] = figure.perSecond / one;
                    say(
                            "  %-40s %7.0f/s  p50 %5.2f ms  p99 %6.2f ms  processor %3.0f + %3.0f us  ratio %.2f",
                            scenes.get(i).name(),
                            figure.perSecond,
                            figure.p50,
                            figure.p99,
                            figure.server,
                            figure.client,
                            ratios[i][round]);
                }
            }
            say("%nRatio to %s, the same run:", limit.name());
            for (int i = 0; i < ratios.length; i++) {
                Arrays.sort(ratios[i]);
                say(
                        "  %-40s min %.2f  median %.2f  max %.2f",
                        scenes.get(i).name(), ratios[i][0], ratios[i][ROUNDS / 2], ratios[i][ROUNDS - 1]);
            }
        }
    }

    /** The store's own, or with {@code -Dlanes=} and {@code -Ddeep=} others, to see what they would do. */
    private static AppendSettings settings() {
        AppendSettings usual = AppendSettings.DEFAULT;
        return new AppendSettings(
                usual.queueItems(),
                usual.queueBytes(),
                usual.batchItems(),
                usual.batchBytes(),
                Integer.getInteger("lanes", usual.lanes()),
                Integer.getInteger("deep", usual.deep()),
                usual.patience());
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }

    private static Figures run(Scene scene, Server server) throws Exception {
        LongAdder count = new LongAdder();
        List<long[]> times = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong end = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < scene.callers(); i++) {
            Caller caller = scene.caller().apply(i);
            long[] mine = new long[1 << 17];
            times.add(mine);
            Runnable work = () -> {
                try {
                    go.await();
                    int n = 0;
                    long at = System.nanoTime();
                    while (at < end.get()) {
                        caller.store();
                        long now = System.nanoTime();
                        mine[n++ % mine.length] = now - at;
                        at = now;
                    }
                    count.add(n);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            };
            threads.add(
                    scene.callers() == CONNECTIONS && scene.name().startsWith("single")
                            ? Thread.ofPlatform().unstarted(work)
                            : Thread.ofVirtual().unstarted(work));
        }
        threads.forEach(Thread::start);
        Duration serverBefore = server.time();
        Duration clientBefore = own();
        long begin = System.nanoTime();
        end.set(begin + TimeUnit.SECONDS.toNanos(SECONDS));
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - begin) / 1e9;
        double serverTime = server.time().minus(serverBefore).toNanos() / 1e3;
        double clientTime = own().minus(clientBefore).toNanos() / 1e3;
        long[] all = times.stream()
                .flatMapToLong(Arrays::stream)
                .filter(time -> time > 0)
                .sorted()
                .toArray();
        return new Figures(
                count.sum() / took,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6,
                serverTime / count.sum(),
                clientTime / count.sum());
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Scene singleRows(SingleRowInserts rows) {
        return new Scene(
                "single rows on " + rows.connections() + " connections",
                rows.connections(),
                number -> () -> rows.store(number));
    }

    private static AppendItem item(String stream, long expected, byte[] before, long number) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = Instant.now();
        String data = Observations.data(number);
        byte[] hash = HashChain.next(
                before, stream, expected + 1, id, Observations.TYPE, data, Observations.METADATA, now, now, now);
        return new AppendItem(
                List.of(new AppendItem.Key(
                        new IdempotencyKey("POLICE", "/police/recorded-crime", "2014-" + number),
                        hash,
                        stream,
                        expected + 1)),
                List.of(),
                List.of(new AppendItem.Write(
                        stream,
                        expected,
                        List.of(new AppendItem.NewEvent(
                                id, Observations.TYPE, data, Observations.METADATA, now, now, now, hash)))),
                List.of(),
                List.of());
    }

    private static void stored(CompletionStage<AppendResult> stage) {
        AppendResult result = stage.toCompletableFuture().join();
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException("Not stored: " + result);
        }
    }

    private static Scene appended(Appender appender, String name, int callers) {
        return new Scene(name, callers, number -> () -> {
            long next = Observations.next();
            stored(appender.append(item(Observations.stream(next), 0, HashChain.start(), next)));
        });
    }

    /** A stream that many write to: as in the kernel, each decision builds on the one before, which may be on its way. */
    private static final class HotStream {
        private final String name = "series/HOT:" + Observations.next();
        private long version;
        private byte[] hash = HashChain.start();

        synchronized CompletionStage<AppendResult> append(Appender appender) {
            AppendItem item = item(name, version, hash, Observations.next());
            version++;
            hash = item.writes().getFirst().events().getFirst().hash();
            return appender.append(item);
        }
    }

    private static Scene hot(Appender appender, String name, int callers) {
        List<HotStream> streams = new ArrayList<>();
        for (int i = 0; i < HOT_STREAMS; i++) {
            streams.add(new HotStream());
        }
        return new Scene(name, callers, number -> {
            HotStream stream = streams.get(number % HOT_STREAMS);
            return () -> stored(stream.append(appender));
        });
    }
}

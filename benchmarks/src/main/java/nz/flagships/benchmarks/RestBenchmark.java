package nz.flagships.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nz.flagships.local.Ports;
import nz.flagships.local.TestPlatform;

/**
 * Figure (b): REST commands per second over 64 connections, against single-row {@code INSERT} + {@code COMMIT} on 32
 * connections into a table with the same columns and the same two unique keys, in alternating rounds of one run.
 *
 * <p>A command is one {@code ThemeDefined} posted to {@code POST /v1/events}: a token checked, JSON read and validated, a
 * decision, a new stream, an idempotency key, an event, durable when answered. The relay publishes meanwhile.
 */
public final class RestBenchmark {
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final long SECONDS = Integer.getInteger("seconds", 8);
    // Until the compiler is done with what a request runs through; it shares the two cores.
    private static final long WARM_UP = Integer.getInteger("warmup", 60);

    private RestBenchmark() {}

    /** Prints both figures of every round and the ratio's minimum, median and maximum. */
    public static void main(String[] arguments) throws Exception {
        Path.of("target").toFile().mkdirs();
        TestPlatform platform = TestPlatform.postgresAndKafka();
        String token = platform.tokens().token("JUSTICE", "steward");
        List<Double> ratios = new ArrayList<>();
        try (SingleRowInserts limit = new SingleRowInserts(platform, 32);
                ServiceProcess service =
                        ServiceProcess.start("initiative-service", Ports.free(), Ports.free(), platform.settings())) {
            limit.run(SECONDS);
            rest(service, token, "W", WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                double inserts = limit.run(SECONDS);
                double commands = rest(service, token, "R" + round, SECONDS);
                ratios.add(commands / inserts);
                System.out.printf(
                        "round %d: INSERT+COMMIT %.0f/s, REST %.0f/s, ratio %.2f%n",
                        round + 1, inserts, commands, commands / inserts);
            }
        }
        ratios.sort(null);
        System.out.printf(
                "(b) REST, %d connections: ratio min %.2f median %.2f max %.2f (goal 0.8)%n",
                CONNECTIONS, ratios.getFirst(), ratios.get(ratios.size() / 2), ratios.getLast());
        System.exit(0);
    }

    private static double rest(ServiceProcess service, String token, String prefix, long seconds) throws Exception {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < CONNECTIONS; c++) {
                String mine = "BENCH-" + prefix + "-" + c + "-";
                running.add(callers.submit(() -> {
                    try (Connection connection =
                            new Connection(service.port, "/v1/events", token, "application/cloudevents+json")) {
                        for (long i = 0; System.nanoTime() < end; i++) {
                            int status = connection.post(Themes.event(mine + i));
                            if (status != 201) {
                                throw new IllegalStateException("answered " + status);
                            }
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
}

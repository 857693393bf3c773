package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Kafka is taken away and comes back, then PostgreSQL; what each probe, metric and alert says at each moment is written to
 * {@code target/outages.md}. {@code -Doutages.seconds=60} makes it a minute each.
 */
class OutagesST {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("outages.seconds", 20));
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Map<String, Integer> SERVICES = new TreeMap<>(Map.of(
            "case-service", Flagships.CASE,
            "initiative-service", Flagships.INITIATIVE,
            "reporting-service", Flagships.REPORTING));

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> themes = ConcurrentHashMap.newKeySet();
    private final Set<String> cases = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Moment> moments = new ArrayList<>();
    private volatile String phase = "before";
    private long began;

    /** What a caller met: 0 is no answer at all. */
    private record Answer(String what, int status, boolean saysWhenToRetry, Duration took) {
        String said() {
            return (status == 0 ? "none" : Integer.toString(status))
                    + (status == 503 && saysWhenToRetry ? " with Retry-After" : "");
        }
    }

    /** What was to be seen at one time. */
    private record Moment(
            long second,
            String phase,
            Map<String, String> probes,
            List<Answer> answers,
            Map<String, String> metrics,
            Map<String, String> alerts,
            Map<String, Long> logLines) {
        List<Answer> of(String what) {
            return answers.stream().filter(a -> a.what.equals(what)).toList();
        }

        String answered(String what) {
            Map<String, Long> said =
                    of(what).stream().collect(Collectors.groupingBy(Answer::said, TreeMap::new, Collectors.counting()));
            double longest = of(what).stream()
                    .mapToDouble(a -> a.took.toMillis() / 1000.0)
                    .max()
                    .orElse(0);
            return said.isEmpty()
                    ? "waits"
                    : String.join(", ", said.keySet())
                            + (longest < 1 ? "" : String.format(Locale.ROOT, " (%.0f s)", longest));
        }

        /** What a reader of the timeline would call another state. */
        List<Object> state() {
            Set<String> said = answers.stream().map(Answer::said).collect(Collectors.toCollection(TreeSet::new));
            return List.of(phase, probes, said, alerts);
        }
    }

    @Test
    void a_minute_without_kafka_and_one_without_postgresql() throws Exception {
        try (Flagships system = Flagships.fresh("outages", 17_000)) {
            system.run("up", "--detach", "--no-demo");
            String steward = system.token("JUSTICE", List.of("steward"), "");
            String police = system.token("POLICE", List.of("agency-system"), "");
            Load.referenceData(system, steward);
            long before = committed(system.settled());
            began = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            try (PrometheusServer prometheus = PrometheusServer.start(
                            system.http,
                            system.home().resolveSibling("outages-prometheus-" + System.currentTimeMillis()),
                            SERVICES.values().stream()
                                    .map(port -> port + 18_000)
                                    .toList());
                    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                    AutoCloseable enough = () -> going.set(false)) {
                running.add(callers.submit(() -> post(system, steward, Flagships.INITIATIVE)));
                running.add(callers.submit(() -> post(system, police, Flagships.CASE)));
                running.add(callers.submit(() -> ask(system)));
                running.add(callers.submit(() -> watch(system, prometheus, callers)));
                pause(Duration.ofSeconds(12));

                phase = "Kafka is away";
                system.kill("kafka");
                pause(AWAY);
                phase = "Kafka comes back";
                system.run("up", "--detach", "--no-demo");
                system.settledWhileWritten();
                pause(Duration.ofSeconds(15));

                phase = "PostgreSQL is away";
                system.kill("postgres");
                pause(AWAY);
                phase = "PostgreSQL comes back";
                system.run("up", "--detach", "--no-demo");
                pause(Duration.ofSeconds(20));

                going.set(false);
                for (Future<?> one : running) {
                    one.get(1, TimeUnit.MINUTES);
                }
                panels(prometheus);
            }

            JsonNode continuity = system.settled();
            report(continuity, before);
            whatMustHold(continuity, before, system);
        }
    }

    private void whatMustHold(JsonNode continuity, long before, Flagships system) {
        // Nothing acknowledged is lost, nothing is there twice.
        assertThat(continuity.get("missing").asLong()).isZero();
        assertThat(committed(continuity) - before).isEqualTo(themes.size() + cases.size());
        Set<String> shown = new HashSet<>();
        system.rows("/v1/themes").forEach(row -> shown.add(row.get("code").asText()));
        assertThat(shown).containsAll(themes);

        for (Moment moment : moments) {
            // The process lives, whatever is away.
            assertThat(moment.probes)
                    .as(moment.toString())
                    .allSatisfy((service, probe) -> assertThat(probe).matches("UP/UP/(UP|DOWN|slow)"));
            // Whoever is turned away is told when to come again, and nobody waits for ever.
            for (Answer answer : moment.answers) {
                assertThat(answer.status).as(answer.toString()).isIn(200, 201, 503);
                assertThat(answer.status == 503 && !answer.saysWhenToRetry)
                        .as(answer.toString())
                        .isFalse();
                assertThat(answer.took).as(answer.toString()).isLessThan(Duration.ofSeconds(20));
            }
        }
        assertThat(during("before"))
                .anySatisfy(moment -> assertThat(moment.metrics)
                        .containsEntry("missing", "0")
                        .containsEntry("oldest unpublished", "0 s"));
        List<Moment> withoutKafka = during("Kafka is away");
        assertThat(withoutKafka).isNotEmpty().allSatisfy(moment -> {
            assertThat(moment.probes.values()).as(moment.toString()).doesNotContain("UP/UP/DOWN");
            assertThat(moment.answers).as(moment.toString()).noneMatch(answer -> answer.status == 503);
        });
        List<Moment> withoutPostgres = during("PostgreSQL is away");
        assertThat(withoutPostgres)
                .anySatisfy(moment ->
                        assertThat(moment.probes.get("initiative-service")).isEqualTo("UP/UP/DOWN"))
                .anySatisfy(moment -> assertThat(moment.alerts).containsKey("DatabaseAway initiative"))
                // what nobody knows is not shown as if it were known
                .anySatisfy(moment -> assertThat(moment.metrics)
                        .containsEntry("oldest unpublished", "unknown")
                        .containsEntry("missing", "unknown"));
        if (AWAY.toSeconds() >= 60) {
            assertThat(withoutKafka)
                    .anySatisfy(moment -> assertThat(moment.alerts).containsKey("RelayStuck initiative"));
            assertThat(withoutPostgres)
                    .anySatisfy(moment -> assertThat(moment.alerts).containsEntry("DatabaseAway initiative", "firing"));
        }
        // A log that floods fills the disk and hides what matters.
        linesPerSecond().forEach((what, most) -> assertThat(most).as(what).isLessThan(20));
    }

    /** Grafana is not at hand; what its panels ask is asked of Prometheus. Those that show only what is wrong may be empty. */
    private void panels(PrometheusServer prometheus) throws IOException {
        List<String> empty = new ArrayList<>();
        int asked = 0;
        try (var files = Files.list(PrometheusServer.RULES.resolveSibling("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode target : Flagships.tree(Files.readString(file)).findValues("targets").stream()
                        .flatMap(targets -> targets.valueStream())
                        .toList()) {
                    String query = target.get("expr")
                            .asText()
                            .replace("$__rate_interval", "1m")
                            .replace("$namespace", ".*");
                    asked++;
                    if (!prometheus.answers(query)) {
                        empty.add(file.getFileName() + ": " + query);
                    }
                }
            }
        }
        System.out.printf(
                "%d queries of the dashboards, %d without data:%n%s%n", asked, empty.size(), String.join("\n", empty));
        assertThat(empty).allMatch(query -> query.matches("(?s).*( > 0|ALERTS).*"), "shows only what is wrong");
    }

    private List<Moment> during(String which) {
        return moments.stream().filter(m -> m.phase.equals(which)).toList();
    }

    /** The most lines per second that a service wrote over five seconds and more of a phase. */
    private Map<String, Double> linesPerSecond() {
        Map<String, Double> most = new TreeMap<>();
        for (int i = 0; i < moments.size(); i++) {
            Moment from = moments.get(i);
            moments.stream()
                    .filter(to -> to.second >= from.second + 5 && to.phase.equals(from.phase))
                    .findFirst()
                    .ifPresent(to -> to.logLines.forEach((service, lines) -> most.merge(
                            from.phase + ", " + service,
                            (lines - from.logLines.getOrDefault(service, 0L)) / (double) (to.second - from.second),
                            Math::max)));
        }
        return most;
    }

    // --- what goes on meanwhile
    // ---------------------------------------------------------------------------------------

    private void post(Flagships system, String token, int port) {
        boolean ofThemes = port == Flagships.INITIATIVE;
        while (going.get()) {
            String id = "OUT-" + next.incrementAndGet();
            String body = ofThemes ? Load.theme(id) : Load.openCase(id, "");
            while (true) {
                Answer answer = timed(
                        ofThemes ? "POST initiative" : "POST case",
                        () -> system.post(port, "/v1/events", token, Load.STRUCTURED, body));
                if (answer.status == 200 || answer.status == 201) {
                    (ofThemes ? themes : cases).add(id);
                    break;
                }
                pause(PAUSE);
            }
            pause(PAUSE);
        }
    }

    private void ask(Flagships system) {
        while (going.get()) {
            timed("GET reporting", () -> system.get(Flagships.REPORTING, "/v1/themes?limit=1"));
            pause(PAUSE);
        }
    }

    private interface Call {
        HttpResponse<String> answer();
    }

    private Answer timed(String what, Call call) {
        long from = System.nanoTime();
        Answer answer;
        try {
            HttpResponse<String> response = call.answer();
            answer = new Answer(
                    what,
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").isPresent(),
                    Duration.ofNanos(System.nanoTime() - from));
        } catch (UncheckedIOException e) {
            answer = new Answer(what, 0, false, Duration.ofNanos(System.nanoTime() - from));
        }
        answers.add(answer);
        return answer;
    }

    private void watch(Flagships system, PrometheusServer prometheus, ExecutorService threads) {
        while (going.get()) {
            long from = System.nanoTime();
            String during = phase;
            Map<String, Future<String>> probes = new LinkedHashMap<>();
            Map<String, Future<Scrape>> scrapes = new LinkedHashMap<>();
            SERVICES.forEach((service, port) -> {
                probes.put(service, threads.submit(() -> probes(system, port + 1000)));
                scrapes.put(service, threads.submit(() -> Scrape.of(body(system, port + 1000, "/q/metrics"))));
            });
            List<Answer> met = new ArrayList<>();
            for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
                met.add(answer);
            }
            Map<String, Long> lines = new TreeMap<>();
            SERVICES.keySet().forEach(service -> lines.put(service, lines(system.log(service))));
            Map<String, String> said = new TreeMap<>();
            probes.forEach((service, probe) -> said.put(service, done(probe, "slow/slow/slow")));
            @Nullable Scrape initiative = scraped(scrapes.get("initiative-service"));
            @Nullable Scrape reporting = scraped(scrapes.get("reporting-service"));
            Map<String, String> metrics = new LinkedHashMap<>();
            metrics.put(
                    "oldest unpublished",
                    initiative == null ? "?" : seconds(initiative.max("flagships_relay_oldest_unpublished_seconds")));
            metrics.put("relay failing", initiative == null ? "?" : number(initiative.max("flagships_relay_failing")));
            metrics.put(
                    "database reachable",
                    initiative == null ? "?" : number(initiative.max("flagships_database_reachable")));
            metrics.put("behind", reporting == null ? "?" : number(reporting.sum("flagships_reader_lag")));
            metrics.put("for", reporting == null ? "?" : seconds(reporting.max("flagships_reader_age_seconds")));
            metrics.put("missing", reporting == null ? "?" : number(reporting.sum("flagships_continuity_missing")));
            moments.add(new Moment(
                    TimeUnit.NANOSECONDS.toSeconds(from - began),
                    during,
                    said,
                    met,
                    metrics,
                    prometheus.alerts(),
                    lines));
            pause(STEP.minusNanos(System.nanoTime() - from));
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String seconds(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.0f s", value);
    }

    private static String probes(Flagships system, int port) {
        return probe(system, port, "started") + "/" + probe(system, port, "live") + "/" + probe(system, port, "ready");
    }

    private static String probe(Flagships system, int port, String which) {
        try {
            return system.http
                                    .send(
                                            system.request(port, "/q/health/" + which)
                                                    .timeout(Duration.ofSeconds(6))
                                                    .GET()
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .statusCode()
                            == 200
                    ? "UP"
                    : "DOWN";
        } catch (IOException e) {
            return "slow";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "slow";
        }
    }

    private static String body(Flagships system, int port, String path) {
        HttpRequest request =
                system.request(port, path).timeout(Duration.ofSeconds(3)).GET().build();
        return system.send(request).body();
    }

    private static String done(Future<String> future, String otherwise) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    private static @Nullable Scrape scraped(@Nullable Future<Scrape> future) {
        try {
            return future == null ? null : future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static long lines(Path log) {
        try (var all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void pause(Duration time) {
        if (time.isPositive()) {
            LockSupport.parkNanos(time.toNanos());
        }
    }

    private static long committed(JsonNode continuity) {
        long sum = 0;
        for (JsonNode source : continuity.get("sources")) {
            sum += source.get("committed").asLong();
        }
        return sum;
    }

    // --- the timeline
    // --------------------------------------------------------------------------------------------------

    /** A row whenever something changed, and at least every ten seconds. */
    private void report(JsonNode continuity, long before) throws IOException {
        StringBuilder table = new StringBuilder();
        table.append(
                "| s | | started/live/ready: initiative | case | reporting | POST initiative | POST case | GET reporting"
                        + " | oldest unpublished | relay failing | database reachable | reader behind, for | missing | pending | firing |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        List<Object> last = List.of();
        long printed = -100;
        for (Moment m : moments) {
            if (!m.state().equals(last) || m.second - printed >= 10) {
                table.append("| ")
                        .append(String.join(
                                " | ",
                                List.of(
                                        Long.toString(m.second),
                                        m.phase,
                                        m.probes.getOrDefault("initiative-service", "?"),
                                        m.probes.getOrDefault("case-service", "?"),
                                        m.probes.getOrDefault("reporting-service", "?"),
                                        m.answered("POST initiative"),
                                        m.answered("POST case"),
                                        m.answered("GET reporting"),
                                        m.metrics.getOrDefault("oldest unpublished", "?"),
                                        m.metrics.getOrDefault("relay failing", "?"),
                                        m.metrics.getOrDefault("database reachable", "?"),
                                        m.metrics.getOrDefault("behind", "?") + ", "
                                                + m.metrics.getOrDefault("for", "?"),
                                        m.metrics.getOrDefault("missing", "?"),
                                        alerts(m, "pending"),
                                        alerts(m, "firing"))))
                        .append(" |\n");
                last = m.state();
                printed = m.second;
            }
        }
        table.append("\nAcknowledged: ")
                .append(themes.size())
                .append(" themes, ")
                .append(cases.size())
                .append(" cases. Stored: ")
                .append(committed(continuity) - before)
                .append(". Missing: ")
                .append(continuity.get("missing").asLong())
                .append(".\n\nLines of log a second, at most:\n\n");
        linesPerSecond().forEach((what, most) -> table.append(String.format(Locale.ROOT, "- %s: %.1f%n", what, most)));
        Files.writeString(Path.of("target/outages.md"), table.toString());
        System.out.println(table);
    }

    /** Each alert once, with the services it is about. */
    private static String alerts(Moment moment, String state) {
        Map<String, Set<String>> services = new TreeMap<>();
        moment.alerts.forEach((alert, is) -> {
            if (is.equals(state)) {
                String[] nameAndService = alert.split(" ", 2);
                Set<String> of = services.computeIfAbsent(nameAndService[0], name -> new TreeSet<>());
                if (nameAndService.length > 1) {
                    of.add(nameAndService[1]);
                }
            }
        });
        return services.entrySet().stream()
                .map(e -> e.getKey() + (e.getValue().isEmpty() ? "" : " (" + String.join(", ", e.getValue()) + ")"))
                .collect(Collectors.joining(", "));
    }
}

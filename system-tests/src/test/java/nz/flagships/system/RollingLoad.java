package nz.flagships.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Agencies and dashboards, as they should be written: whoever gets no answer, or is told to come back, sends the same
 * again. Each such failure is counted by its kind; an answer that no retry mends ends the caller, and the test.
 */
final class RollingLoad implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String EVENTS = "/v1/events";
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final int LINES = 60;

    private final TwoOfEach system;
    private final String steward;
    private final String police;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger days = new AtomicInteger();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile boolean enough;
    private volatile String lastTheme = "";
    private volatile String lastToken = "";
    private String referenceTokens = "";

    /** What was acknowledged, by what it is called in the read models. */
    final Set<String> themes = ConcurrentHashMap.newKeySet();

    final Set<String> cases = ConcurrentHashMap.newKeySet();
    /** Measure, colon, region, blank, day. */
    final Set<String> observations = ConcurrentHashMap.newKeySet();

    RollingLoad(TwoOfEach system) {
        this.system = system;
        steward = system.tokens.token("JUSTICE", "steward");
        police = system.tokens.token("POLICE", "agency-system");
    }

    /** One theme, at once. */
    void oneTheme() {
        theme();
    }

    /** Themes that nobody has posted, an event a line. */
    List<String> lines(int count) {
        return Stream.generate(() -> "LOAD-" + next.incrementAndGet())
                .limit(count)
                .map(code -> event("initiative.ThemeDefined", code, code, "{\"name\":\"Load\"}"))
                .toList();
    }

    /** The headers that a steward sends. */
    Map<String, String> steward() {
        return Map.of("Authorization", "Bearer " + steward);
    }

    int acknowledged() {
        return themes.size() + cases.size() + observations.size();
    }

    /** What happened, by kind, since the beginning. */
    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((kind, count) -> now.put(kind, count.sum()));
        return now;
    }

    /** The codes that cases and observations need. */
    void referenceData() {
        List<List<String>> facts = List.of(
                List.of(
                        "AgencyRegistered",
                        "POLICE",
                        "{\"name\":\"Police\",\"flagshipPartner\":true,\"fundMember\":true}"),
                List.of("ThemeDefined", "LOAD-THEME", "{\"name\":\"Load\"}"),
                List.of("RegionDefined", "LOAD-NZ", "{\"name\":\"Load\",\"kind\":\"COUNTRY\"}"),
                List.of(
                        "RegionDefined",
                        "LOAD-AREA",
                        "{\"name\":\"Load\",\"kind\":\"PROGRAMME_AREA\",\"parent\":\"LOAD-NZ\"}"),
                List.of("RegionDefined", "LOAD-BEAT", "{\"name\":\"Load\",\"kind\":\"POLICE_AREA\"}"),
                List.of(
                        "ProgrammeDefined",
                        "LOAD-PROGRAMME",
                        "{\"name\":\"Load\",\"partners\":[\"POLICE\"],\"regions\":[\"LOAD-AREA\"]}"),
                List.of("MeasureDefined", "LOAD-STOCK", """
                        {"name":"Load","kind":"STOCK","unit":"people","direction":"LOWER_BETTER","geography":"OCCURRENCE","sensitivity":"AGGREGATE"}"""),
                List.of("MeasureDefined", "LOAD-TAGGED", """
                        {"name":"Load","kind":"STOCK","unit":"people","direction":"LOWER_BETTER","geography":"OCCURRENCE","sensitivity":"AGGREGATE"}"""));
        List<String> tokens = new ArrayList<>();
        for (List<String> fact : facts) {
            String id = fact.get(0) + "-" + fact.get(1);
            post("initiative-service", steward, event("initiative." + fact.get(0), id, fact.get(1), fact.get(2)))
                    .headers()
                    .firstValue("Consistency-Token")
                    .ifPresent(tokens::add);
        }
        referenceTokens = String.join(",", tokens);
        themes.add("LOAD-THEME");
    }

    void start() {
        for (int i = 0; i < 3; i++) {
            caller(this::theme);
            caller(this::open);
            caller(this::observe);
        }
        caller(this::upload);
        caller(this::twice);
        String stream = "/v1/series/LOAD-TAGGED:LOAD-BEAT";
        caller(() -> observeIfUnchanged(stream));
        caller(this::readBack);
        caller(this::watchUnchanged);
        caller(this::whereabouts);
        running.add(callers.submit(this::listen));
        running.add(callers.submit(this::listen));
    }

    private void caller(Runnable work) {
        running.add(callers.submit(() -> {
            while (!enough) {
                work.run();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }));
    }

    /** Fails with what ended a caller, if anything did. */
    void check() throws Exception {
        for (Future<?> caller : running) {
            if (caller.isDone()) {
                caller.get();
            }
        }
    }

    void end() throws Exception {
        enough = true;
        for (Future<?> caller : running) {
            caller.get(2, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        enough = true;
        callers.shutdownNow();
    }

    // --- agencies

    private void theme() {
        String code = "LOAD-" + next.incrementAndGet();
        HttpResponse<String> answer = post(
                "initiative-service", steward, event("initiative.ThemeDefined", code, code, "{\"name\":\"Load\"}"));
        themes.add(code);
        lastTheme = code;
        lastToken = answer.headers().firstValue("Consistency-Token").orElseThrow();
    }

    private void open() {
        String ref = "LOAD-" + next.incrementAndGet();
        post("case-service", police, """
                {"specversion":"1.0","type":"nz.flagships.case.CaseOpened.v1","source":"urn:example:load","id":"%s","externalref":"%s","data":%s}""".formatted(ref, ref, """
                        {"openedOn":"2026-01-15","region":"LOAD-AREA","themes":["LOAD-THEME"],"legalBasis":"CONSENT","programme":"LOAD-PROGRAMME"}"""));
        cases.add(ref);
    }

    /** Several callers, both replicas, one stream: each loses against the others now and then and must decide again. */
    private void observe() {
        int number = next.incrementAndGet();
        String day = day(days.incrementAndGet());
        post(
                "initiative-service",
                police,
                event(
                        "initiative.ObservationRecorded",
                        "LOAD-" + number,
                        "LOAD-STOCK:LOAD-BEAT",
                        observation(day, number)));
        observations.add("LOAD-STOCK:LOAD-BEAT " + day);
    }

    /** Reads, and writes only if nothing has changed since: as the only writer it must never be told that something has. */
    private void observeIfUnchanged(String path) {
        int number = next.incrementAndGet();
        String day = day(days.incrementAndGet());
        URI series = URI.create(TwoOfEach.url("initiative-service") + path);
        boolean begun = observations.stream().anyMatch(o -> o.startsWith("LOAD-TAGGED"));
        HttpRequest.Builder write = HttpRequest.newBuilder(
                        URI.create(TwoOfEach.url("initiative-service") + path + "/record-observation"))
                .header("Authorization", "Bearer " + police)
                .header("Idempotency-Key", "LOAD-" + number)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(observation(day, number)));
        if (begun) {
            HttpResponse<String> read = persist(HttpRequest.newBuilder(series)
                    .header("Authorization", "Bearer " + police)
                    .GET());
            write.header("If-Match", read.headers().firstValue("ETag").orElseThrow());
        }
        persist(write);
        observations.add("LOAD-TAGGED:LOAD-BEAT " + day);
    }

    /** Many lines in one request. */
    private void upload() {
        List<String> codes = Stream.generate(() -> "LOAD-" + next.incrementAndGet())
                .limit(LINES)
                .toList();
        String body = String.join(
                "\n",
                codes.stream()
                        .map(code -> event("initiative.ThemeDefined", code, code, "{\"name\":\"Load\"}"))
                        .toList());
        boolean again = true;
        while (again) {
            HttpResponse<String> answer =
                    persist(HttpRequest.newBuilder(URI.create(TwoOfEach.url("initiative-service") + EVENTS))
                            .header("Authorization", "Bearer " + steward)
                            .header("Content-Type", "application/x-ndjson")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
            again = false;
            int lines = 0;
            for (String line : answer.body().split("\n")) {
                JsonNode result = Flagships.tree(line);
                lines++;
                String what = result.path("result").asText();
                if (what.equals("rejected")
                        && result.path("problem").path("status").asInt() == 503) {
                    count("line of an upload: 503");
                    again = true;
                } else if (!what.equals("stored") && !what.equals("duplicate")) {
                    throw new AssertionError(line);
                }
            }
            if (lines != LINES) {
                throw new AssertionError(lines + " of " + LINES + " lines were answered");
            }
        }
        themes.addAll(codes);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }

    /** The same fact to both replicas at once: one stores it, the other calls it a duplicate. */
    private void twice() {
        List<Replica> both = system.balancer("initiative-service").ready();
        if (both.size() < 2) {
            return;
        }
        String code = "LOAD-" + next.incrementAndGet();
        String event = event("initiative.ThemeDefined", code, code, "{\"name\":\"Load\"}");
        List<Integer> statuses = both.stream()
                .map(replica -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return system.http
                                        .send(
                                                request("http://localhost:" + replica.port() + EVENTS, steward, event)
                                                        .build(),
                                                HttpResponse.BodyHandlers.ofString())
                                        .statusCode();
                            } catch (IOException e) {
                                return 0; // it leaves just now; what became of the fact is asked below
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        callers))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        if (statuses.stream().allMatch(status -> status == 201)
                || statuses.stream()
                        .anyMatch(status -> status != 0 && status != 200 && status != 201 && status != 503)) {
            throw new AssertionError("The same fact posted to both at once: " + statuses);
        }
        if (statuses.contains(201) && statuses.contains(200)) {
            count("same fact to both at once: 201 and 200");
        }
        post("initiative-service", steward, event);
        themes.add(code);
    }

    // --- dashboards

    /** Reads what somebody has just written. */
    private void readBack() {
        String theme = lastTheme;
        if (theme.isEmpty()) {
            return;
        }
        HttpResponse<String> answer = persist(
                HttpRequest.newBuilder(URI.create(TwoOfEach.url("reporting-service") + "/v1/themes?code=" + theme))
                        .header("Consistency-Token", lastToken)
                        .GET());
        if (Flagships.tree(answer.body()).path("rows").size() != 1) {
            throw new AssertionError(theme + " was acknowledged and is not on show: " + answer.body());
        }
        count("read back");
    }

    /** Asks again and again by entity tag; from whichever replica. */
    private void watchUnchanged() {
        URI outcomes = URI.create(
                TwoOfEach.url("reporting-service") + "/v1/outcomes?measure=LOAD-STOCK&region=LOAD-BEAT&limit=5");
        HttpResponse<String> first = persist(HttpRequest.newBuilder(outcomes)
                .header("Consistency-Token", referenceTokens)
                .GET());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = persist(
                HttpRequest.newBuilder(outcomes).header("If-None-Match", tag).GET());
        if (second.statusCode() == 200
                && tag.equals(second.headers().firstValue("ETag").orElseThrow())) {
            throw new AssertionError("The same tag, and yet an answer");
        }
        count("asked by entity tag");
    }

    private void whereabouts() {
        String theme = lastTheme;
        if (theme.isEmpty()) {
            return;
        }
        HttpResponse<String> answer = persist(HttpRequest.newBuilder(URI.create(
                        TwoOfEach.url("initiative-service") + EVENTS + "?source=urn:example:load&id=" + theme))
                .header("Authorization", "Bearer " + steward)
                .GET());
        if (!Flagships.tree(answer.body()).path("stored").asBoolean()) {
            throw new AssertionError(theme + " was acknowledged and is not stored: " + answer.body());
        }
    }

    /** Live updates: whoever is sent away comes back. */
    private void listen() {
        while (!enough) {
            try {
                HttpResponse<Stream<String>> live = system.http.send(
                        HttpRequest.newBuilder(URI.create(TwoOfEach.url("reporting-service") + "/v1/live"))
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
                if (live.statusCode() != 200) {
                    count("live updates: " + live.statusCode());
                } else {
                    try (Stream<String> lines = live.body()) {
                        Iterator<String> each = lines.iterator();
                        while (!enough && each.hasNext()) {
                            each.next();
                        }
                    }
                    count("live updates ended in order");
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                count("live updates cut");
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    // --- sending

    private static String event(String type, String id, String subject, String data) {
        return """
                {"specversion":"1.0","type":"nz.flagships.%s.v1","source":"urn:example:load","id":"%s","subject":"%s","data":%s}""".formatted(type, id, subject, data);
    }

    /** A day of its own, none of them to come. */
    private static String day(int number) {
        return LocalDate.of(1910, 1, 1).plusDays(number).toString();
    }

    private static String observation(String day, int value) {
        return "{\"period\":\"" + day + "\",\"value\":" + value + ",\"status\":\"A\"}";
    }

    private static HttpRequest.Builder request(String address, String token, String body) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", CLOUD_EVENT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String service, String token, String body) {
        return persist(request(TwoOfEach.url(service) + EVENTS, token, body));
    }

    /** Sends the same until it is answered for good. */
    private HttpResponse<String> persist(HttpRequest.Builder request) {
        HttpRequest same = request.timeout(Duration.ofSeconds(30)).build();
        boolean unanswered = false;
        while (true) {
            Duration pause = Duration.ofMillis(100);
            try {
                HttpResponse<String> answer = system.http.send(same, HttpResponse.BodyHandlers.ofString());
                int status = answer.statusCode();
                if (status == 200 || status == 201 || status == 304) {
                    if (unanswered
                            && same.method().equals("POST")
                            && answer.body().contains("\"duplicate\"")) {
                        // It was stored, and whoever sent it was not told.
                        count("cut: taken and not answered");
                    }
                    return answer;
                }
                boolean patience = answer.headers().firstValue("Retry-After").isPresent();
                if (!patience || status != 503 && status != 422) {
                    throw new AssertionError(same.method() + " " + same.uri() + ": " + status + " " + answer.body());
                }
                count(status + " with Retry-After: "
                        + Flagships.tree(answer.body()).path("code").asText());
                pause = Duration.ofMillis(500);
            } catch (ConnectException e) {
                count("no connection");
            } catch (HttpTimeoutException e) {
                count("no answer in 30 s");
                unanswered = true;
            } catch (IOException e) {
                count("connection ended without an answer");
                unanswered = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void count(String kind) {
        counts.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }
}

package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.rest.metrics.Foreign;
import nz.flagships.rest.metrics.Metric;
import nz.flagships.rest.metrics.Metric.Kind;
import nz.flagships.system.OtlpReceiver.Span;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the running services tell of themselves: metrics, traces, logs; and that none of it is about people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityST {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String PARENT = "00f067aa0ba902b7";
    /** Invented, and like nothing else that is there. */
    private static final List<String> PERSONAL = List.of(
            "Zebulon", "Quartermaine", "zq.invented@example.nz", "ZZZ0016", "021-555-0199-77", "17-Nowhere-Terrace");

    private static final String PERSON = String.join(" ", PERSONAL);
    private static final Map<String, Integer> SERVICES = new TreeMap<>(Map.of(
            "initiative-service", Flagships.INITIATIVE,
            "case-service", Flagships.CASE,
            "reporting-service", Flagships.REPORTING));

    private OtlpReceiver receiver;
    private Flagships system;
    private String steward;
    private String police;

    @BeforeAll
    void start() throws IOException {
        receiver = new OtlpReceiver();
        system = Flagships.fresh("observability", 18_000)
                .with("FLAGSHIPS_TRACING_ENABLED", "true")
                .with("FLAGSHIPS_TRACING_RATIO", "1.0")
                .with("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .with("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .with("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
        system.run("up", "--detach", "--no-demo");
        steward = system.token("JUSTICE", List.of("steward"), "");
        police = system.token("POLICE", List.of("agency-system"), "");
        Load.referenceData(system, steward);
        system.settled();
    }

    @AfterAll
    void stop() {
        system.close();
        receiver.close();
    }

    @Test
    void one_trace_goes_from_the_post_to_the_read_model() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        // When an agency posts within a trace of its own
        HttpResponse<String> answer = system.send(system.request(Flagships.INITIATIVE, "/v1/events")
                .header("Authorization", "Bearer " + steward)
                .header("Content-Type", STRUCTURED)
                .header("traceparent", "00-" + trace + "-" + PARENT + "-01")
                .POST(HttpRequest.BodyPublishers.ofString(Load.theme("TRACED")))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

        // Then request, append, publication and both projections are spans of it, below the request
        Flagships.await(
                "the spans", Duration.ofSeconds(30), () -> receiver.spans(trace).size() >= 5);
        List<Span> spans = receiver.spans(trace);
        Map<String, Span> byName = new LinkedHashMap<>();
        spans.forEach(span -> byName.put(span.service() + ": " + span.name(), span));
        assertThat(byName)
                .containsOnlyKeys(
                        "initiative-service: POST /v1/events",
                        "initiative-service: append nz.flagships.initiative.ThemeDefined.v1",
                        "initiative-service: publish ThemeDefined",
                        "reporting-service: project ThemeDefined",
                        "case-service: project ThemeDefined");
        Span post = Objects.requireNonNull(byName.get("initiative-service: POST /v1/events"));
        assertThat(post.parent()).isEqualTo(PARENT);
        assertThat(spans.stream().filter(span -> span != post))
                .allMatch(span -> span.parent().equals(post.id()));
    }

    @Test
    void a_trace_begins_with_the_post_where_the_agency_has_none() {
        // When
        HttpResponse<String> answer =
                system.post(Flagships.CASE, "/v1/events", police, STRUCTURED, Load.openCase("UNTRACED", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

        // Then what was published has a trace, whose spans hang together
        Flagships.await(
                "the projection",
                Duration.ofSeconds(30),
                () -> receiver.all().stream()
                        .anyMatch(span -> span.service().equals("reporting-service")
                                && span.name().equals("project CaseOpened")
                                && receiver.spans(span.trace()).stream()
                                        .anyMatch(first -> first.id().equals(span.parent())
                                                && first.parent().isEmpty()
                                                && first.service().equals("case-service"))));
    }

    @Test
    void only_what_is_declared_is_emitted_and_all_of_it() {
        everythingOnce();
        Set<String> declared = Stream.concat(
                        Arrays.stream(Metric.values()).flatMap(m -> m.samples().stream()),
                        Arrays.stream(Foreign.values()).flatMap(f -> f.samples().stream()))
                .collect(Collectors.toCollection(TreeSet::new));

        // What Kafka's client says of itself is looked for once a minute only.
        Set<String> silent = new TreeSet<>(declared);
        Flagships.await(
                "every metric that is declared",
                Duration.ofSeconds(90),
                () -> {
                    SERVICES.keySet()
                            .forEach(service -> silent.removeAll(scrape(service).names()));
                    return silent.isEmpty();
                },
                silent::toString);

        assertThat(SERVICES.keySet())
                .allSatisfy(service ->
                        assertThat(wrong(service, scrape(service))).as(service).isEmpty());
    }

    /** What the code says of a metric. */
    private record Declared(String name, Kind kind, List<String> labels) {}

    private static List<String> wrong(String service, Scrape scrape) {
        Map<String, Declared> declared = new LinkedHashMap<>();
        for (Metric m : Metric.values()) {
            Declared said = new Declared(m.prometheusName(), m.kind(), m.labels());
            m.samples().forEach(sample -> declared.put(sample, said));
        }
        for (Foreign f : Foreign.values()) {
            Declared said = new Declared(f.prometheusName(), f.kind(), f.labels());
            f.samples().forEach(sample -> declared.put(sample, said));
        }
        List<String> wrong = new ArrayList<>();
        for (String name : scrape.names()) {
            Declared said = declared.get(name);
            if (said == null) {
                wrong.add(name + " is not declared");
                continue;
            }
            Set<String> labels = new TreeSet<>(scrape.labels(name));
            labels.remove("application");
            labels.remove("le");
            labels.remove("topic"); // Kafka's own: the same figure once more per topic
            if (!labels.equals(new TreeSet<>(said.labels))) {
                wrong.add(name + " has the labels " + labels + ", declared are " + said.labels);
            }
            String type = type(scrape, said.name);
            if (!type.equals(said.kind.name().toLowerCase(Locale.ROOT))) {
                wrong.add(name + " is a " + type + ", declared is " + said.kind);
            }
        }
        scrape.samples().stream()
                .filter(s -> !service.equals(s.labels().get("application")))
                .forEach(s -> wrong.add(s.name() + " does not say whose it is"));
        for (Metric metric : Metric.values()) {
            String help = scrape.helps().get(family(scrape, metric.prometheusName()));
            if (help != null && !help.equals(metric.meaning())) {
                wrong.add(metric + " is described as " + help);
            }
        }
        return wrong;
    }

    private static String type(Scrape scrape, String name) {
        return scrape.types().getOrDefault(family(scrape, name), "nothing");
    }

    /** OpenMetrics names the family of a counter without its ending. */
    private static String family(Scrape scrape, String name) {
        return scrape.types().containsKey(name) || !name.endsWith("_total")
                ? name
                : name.substring(0, name.length() - "_total".length());
    }

    /** Something of everything that is only counted once it happened. */
    private void everythingOnce() {
        system.post(Flagships.CASE, "/v1/events", police, STRUCTURED, Load.openCase("ONCE", ""));
        system.get(Flagships.REPORTING, "/v1/themes");
        system.settled();
    }

    private Scrape scrape(String service) {
        HttpResponse<String> answer = system.get(Objects.requireNonNull(SERVICES.get(service)) + 1000, "/q/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Scrape.of(answer.body());
    }

    @Test
    void nothing_of_ours_is_unknown_while_all_is_well() {
        for (int i = 0; i < 50; i++) {
            scrape("reporting-service"); // rubbish enough that a gauge over what nobody keeps would be collected
        }
        assertThat(SERVICES.keySet())
                .allSatisfy(service -> assertThat(scrape(service).samples().stream()
                                .filter(s -> s.name().startsWith("flagships_") && Double.isNaN(s.value())))
                        .as(service)
                        .isEmpty());
    }

    @Test
    void refusals_are_counted_by_rule_and_facts_by_what_became_of_them() {
        double refused = counted("initiative-service", "flagships_refusals_total", "code", "EVT-002");
        double rejected = counted("initiative-service", "flagships_facts_total", "result", "rejected");
        double stored = counted("initiative-service", "flagships_facts_total", "result", "stored");
        double duplicates = counted("initiative-service", "flagships_facts_total", "result", "duplicate");
        String unknown = Load.theme("COUNTED-1").replace("ThemeDefined", "ThemeDreamt");

        // When three lines are posted, of which one is of no type, and then one of them once more by itself
        system.post(
                Flagships.INITIATIVE,
                "/v1/events",
                steward,
                "application/x-ndjson",
                String.join("\n", Load.theme("COUNTED-2"), unknown, Load.theme("COUNTED-3")));
        system.post(Flagships.INITIATIVE, "/v1/events", steward, STRUCTURED, Load.theme("COUNTED-3"));
        system.post(Flagships.INITIATIVE, "/v1/events", steward, STRUCTURED, unknown);

        // Then
        assertThat(counted("initiative-service", "flagships_refusals_total", "code", "EVT-002") - refused)
                .isEqualTo(2);
        assertThat(counted("initiative-service", "flagships_facts_total", "result", "rejected") - rejected)
                .isEqualTo(2);
        assertThat(counted("initiative-service", "flagships_facts_total", "result", "stored") - stored)
                .isEqualTo(2);
        assertThat(counted("initiative-service", "flagships_facts_total", "result", "duplicate") - duplicates)
                .isEqualTo(1);
    }

    private double counted(String service, String metric, String label, String value) {
        return scrape(service).samples().stream()
                .filter(s -> s.name().equals(metric) && value.equals(s.labels().get(label)))
                .mapToDouble(Scrape.Sample::value)
                .sum();
    }

    @Test
    void a_line_of_the_log_is_json_and_says_whose_it_is() throws IOException {
        for (String service : SERVICES.keySet()) {
            List<String> lines = Files.readAllLines(system.log(service));
            List<String> json =
                    lines.stream().filter(line -> line.startsWith("{")).toList();
            assertThat(json).as(service).isNotEmpty();
            for (String line : json) {
                JsonNode said = Flagships.tree(line);
                assertThat(said.path("timestamp").asText()).as(line).endsWith("Z");
                assertThat(said.path("level").asText()).as(line).isNotBlank();
                assertThat(said.path("loggerName").asText()).as(line).isNotBlank();
                assertThat(said.has("message")).as(line).isTrue();
                assertThat(said.path("service").asText()).as(line).isEqualTo(service);
                assertThat(said.path("version").asText()).as(line).isNotBlank();
            }
            // what the JVM says before there is a logger: nothing but its own warnings
            assertThat(lines.stream().filter(line -> !line.startsWith("{")))
                    .as(service)
                    .allMatch(
                            line -> line.startsWith("WARNING:") || line.startsWith("[") || line.isBlank(),
                            "said by the JVM");
        }
    }

    @Test
    void nothing_that_was_posted_about_a_person_gets_into_logs_metrics_traces_or_errors() throws IOException {
        List<String> answers = new ArrayList<>();

        // When it stands everywhere where it can
        String refused = Load.openCase("PERSON-1", ",\"note\":\"" + PERSON + "\"");
        for (int port : List.of(Flagships.INITIATIVE, Flagships.CASE)) {
            for (String body : List.of(
                    refused,
                    Load.theme("PERSON-2").replace("\"Load\"", "\"" + PERSON + "\""),
                    Load.theme("PERSON-3").replace("\"Load\"", "[\"" + PERSON + "\"]"),
                    Load.openCase("PERSON-4", "").replace("LOAD-AREA", PERSON),
                    Load.openCase("PERSON-5", "").replace("2026-01-15", PERSON),
                    Load.openCase("PERSON-6", "").replace("CONSENT", PERSON),
                    Load.openCase(PERSON, ""),
                    "{\"specversion\":\"1.0\",\"type\":\"" + PERSON
                            + "\",\"id\":\"1\",\"source\":\"urn:x\",\"data\":{}}",
                    "{\"name\":\"" + PERSON,
                    "\"" + PERSON + "\"",
                    PERSON,
                    "{\"data\":\"" + PERSON + "\u0000\"}")) {
                for (String type : List.of(
                        STRUCTURED, "application/x-ndjson", "application/cloudevents-batch+json", "text/plain")) {
                    answers.add(
                            system.post(port, "/v1/events", police, type, body).body());
                    answers.add(system.post(port, "/v1/events?dryRun=true", steward, type, body)
                            .body());
                }
            }
        }
        String encoded = PERSON.replace(" ", "%20").replace("@", "%40");
        String header = PERSON;
        for (Map.Entry<String, Integer> service : SERVICES.entrySet()) {
            int port = service.getValue();
            for (String path : List.of(
                    "/v1/events",
                    "/v1/cases",
                    "/v1/cases/" + encoded,
                    "/v1/cases/" + encoded + "/join-agency",
                    "/v1/themes",
                    "/v1/initiatives/" + encoded,
                    "/v1/outcomes",
                    "/v1/" + encoded,
                    "/" + encoded,
                    "/v1/log/" + encoded,
                    "/v1/live/" + encoded)) {
                for (String method : List.of("GET", "POST", "PUT", "OPTIONS", "ZEBULON")) {
                    answers.add(system.send(system.request(
                                            port,
                                            path + "?region=" + encoded + "&period=" + encoded + "&source=" + encoded
                                                    + "&id=" + encoded)
                                    .header("Authorization", "Bearer " + (method.equals("GET") ? header : police))
                                    .header("User-Agent", header)
                                    .header("Accept", header + "/json")
                                    .header("Idempotency-Key", header)
                                    .header("If-Match", "\"" + header + "\"")
                                    .header("Consistency-Token", header)
                                    .header("traceparent", header)
                                    .header("tracestate", header)
                                    .header("baggage", "name=" + encoded)
                                    .header("X-Forwarded-For", header)
                                    .header("X-Request-Id", header)
                                    .header("Cookie", "name=" + encoded)
                                    .header("Content-Type", method.equals("PUT") ? header : "application/json")
                                    .method(
                                            method,
                                            HttpRequest.BodyPublishers.ofString("{\"name\":\"" + PERSON + "\"}"))
                                    .build())
                            .body());
                    answers.add(system.send(system.request(port, path)
                                    .header("Authorization", "Bearer " + police)
                                    .header("Content-Type", "application/json")
                                    .method(
                                            method,
                                            HttpRequest.BodyPublishers.ofString("{\"name\":\"" + PERSON + "\"}"))
                                    .build())
                            .body());
                }
            }
        }
        system.settled();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // the last spans are sent

        // Then none of it is in an answer that refuses (but for the poster's own id of a line), a log, a metric or a
        // span
        SoftAssertions soft = new SoftAssertions();
        soft.assertThat(found(answers.stream()
                        .filter(body -> body.contains("urn:flagships:problem"))
                        .map(body -> body.replaceAll("\"id\":\"[^\"]*\",\"result\"", "\"result\""))
                        .collect(Collectors.joining("\n"))))
                .as("answers")
                .isEmpty();
        try (Stream<Path> logs = Files.walk(system.home().resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                soft.assertThat(found(Files.readString(log))).as(log.toString()).isEmpty();
            }
        }
        for (String service : SERVICES.keySet()) {
            String metrics =
                    system.get(SERVICES.get(service) + 1000, "/q/metrics").body();
            soft.assertThat(found(metrics)).as("metrics of " + service).isEmpty();
        }
        soft.assertThat(found(receiver.everything())).as("traces").isEmpty();
        soft.assertThat(found(Files.readString(system.home().resolve("postgres/server.log"))))
                .as("PostgreSQL's log")
                .isEmpty();
        soft.assertAll();
    }

    /** The lines in which something about the person stands. */
    private static List<String> found(String text) {
        List<String> lines = new ArrayList<>();
        for (String part : PERSONAL) {
            String escaped = part.replace("@", "%40");
            text.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))
                            || line.contains(escaped))
                    .limit(5)
                    .map(line -> line.length() > 600 ? line.substring(0, 600) : line)
                    .forEach(lines::add);
        }
        return lines;
    }
}

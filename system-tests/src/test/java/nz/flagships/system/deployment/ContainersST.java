package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import nz.flagships.local.LocalKafka;
import nz.flagships.local.LocalPostgres;
import nz.flagships.local.Ports;
import nz.flagships.local.Tokens;
import nz.flagships.rest.Deployed;
import nz.flagships.system.LeftOutOneByOne;
import nz.flagships.system.deployment.ComposeFile.Service;
import nz.flagships.system.deployment.Wire.Fate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The images, run as {@code docker-compose.yml} says, on the host's network against the embedded PostgreSQL and Kafka: only
 * addresses and ports are others. Where no engine can be had it says so and is skipped.
 */
@ExtendWith(LeftOutOneByOne.class)
@NullUnmarked // of what Compose may leave unsaid
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersST {
    /** {@code -Dcontainers.tag=dev} takes images that are there, as {@code containers/build} made them. */
    private static final String TAG = System.getProperty("containers.tag", "st");

    private static final int CALLERS = 6;
    private static final Duration PAUSE = Duration.ofMillis(15);
    /** How often each way of starting is measured; {@code -Dcontainers.rounds=5} for figures to keep. */
    private static final int ROUNDS = Integer.getInteger("containers.rounds", 1);

    private static final String CASE_DATA = """
            {"openedOn":"2026-01-15","region":"LOAD-AREA","themes":["LOAD-THEME"],"legalBasis":"CONSENT","programme":"LOAD-PROGRAMME"}""";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path home = Path.of("target", "containers").toAbsolutePath();
    private final LocalPostgres postgres = new LocalPostgres(home.resolve("postgres"), Ports.free(), "superuser");
    private final LocalKafka kafka = new LocalKafka(home.resolve("kafka"), Ports.free());
    private final Map<Deployed, Integer> ports = new EnumMap<>(Deployed.class);
    private final Map<Deployed, Integer> managementPorts = new EnumMap<>(Deployed.class);
    private final ComposeFile compose = ComposeFile.read(read("../docker-compose.yml"), environment());
    private final String suffix = "-st-" + ProcessHandle.current().pid();
    private ContainerEngine engine;
    private Tokens tokens;

    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> themes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cases = new AtomicInteger();

    @BeforeAll
    void containers() {
        engine = ContainerEngine.found();
        if (System.getProperty("containers.tag") == null) {
            engine.build(TAG);
        }
        postgres.start();
        postgres.recreate();
        kafka.start();
        kafka.recreate();
        services().forEach(each -> {
            ports.put(each, Ports.free());
            managementPorts.put(each, Ports.free());
        });
        engine.docker("volume", "create", "keys" + suffix);
        once("keys", Map.of());
        // the tests sign with the key that the one-shot has made
        tokens = Tokens.of(engine.docker(
                "run",
                "--rm",
                "-v",
                "keys" + suffix + ":/keys:ro",
                "--network",
                "none",
                "--entrypoint",
                "cat",
                "flagships/tools:" + TAG,
                "/keys/token-private-key"));
        for (Deployed service : services()) {
            // a rehearsal, too: with "on" the JVM ends at once when it cannot use its AOT cache
            once(service.label().replace("-service", "-migration"), Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"));
        }
        services().forEach(service -> start(service, Map.of()));
        services().forEach(this::awaitReady);
        referenceData();
    }

    @AfterAll
    void nothingStays() {
        if (engine == null) {
            return;
        }
        services().forEach(service -> engine.tried(List.of("rm", "-f", "-v", name(service))));
        engine.tried(List.of("volume", "rm", "-f", "keys" + suffix));
        kafka.stop();
        postgres.stop();
        engine.close();
    }

    @Test
    @Order(1)
    void aFactPostedToOneContainerArrivesOnTheDashboardOfAnother() {
        // When
        HttpResponse<String> posted = send(request(Deployed.INITIATIVE_SERVICE, "/v1/events")
                .header("Authorization", "Bearer " + tokens.token("JUSTICE", "steward"))
                .header("Content-Type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofString(theme("FROM-A-CONTAINER")))
                .build());

        // Then
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(201);
        await("the fact on the dashboard's interface", () -> shown().contains("FROM-A-CONTAINER"));
        themes.add("FROM-A-CONTAINER");
        HttpResponse<String> page = get(Deployed.REPORTING_SERVICE, "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }

    @Test
    @Order(2)
    void aContainerIsNobodyAndCanWriteNowhereButToItsTemporaryFolder() {
        for (Deployed service : services()) {
            String status = engine.docker("exec", name(service), "cat", "/proc/1/status");
            assertThat(status).containsPattern("Uid:\\s+10001\\s").containsPattern("CapEff:\\s+0+\\n");
            assertThat(status).containsPattern("NoNewPrivs:\\s+1");
            // process 1 is Java itself, so that it hears the signal
            assertThat(engine.docker("exec", name(service), "cat", "/proc/1/comm"))
                    .isEqualTo("java");
            assertThat(engine.tried(List.of("exec", name(service), "sh", "-c", "echo x > /app/x"))
                            .exit())
                    .isNotZero();
            assertThat(engine.tried(List.of("exec", name(service), "sh", "-c", "echo x > /etc/x"))
                            .exit())
                    .isNotZero();
            assertThat(engine.tried(List.of("exec", name(service), "sh", "-c", "echo x > /tmp/x"))
                            .exit())
                    .isZero();
        }
    }

    @Test
    @Order(3)
    void theHealthCheckOfComposeSaysWhetherItIsReady() {
        for (Deployed service : services()) {
            List<String> check =
                    compose.services().get(service.label()).healthcheck().test();
            assertThat(check.getFirst()).isEqualTo("CMD");
            List<String> command = new ArrayList<>(List.of("exec", name(service)));
            command.addAll(check.subList(1, check.size() - 1));

            assertThat(engine.tried(with(command, managementPort(service))).exit())
                    .isZero();
            assertThat(engine.tried(with(command, port(service))).exit())
                    .as("no health there")
                    .isNotZero();
            assertThat(engine.tried(with(command, "1")).exit())
                    .as("nobody there")
                    .isNotZero();
        }
    }

    @Test
    @Order(4)
    void theHeapIsAShareOfTheContainersMemoryAndAnOperatorHasTheLastWord() {
        for (Deployed service : services()) {
            double limit = compose.services().get(service.label()).memory();
            assertThat(metric(service, "jvm_memory_max_bytes{", "area=\"heap\"") / limit)
                    .isBetween(0.55, 0.65);
        }
        String flags = engine.docker(
                "run",
                "--rm",
                "--network",
                "none",
                "--memory",
                "512m",
                "-e",
                "JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=33",
                "--entrypoint",
                "java",
                image(Deployed.CASE_SERVICE),
                "-XX:Flags=/app/jvm.flags",
                "-XX:+PrintFlagsFinal",
                "-version");
        assertThat(flags).containsPattern("MaxRAMPercentage\\s+= 33\\.0");
        assertThat(flags).containsPattern("ExitOnOutOfMemoryError\\s+= true");
    }

    @Test
    @Order(5)
    void nothingIsLostAndNothingIsCutWhenEachIsToldToStopUnderLoad() throws Exception {
        long before = committed(settled());
        int already = themes.size() + cases.get();
        Map<Deployed, Map<String, Integer>> all = new EnumMap<>(Deployed.class);
        for (Deployed service : services()) {
            all.put(service, stopUnderLoad(service));
        }

        // Then every request that was taken was answered, and whole
        all.forEach((service, fates) -> {
            assertThat(fates.getOrDefault("cut", 0))
                    .as("answers cut: %s %s", service, fates)
                    .isZero();
            assertThat(fates.getOrDefault("taken without an answer", 0))
                    .as("stored, but not answered: %s %s", service, fates)
                    .isZero();
            assertThat(fates.getOrDefault("answered", 0)).as("load").isGreaterThan(100);
        });
        // And what was acknowledged is stored, published and projected, once each
        JsonNode continuity = settled();
        assertThat(continuity.get("missing").asLong()).isZero();
        assertThat(committed(continuity) - before).isEqualTo(themes.size() + cases.get() - already);
        assertThat(shown()).containsAll(themes);
        System.out.printf(
                "Stopped three containers under load: %d facts acknowledged, %d stored, 0 missing%n",
                themes.size() + cases.get() - already, committed(continuity) - before);
    }

    @Test
    @Order(6)
    void startsAndMemoryAreMeasured() {
        Map<Deployed, String> rows = new EnumMap<>(Deployed.class);
        for (Deployed service : services()) {
            long settled = resident(service);
            List<double[]> cached = new ArrayList<>();
            List<double[]> plain = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                // side by side, so that what else the machine does weighs on both
                cached.add(restarted(service, Map.of()));
                plain.add(restarted(service, Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=off")));
            }
            restarted(service, Map.of());
            rows.put(
                    service,
                    String.format(
                            Locale.ROOT,
                            "| %s | %.1f s | %.1f s | %.2f | %.1f s | %.1f s | %.2f | %d MiB | %d MiB | %d MiB |",
                            service.label(),
                            middle(cached, 0),
                            middle(plain, 0),
                            middle(cached, 0) / middle(plain, 0),
                            middle(cached, 1),
                            middle(plain, 1),
                            middle(cached, 1) / middle(plain, 1),
                            settled >> 20,
                            Math.round(metric(service, "jvm_memory_max_bytes{", "area=\"heap\"")) >> 20,
                            compose.services().get(service.label()).memory() >> 20));
            // The work that is saved can be told on a busy machine, the time cannot.
            assertThat(middle(cached, 1))
                    .as("processor time with the AOT cache")
                    .isLessThan(middle(plain, 1));
        }
        StringBuilder table = new StringBuilder("""
                | service | ready, AOT | ready, without | ratio | CPU, AOT | CPU, without | ratio | resident after load | heap at most | limit |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        rows.values().forEach(row -> table.append(row).append('\n'));
        table.append("\n| image | size | layers |\n|---|---|---|\n");
        Stream.concat(services().stream().map(Deployed::label), Stream.of("tools"))
                .forEach(name -> table.append(sizes(name)));
        System.out.println(table);
    }

    /** Load on every service, and one of them told to stop: what became of the requests to it. */
    private Map<String, Integer> stopUnderLoad(Deployed service) throws Exception {
        Map<String, Integer> fates = new ConcurrentHashMap<>();
        AtomicBoolean going = new AtomicBoolean(true);
        List<Future<?>> running = new ArrayList<>();
        Instant told;
        Instant gone;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                AutoCloseable enough = () -> going.set(false)) {
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> {
                    try (Wire wire = new Wire(Integer.parseInt(port(service)))) {
                        while (going.get()) {
                            LockSupport.parkNanos(PAUSE.toNanos());
                            switch (service) {
                                case INITIATIVE_SERVICE -> {
                                    String code = "LOAD-" + next.incrementAndGet();
                                    untilTaken(wire, tokens.token("JUSTICE", "steward"), theme(code), fates);
                                    themes.add(code);
                                }
                                case CASE_SERVICE -> {
                                    String ref = "LOAD-" + next.incrementAndGet();
                                    untilTaken(wire, tokens.token("POLICE", "agency-system"), opened(ref), fates);
                                    cases.incrementAndGet();
                                }
                                case REPORTING_SERVICE, LAUNCHER -> count(fates, wire.get("/v1/themes?limit=50"));
                            }
                        }
                    }
                }));
            }
            await("load", () -> fates.getOrDefault("answered", 0) > 200);
            told = Instant.now();
            engine.docker("stop", "-t", "40", name(service));
            gone = Instant.now();
            String state = engine.docker("inspect", "-f", "{{.State.ExitCode}} {{.State.OOMKilled}}", name(service));
            assertThat(state).as("how %s ended", service).isIn("143 false", "0 false");
            assertThat(Duration.between(told, gone))
                    .as("%s needed force", service)
                    .isLessThan(Duration.ofSeconds(40));
            engine.docker("start", name(service));
            awaitReady(service);
            int answered = fates.getOrDefault("answered", 0);
            await("load after the start", () -> fates.getOrDefault("answered", 0) > answered + 100);
            going.set(false);
            for (Future<?> caller : running) {
                caller.get(2, TimeUnit.MINUTES);
            }
        }
        System.out.printf(
                "%s stopped under load in %.1f s: %s%n",
                service.label(), Duration.between(told, gone).toMillis() / 1000.0, new TreeMap<>(fates));
        return fates;
    }

    /** Posts until it is answered for good, as a careful agency does; the same id each time. */
    private static void untilTaken(Wire wire, String token, String body, Map<String, Integer> fates) {
        boolean unanswered = false;
        while (true) {
            Fate fate = wire.post("/v1/events", token, body);
            count(fates, fate);
            if (fate instanceof Fate.Answered answered) {
                if (answered.status() == 201 || answered.status() == 200) {
                    if (unanswered && answered.status() == 200) {
                        fates.merge("taken without an answer", 1, Integer::sum);
                    }
                    return;
                }
                assertThat(answered.status()).as(answered.body()).isEqualTo(503);
            } else {
                unanswered |= fate instanceof Fate.Unanswered || fate instanceof Fate.Cut;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void count(Map<String, Integer> fates, Fate fate) {
        String what = switch (fate) {
            case Fate.Answered answered -> answered.status() == 503 ? "refused (503)" : "answered";
            case Fate.Refused _ -> "refused (no connection)";
            case Fate.Unanswered _ -> "left without an answer";
            case Fate.Cut _ -> "cut";
        };
        fates.merge(what, 1, Integer::sum);
        if (fate instanceof Fate.Refused) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Seconds until ready, and seconds of processor time until then. */
    private double[] restarted(Deployed service, Map<String, String> more) {
        engine.docker("rm", "-f", "-v", name(service));
        long start = System.nanoTime();
        start(service, more);
        awaitReady(service);
        double wall = (System.nanoTime() - start) / 1e9;
        return new double[] {wall, processorTime(service)};
    }

    private static double middle(List<double[]> measured, int which) {
        return measured.stream()
                .mapToDouble(each -> each[which])
                .sorted()
                .skip(measured.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private String sizes(String name) {
        String image = "flagships/" + name + ":" + TAG;
        long size = Long.parseLong(engine.docker("image", "inspect", "-f", "{{.Size}}", image));
        String layers = String.join(
                " + ",
                engine.docker("history", "--format", "{{.Size}}", image)
                        .lines()
                        .filter(layer -> !layer.equals("0B"))
                        .toList()
                        .reversed());
        return "| %s | %d MB | %s |%n".formatted(name, size / 1_000_000, layers);
    }

    private long resident(Deployed service) {
        return engine.docker("exec", name(service), "cat", "/proc/1/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /** Seconds, as the kernel counts them: in hundredths. */
    private double processorTime(Deployed service) {
        String stat = engine.docker("exec", name(service), "cat", "/proc/1/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private double metric(Deployed service, String name, String label) {
        HttpResponse<String> metrics =
                send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort(service) + "/q/metrics"))
                        .build());
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> value > 0)
                .sum();
    }

    // --- running what Compose says
    // ----------------------------------------------------------------------------------------

    /** A one-shot of Compose, to its end. */
    private void once(String service, Map<String, String> more) {
        List<String> command = command(service, new ArrayList<>(List.of("run", "--rm")), more);
        ContainerEngine.Outcome outcome = engine.tried(command);
        assertThat(outcome.exit())
                .as("%s%n%s%s", service, outcome.out(), outcome.err())
                .isZero();
    }

    private void start(Deployed service, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("QUARKUS_HTTP_PORT", port(service));
        environment.put("QUARKUS_MANAGEMENT_PORT", managementPort(service));
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        engine.docker(
                command(service.label(), new ArrayList<>(List.of("run", "-d", "--name", name(service))), environment));
    }

    private List<String> command(String service, List<String> command, Map<String, String> more) {
        Service said = compose.services().get(service);
        command.addAll(List.of("--network", "host", "--memory", Long.toString(said.memory())));
        if (said.readOnly()) {
            command.add("--read-only");
        }
        said.capDrop().forEach(drop -> command.addAll(List.of("--cap-drop", drop)));
        said.securityOpt().forEach(option -> command.addAll(List.of("--security-opt", option)));
        said.tmpfs().forEach(place -> command.addAll(List.of("--tmpfs", place)));
        said.mounted()
                .forEach(mount -> command.addAll(List.of("-v", mount.replaceFirst("^keys:", "keys" + suffix + ":"))));
        Map<String, String> environment = new TreeMap<>();
        if (said.envFile() != null) {
            said.envFile().forEach(file -> environment.putAll(ComposeFile.environmentFile(read("../" + file))));
        }
        said.variables().forEach((name, value) -> environment.put(name, here(name, value)));
        environment.putAll(more);
        environment.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
        command.add(said.image());
        if (said.command() != null) {
            command.addAll(said.command());
        }
        return command;
    }

    /** The same setting where everything is on one host. */
    private String here(String name, String value) {
        return switch (name) {
            case "FLAGSHIPS_POSTGRES_HOST" -> "localhost";
            case "FLAGSHIPS_POSTGRES_PORT" -> Integer.toString(postgres.port());
            case "FLAGSHIPS_POSTGRES_PASSWORD", "FLAGSHIPS_POSTGRES_OWNER_PASSWORD" -> postgres.password();
            case "KAFKA_BOOTSTRAP_SERVERS" -> kafka.bootstrapServers();
            case "FLAGSHIPS_INITIATIVE_URL" -> url(Deployed.INITIATIVE_SERVICE);
            case "FLAGSHIPS_CASE_URL" -> url(Deployed.CASE_SERVICE);
            case "FLAGSHIPS_REPORTING_URL" -> url(Deployed.REPORTING_SERVICE);
            default -> value;
        };
    }

    private static Map<String, String> environment() {
        Map<String, String> filled = new HashMap<>(ComposeFile.environmentFile(read("../.env.sample")));
        filled.replaceAll((name, value) -> value.isEmpty() ? "0123456789abcdef" : value);
        filled.put("FLAGSHIPS_TAG", TAG);
        return filled;
    }

    private static List<Deployed> services() {
        return List.of(Deployed.INITIATIVE_SERVICE, Deployed.CASE_SERVICE, Deployed.REPORTING_SERVICE);
    }

    private static String image(Deployed service) {
        return "flagships/" + service.label() + ":" + TAG;
    }

    private String name(Deployed service) {
        return service.label() + suffix;
    }

    private String port(Deployed service) {
        return String.valueOf(ports.get(service));
    }

    private String managementPort(Deployed service) {
        return String.valueOf(managementPorts.get(service));
    }

    private String url(Deployed service) {
        return "http://localhost:" + port(service);
    }

    private static List<String> with(List<String> command, String argument) {
        List<String> all = new ArrayList<>(command);
        all.add(argument);
        return all;
    }

    // --- what is posted and read
    // --------------------------------------------------------------------------------------------

    private static String theme(String code) {
        return """
                {"specversion":"1.0","type":"nz.flagships.initiative.ThemeDefined.v1","source":"urn:example:containers","id":"%s","subject":"%s","data":{"name":"Load"}}""".formatted(code, code);
    }

    private static String opened(String ref) {
        return """
                {"specversion":"1.0","type":"nz.flagships.case.CaseOpened.v1","source":"urn:example:containers","id":"%s","externalref":"%s","data":%s}""".formatted(ref, ref, CASE_DATA);
    }

    private void referenceData() {
        Map<String, Integer> fates = new HashMap<>();
        try (Wire wire = new Wire(Integer.parseInt(port(Deployed.INITIATIVE_SERVICE)))) {
            List.of(
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
                            List.of(
                                    "ProgrammeDefined",
                                    "LOAD-PROGRAMME",
                                    "{\"name\":\"Load\",\"partners\":[\"POLICE\"],\"regions\":[\"LOAD-AREA\"]}"))
                    .forEach(fact -> untilTaken(
                            wire,
                            tokens.token("JUSTICE", "steward"),
                            """
                            {"specversion":"1.0","type":"nz.flagships.initiative.%s.v1","source":"urn:example:containers","id":"ref-%s","subject":"%s","data":%s}""".formatted(fact.get(0), fact.get(1), fact.get(1), fact.get(2)),
                            fates));
        }
        await("the codes at case-service", () -> {
            try (Wire wire = new Wire(Integer.parseInt(port(Deployed.CASE_SERVICE)))) {
                return wire.post("/v1/events?dryRun=true", tokens.token("POLICE", "agency-system"), opened("DRY"))
                                instanceof Fate.Answered answered
                        && answered.status() == 200;
            }
        });
    }

    private Set<String> shown() {
        Set<String> codes = new HashSet<>();
        String after = "";
        do {
            JsonNode page = json("/v1/themes?limit=200" + after);
            page.get("rows").forEach(row -> codes.add(row.get("code").asText()));
            after = page.hasNonNull("next") ? "&after=" + page.get("next").asText() : "";
        } while (!after.isEmpty());
        return codes;
    }

    /** What continuity says when everything committed is published and projected. */
    private JsonNode settled() {
        JsonNode[] last = new JsonNode[1];
        await("everything committed to be published and projected", () -> {
            last[0] = json("/v1/continuity");
            for (JsonNode source : last[0].get("sources")) {
                if (!source.hasNonNull("committed")
                        || source.get("committed").asLong()
                                != source.get("published").asLong()
                        || source.get("committed").asLong()
                                != source.get("projected").asLong()) {
                    return false;
                }
            }
            return last[0].get("sources").size() == 2;
        });
        return last[0];
    }

    private static long committed(JsonNode continuity) {
        long sum = 0;
        for (JsonNode source : continuity.get("sources")) {
            sum += source.get("committed").asLong();
        }
        return sum;
    }

    private void awaitReady(Deployed service) {
        URI ready = URI.create("http://localhost:" + managementPort(service) + "/q/health/ready");
        try {
            await(
                    service.label() + " to be ready",
                    () -> send(HttpRequest.newBuilder(ready).build()).statusCode() == 200);
        } catch (AssertionError e) {
            ContainerEngine.Outcome log = engine.tried(List.of("logs", "--tail", "20", name(service)));
            throw new AssertionError(e.getMessage() + "\n" + log.out() + log.err(), e);
        }
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = get(Deployed.REPORTING_SERVICE, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(Deployed service, String path) {
        HttpRequest.Builder request = request(service, path);
        if (path.equals("/v1/continuity")) {
            // Everybody is told of cases late and coarsely.
            request.header("Authorization", "Bearer " + tokens.token("FLAGSHIPS", "operator"));
        }
        return send(request.GET().build());
    }

    private HttpRequest.Builder request(Deployed service, String path) {
        return HttpRequest.newBuilder(URI.create(url(service) + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier until) {
        Instant end = Instant.now().plus(Duration.ofMinutes(4));
        RuntimeException last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (until.getAsBoolean()) {
                    return;
                }
            } catch (UncheckedIOException e) {
                last = e; // not up yet
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("Waited in vain for " + what, last);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

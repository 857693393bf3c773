package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The OpenAPI documents as outsiders use them: held valid by a validator that is not ours, every answer held against the
 * schema that describes it, and clients generated from them in two languages, compiled and run.
 */
@ExtendWith(LeftOutOneByOne.class)
class ContractsST {
    private static final Map<String, Integer> SERVICES =
            Map.of("initiative", Flagships.INITIATIVE, "case", Flagships.CASE, "reporting", Flagships.REPORTING);
    private static final Path GENERATOR =
            Path.of("target", "tools", "openapi-generator-cli.jar").toAbsolutePath();
    private static final String GENERATED = "generated";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin").toString() + File.separator;

    private static Flagships system;
    private static Outsiders outsiders;
    private static final Map<String, ObjectNode> DOCUMENTS = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws IOException {
        system = Flagships.fresh("contracts", 22_000);
        system.run("up", "--detach");
        system.settled();
        outsiders = new Outsiders("contracts");
        Files.deleteIfExists(outsiders.folder.resolve(GENERATED));
        for (String service : SERVICES.keySet().stream().sorted().toList()) {
            ObjectNode document = (ObjectNode) system.json(port(service), "/openapi");
            DOCUMENTS.put(service, document);
            Files.writeString(outsiders.folder.resolve(service + ".json"), document.toString());
        }
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void everyDocumentIsValid() throws IOException {
        outsiders.run(
                Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
                outsiders.node(),
                "node_modules/@redocly/cli/bin/cli.js",
                "lint",
                "--extends=spec",
                "case.json",
                "initiative.json",
                "reporting.json");
    }

    @Test
    void noNameOfTheCodeShowsThrough() {
        DOCUMENTS.forEach((service, document) -> {
            assertThat(document.at("/components/schemas").fieldNames())
                    .toIterable()
                    .as(service)
                    .noneMatch(name -> name.matches(
                            "(Json|Object|Array)Node.*|.*(Impl|Resource|Response|Multi|Uni|Sse).*|MediaType|Instant"));
            assertThat(document.toString()).doesNotContain("java.", "nz.flagships.rest", "openIdConnect");
        });
    }

    @Test
    void everyExampleAndEveryAnswerFitsItsSchema() {
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> ids = ids();
        String token = token();
        int[] held = {0};
        DOCUMENTS.forEach((service, document) -> {
            ObjectNode strict = strict(document.deepCopy());
            strict.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        Stream.concat(
                                        Stream.of(operation.getValue().path("requestBody")),
                                        operation.getValue().path("responses").valueStream())
                                .flatMap(body -> body.path("content").valueStream())
                                .filter(content -> content.has("example"))
                                .forEach(content -> wrong.addAll(errors(
                                        strict,
                                        content.get("schema"),
                                        content.get("example"),
                                        "example of " + path.getKey())));
                        if (!operation.getKey().equals("get") || path.getKey().equals("/v1/live")) {
                            return;
                        }
                        for (String address : addresses(path.getKey(), ids)) {
                            HttpResponse<String> answer = system.send(system.request(port(service), address)
                                    .header("Authorization", "Bearer " + token)
                                    .build());
                            if (answer.statusCode() != 200) {
                                wrong.add(address + " of " + service + " answered " + answer.statusCode()
                                        + answer.body());
                                continue;
                            }
                            held[0]++;
                            JsonNode schema =
                                    operation.getValue().at("/responses/200/content/application~1json/schema");
                            wrong.addAll(
                                    errors(strict, schema, Json.tree(read(answer.body())), address + " of " + service));
                        }
                    }));
        });
        assertThat(wrong).isEmpty();
        assertThat(held[0]).isGreaterThan(80);
    }

    /** Of the document, so that a route that is new is tried as well. */
    @Test
    void everyRouteKeepsToHttp() {
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> ids = ids();
        DOCUMENTS.forEach((service, document) -> document.path("paths")
                .properties()
                .forEach(path -> {
                    String address = addresses(path.getKey(), ids).stream()
                            .findFirst()
                            .orElse(path.getKey().replaceAll("\\{[a-z]+}", "NOTHING"));
                    JsonNode get = path.getValue().path("get");
                    Set<String> methods = path.getValue().properties().stream()
                            .map(operation -> operation.getKey().toUpperCase(Locale.ROOT))
                            .collect(Collectors.toCollection(TreeSet::new));
                    otherMethods(wrong, port(service), address, methods);
                    if (!get.isMissingNode()) {
                        headIsAsGet(wrong, port(service), address);
                        otherTypes(wrong, port(service), address, get);
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    /** Raw, since no client sends these. */
    @Test
    void whatIsNoAddressOrTooLargeIsAProblem() throws IOException {
        for (int port : SERVICES.values()) {
            Map<String, Integer> statuses = Map.of(
                    "/v1/{id}",
                    400,
                    "/v1/a|b?\"c\"",
                    400,
                    "/v1/%zz",
                    400,
                    "/v1/event-types?x=" + "y".repeat(20_000),
                    414);
            for (Map.Entry<String, Integer> each : statuses.entrySet()) {
                problem(port, each.getValue(), RawHttp.request("GET", each.getKey(), List.of(), new byte[0]));
            }
            problem(
                    port,
                    431,
                    RawHttp.request("GET", "/v1/event-types", List.of("X-Long: " + "y".repeat(40_000)), new byte[0]));
        }
    }

    private static void problem(int port, int status, byte[] request) throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(system.port(port), request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.mediaType()).as(answer.text()).isEqualTo("application/problem+json");
        assertThat(answer.header("date")).isPresent();
    }

    private static void otherMethods(List<String> wrong, int port, String address, Set<String> methods) {
        Answer answer = ask(port, "DELETE", address);
        Set<String> allowed = new TreeSet<>(List.of(answer.header("allow").split(", ")));
        Set<String> expected = new TreeSet<>(methods);
        if (methods.contains("GET")) {
            expected.add("HEAD");
        }
        if (answer.status() != 405
                || !allowed.containsAll(expected)
                || allowed.contains("DELETE")
                || !answer.isProblem()) {
            wrong.add("DELETE %s: %s; it has %s".formatted(address, answer, methods));
        }
        everyAnswer(wrong, "DELETE " + address, answer);
    }

    private static void headIsAsGet(List<String> wrong, int port, String address) {
        Answer answer = ask(port, "GET", address);
        Answer head = ask(port, "HEAD", address);
        if (answer.status() != head.status()
                || !mediaType(answer).equals(mediaType(head))
                || !head.body().isEmpty()) {
            wrong.add("HEAD %s: %s, and not %s".formatted(address, head, answer));
        }
        everyAnswer(wrong, "GET " + address, answer);
        everyAnswer(wrong, "HEAD " + address, head);
        headIsDone(wrong, port, address);
    }

    /** What comes next on the connection is answered too. */
    private static void headIsDone(List<String> wrong, int port, String address) {
        String next = "HEAD %s HTTP/1.1\r\nHost: localhost\r\n".formatted(address);
        String last = next + "Connection: close\r\n\r\n";
        try {
            String answers = RawHttp.all(
                    system.port(port),
                    (next + "\r\n").getBytes(StandardCharsets.UTF_8),
                    last.getBytes(StandardCharsets.UTF_8));
            if (answers.split("HTTP/1\\.1 ", -1).length != 3) {
                wrong.add("two of HEAD %s on one connection: %s".formatted(address, answers));
            }
        } catch (IOException e) {
            wrong.add("two of HEAD %s on one connection: %s".formatted(address, e));
        }
    }

    private static String mediaType(Answer answer) {
        return answer.header("content-type").split(";")[0];
    }

    /** What is a number, a day or one of a few is asked for by a word, in each parameter by itself. */
    private static void otherTypes(List<String> wrong, int port, String address, JsonNode get) {
        for (JsonNode said : get.path("parameters")) {
            JsonNode parameter = said.has("$ref")
                    ? document(port).at(said.get("$ref").asText().substring(1))
                    : said;
            JsonNode schema = parameter.path("schema").has("items")
                    ? parameter.path("schema").path("items")
                    : parameter.path("schema");
            boolean word = schema.path("type").asText("string").equals("string")
                    && !schema.has("enum")
                    && !schema.has("format")
                    && !schema.has("pattern")
                    && !schema.has("$ref");
            if (word || !parameter.path("in").asText().equals("query")) {
                continue;
            }
            String asked = address + "?" + parameter.path("name").asText() + "=no-such-word";
            Answer answer = ask(port, "GET", asked);
            if (answer.status() != 400 || !answer.isProblem()) {
                wrong.add("GET %s: %s".formatted(asked, answer));
            }
        }
    }

    private static void everyAnswer(List<String> wrong, String what, Answer answer) {
        Set<String> varies = Set.of(answer.header("vary").split(", "));
        if (answer.header("date").isEmpty() || !varies.containsAll(Set.of("Accept-Encoding", "Origin"))) {
            wrong.add("%s: Date %s, Vary %s".formatted(what, answer.header("date"), answer.header("vary")));
        }
    }

    private static int port(String service) {
        return Objects.requireNonNull(SERVICES.get(service));
    }

    private static JsonNode document(String service) {
        return Objects.requireNonNull(DOCUMENTS.get(service));
    }

    private static JsonNode document(int port) {
        return document(SERVICES.entrySet().stream()
                .filter(service -> service.getValue() == port)
                .findFirst()
                .orElseThrow()
                .getKey());
    }

    /** An answer; without the body where it is a stream that has no end. */
    private record Answer(int status, java.net.http.HttpHeaders headers, String body) {
        String header(String name) {
            return String.join(", ", headers.allValues(name));
        }

        boolean isProblem() {
            return header("content-type").startsWith("application/problem+json")
                    && Flagships.tree(body).hasNonNull("code");
        }

        @Override
        public String toString() {
            return status + " " + header("allow") + " " + body;
        }
    }

    private static Answer ask(int port, String method, String address) {
        HttpRequest request = system.request(port, address)
                .header("Authorization", "Bearer " + token())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<InputStream> answer = system.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                boolean endless =
                        answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
                return new Answer(
                        answer.statusCode(),
                        answer.headers(),
                        endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token() {
        return system.token("POLICE", List.of("agency-system", "case-worker", "operator", "service", "auditor"), "");
    }

    @Test
    void aClientGeneratedForTypeScriptDoesTheWork() throws IOException {
        String node = outsiders.node();
        generated();
        outsiders.ours("client.ts", "client.ts");
        outsiders.ours("tsconfig.json", "tsconfig.json");
        outsiders.run(Map.of(), node, "node_modules/typescript/bin/tsc", "-p", ".");
        assertThat(outsiders.run(environment(), node, "out/client.js")).contains("all well");
    }

    @Test
    void aClientGeneratedForJavaDoesTheWork() throws IOException {
        generated();
        outsiders.ours("JavaClient.java.txt", "JavaClient.java");
        List<String> sources = new ArrayList<>(List.of("JavaClient.java"));
        TreeSet<String> apis = new TreeSet<>();
        for (String service : DOCUMENTS.keySet()) {
            try (Stream<Path> files =
                    Files.walk(outsiders.folder.resolve("java-" + service).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    sources.add(outsiders.folder.relativize(file).toString());
                    if (service.equals("reporting")
                            && Objects.requireNonNull(file.getParent()).endsWith("api")) {
                        apis.add(file.getFileName().toString().replace(".java", ""));
                    }
                });
            }
        }
        Files.writeString(outsiders.folder.resolve("sources"), String.join("\n", sources));
        String classes = System.getProperty("java.class.path");
        outsiders.run(
                Map.of(),
                JAVA + "javac",
                "-J-Xmx512m",
                "-proc:none",
                "-nowarn",
                "-cp",
                classes,
                "-d",
                "classes",
                "@sources");
        assertThat(outsiders.run(
                        environment(),
                        JAVA + "java",
                        "-Dapis=" + String.join(",", apis),
                        "-cp",
                        "classes" + File.pathSeparator + classes,
                        "JavaClient"))
                .contains("all well");
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        DOCUMENTS
                .keySet()
                .forEach(service -> environment.put(
                        service.toUpperCase(java.util.Locale.ROOT) + "_URL",
                        system.request(port(service), "").build().uri().toString()));
        environment.put("RUN", Long.toString(System.nanoTime()));
        environment.put("POLICE_TOKEN", system.token("POLICE", List.of("case-worker"), ""));
        environment.put("PARTNER_TOKEN", system.token("CORRECTIONS", List.of("case-worker"), ""));
        environment.put("LEAD_TOKEN", system.token("POLICE", List.of("initiative-lead"), ""));
        environment.put(
                "OPEN_CASE",
                example("case", "/v1/cases")
                        .put("region", "PAPAKURA")
                        .put("programme", "FRONTLINE_FLAGSHIPS")
                        .put("initiative", "PK-ALCOHOL")
                        .set("themes", Json.MAPPER.createArrayNode().add("ALCOHOL"))
                        .toString());
        environment.put("JOIN_CASE", example("case", "/v1/cases/{id}/join-case").toString());
        return environment;
    }

    private static ObjectNode example(String service, String path) {
        return (ObjectNode) document(service)
                .path("paths")
                .path(path)
                .at("/post/requestBody/content/application~1json/example")
                .deepCopy();
    }

    /** The clients, in both languages; by one process, since its start is most of the work. */
    private static void generated() throws IOException {
        if (Files.exists(outsiders.folder.resolve(GENERATED))) {
            return;
        }
        assertThat(GENERATOR)
                .as("Maven brings it: mvn -pl system-tests pre-integration-test")
                .exists();
        List<String> command = new ArrayList<>(List.of(
                JAVA + "java", "-Xmx512m", "-jar", GENERATOR.toString(), "batch", "--fail-fast", "--threads", "2"));
        for (String service : DOCUMENTS.keySet()) {
            command.add(client(
                    "typescript-fetch",
                    service,
                    service,
                    Map.of("useSingleRequestParameter", "true", "importFileExtension", ".js")));
            String packaged = "generated." + (service.equals("case") ? "cases" : service);
            command.add(client(
                    "java",
                    service,
                    "java-" + service,
                    Map.of(
                            "library", "native",
                            "dateLibrary", "java8",
                            "useJakartaEe", "true",
                            "openApiNullable", "false",
                            "hideGenerationTimestamp", "true",
                            "invokerPackage", packaged,
                            "apiPackage", packaged + ".api",
                            "modelPackage", packaged + ".model")));
        }
        outsiders.run(Map.of(), command.toArray(String[]::new));
        Files.createFile(outsiders.folder.resolve(GENERATED));
    }

    /** What the generator is told of one client, as a file. */
    private static String client(String language, String service, String into, Map<String, String> properties)
            throws IOException {
        ObjectNode told = Json.MAPPER
                .createObjectNode()
                .put("generatorName", language)
                .put("inputSpec", service + ".json")
                .put("outputDir", into);
        properties.forEach(told.putObject("additionalProperties")::put);
        String name = language + "-" + service + ".config.json";
        Files.writeString(outsiders.folder.resolve(name), told.toString());
        return name;
    }

    private static JsonNode read(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something of every kind that a state can be asked of. */
    private static Map<String, List<String>> ids() {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        for (String list :
                List.of("agencies", "themes", "regions", "programmes", "sources", "measures", "initiatives")) {
            ids.put(list, some("/v1/" + list, row -> row.path("code").asText()));
        }
        ids.put(
                "targets",
                some(
                        "/v1/targets",
                        row -> row.path("measure").asText() + ":"
                                + row.path("region").asText()));
        ids.put(
                "series",
                some(
                        "/v1/outcomes",
                        row -> row.path("derived").isNull()
                                ? row.path("measure").asText() + ":"
                                        + row.path("region").asText()
                                : ""));
        ids.put(
                "evaluations",
                some("/v1/evaluations", row -> row.path("evaluation").asText()));
        ids.put("funds", some("/v1/fund/balances", row -> row.path("fund").asText()));
        ids.put(
                "budget-rounds",
                some("/v1/budget/rounds", row -> row.path("round").asText()));
        JsonNode cases = read(system.send(system.request(Flagships.CASE, "/v1/cases?limit=3")
                        .header("Authorization", "Bearer " + system.token("POLICE", List.of("case-worker"), ""))
                        .build())
                .body());
        ids.put(
                "cases",
                cases.path("rows")
                        .valueStream()
                        .map(row -> row.path("id").asText())
                        .toList());
        return ids;
    }

    private static List<String> some(String list, java.util.function.Function<JsonNode, String> id) {
        Set<String> found = system.rows(list).stream()
                .map(id)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return found.stream().limit(6).toList();
    }

    private static List<String> addresses(String path, Map<String, List<String>> ids) {
        if (path.contains("{shard}")) {
            return List.of(path.replace("{shard}", "3")
                    .replace("{source}", "initiative")
                    .replace("{position}", "1"));
        }
        if (path.equals("/v1/events")) {
            return List.of(); // asked for one fact: the clients do
        }
        return path.contains("{id}")
                ? ids.getOrDefault(path.split("/")[2], List.of()).stream()
                        .map(id -> path.replace("{id}", id))
                        .toList()
                : List.of(path);
    }

    private static List<String> errors(JsonNode document, JsonNode schema, JsonNode value, String where) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON)
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .limit(3)
                .map(error -> where + ": " + error)
                .toList();
    }

    /** The same document, where an answer may have no member that is not described. */
    private static ObjectNode strict(ObjectNode document) {
        for (JsonNode parent : document.findParents("properties")) {
            if (parent instanceof ObjectNode schema
                    && schema.path("type").asText().equals("object")
                    && !schema.has("additionalProperties")) {
                schema.put("additionalProperties", false);
            }
        }
        return document;
    }
}

package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Requests that nobody foresaw: each example in every form, damaged; each route, each parameter, headers and bare bytes.
 * {@code -Dfuzz.seed=N -Dfuzz.requests=M} repeats a run, or makes a longer one.
 *
 * <p>What must hold: no answer is a 500; whatever is refused is refused by a problem with a code, which repeats nothing
 * that a caller wrote; what was acknowledged is stored, published and on show, and what was refused is not stored;
 * afterwards the same three processes run, and every list and every stored thing can still be read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzST {
    private static final int THREADS = 6;
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);
    private static final Pattern MARKED = Pattern.compile(Mutations.MARKER + "[0-9]*");
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    private static final List<String> SERVICES = List.of("initiative-service", "case-service", "reporting-service");
    private static final List<Integer> PORTS = List.of(Flagships.INITIATIVE, Flagships.CASE, Flagships.REPORTING);
    private static final List<Integer> WRITERS = List.of(Flagships.INITIATIVE, Flagships.CASE);

    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/x-ndjson",
            "application/jsonl",
            "APPLICATION/CLOUDEVENTS+JSON; charset=UTF-8",
            "application/json; charset=utf-16",
            "text/plain",
            "multipart/form-data; boundary=x",
            "*/*",
            "application",
            "",
            ";;");

    private static final List<String> ACCEPTS = List.of(
            "",
            "*/*",
            "application/json",
            "text/csv",
            "text/html",
            "application/problem+json",
            "text/csv;q=0",
            "application/json;q=abc",
            ";",
            ",",
            "*",
            "a/b/c",
            "text/event-stream");

    /** A type that may be posted, whose token posts it, and where the command is that says the same. */
    private record Postable(int port, ObjectNode example, String token, RoleTable.Row row) {}

    /** What can be read: a path with its placeholders and its parameters' names. */
    private record Readable(int port, String path, List<String> parameters) {}

    /** What was sent under an id of its own: to whom, and by whom. */
    private record Sent(int port, String token, String source) {}

    private Flagships system;
    private final List<Postable> postables = new ArrayList<>();
    private final List<Readable> readables = new ArrayList<>();
    private final List<String> codes = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Sent> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Sent> refused = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger number = new AtomicInteger();

    @BeforeAll
    void start() throws IOException {
        System.out.printf("fuzz.seed=%d fuzz.requests=%d%n", SEED, REQUESTS);
        system = Flagships.fresh("fuzz", 14_000);
        system.run("up", "--detach", "--no-demo");
        for (int port : WRITERS) {
            Map<String, RoleTable.Row> rows = RoleTable.of(port == Flagships.CASE ? "case" : "initiative").stream()
                    .collect(Collectors.toMap(RoleTable.Row::event, row -> row));
            for (JsonNode type : system.json(port, "/v1/event-types").get("eventTypes")) {
                if (type.get("postable").asBoolean()) {
                    postables.add(given(port, type, rows));
                }
            }
        }
        for (int port : PORTS) {
            readables.addAll(readables(port));
        }
        assertThat(readables).hasSizeGreaterThan(40);
    }

    @AfterAll
    void stop() {
        system.close();
    }

    /** Posts an example as it stands, so that damaged ones meet something. */
    private Postable given(int port, JsonNode type, Map<String, RoleTable.Row> rows) {
        List<String> roles = new ArrayList<>();
        type.at("/as/roles").forEach(role -> roles.add(role.asText()));
        String token = system.token(
                type.at("/as/agency").asText(), roles, type.at("/as/person").asText(""));
        ObjectNode example = (ObjectNode) type.get("example");
        Flagships.await(type.get("type").asText(), java.time.Duration.ofSeconds(30), () -> {
            int status = system.post(port, "/v1/events", token, "application/cloudevents+json", example.toString())
                    .statusCode();
            return status == 201 || status == 200;
        });
        if (example.has("subject")) {
            codes.add(example.get("subject").asText());
        }
        String[] name = type.get("type").asText().split("\\.");
        return new Postable(port, example, token, Objects.requireNonNull(rows.get(name[name.length - 2])));
    }

    private List<Readable> readables(int port) {
        List<Readable> found = new ArrayList<>();
        system.json(port, "/openapi?format=json").get("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().get("get");
            if (get == null || path.getKey().endsWith("/live")) {
                return; // live updates never end
            }
            List<String> parameters = new ArrayList<>();
            for (JsonNode at : List.of(path.getValue(), get)) {
                at.path("parameters").forEach(parameter -> {
                    if (parameter.path("in").asText().equals("query")) {
                        parameters.add(parameter.get("name").asText());
                    }
                });
            }
            found.add(new Readable(port, path.getKey(), parameters));
        });
        return found;
    }

    @Test
    void nothingThatIsSentBreaksAnythingOrIsLost() throws Exception {
        Map<String, String> before = pids();

        // When as many requests as are asked for are sent, each made by its own number alone
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = IntStream.range(0, REQUESTS)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> one(i)))
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
        }
        System.out.println("answers by status: " + new TreeMap<>(statuses));
        System.out.printf("acknowledged %d, refused %d%n", acknowledged.size(), refused.size());

        // Then every answer was one, and the same processes run and say nothing that callers wrote
        Files.write(Path.of("target", "fuzz-wrong.log"), List.copyOf(wrong));
        assertThat(wrong.stream().limit(40).toList())
                .as("seed %d, %d wrong", SEED, wrong.size())
                .isEmpty();
        assertThat(pids()).isEqualTo(before);
        for (String service : SERVICES) {
            assertThat(Files.readAllLines(system.log(service)).stream()
                            .filter(line -> line.contains(Mutations.MARKER) || line.contains("OutOfMemoryError"))
                            .limit(3))
                    .as("log of %s, seed %d", service, SEED)
                    .isEmpty();
        }

        // And what was acknowledged is stored, published and on show; what was refused is not there
        assertThat(acknowledged).hasSizeGreaterThan(REQUESTS / 100);
        JsonNode settled = system.settled();
        assertThat(settled.get("missing").asLong()).isZero();
        acknowledged.forEach((id, sent) -> judge(id, sent, 200));
        refused.forEach((id, sent) -> {
            if (!acknowledged.containsKey(id)) {
                judge(id, sent, 404);
            }
        });
        assertThat(wrong.stream().limit(20).toList()).as("seed %d", SEED).isEmpty();

        // And whatever was accepted can be read, everywhere
        everythingReads();
        assertThat(wrong.stream().limit(20).toList()).as("seed %d", SEED).isEmpty();
    }

    private Map<String, String> pids() throws IOException {
        Map<String, String> pids = new TreeMap<>();
        for (String service : SERVICES) {
            String pid = system.pid(service);
            pids.put(service, ProcessHandle.of(Long.parseLong(pid)).isPresent() ? pid : "gone");
        }
        return pids;
    }

    private void one(int i) {
        Random random = new Random(SEED * 1_000_003 + i);
        Mutations mutations = new Mutations(random);
        try {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> structured(i, mutations);
                case 6, 7 -> binary(i, mutations);
                case 8, 9, 10 -> command(i, mutations);
                case 11, 12 -> many(i, mutations, random);
                case 13 -> wire(i, mutations, random);
                default -> read(i, mutations, random);
            }
        } catch (IOException | RuntimeException e) {
            wrong.add("request " + i + ": " + e);
        }
    }

    // --- what is sent
    // -------------------------------------------------------------------------------------------------

    private ObjectNode fresh(int i, Postable postable, Mutations mutations) {
        ObjectNode event = postable.example.deepCopy();
        event.put("id", "fuzz-" + SEED + "-" + i + "-" + number.incrementAndGet());
        event.put("source", "urn:example:fuzz");
        if (event.has("subject") && mutations.one(2)) {
            String code = mutations.one(3) ? mutations.any(codes) : "FUZZ-" + i;
            event.put("subject", code);
            if (codes.size() < 400) {
                codes.add(code);
            }
        }
        if (event.has("externalref")) {
            event.put("externalref", "FUZZ-" + i);
        }
        return event;
    }

    private void structured(int i, Mutations mutations) throws IOException {
        Postable postable = mutations.any(postables);
        ObjectNode whole = fresh(i, postable, mutations);
        ObjectNode damaged = mutations.one(3) ? whole : mutations.damaged(whole);
        byte[] body = mutations.bytes(damaged);
        RawHttp.Answer answer = post(
                postable,
                "/v1/events" + parameters(mutations, List.of("dryRun")),
                headers(mutations, postable.token, "application/cloudevents+json"),
                body);
        judge("structured " + i + " " + brief(body), answer);
        journal(whole, damaged, postable, answer);
    }

    private void binary(int i, Mutations mutations) throws IOException {
        Postable postable = mutations.any(postables);
        ObjectNode whole = fresh(i, postable, mutations);
        ObjectNode damaged = mutations.damaged(whole);
        List<String> headers = new ArrayList<>(headers(mutations, postable.token, "application/json"));
        damaged.properties().forEach(attribute -> {
            if (attribute.getValue().isTextual() && attribute.getKey().matches("[A-Za-z]+")) {
                String text = attribute.getValue().textValue();
                String sent = mutations.one(4)
                        ? "\"" + text + "\""
                        : mutations.one(3) ? URLEncoder.encode(text, StandardCharsets.UTF_8) : text;
                headers.add("ce-" + attribute.getKey() + ": " + sent.replaceAll("[\\r\\n\\u0000]", "%0A"));
            }
        });
        byte[] body = mutations.bytes(damaged.path("data"));
        RawHttp.Answer answer = post(postable, "/v1/events", headers, body);
        judge("binary " + i + " " + headers.subList(1, headers.size()) + brief(body), answer);
        if (answer.status() == 201 && damaged.path("id").equals(whole.get("id"))) {
            journal(whole, damaged, postable, answer);
        }
    }

    private void command(int i, Mutations mutations) throws IOException {
        Postable postable = mutations.any(postables);
        ObjectNode event = fresh(i, postable, mutations);
        JsonNode body = Flagships.tree(postable.row.body(event));
        byte[] bytes = mutations.bytes(mutations.damaged((ObjectNode) body));
        String path = mutations.one(6)
                ? postable.row.route().replace("{id}", encoded(mutations.text()))
                : postable.row.path(event).replace(" ", "%20");
        RawHttp.Answer answer = post(
                postable,
                path + parameters(mutations, List.of("dryRun")),
                headers(mutations, postable.token, "application/json"),
                bytes);
        judge("command " + i + " " + path + " " + brief(bytes), answer);
    }

    private void many(int i, Mutations mutations, Random random) throws IOException {
        boolean lines = mutations.one(2);
        Postable first = mutations.any(postables);
        List<Postable> alike = postables.stream()
                .filter(p -> p.port == first.port && p.token.equals(first.token))
                .toList();
        List<ObjectNode> wholes = new ArrayList<>();
        List<ObjectNode> damaged = new ArrayList<>();
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (int n = 1 + random.nextInt(12); n > 0; n--) {
            ObjectNode whole = fresh(i, mutations.any(alike), mutations);
            ObjectNode event = mutations.one(2) ? whole : mutations.damaged(whole);
            wholes.add(whole);
            damaged.add(event);
            array.add(event);
        }
        byte[] body =
                lines ? mutations.lines(damaged.stream().map(mutations::text).toList()) : mutations.text(array);
        String type = lines ? "application/x-ndjson" : "application/cloudevents-batch+json";
        List<String> headers = headers(mutations, first.token, type);
        RawHttp.Answer answer = post(first, "/v1/events" + (mutations.one(9) ? "?dryRun=true" : ""), headers, body);
        judge((lines ? "lines " : "batch ") + i + " " + brief(body), answer);
        if (answer.status() != 200 || !headers.contains("Content-Type: " + type)) {
            return; // refused as a whole, or taken for something else
        }
        List<JsonNode> results = new ArrayList<>();
        if (answer.mediaType().equals("application/json")) {
            Flagships.tree(answer.text()).path("results").forEach(results::add);
        } else {
            answer.text().lines().map(Flagships::tree).forEach(results::add);
        }
        if (results.size() != wholes.size()) {
            wrong.add("bulk " + i + ": " + results.size() + " results of " + wholes.size() + " " + brief(body));
            return;
        }
        for (int n = 0; n < results.size(); n++) {
            JsonNode result = results.get(n);
            if (result.has("problem") && repeats((ObjectNode) result.get("problem"))) {
                wrong.add("bulk " + i + " repeats what was written: " + result.get("problem"));
            }
            boolean same = damaged.get(n).path("id").equals(wholes.get(n).get("id"))
                    && damaged.get(n).path("source").equals(wholes.get(n).get("source"));
            if (same) {
                Sent sent = new Sent(first.port, first.token, "urn:example:fuzz");
                switch (result.path("result").asText()) {
                    case "stored" -> acknowledged.put(wholes.get(n).get("id").asText(), sent);
                    case "rejected" -> refused.put(wholes.get(n).get("id").asText(), sent);
                    default -> {} // valid, where nothing was to be stored
                }
            }
        }
    }

    /** Bytes that are hardly HTTP. They may be answered by nothing but the end of the connection. */
    private void wire(int i, Mutations mutations, Random random) throws IOException {
        int port = mutations.any(PORTS);
        String host = "Host: localhost\r\nConnection: close\r\n";
        String bytes = switch (random.nextInt(14)) {
            case 0 -> "GET /v1/regions HTTP/1.1\r\n\r\n";
            case 1 -> "GET /v1/" + "x".repeat(random.nextInt(20_000)) + " HTTP/1.1\r\n" + host + "\r\n";
            case 2 ->
                "GET /v1/regions HTTP/1.1\r\n" + host + "X-Long: " + "x".repeat(random.nextInt(20_000)) + "\r\n\r\n";
            case 3 -> "GET /v1/regions HTTP/9.9\r\n" + host + "\r\n";
            case 4 -> "GET  HTTP/1.1\r\n" + host + "\r\n";
            case 5 -> "POST /v1/events HTTP/1.1\r\n" + host + "Content-Length: -5\r\n\r\n{}";
            case 6 -> "POST /v1/events HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}";
            case 7 -> "POST /v1/events HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
            case 8 -> "BREW /v1/events HTTP/1.1\r\n" + host + "\r\n";
            case 9 -> "GET /v1/%zz?region=%ff%fe HTTP/1.1\r\n" + host + "\r\n";
            case 10 -> "GET http://elsewhere.example/v1/regions HTTP/1.1\r\n" + host + "\r\n";
            case 11 -> "OPTIONS * HTTP/1.1\r\n" + host + "\r\n";
            case 12 -> "GET /v1/regions HTTP/1.1\r\n" + host + "Na me: x\r\n: y\r\nX\u0001: z\r\n\r\n";
            default -> mutations.text() + "\r\n\r\n";
        };
        RawHttp.Answer answer;
        try {
            answer = RawHttp.exchange(system.port(port), bytes.getBytes(StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            count("wire waits for more"); // what was sent may be the beginning of a request
            return;
        }
        if (answer.status() >= 500 && answer.status() != 501 && answer.status() != 505) {
            wrong.add("wire " + i + ": " + answer.status() + " to " + bytes.substring(0, Math.min(60, bytes.length())));
        }
        count("wire " + answer.status());
    }

    private void read(int i, Mutations mutations, Random random) throws IOException {
        Readable readable = mutations.any(readables);
        String path = readable.path;
        while (path.contains("{")) {
            String filled = mutations.one(2) ? mutations.any(codes) : mutations.text();
            path = path.replaceFirst(
                    "\\{[^}]*}", encoded(filled.isEmpty() ? "x" : filled).replace("$", "\\$"));
        }
        List<String> headers = new ArrayList<>();
        if (readable.port == Flagships.REPORTING ? mutations.one(4) : !mutations.one(6)) {
            headers.add("Authorization: Bearer " + mutations.any(postables).token);
        }
        if (mutations.one(3)) {
            headers.add("Accept: " + mutations.any(ACCEPTS));
        }
        if (mutations.one(6)) {
            headers.add("If-None-Match: " + printable(mutations.text()));
        }
        if (mutations.one(8)) {
            headers.add("Consistency-Token: " + printable(mutations.text()));
        }
        String method = mutations.one(12) ? mutations.any(List.of("HEAD", "OPTIONS", "DELETE", "PUT", "PATCH")) : "GET";
        path += parameters(mutations, readable.parameters);
        RawHttp.Answer answer =
                RawHttp.exchange(system.port(readable.port), RawHttp.request(method, path, headers, new byte[0]));
        String what = method + " " + readable.port + path + " "
                + headers.stream().filter(header -> !header.startsWith("Auth")).toList();
        if (method.equals("HEAD") || method.equals("OPTIONS")) {
            if (answer.status() >= 500 || answer.status() == 0) {
                wrong.add(what + ": " + answer.status());
            }
            count(method + " " + answer.status());
        } else {
            judge(what, answer);
        }
    }

    private List<String> headers(Mutations mutations, String token, String contentType) {
        List<String> headers = new ArrayList<>();
        if (!mutations.one(40)) {
            headers.add(
                    "Authorization: Bearer " + (mutations.one(40) ? token.substring(0, token.length() - 3) : token));
        }
        headers.add("Content-Type: " + (mutations.one(20) ? mutations.any(CONTENT_TYPES) : contentType));
        if (mutations.one(15)) {
            headers.add("Accept: " + mutations.any(ACCEPTS));
        }
        if (mutations.one(15)) {
            headers.add("If-Match: " + printable(mutations.text()));
        }
        if (mutations.one(15)) {
            headers.add("Idempotency-Key: " + printable(mutations.text()));
        }
        if (mutations.one(15)) {
            headers.add("Consistency-Token: " + printable(mutations.text()));
        }
        if (mutations.one(15)) {
            headers.add("traceparent: " + printable(mutations.text()));
        }
        if (mutations.one(25)) {
            headers.add("Content-Encoding: " + mutations.any(List.of("gzip", "br", "identity", "x")));
        }
        return headers;
    }

    private static String parameters(Mutations mutations, List<String> declared) {
        StringBuilder query = new StringBuilder();
        while (mutations.one(2)) {
            String name = declared.isEmpty() || mutations.one(8) ? encoded(mutations.text()) : mutations.any(declared);
            query.append(query.isEmpty() ? '?' : '&').append(name);
            if (!mutations.one(12)) {
                query.append('=').append(mutations.one(20) ? "%ff%FE" : encoded(mutations.text()));
            }
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String printable(String text) {
        return text.replaceAll("[\\r\\n\\u0000]", "");
    }

    private static String brief(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return cut(text, 1_500);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "… of " + text.length();
    }

    // --- what is expected
    // ---------------------------------------------------------------------------------------------

    private RawHttp.Answer post(Postable postable, String path, List<String> headers, byte[] body) throws IOException {
        return RawHttp.exchange(system.port(postable.port), RawHttp.request("POST", path, headers, body));
    }

    private void count(String status) {
        statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    }

    private void judge(String what, RawHttp.Answer answer) {
        count(Integer.toString(answer.status()));
        if (answer.status() == 0) {
            wrong.add("no answer: " + what);
        } else if (answer.status() >= 500
                && !(answer.status() == 503 && answer.header("Retry-After").isPresent())) {
            wrong.add(answer.status() + ": " + what + " → " + answer.text());
        } else if (answer.status() >= 400) {
            JsonNode problem;
            try {
                problem = Json.MAPPER.readTree(answer.text());
            } catch (JsonProcessingException e) {
                wrong.add("no problem: " + answer.status() + " " + cut(what, 600) + " → " + answer.text());
                return;
            }
            if (!problem.isObject()
                    || !answer.mediaType().equals(Problem.MEDIA_TYPE)
                    || problem.path("code").asText().isBlank()
                    || problem.path("status").asInt() != answer.status()) {
                wrong.add("no problem: " + answer.status() + " " + cut(what, 600) + " → " + answer.text());
            } else if (repeats((ObjectNode) problem) && !isInTheRecord(problem, what)) {
                wrong.add("repeats what was written: " + what + " → " + answer.text());
            }
        }
    }

    /**
     * Whether a problem says what a caller wrote. Its pointer may: the name of the member that is not known. So may what is said
     * of a parameter of the query: its name, if it is spelt as one.
     */
    private static boolean repeats(ObjectNode problem) {
        ObjectNode said = problem.deepCopy();
        said.remove("pointer");
        if (said.path("code").asText().equals("REQ-025")) {
            said.remove("detail");
        }
        return said.toString().contains(Mutations.MARKER);
    }

    /** Whether it names codes to choose from, which somebody's fact has brought into the record, and not what was asked for. */
    private static boolean isInTheRecord(JsonNode problem, String asked) {
        return problem.path("code").asText().equals("QRY-017")
                && MARKED.matcher(problem.path("detail").asText())
                        .results()
                        .noneMatch(marked -> asked.contains(marked.group()));
    }

    /** Notes what was said of a fact whose id and source arrived as they were meant. */
    private void journal(ObjectNode whole, ObjectNode damaged, Postable postable, RawHttp.Answer answer) {
        String id = whole.get("id").asText();
        if (!damaged.path("id").equals(whole.get("id"))
                || !damaged.path("source").equals(whole.get("source"))) {
            return;
        }
        Sent sent = new Sent(postable.port, postable.token, whole.get("source").asText());
        if (answer.status() == 201) {
            acknowledged.put(id, sent);
        } else if (answer.status() >= 400 && answer.status() < 500) {
            refused.put(id, sent);
        }
    }

    private void judge(String id, Sent sent, int expected) {
        try {
            RawHttp.Answer answer = RawHttp.exchange(
                    system.port(sent.port),
                    RawHttp.request(
                            "GET",
                            "/v1/events?source=" + encoded(sent.source) + "&id=" + encoded(id),
                            List.of("Authorization: Bearer " + sent.token),
                            new byte[0]));
            if (answer.status() != expected
                    || expected == 200
                            && !Flagships.tree(answer.text()).path("published").asBoolean()) {
                wrong.add((expected == 200 ? "acknowledged, but " : "refused, but ") + id + ": " + answer.status() + " "
                        + answer.text());
            }
        } catch (IOException e) {
            wrong.add(id + ": " + e);
        }
    }

    private void everythingReads() throws IOException {
        Map<Integer, String> tokens = new HashMap<>();
        postables.forEach(postable -> tokens.putIfAbsent(postable.port, postable.token));
        for (Readable readable : readables) {
            if (readable.path.contains("{") || !readable.path.startsWith("/v1/")) {
                continue;
            }
            for (String accept : List.of("application/json", "text/csv")) {
                RawHttp.Answer answer = RawHttp.exchange(
                        system.port(readable.port),
                        RawHttp.request("GET", readable.path, List.of("Accept: " + accept), new byte[0]));
                judge("afterwards " + accept + " " + readable.port + readable.path, answer);
            }
        }
        for (String code : List.copyOf(codes)) {
            for (Postable postable : postables) {
                if (postable.port == Flagships.INITIATIVE
                        && !postable.row.route().contains("{")) {
                    for (String path : List.of("", "/history")) {
                        String target = postable.row.route() + "/" + encoded(code) + path;
                        judge(
                                "afterwards " + target,
                                RawHttp.exchange(
                                        system.port(postable.port),
                                        RawHttp.request("GET", target, List.of(), new byte[0])));
                    }
                }
            }
        }
    }
}

package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One caller who asks for too much, of every kind, under the heap that the containers have. What must hold: the same
 * processes live and say that they are ready; the caller is told no by problems that say when to come back; agencies at
 * their ordinary work beside it are served as ever, and what was acknowledged to them is stored and shown. How long
 * they wait is printed beside a quiet system's, and asserted of nobody's machine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadST {
    private static final List<String> SERVICES = List.of("initiative-service", "case-service", "reporting-service");
    private static final List<Integer> PORTS = List.of(Flagships.INITIATIVE, Flagships.CASE, Flagships.REPORTING);
    private static final List<Integer> WRITERS = List.of(Flagships.INITIATIVE, Flagships.CASE);
    private static final Pattern HEAP = Pattern.compile("JAVA_TOOL_OPTIONS=.*-Xmx(\\d+)m");

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int UPLOADS = 40;
    private static final int UPLOAD = 15 * MEBIBYTE;
    private static final int CONNECTIONS = 2_000;
    private static final int HEADS = 2_500;
    private static final int BEYOND = 600;
    private static final int AT_ONCE = 96;
    private static final int WAITING = 300;
    private static final int STREAMS = 600;
    /** How many rows each code list has. */
    private static final int CODES = 300;
    /** How many requests of each kind the neighbours make, before what they met is judged. */
    private static final int ENOUGH = 40;

    private Flagships system;
    private Neighbour neighbour;
    private Neighbour.Times quiet;
    private Neighbour.Times times;
    private String greedy;
    private Map<String, String> pids;
    private long before;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    @BeforeAll
    void start() throws Exception {
        system = Flagships.fresh("load", 22_000).with("FLAGSHIPS_BODIES_IDLE", "PT4S");
        system.run("up", "--detach", "--no-demo");
        pids = pids();
        for (int i = 0; i < SERVICES.size(); i++) {
            double heap = heap(PORTS.get(i), "jvm_memory_max_bytes");
            assertThat(heap / MEBIBYTE).as("heap of %s", SERVICES.get(i)).isLessThanOrEqualTo(heap(SERVICES.get(i)));
        }
        greedy = system.token("GREEDY", List.of("agency-system", "case-worker", "analyst"), "SOMEBODY");
        neighbour = new Neighbour(system);
        HttpResponse<String> codes = system.post(
                Flagships.INITIATIVE,
                "/v1/events",
                system.token("JUSTICE", List.of("steward"), ""),
                "application/x-ndjson",
                Load.codes(CODES));
        assertThat(codes.body().lines()).hasSize(4 * CODES).allMatch(line -> line.contains("\"stored\""));
        before = committed(system.settled());
        neighbour.begin();
        times = neighbour.afresh();
        await(ENOUGH); // the first ones find everything cold
        quiet = neighbour.afresh();
        times = quiet;
        await(2 * ENOUGH);
        System.out.println("Quiet:" + quiet.beside(quiet));
    }

    @AfterAll
    void allThatWasAcknowledgedIsStoredAndNothingElse() {
        try {
            if (neighbour != null) {
                neighbour.close();
                JsonNode continuity = system.settled();
                assertThat(continuity.get("missing").asLong()).isZero();
                assertThat(committed(continuity) - before).isEqualTo(neighbour.facts());
                System.out.printf(
                        "The neighbours' %d facts are stored, published and shown; %d times they were not shown to their writer within two seconds%n",
                        neighbour.facts(), neighbour.late());
            }
        } finally {
            threads.shutdownNow();
            system.close();
        }
    }

    /** What the container of production gives it, in mebibytes. */
    private static int heap(String service) throws IOException {
        String manifest = Files.readString(Path.of("..", "k8s", "base", service, "kustomization.yaml"));
        Matcher heap = HEAP.matcher(manifest);
        assertThat(heap.find()).as(manifest).isTrue();
        return Integer.parseInt(heap.group(1));
    }

    private Scrape scrape(int port) {
        return Scrape.of(system.get(port + 1000, "/q/metrics").body());
    }

    // --- what is too much
    // ---------------------------------------------------------------------------------------------

    @Test
    void uploadsWithoutATokenAreRefusedBeforeTheyHaveCome() throws Exception {
        flood("40 uploads of 15 MB without a token, some never finished", () -> {
            for (int port : WRITERS) {
                all(UPLOADS, i -> {
                    List<String> headers = i % 4 == 3
                            ? List.of("Content-Type: application/x-ndjson", "Transfer-Encoding: chunked")
                            : List.of("Content-Type: application/x-ndjson", "Content-Length: " + UPLOAD);
                    // every second one stops in the middle, and stays
                    return upload(port, headers, i % 2 == 0 ? UPLOAD : UPLOAD / 15, i % 4 == 3);
                });
            }
        });
        onlyAnswers("401 AUTH-001");
    }

    @Test
    void uploadsOfOneAgencyLeaveRoomForTheOthers() throws Exception {
        flood("40 uploads of 15 MB of one agency, some never finished", () -> {
            for (int port : WRITERS) {
                all(UPLOADS, i -> {
                    List<String> headers = List.of(
                            "Authorization: Bearer " + greedy,
                            "Content-Type: application/x-ndjson",
                            i % 4 == 3 ? "Transfer-Encoding: chunked" : "Content-Length: " + UPLOAD);
                    return upload(port, headers, i % 2 == 0 ? UPLOAD : UPLOAD / 15, i % 4 == 3);
                });
            }
        });
        assertThat(answers).containsKey("429 REQ-023");
        onlyAnswers("429 REQ-023", "408 REQ-024", "413 EVT-017", "400 REQ-001", "200");
    }

    @Test
    void nothingSaidAMillionTimesIsReadOneByOne() throws Exception {
        byte[] lines = "{}\n".repeat(3 * MEBIBYTE / 3).getBytes(StandardCharsets.UTF_8);
        byte[] batch = ("[" + "{},".repeat(2 * MEBIBYTE / 3) + "{}]").getBytes(StandardCharsets.UTF_8);
        byte[] mostLines = "{}\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        byte[] mostBatch = ("[" + "{},".repeat(19_999) + "{}]").getBytes(StandardCharsets.UTF_8);
        flood("3 MB of {} lines and 2 MB of {} in a batch", () -> {
            for (int port : WRITERS) {
                all(16, i -> {
                    boolean ofLines = i % 2 == 0;
                    byte[] body = i < 8 ? (ofLines ? lines : batch) : ofLines ? mostLines : mostBatch;
                    String type = ofLines ? "application/x-ndjson" : "application/cloudevents-batch+json";
                    RawHttp.Answer answer = RawHttp.exchange(
                            system.port(port),
                            RawHttp.request(
                                    "POST",
                                    "/v1/events",
                                    List.of("Authorization: Bearer " + greedy, "Content-Type: " + type),
                                    body));
                    // what comes out is not much more than what came in
                    if (answer.status() == 200 && answer.body().length > 100 * body.length) {
                        wrong.add("%d bytes make %d".formatted(body.length, answer.body().length));
                    }
                    return answer;
                });
            }
        });
        assertThat(answers).containsKeys("413 EVT-017", "200");
        onlyAnswers("413 EVT-017", "200", "429 REQ-023");
    }

    @Test
    void connectionsThatDoNothingCostNobodyAnything() throws Exception {
        for (int port : PORTS) {
            String everybodys = port == Flagships.REPORTING ? "/v1/themes?limit=1" : "/v1/event-types";
            byte[] whole =
                    ("HEAD " + everybodys + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            int half = whole.length / 2;
            Map<Integer, Socket> open = new ConcurrentHashMap<>();
            try {
                flood("2,000 connections at " + port, () -> {
                    // A third of them ask and stay, a third ask half, and a third say nothing
                    try (ExecutorService some = Executors.newFixedThreadPool(16)) {
                        List<Future<?>> opening = new ArrayList<>();
                        for (int i = 0; i < CONNECTIONS; i++) {
                            int n = i;
                            opening.add(some.submit(() -> {
                                Socket socket = connect(port);
                                open.put(n, socket);
                                switch (n % 3) {
                                    case 0 -> socket.getOutputStream().write(whole, 0, half);
                                    case 1 -> {
                                        socket.getOutputStream().write(whole);
                                        count(head(socket));
                                    }
                                    default -> {}
                                }
                                return n;
                            }));
                        }
                        done(opening);
                    }
                    await(ENOUGH);
                });
                onlyAnswers("200");
                // Each of them can still ask
                for (int i = 0; i < CONNECTIONS; i += 50) {
                    Socket socket = Objects.requireNonNull(open.get(i));
                    int from = i % 3 == 0 ? half : 0;
                    socket.getOutputStream().write(whole, from, whole.length - from);
                    assertThat(head(socket)).startsWith("HTTP/1.1 200");
                }
            } finally {
                for (Socket socket : open.values()) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void headsThatNeverEndEndNobody() throws Exception {
        String line = "GET /v1/event-types?after=" + "x".repeat(24_000) + " HTTP/1.1\r\nHost: localhost\r\n";
        byte[] head = (line + ("X-Long: " + "y".repeat(1_000) + "\r\n").repeat(40)).getBytes(StandardCharsets.UTF_8);
        for (int port : PORTS) {
            List<Socket> open = new ArrayList<>();
            try {
                flood("2,500 heads of %d bytes without an end at %d".formatted(head.length, port), () -> {
                    while (open.size() < HEADS) {
                        Socket socket = connect(port);
                        open.add(socket);
                        socket.getOutputStream().write(head);
                    }
                    await(ENOUGH);
                });
                // Beyond what is taken at once, a connection is closed and nobody is answered.
                for (int i = 0; i < BEYOND; i++) {
                    open.add(connect(port));
                }
                Flagships.await(
                        "a connection too many to be closed",
                        Duration.ofSeconds(30),
                        () -> open.subList(HEADS, open.size()).stream().anyMatch(LoadST::isClosed));
            } finally {
                for (Socket socket : open) {
                    socket.close();
                }
            }
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(10);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void everyListCanBeAskedForByManyAtOnce() throws Exception {
        for (int port : PORTS) {
            List<String> lists = lists(port);
            assertThat(lists).isNotEmpty();
            Set<String> answered = ConcurrentHashMap.newKeySet();
            flood("96 at once of each of the %d lists at %d".formatted(lists.size(), port), () -> {
                for (String list : lists) {
                    List<String> headers =
                            port == Flagships.REPORTING ? List.of() : List.of("Authorization: Bearer " + greedy);
                    all(AT_ONCE, i -> {
                        RawHttp.Answer answer =
                                RawHttp.exchange(system.port(port), RawHttp.request("GET", list, headers, new byte[0]));
                        if (answer.status() < 429) {
                            answered.add(list);
                        }
                        return answer;
                    });
                }
            });
            assertThat(answered).containsAll(lists);
        }
    }

    @Test
    void tokensOfWhatIsFarInTheFutureKeepNobodyWaiting() throws Exception {
        JsonNode continuity = system.json(Flagships.REPORTING, "/v1/continuity");
        assertThat(continuity.get("sources")).hasSize(2);
        for (String token : List.of("initiative/3/9007199254740000", "initiative/3/2000", "case/5/9007199254740000")) {
            flood(
                    "300 without a token who wait for " + token,
                    () -> all(
                            WAITING,
                            i -> RawHttp.exchange(
                                    system.port(Flagships.REPORTING),
                                    RawHttp.request(
                                            "GET",
                                            "/v1/themes",
                                            List.of("Consistency-Token: " + token),
                                            new byte[0]))));
            // Nobody is told how far cases are: without a token what is asked of them is not waited for
            onlyAnswers("503 REQ-010", "503 REQ-011", "503 REQ-020", "503 REQ-030", "429 REQ-021", "200");
        }
    }

    @Test
    void liveUpdatesReachWhoeverListens() throws Exception {
        List<Socket> open = Collections.synchronizedList(new ArrayList<>());
        Set<Socket> heard = ConcurrentHashMap.newKeySet();
        byte[] ask = "GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8);
        AtomicInteger listening = new AtomicInteger();
        try {
            flood("600 streams of live updates, a fifth of which nobody reads", () -> {
                List<Future<?>> opening = new ArrayList<>();
                for (int i = 0; i < STREAMS; i++) {
                    int n = i;
                    opening.add(threads.submit(() -> {
                        Socket socket = connect(Flagships.REPORTING);
                        socket.getOutputStream().write(ask);
                        open.add(socket);
                        String head = head(socket);
                        count(head);
                        if (head.startsWith("HTTP/1.1 200") && n % 5 > 0) {
                            listening.incrementAndGet();
                            var unused = threads.submit(() -> listen(socket, heard));
                        }
                        return n;
                    }));
                }
                done(opening);
                await(ENOUGH);
                Flagships.await(
                        "everybody who listens to hear of a code",
                        Duration.ofMinutes(1),
                        () -> heard.size() == listening.get());
            });
            onlyAnswers("200", "503");
            assertThat(Objects.requireNonNull(answers.get("200")).get()).isGreaterThanOrEqualTo(300);
        } finally {
            for (Socket socket : List.copyOf(open)) {
                socket.close();
            }
        }
        // and their places are free when they have gone
        Flagships.await("a place for another", Duration.ofSeconds(30), () -> {
            try (Socket socket = connect(Flagships.REPORTING)) {
                socket.getOutputStream().write(ask);
                return head(socket).startsWith("HTTP/1.1 200");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static boolean listen(Socket socket, Set<Socket> heard) throws IOException {
        byte[] buffer = new byte[8_192];
        String rest = "";
        InputStream in = socket.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            String text = rest + new String(buffer, 0, read, StandardCharsets.UTF_8);
            if (text.contains("event:codes")) {
                heard.add(socket);
            }
            rest = text.substring(Math.max(0, text.length() - 20));
        }
        return true;
    }

    // --- how it is done
    // -----------------------------------------------------------------------------------------------

    private interface Flood {
        void run() throws Exception;
    }

    private interface Asking {
        RawHttp.Answer ask(int i) throws IOException;
    }

    /** Does it again and again until the neighbours have met enough of it, and prints what they met. */
    private void flood(String what, Flood flood) throws Exception {
        answers.clear();
        times = neighbour.afresh();
        int rounds = 0;
        do {
            flood.run();
            rounds++;
        } while (rounds < 5 && times.fewest() < ENOUGH);
        StringBuilder heap = new StringBuilder();
        for (int i = 0; i < SERVICES.size(); i++) {
            heap.append(i == 0 ? "" : ", ")
                    .append("%.0f".formatted(heap(PORTS.get(i), "jvm_memory_used_bytes") / MEBIBYTE));
        }
        System.out.printf(
                "%s, %d times: %s; MiB of heap in use: %s%s%n",
                what, rounds, new TreeMap<>(answers), heap, times.beside(quiet));
    }

    /** Of all pools of the heap; one without a bound of its own says −1. */
    private double heap(int port, String metric) {
        return scrape(port).samples().stream()
                .filter(s -> s.name().equals(metric) && "heap".equals(s.labels().get("area")))
                .mapToDouble(s -> Math.max(0, s.value()))
                .sum();
    }

    private void all(int times, Asking asking) throws Exception {
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int n = i;
            asked.add(threads.submit(() -> {
                judge(asking.ask(n));
                return n;
            }));
        }
        done(asked);
    }

    private static void done(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> each : running) {
            each.get();
        }
    }

    private void await(int requests) {
        Flagships.await(requests + " requests of each kind", Duration.ofMinutes(2), () -> times.fewest() >= requests);
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getByName("localhost"), system.port(port)), 60_000);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Reads up to the end of the head; the connection stays. */
    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void count(String head) {
        String[] words = head.split(" ", 3);
        answers.computeIfAbsent(words.length > 1 ? words[1] : "none", s -> new AtomicInteger())
                .incrementAndGet();
    }

    /** Sends a part of a body, and waits for what is said of it. */
    private RawHttp.Answer upload(int port, List<String> headers, int bytes, boolean chunked) throws IOException {
        byte[] lines = "{}\n".repeat(MEBIBYTE / 16 / 3).getBytes(StandardCharsets.UTF_8);
        String head = Stream.concat(
                        Stream.of("POST /v1/events HTTP/1.1", "Host: localhost", "Connection: close"), headers.stream())
                .reduce("", (a, b) -> a + b + "\r\n");
        try (Socket socket = connect(port)) {
            Future<?> sending = threads.submit(() -> {
                OutputStream out = socket.getOutputStream();
                out.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
                for (int sent = 0; sent < bytes; ) {
                    int some = Math.min(lines.length, bytes - sent);
                    if (chunked) {
                        out.write((Integer.toHexString(some) + "\r\n").getBytes(StandardCharsets.UTF_8));
                    }
                    out.write(lines, 0, some);
                    if (chunked) {
                        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                    sent += some;
                }
                if (chunked && bytes == UPLOAD) {
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                }
                return bytes;
            });
            RawHttp.Answer answer = RawHttp.read(socket.getInputStream());
            sending.cancel(true);
            return answer;
        }
    }

    /** Every list of a service, as it describes itself: what answers without anything in the address. */
    private List<String> lists(int port) {
        List<String> lists = new ArrayList<>();
        system.json(port, "/openapi?format=json").get("paths").properties().forEach(path -> {
            if (path.getValue().has("get")
                    && path.getKey().startsWith("/v1/")
                    && !path.getKey().contains("{")
                    && !path.getKey().endsWith("/live")) {
                lists.add(path.getKey());
            }
        });
        return lists;
    }

    // --- what is expected
    // ---------------------------------------------------------------------------------------------

    /** Nothing but an answer, or a problem that says when to come back where that helps. */
    private void judge(RawHttp.Answer answer) {
        String status = Integer.toString(answer.status());
        if (answer.status() >= 400) {
            try {
                JsonNode problem = Json.MAPPER.readTree(answer.text());
                status += " " + problem.path("code").asText();
                if (!answer.mediaType().equals(Problem.MEDIA_TYPE)
                        || problem.path("status").asInt() != answer.status()) {
                    wrong.add("no problem: " + answer);
                }
            } catch (JsonProcessingException e) {
                wrong.add("no problem: " + answer.status() + " " + answer.text());
            }
            if ((answer.status() == 429 || answer.status() == 503)
                    && answer.header("Retry-After").isEmpty()) {
                wrong.add("does not say when to come back: " + answer.text());
            }
            if (answer.status() >= 500 && answer.status() != 503) {
                wrong.add(answer.status() + " " + answer.text());
            }
        }
        answers.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
        if (answer.status() == 0) {
            wrong.add("no answer");
        }
    }

    private void onlyAnswers(String... expected) {
        assertThat(answers.keySet()).isSubsetOf(expected);
    }

    private Map<String, String> pids() throws IOException {
        Map<String, String> pids = new TreeMap<>();
        for (String service : SERVICES) {
            String pid = system.pid(service);
            pids.put(service, ProcessHandle.of(Long.parseLong(pid)).isPresent() ? pid : "gone");
        }
        return pids;
    }

    /** The same processes live, nobody beside noticed anything, and what was acknowledged is stored and shown. */
    @AfterEach
    void nobodyElseNoticed() throws IOException {
        assertThat(new HashSet<>(wrong)).isEmpty();
        assertThat(pids()).isEqualTo(pids);
        assertThat(neighbour.wrong()).isEmpty();
        for (String service : SERVICES) {
            assertThat(Files.readAllLines(system.log(service)).stream()
                            .filter(line -> line.contains("OutOfMemoryError"))
                            .limit(3))
                    .as("log of %s", service)
                    .isEmpty();
        }
        try (Stream<Path> files = Files.walk(system.home(), 2)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".hprof") || name.startsWith("hs_err")))
                    .isEmpty();
        }
        Set<String> acknowledged = neighbour.themes();
        system.settledWhileWritten();
        Set<String> shown = new HashSet<>();
        system.rows("/v1/themes").forEach(row -> shown.add(row.get("code").asText()));
        assertThat(shown).containsAll(acknowledged);
    }

    private static long committed(JsonNode continuity) {
        long sum = 0;
        for (JsonNode source : continuity.get("sources")) {
            sum += source.get("committed").asLong();
        }
        return sum;
    }
}

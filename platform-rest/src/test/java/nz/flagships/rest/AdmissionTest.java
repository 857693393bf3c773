package nz.flagships.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller may take of a process, tried byte by byte. */
@QuarkusTest
@TestProfile(AdmissionTest.Little.class)
@WithTestResource(Tokens.class)
class AdmissionTest {
    private static final String POLICE = Tokens.of("POLICE", "steward");
    private static final String HEALTH = Tokens.of("HEALTH", "steward");
    private static final int MEGABYTE = 1024 * 1024;

    /** Little of everything. */
    public static class Little implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "flagships.requests.at-once", "5",
                    "flagships.requests.of-one-caller", "3",
                    "flagships.bodies.megabytes", "3",
                    "flagships.bodies.of-one-caller-megabytes", "2",
                    "flagships.bodies.idle", "5m",
                    "flagships.bodies.longest", "5m",
                    "flagships.answers.megabytes", "96",
                    "flagships.answers.idle", "5m",
                    "flagships.answers.longest", "5m");
        }
    }

    @TestHTTPResource("/v1/echo/bytes")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it
    URI bytes;

    @Inject
    Admission admission;

    private final List<Connection> open = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() throws IOException {
        admission.patience(Duration.ofMinutes(5), Duration.ofMinutes(5));
        admission.patienceWithReaders(Duration.ofMinutes(5), Duration.ofMinutes(5));
        for (CompletableFuture<String> held = EchoResource.HELD.poll(); held != null; held = EchoResource.HELD.poll()) {
            held.complete("done");
        }
        EchoResource.GONE.clear();
        EchoResource.ENDED.set(0);
        for (Connection connection : open) {
            connection.close();
        }
        soon(() -> admission.running() == 0 && admission.bytes() == 0 && admission.answers() == 0);
    }

    @Test
    void whoSendsABodyWithoutATokenIsToldBeforeItHasCome() throws IOException {
        for (String framing : List.of("Content-Length: 15000000", "Transfer-Encoding: chunked")) {
            for (String who : List.of("", "Authorization: Bearer abc\r\n", bearer(Tokens.expired()))) {
                for (String expect : List.of("", "Expect: 100-continue\r\n")) {
                    Connection connection = connect();
                    connection.say("POST /v1/echo/bytes HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\n" + who
                            + expect + framing + "\r\n\r\n");
                    assertThat(connection.status())
                            .as("%s %s %s", framing, who, expect)
                            .isEqualTo(401);
                    assertThat(admission.bytes()).isZero();
                }
            }
        }
    }

    /** Netty keeps a length beside chunks in HTTP/1.0, and reads the chunks: neither may be what is believed. */
    @Test
    void aBodyThatIsFramedInTwoWaysIsRefusedAndNothingOfItIsKept() throws IOException {
        for (String framing : List.of("Content-Length: 0\r\n", "Content-Length: 5\r\n", "")) {
            for (String who : List.of("", bearer(POLICE))) {
                Connection connection = connect();
                connection.say("POST /v1/echo/bytes HTTP/1.0\r\nHost: here\r\nContent-Type: text/plain\r\n" + who
                        + framing + "Transfer-Encoding: chunked\r\n\r\n" + "10000\r\n" + "a".repeat(0x10000) + "\r\n");
                assertThat(connection.status()).as(framing + who).isEqualTo(400);
                assertThat(admission.bytes()).isZero();
            }
        }
    }

    @Test
    void whoNamesNoHostIsToldSo() throws IOException {
        for (String host : List.of("", "Host: a b:99\r\n")) {
            Connection connection = connect();
            connection.say("GET /v1/echo HTTP/1.1\r\n" + host + "\r\n");
            assertThat(connection.answer())
                    .as(host)
                    .contains("400 Bad Request")
                    .contains("REQ-")
                    .contains("Host");
        }
    }

    /** The JDK's client offers an upgrade to HTTP/2 with the first request, unless it is told not to. */
    @Test
    void aClientThatOffersHttp2IsAnswered() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (HttpRequest.BodyPublisher body : List.of(
                    HttpRequest.BodyPublishers.ofByteArray(new byte[300]),
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[300])))) {
                for (int i = 0; i < 3; i++) {
                    HttpResponse<String> answer = client.send(
                            HttpRequest.newBuilder(bytes)
                                    .header("Authorization", "Bearer " + POLICE)
                                    .header("Content-Type", "text/plain")
                                    .POST(body)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    assertThat(answer.body()).contains("\"length\":300");
                }
            }
        }
    }

    @Test
    void aBodyArrivesWholeHoweverItIsSent() throws IOException {
        given().auth()
                .oauth2(POLICE)
                .contentType("text/plain")
                .body(new byte[MEGABYTE])
                .post(bytes)
                .then()
                .statusCode(200)
                .body("length", equalTo(MEGABYTE));
        Connection chunks = connect();
        chunks.say("POST /v1/echo/bytes HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\n" + bearer(POLICE)
                + "Transfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 300; i++) {
            chunks.say("1\r\na\r\n");
        }
        chunks.say("0\r\n\r\n");
        assertThat(chunks.answer()).contains("200 OK").contains("\"length\":300");
        Connection asks = connect();
        asks.say("POST /v1/echo/bytes HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\n" + bearer(POLICE)
                + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        assertThat(asks.status()).isEqualTo(100);
        asks.say("ab");
        assertThat(asks.answer()).contains("200 OK").contains("\"length\":2");
    }

    @Test
    void oneAgencyCannotFillTheMemoryAndAllTogetherCannot() throws IOException {
        uploading(POLICE, 2 * MEGABYTE);
        given().auth()
                .oauth2(POLICE)
                .contentType("text/plain")
                .body("x")
                .post(bytes)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-023"));
        uploading(HEALTH, MEGABYTE);
        given().auth()
                .oauth2(HEALTH)
                .contentType("text/plain")
                .body("x")
                .post(bytes)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-022"));
    }

    @Test
    void aBodyThatSaysNoLengthCountsAsItGrows() throws IOException {
        Connection connection = connect();
        connection.say("POST /v1/echo/bytes HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\n" + bearer(POLICE)
                + "Transfer-Encoding: chunked\r\n\r\n");
        String chunk = "x".repeat(64 * 1024);
        for (int i = 0; i < 40; i++) {
            connection.say("10000\r\n" + chunk + "\r\n");
        }
        assertThat(connection.answer()).contains("429").contains("REQ-023");
    }

    @Test
    void whoPausesOrDripsIsGivenUp() throws IOException, InterruptedException {
        admission.patience(Duration.ofMillis(200), Duration.ofMinutes(5));
        assertThat(uploading(POLICE, 1000).answer()).contains("408").contains("REQ-024");
        soon(() -> admission.bytes() == 0); // the answer is here before its place is free
        admission.patience(Duration.ofMinutes(5), Duration.ofSeconds(1));
        Connection drips = uploading(POLICE, 1000);
        Thread dripping = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    drips.say("x");
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            } catch (IOException e) {
                // it has been given up
            }
        });
        assertThat(drips.answer()).contains("408").contains("REQ-024");
        drips.close();
        dripping.join();
    }

    @Test
    void oneCannotTakeEveryPlaceAndAllTogetherAreToldAtOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            connect().say("GET /v1/echo/held HTTP/1.1\r\nHost: here\r\n\r\n");
        }
        soon(() -> EchoResource.HELD.size() == 3);
        given().get("/v1/echo/deferred")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-021"));
        given().auth()
                .oauth2(POLICE)
                .get("/v1/echo/deferred")
                .then()
                .statusCode(200)
                .body("agency", equalTo("POLICE"));
        for (int i = 0; i < 2; i++) {
            connect().say("GET /v1/echo/held HTTP/1.1\r\nHost: here\r\n" + bearer(POLICE) + "\r\n");
        }
        soon(() -> EchoResource.HELD.size() == 5);
        given().auth()
                .oauth2(HEALTH)
                .get("/v1/echo/deferred")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-020"));
    }

    @Test
    void streamsWithoutEndHoldNoPlaceAndWhoHasGoneHoldsItWhileItIsWorkedFor() throws IOException {
        for (int i = 0; i < 10; i++) {
            Connection live = connect();
            live.say("GET /v1/echo/live HTTP/1.1\r\nHost: here\r\nAccept: text/event-stream\r\n\r\n");
            assertThat(live.status()).isEqualTo(200);
        }
        soon(() -> admission.running() == 0);
        int ended = 0;
        for (String route : List.of("held", "blocking")) {
            // Given as many as one may, who ask and leave at once
            EchoResource.GONE.clear();
            for (int i = 0; i < 3; i++) {
                int asked = i + 1;
                Connection gone = connect();
                gone.say("GET /v1/echo/" + route + " HTTP/1.1\r\nHost: here\r\n\r\n");
                soon(() -> EchoResource.HELD.size() == asked);
                gone.close();
            }
            soon(() -> EchoResource.GONE.stream()
                            .filter(BooleanSupplier::getAsBoolean)
                            .count()
                    == 3);

            // Then they hold their places while they are worked for
            assertThat(admission.running()).as(route).isEqualTo(3);
            given().get("/v1/echo/deferred").then().statusCode(429).body("code", equalTo("REQ-021"));

            // When that has ended, they do not
            for (CompletableFuture<String> held = EchoResource.HELD.poll();
                    held != null;
                    held = EchoResource.HELD.poll()) {
                held.complete("done");
            }
            ended += 3;
            int all = ended;
            soon(() -> admission.running() == 0 && EchoResource.ENDED.get() == all);
        }
    }

    @Test
    void whatIsNotBegunWhenWhoAskedHasGoneIsDropped() throws IOException {
        // Given one that waits for its turn on a thread that works on another
        int begun = EchoResource.BEGUN.get();
        Connection first = connect();
        first.say("GET /v1/echo/queued HTTP/1.1\r\nHost: here\r\n\r\n");
        soon(() -> EchoResource.BEGUN.get() == begun + 1);
        Connection second = connect();
        second.say("GET /v1/echo/queued HTTP/1.1\r\nHost: here\r\n\r\n");
        soon(() -> admission.running() == 2);

        // When who asked for it goes, and then it is its turn
        second.close();
        soon(() -> EchoResource.GONE.stream().anyMatch(BooleanSupplier::getAsBoolean));
        EchoResource.QUEUE.release();
        assertThat(first.status()).isEqualTo(200);

        // Then nobody begins with it
        soon(() -> admission.running() == 0);
        assertThat(EchoResource.BEGUN).hasValue(begun + 1);
        EchoResource.QUEUE.release();
    }

    @Test
    void whoDoesNotReadWhatHeAskedForCannotFillTheMemory() throws IOException {
        // Given as many as half the room takes who ask for a large answer, send no token and do not read it
        asking("");
        asking("");
        long half = admission.answers();

        // When another one asks, it is told so, and nothing more is held
        given().get("/v1/echo/large?bytes=" + LARGE)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-033"));
        assertThat(admission.answers()).isEqualTo(half);

        // When an agency asks, there is room; and then for nobody
        asking(bearer(POLICE));
        asking(bearer(POLICE));
        given().auth()
                .oauth2(HEALTH)
                .get("/v1/echo/large?bytes=" + LARGE)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-032"));

        // Then what is small is answered all the same, and one who has gone leaves room
        given().get("/v1/echo/large?bytes=1000").then().statusCode(200);
        open.removeFirst().close();
        soon(() -> admission.answers() < 2 * half);
        given().auth()
                .oauth2(HEALTH)
                .get("/v1/echo/large?bytes=" + LARGE)
                .then()
                .statusCode(200);
    }

    @Test
    void fewLargeAnswersAreMadeAtOnceAndOneOfNobodyIsBeforeAnAgencys() throws Exception {
        EchoResource.MAKERS.clear();
        EchoResource.MAKING.clear();
        int makers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        List<Thread> nobodies = new ArrayList<>();
        try {
            // Given as many who make large answers as may, an agency among them, and two who send no token and wait
            connect().say("GET /v1/echo/making?who=first HTTP/1.1\r\nHost: here\r\n" + bearer(POLICE) + "\r\n");
            waiting(1);
            for (int i = 0; i < makers + 1; i++) {
                nobodies.add(Thread.ofVirtual().start(this::nobodyMakes));
                waiting(2 + i);
            }

            // When another agency asks, it waits as well
            connect().say("GET /v1/echo/making?who=next HTTP/1.1\r\nHost: here\r\n" + bearer(HEALTH) + "\r\n");
            waiting(makers + 3);
            assertThat(EchoResource.MAKING).hasSize(makers);

            // Then, one after the other, it has its turn after one of those who wait at most
            for (int ended = 1; ended <= 2; ended++) {
                int begun = makers + ended;
                EchoResource.MADE.release();
                soon(() -> EchoResource.MAKING.size() == begun);
            }
            assertThat(EchoResource.MAKING).contains("next");
        } finally {
            EchoResource.MADE.release(makers + 3);
            for (Thread nobody : nobodies) {
                nobody.join();
            }
        }
        soon(() -> admission.running() == 0);
        EchoResource.MADE.drainPermits();
    }

    @Test
    void whoHasManyLargeAnswersMadeWaitsBehindHimself() throws Exception {
        EchoResource.MAKERS.clear();
        EchoResource.MAKING.clear();
        try {
            // Given an agency that has as many large answers made as it may
            for (int i = 1; i <= 3; i++) {
                connect().say("GET /v1/echo/making?who=many HTTP/1.1\r\nHost: here\r\n" + bearer(POLICE) + "\r\n");
                waiting(i);
            }

            // When another asks for one
            connect().say("GET /v1/echo/making?who=one HTTP/1.1\r\nHost: here\r\n" + bearer(HEALTH) + "\r\n");
            waiting(4);

            // Then it is next
            EchoResource.MADE.release();
            soon(() -> EchoResource.MAKING.contains("one"));
        } finally {
            EchoResource.MADE.release(4);
        }
        soon(() -> admission.running() == 0);
        EchoResource.MADE.drainPermits();
    }

    private void nobodyMakes() {
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            EchoResource.making(admission, "nobody");
        } finally {
            request.terminate();
        }
    }

    /** Until so many have begun, and wait for something. */
    private static void waiting(int number) {
        soon(() -> EchoResource.MAKERS.size() == number
                && EchoResource.MAKERS.stream().allMatch(each -> each.getState() == Thread.State.WAITING));
    }

    @Test
    void whoReadsNoMoreIsGivenUp() throws IOException {
        asking("");
        admission.patienceWithReaders(Duration.ofMillis(300), Duration.ofMinutes(5));
        soon(() -> admission.answers() == 0 && admission.running() == 0);
    }

    @Test
    void oneThatIsLargerThanAllMayBeIsAlone() throws IOException {
        given().get("/v1/echo/large?bytes=" + 60 * MEGABYTE).then().statusCode(200);
        soon(() -> admission.answers() == 0);
        asking("");
        given().get("/v1/echo/large?bytes=" + 60 * MEGABYTE).then().statusCode(503);
    }

    /** More than what the two ends of a connection keep. */
    private static final int LARGE = 12 * MEGABYTE;

    private void asking(String who) throws IOException {
        Connection connection = connect();
        long before = admission.answers();
        connection.say("GET /v1/echo/large?bytes=" + LARGE + " HTTP/1.1\r\nHost: here\r\n" + who + "\r\n");
        soon(() -> admission.answers() == before + 2 * LARGE);
    }

    private Connection uploading(String token, int length) throws IOException {
        Connection connection = connect();
        long before = admission.bytes();
        connection.say("POST /v1/echo/bytes HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\n" + bearer(token)
                + "Content-Length: " + length + "\r\n\r\nx");
        soon(() -> admission.bytes() == before + length);
        return connection;
    }

    /** Waits until it is so. */
    private static void soon(BooleanSupplier so) {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it never came").isLessThan(until);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private Connection connect() throws IOException {
        Connection connection = new Connection(new Socket("localhost", RestAssured.port));
        open.add(connection);
        return connection;
    }

    private record Connection(Socket socket) {
        Connection {
            try {
                socket.setSoTimeout(60_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void say(String words) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(words.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        int status() throws IOException {
            String line = line();
            while (!line().isEmpty()) {
                // headers
            }
            return Integer.parseInt(line.split(" ")[1]);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c != '\n' && c >= 0;
                    c = socket.getInputStream().read()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        /** To the end of its body. */
        String answer() throws IOException {
            StringBuilder all = new StringBuilder();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                all.append(line).append('\n');
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            return all + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        }

        void close() throws IOException {
            socket.close();
        }
    }
}

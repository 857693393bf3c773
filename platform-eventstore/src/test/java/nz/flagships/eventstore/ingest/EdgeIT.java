package nz.flagships.eventstore.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nz.flagships.events.Json;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers send that nobody has thought of: each is answered, and means one thing. */
@QuarkusTest
@QuarkusTestResource(value = WithPlatform.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
class EdgeIT {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";

    // --- values

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99999999999",
                "1e400",
                "-1e400",
                "1e-400",
                "1e2147483647",
                "1e-2147483648",
                "0e999999999",
                "1E+1",
                "-0",
                "-0.0",
                "123456789012345678",
                "1.234567890123456",
                "NaN",
                "Infinity",
                "-Infinity",
                "01",
                "+1",
                ".5",
                "5.",
                "0x10",
                "1_000",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"\uFEFF\"",
                "{\"a\":{\"b\":{}}}",
                "[[[[[[]]]]]]",
                "tru",
                "\"\\x\"",
                "'a'",
                "1 2",
                "{\"a\":1,\"a\":2}"
            })
    void noValueIsAFaultAndItsNeighboursHaveTheirResults(String value) throws JsonProcessingException {
        for (String data : List.of(
                "{\"name\":\"One\",\"weight\":5,\"length\":" + value + "}",
                "{\"name\":\"One\",\"weight\":" + value + "}",
                value)) {
            String bad = event(unique(), "WidgetDefined", "V-" + unique(), data);
            answered(steward().contentType(STRUCTURED).body(utf8(bad)).post("/v1/events"));
            answered(steward().contentType("application/json").body(utf8(data)).post("/v1/widgets"));
            answered(steward().contentType("application/json").body(utf8(data)).post("/v1/widgets/A/paint-widget"));
            answered(steward().contentType(BATCH).body(utf8("[" + bad + "]")).post("/v1/events"));
            String answer = answered(steward()
                            .contentType(LINES)
                            .body(utf8(defined("V-" + unique(), "One") + "\n" + bad + "\n"
                                    + defined("V-" + unique(), "Two") + "\n"))
                            .post("/v1/events"))
                    .asString();
            List<JsonNode> results = results(answer);
            assertThat(results).as(answer).hasSize(3);
            assertThat(results.get(0).path("result").asText()).isEqualTo("stored");
            assertThat(results.get(2).path("result").asText()).isEqualTo("stored");
            assertThat(results.get(1).path("problem").path("status").asInt(400)).isLessThan(500);
        }
    }

    @Test
    void nestingThatIsDeepIsAProblem() throws IOException, InterruptedException {
        for (int depth : List.of(20, 70, 5_000, 100_000)) {
            String data = "[".repeat(depth) + "]".repeat(depth);
            String deep = event(unique(), "WidgetDefined", "V-" + unique(), "{\"name\":" + data + ",\"weight\":1}");
            assertThat(plain(STRUCTURED, deep).statusCode()).isBetween(400, 422);
            List<JsonNode> results = results(
                    plain(LINES, deep + "\n" + defined("V-" + unique(), "One")).body());
            assertThat(results).extracting(r -> r.path("result").asText()).containsExactly("rejected", "stored");
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        String event = event("id-@", "WidgetDefined", "U-" + unique(), "{\"name\":\"One\",\"weight\":5}");
        for (byte[] wrong : List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xe9})) {
            problem(
                    steward()
                            .contentType(STRUCTURED)
                            .body(spliced(event, wrong))
                            .post("/v1/events")
                            .then(),
                    400,
                    "REQ-001");
            List<JsonNode> results = results(steward()
                    .contentType(LINES)
                    .body(spliced(event, wrong))
                    .post("/v1/events")
                    .asString());
            assertThat(results.getFirst().at("/problem/code").asText()).isEqualTo("EVT-012");
            problem(
                    steward()
                            .contentType(BATCH)
                            .body(spliced("[" + event + "]", wrong))
                            .post("/v1/events")
                            .then(),
                    400,
                    "REQ-001");
        }
        problem(
                steward()
                        .contentType(STRUCTURED)
                        .body(event.getBytes(StandardCharsets.UTF_16LE))
                        .post("/v1/events")
                        .then(),
                400,
                "REQ-001");
        for (String path : List.of(
                "/v1/widgets/%FF",
                "/v1/widgets/%00",
                "/v1/widgets/%C3",
                "/v1/events?source=%FF&id=a",
                "/v1/events?source=a&id=%ED%A0%80")) {
            assertThat(steward().urlEncodingEnabled(false).get(path).statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    @Test
    void aByteOrderMarkIsNoFault() {
        String event = defined("U-" + unique(), "One");
        assertThat(answered(steward()
                                .contentType(STRUCTURED)
                                .body(utf8("\uFEFF" + event))
                                .post("/v1/events"))
                        .statusCode())
                .isEqualTo(201);
        steward()
                .contentType(BATCH)
                .body(utf8("\uFEFF[" + event + " , " + defined("U-" + unique(), "Ōne") + " ]\n"))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("results.result", equalTo(List.of("duplicate", "stored")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";",
                "text",
                ",",
                "*",
                "*/*;q=x",
                "application/json;q=2",
                "a/b/c",
                "application/json;",
                "\"",
                "application/*",
                "q=1",
                "*/json"
            })
    void noHeaderOfMediaTypesIsAFault(String value) throws IOException {
        for (String header : List.of(
                "Accept",
                "Content-Type",
                "Accept-Encoding",
                "Accept-Language",
                "If-None-Match",
                "If-Match",
                "Idempotency-Key",
                "traceparent",
                "Origin")) {
            for (String request : List.of("GET /v1/widgets/NONE", "GET /v1/event-types", "POST /v1/events")) {
                try (Socket socket = new Socket("localhost", RestAssured.port)) {
                    socket.setSoTimeout(60_000);
                    String body = request.startsWith("POST") ? "{}" : "";
                    socket.getOutputStream()
                            .write((request + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAuthorization: Bearer "
                                            + token("POLICE", "steward") + "\r\n" + header + ": " + value
                                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.UTF_8));
                    String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
                    assertThat(answer)
                            .as(header + ": " + value + " of " + request)
                            .startsWith("HTTP/1.1 ")
                            .doesNotContain(" 5");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/widgets/[",
                "/v1/widgets/|",
                "/v1/widgets/a?x=[",
                "/v1/widgets/a?|",
                "/v1/widgets/^?{}",
                "/v1/widgets//history",
                "/v1//widgets",
                "/v1/widgets/../..",
                "/v1/widgets/%2e%2e",
                "/v1/widgets/%",
                "/v1/widgets/%zz",
                "/v1/widgets/a%2Fb",
                "/v1/widgets/;a=b",
                "/v1/widgets/a;x",
                "//",
                "/?",
                "/v1/events?&&&",
                "/v1/events?=",
                "/v1/events?source=%00&id=a",
                "http://here/v1/widgets/a",
                "*",
                "/v1/widgets/\u00e9",
                "/v1/widgets/a/history?limit=99999999999",
                "/v1/widgets/a/history?after=-1"
            })
    void noAddressIsAFault(String address) throws IOException {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "DELETE", "PUT", "BREW")) {
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream()
                        .write((method + " " + address + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
                assertThat(answer)
                        .as(method + " " + address)
                        .startsWith("HTTP/1.")
                        .doesNotContain(" 5");
            }
        }
    }

    @Test
    void whatAPatternTakesItTakesWhole() {
        for (String code : List.of("BOLT\\n", "BOLT\\r\\n", "\\nBOLT", "BOLT\\u2028", "BOLT\\u0085")) {
            problem(
                    send(event(
                            unique(),
                            "WidgetDefined",
                            "P-" + unique(),
                            "{\"name\":\"x\",\"weight\":1,\"parts\":[{\"code\":\"" + code + "\",\"count\":1}]}")),
                    422,
                    "DATA-005");
        }
        for (String on : List.of("2013-10-01\\n", "2013-10\\n", "FY2013\\r\\n")) {
            String member = on.startsWith("FY") ? "\"uses\":[\"" + on + "\"]" : "\"made\":\"" + on + "\"";
            send(event(unique(), "WidgetDefined", "P-" + unique(), "{\"name\":\"x\",\"weight\":1," + member + "}"))
                    .statusCode(422);
        }
    }

    @Test
    void codesThatDifferByCaseAloneAreOne() {
        String code = "Case-" + unique();
        send(defined(code, "One")).statusCode(201);
        String other = code.toUpperCase(Locale.ROOT);
        problem(send(defined(other, "One")), 409, "EVT-018")
                .body("detail", containsString(code))
                .body("pointer", equalTo("/subject"));
        problem(
                        json().body("{\"code\":\"" + other + "\",\"name\":\"One\",\"weight\":5}")
                                .post("/v1/widgets")
                                .then(),
                        409,
                        "EVT-018")
                .body("pointer", equalTo("/code"));
        problem(send(defined(code, "Two")), 409, "WID-001");
        String third = "Third-" + unique();
        List<JsonNode> results = results(steward()
                .contentType(LINES)
                .body(utf8(String.join(
                        "\n",
                        defined(other, "One"),
                        defined(third, "One"),
                        defined(third.toLowerCase(Locale.ROOT), "One"))))
                .post("/v1/events")
                .asString());
        assertThat(results.get(0).at("/problem/code").asText()).isEqualTo("EVT-018");
        assertThat(results.get(1).path("result").asText()).isEqualTo("stored");
        assertThat(results.get(2).at("/problem/code").asText()).isEqualTo("EVT-018");
    }

    // --- time

    @Test
    void aTimeOutsideOfHistoryIsRefusedOnEveryWayIn() {
        for (String time : List.of(
                "0000-01-01T00:00:00Z", "1839-12-31T23:59:59Z", "1684-01-01T00:00:00+12:00", "0001-01-01T00:00:00Z")) {
            String event = timed(unique(), "T-" + unique(), time);
            problem(send(event), 422, "EVT-016").body("pointer", equalTo("/time"));
            assertThat(results(steward()
                                    .contentType(LINES)
                                    .body(utf8(event))
                                    .post("/v1/events")
                                    .asString())
                            .getFirst()
                            .at("/problem/code")
                            .asText())
                    .isEqualTo("EVT-016");
            steward()
                    .contentType(BATCH)
                    .body("[" + event + "]")
                    .post("/v1/events")
                    .then()
                    .body("results[0].problem.code", equalTo("EVT-016"));
            problem(
                    binary(unique(), "T-" + unique())
                            .header("ce-time", time)
                            .body("{\"name\":\"x\",\"weight\":1}")
                            .post("/v1/events")
                            .then(),
                    422,
                    "EVT-016");
        }
        problem(
                send(timed(
                        unique(),
                        "T-" + unique(),
                        Instant.now()
                                .plusSeconds(3_600)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())),
                422,
                "EVT-005");
        send(timed(unique(), "T-" + unique(), "1840-02-06T00:00:00Z")).statusCode(201);
        for (String early : List.of(
                "\"made\":\"1839\"",
                "\"made\":\"0000-01\"",
                "\"on\":\"1839-12-31\"",
                "\"uses\":[\"FY1839\"]",
                "\"uses\":[\"0000-Q1\"]")) {
            problem(
                    send(event(
                            unique(), "WidgetDefined", "T-" + unique(), "{\"name\":\"x\",\"weight\":1," + early + "}")),
                    422,
                    "DATA-004");
        }
    }

    // --- the same fact, spelled otherwise

    @Test
    void aFactIsKnownByWhatItMeansAndNotByItsSpelling() {
        String id = unique();
        String code = "S-" + unique();
        String data = "{\"name\":\"One\",\"weight\":5,\"length\":1}";
        send(timed(id, code, "2014-06-30T09:00:00Z", data)).statusCode(201);

        for (String time : List.of(
                "2014-06-30T09:00:00.000Z",
                "2014-06-30T21:00:00+12:00",
                "2014-06-30t09:00:00z",
                "2014-06-30T09:00:00.000000000+00:00",
                "2014-06-30T08:00:00-01:00")) {
            send(timed(id, code, time, data)).statusCode(200).body("result", equalTo("duplicate"));
        }
        for (String same : List.of(
                "{\"name\":\"One\",\"weight\":5,\"length\":1.0}",
                "{\"length\":1e0,\"weight\":5,\"name\":\"One\"}",
                "{\"name\":\"O\\u006ee\",\"weight\":5,\"length\":1.000}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1,\"colour\":null,\"on\":null}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1,\"uses\":[]}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1,\"provenance\":{\"basis\":\"operational\"}}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1,\"provenance\":{\"inferred\":[]}}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1,\"provenance\":null}")) {
            send(timed(id, code, "2014-06-30T09:00:00Z", same)).statusCode(200).body("result", equalTo("duplicate"));
            assertThat(results(steward()
                                    .contentType(LINES)
                                    .body(utf8(timed(id, code, "2014-06-30T09:00:00Z", same)))
                                    .post("/v1/events")
                                    .asString())
                            .getFirst()
                            .path("result")
                            .asText())
                    .isEqualTo("duplicate");
        }
        for (String other : List.of(
                "{\"name\":\"One \",\"weight\":5,\"length\":1}",
                "{\"name\":\"one\",\"weight\":5,\"length\":1}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1.5}",
                "{\"name\":\"One\",\"weight\":5}",
                "{\"name\":\"One\",\"weight\":5,\"length\":1,\"provenance\":{\"basis\":\"synthetic\"}}")) {
            problem(send(timed(id, code, "2014-06-30T09:00:00Z", other)), 422, "EVT-004");
        }
        problem(send(timed(id, code, "2014-06-30T09:00:01Z", data)), 422, "EVT-004");
    }

    @Test
    void anIdIsTheTextItIs() {
        String id = unique();
        for (String another : List.of(
                id + "\u00e9", id + "e\u0301", id + " ", " " + id, id.toUpperCase(Locale.ROOT) + "A", id + "a")) {
            send(event(another, "WidgetDefined", "I-" + unique(), "{\"name\":\"One\",\"weight\":5}"))
                    .statusCode(201);
        }
    }

    @Test
    void headersOfBinaryModeAreReadAsTheBindingSays() {
        String id = unique();
        String code = "B-" + unique();
        String data = "{\"name\":\"One\",\"weight\":5}";
        send(event(id + " é\"", "WidgetDefined", code, data)).statusCode(201);
        for (String written : List.of("\"" + id + " %C3%A9\\\"\"", id + "%20%C3%A9%22", id + " %C3%A9\"")) {
            binary(written, code)
                    .header("ce-time", "2014-07-01T00:00:00Z")
                    .body(data)
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("result", equalTo("duplicate"));
        }
        for (String wrong :
                List.of("\"" + id, "\"" + id + "\"x", id + "%", id + "%G1", id + "%FF", id + "%C3", id + "%ED%A0%80")) {
            problem(binary(wrong, code).body(data).post("/v1/events").then(), 400, "EVT-001")
                    .body("pointer", equalTo("/id"));
        }
        problem(
                binary(unique(), code)
                        .header("ce-id", unique())
                        .body(data)
                        .post("/v1/events")
                        .then(),
                400,
                "EVT-001");
    }

    @Test
    void theTextNullIsNoReference() {
        String widget = "N-" + unique();
        send(defined(widget, "One")).statusCode(201);
        for (int i = 0; i < 2; i++) {
            given().auth()
                    .oauth2(token("POLICE", "case-worker"))
                    .contentType("application/json")
                    .header("ce-specversion", "1.0")
                    .header("ce-id", unique())
                    .header("ce-source", "/tests")
                    .header("ce-type", "nz.flagships.initiative.OrderPlaced.v1")
                    .header("ce-externalref", "null")
                    .header("ce-correlationid", "null")
                    .body("{\"widget\":\"" + widget + "\"}")
                    .post("/v1/events")
                    .then()
                    .statusCode(201);
        }
    }

    // --- what is tried out

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dryRun",
                "dryRun=",
                "dryRun=yes",
                "dryRun=TRUE",
                "dryRun=true&dryRun=true",
                "dryRun=true&dryRun=false",
                "dry_run=true",
                "dryrun=true",
                "DryRun=true",
                "dryRun=true&x=1",
                "dryRun=%74rue%20"
            })
    void aTryThatIsMisspeltStoresNothing(String query) {
        String code = "D-" + unique();
        for (String media : List.of(STRUCTURED, LINES, BATCH)) {
            String body = media.equals(BATCH) ? "[" + defined(code, "One") + "]" : defined(code, "One");
            problem(
                    steward()
                            .urlEncodingEnabled(false)
                            .contentType(media)
                            .body(utf8(body))
                            .post("/v1/events?" + query)
                            .then(),
                    400,
                    "REQ-025");
        }
        problem(
                steward()
                        .urlEncodingEnabled(false)
                        .contentType("application/json")
                        .body("{\"code\":\"" + code + "\",\"name\":\"One\",\"weight\":5}")
                        .post("/v1/widgets?" + query)
                        .then(),
                400,
                "REQ-025");
        problem(
                steward()
                        .urlEncodingEnabled(false)
                        .contentType("application/json")
                        .body("{\"colour\":\"RED\"}")
                        .post("/v1/widgets/" + code + "/paint-widget?" + query)
                        .then(),
                400,
                "REQ-025");
        given().get("/v1/widgets/" + code).then().statusCode(404);
    }

    @Test
    void commandsCanBeTriedOut() {
        String code = "D-" + unique();
        String body = "{\"code\":\"" + code + "\",\"name\":\"One\",\"weight\":5}";
        json().body(body)
                .post("/v1/widgets?dryRun=true")
                .then()
                .statusCode(200)
                .body("result", equalTo("valid"))
                .body("stream", equalTo("widget/" + code))
                .body("version", equalTo(1))
                .body("events[0]", equalTo("nz.flagships.initiative.WidgetDefined.v1"));
        given().get("/v1/widgets/" + code).then().statusCode(404);
        json().body(body).post("/v1/widgets?dryRun=false").then().statusCode(201);
        problem(json().body(body).post("/v1/widgets?dryRun=true").then(), 409, "WID-001");
        json().body("{\"colour\":\"RED\"}")
                .post("/v1/widgets/" + code + "/paint-widget?dryRun=true")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        given().get("/v1/widgets/" + code).then().statusCode(200).header("ETag", "\"1\"");
        problem(
                json().header("If-Match", "\"7\"")
                        .body("{\"colour\":\"RED\"}")
                        .post("/v1/widgets/" + code + "/paint-widget?dryRun=true")
                        .then(),
                412,
                "PRE-412");
    }

    @Test
    void aKeyIsTheSameInQuotationMarksAndWithout() {
        String key = "key " + unique();
        String code = "K-" + unique();
        String body = "{\"code\":\"" + code + "\",\"name\":\"One\",\"weight\":5}";
        json().header("Idempotency-Key", key)
                .body(body)
                .post("/v1/widgets")
                .then()
                .statusCode(201);
        for (String spelling : List.of("\"" + key + "\"", " " + key, "\"" + key.replace("k", "\\k") + "\"")) {
            json().header("Idempotency-Key", spelling)
                    .body(body)
                    .post("/v1/widgets")
                    .then()
                    .statusCode(200)
                    .body("result", equalTo("duplicate"));
        }
        for (String none : List.of("\"" + key, "\"\"", "\"" + key + "\" x", "", " ")) {
            problem(
                    json().header("Idempotency-Key", none)
                            .body(body)
                            .post("/v1/widgets")
                            .then(),
                    400,
                    "EVT-015");
        }
        problem(
                json().header("Idempotency-Key", key, "another " + key)
                        .body(body)
                        .post("/v1/widgets")
                        .then(),
                400,
                "EVT-015");
    }

    @Test
    void aTextHasSomethingToReadAndNothingThatReadsAsSomethingElse() {
        for (String name : List.of("   ", "\\t\\n", "\\u00a0\\u200b", "\\u2066\\u2069")) {
            problem(named(name), 422, "DATA-004").body("pointer", equalTo("/data/name"));
        }
        for (String name : List.of("bell\\u0007", "\\u202egnihton", "a\\u2067b", "\\u0085x")) {
            problem(named(name), 422, "DATA-005").body("pointer", equalTo("/data/name"));
        }
        for (String name : List.of("two\\r\\nlines\\tand", "\\u0627\\u0644", "wh\\u0101nau", "\\ud83e\\udd9d")) {
            named(name).statusCode(201);
        }
        problem(sent("{\"specversion\":\"1.0\",\"id\":\"a\",\"id\":\"b\"}"), 400, "REQ-001")
                .body("detail", containsString("stands twice"));
    }

    @Test
    void parametersThatAreNotKnownAreRefusedByName() {
        problem(given().get("/v1/widgets/NONE?asknownat=2014").then(), 400, "REQ-025")
                .body("detail", containsString("asknownat"));
        problem(given().get("/v1/widgets/NONE/history?limt=5").then(), 400, "REQ-025")
                .body("detail", containsString("limit"));
        problem(given().get("/v1/widgets/NONE/history?limit=").then(), 400, "REQ-025");
        problem(given().get("/v1/event-types?x=1").then(), 400, "REQ-025");
    }

    // --- who

    @Test
    void whoMayNotSayAFactIsNotToldThatItIsStored() {
        String event = defined("W-" + unique(), "One");
        send(event).statusCode(201);
        RequestSpecification worker = given().auth().oauth2(token("POLICE", "case-worker"));
        problem(worker.contentType(STRUCTURED).body(event).post("/v1/events").then(), 403, "AUTH-002");
        assertThat(results(given().auth()
                                .oauth2(token("POLICE", "case-worker"))
                                .contentType(LINES)
                                .body(utf8(event))
                                .post("/v1/events")
                                .asString())
                        .getFirst()
                        .at("/problem/code")
                        .asText())
                .isEqualTo("AUTH-002");
        problem(
                given().auth()
                        .oauth2(token("POLICE", "case-worker"))
                        .contentType(STRUCTURED)
                        .body(event)
                        .post("/v1/events?dryRun=true")
                        .then(),
                403,
                "AUTH-002");
    }

    @Test
    void whatCannotBeAnAttributeIsRefusedOnEveryWayIn() throws IOException, InterruptedException {
        String event =
                defined("Q-" + unique(), "One").replaceFirst("\\{", "{\"provenance\":{\"basis\":\"published\"},");

        problem(send(event), 400, "EVT-001")
                .body("pointer", equalTo("/provenance"))
                .body("detail", containsString("data"));
        for (JsonNode result : List.of(
                Json.MAPPER.readTree(plain(BATCH, "[" + event + "]").body()).at("/results/0"),
                results(plain(LINES, event).body()).getFirst())) {
            assertThat(result.at("/problem/code").asText()).isEqualTo("EVT-001");
            assertThat(result.at("/problem/pointer").asText()).isEqualTo("/provenance");
        }
    }

    @Test
    void aBadLineIsSaidAsTheLineOfTheUpload() throws IOException, InterruptedException {
        String answer = plain(LINES, "{}\n".repeat(1_499) + "\n{\"id\": x}\n").body();

        assertThat(results(answer).getLast().at("/problem/detail").asText()).isEqualTo("Line 1501, column 8.");
    }

    // --- many

    @Test
    void moreEventsThanARequestMayBringAreRefusedBeforeOneIsStored() throws IOException, InterruptedException {
        String first = defined("M-" + unique(), "One");
        for (HttpResponse<String> answer : List.of(
                plain(LINES, first + "\n" + "{}\n".repeat(1_000_000)),
                plain(BATCH, "[" + first + ",{}".repeat(700_000) + "]"))) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("EVT-017").contains("20000");
        }
        send(first).statusCode(201);
    }

    @Test
    void anAnswerToBadLinesIsNotMuchLargerThanTheyAre() throws IOException, InterruptedException {
        String answer = plain(LINES, "{}\n".repeat(20_000)).body();
        List<JsonNode> results = results(answer);
        assertThat(results).hasSize(20_000);
        assertThat(results.getFirst().path("problem").path("mend").asText()).isNotEmpty();
        assertThat(results.getLast().path("problem").path("code").asText()).isEqualTo("EVT-001");
        assertThat(answer.length()).isLessThan(2_500_000);
        assertThat(Json.MAPPER
                        .readTree(
                                plain(BATCH, "[{}" + ",{}".repeat(19_999) + "]").body())
                        .path("results"))
                .hasSize(20_000);
    }

    @Test
    void resultsLeaveAsTheyAreMade() throws IOException {
        String code = "L-" + unique();
        String lines = IntStream.range(0, 4_000)
                .mapToObj(i -> defined(code + "-" + i, "One"))
                .collect(Collectors.joining("\n"));
        byte[] body = utf8(lines);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /v1/events HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: " + LINES
                                    + "\r\nAuthorization: Bearer " + token("POLICE", "steward") + "\r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("transfer-encoding: chunked")
                    .containsIgnoringCase("trailer: consistency-token");
            // A chunk may end within a line: the sizes between them go.
            String whole = answer.replaceAll("\r\n[0-9a-f]+\r\n", "");
            assertThat(whole.lines().filter(line -> line.contains("\"stored\"")))
                    .hasSize(4_000);
            assertThat(answer.substring(answer.lastIndexOf("\r\n0\r\n")))
                    .containsIgnoringCase("consistency-token: initiative/");
        }
        given().get("/v1/widgets/" + code + "-3999").then().statusCode(200);
    }

    @Test
    void aShortAnswerHasItsTokenAsAHeader() {
        for (String media : List.of(LINES, "application/jsonl", "Application/X-NDJSON; charset=utf-8")) {
            given().auth()
                    .oauth2(token("POLICE", "steward"))
                    .header("Content-Type", media)
                    .body(utf8(defined("C-" + unique(), "One")))
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .header("Consistency-Token", notNullValue());
        }
    }

    @Test
    void anUploadThatIsStoredAlreadyHasItsToken() {
        byte[] line = utf8(defined("D-" + unique(), "One"));
        String first = tokenOf(line, "stored");

        assertThat(tokenOf(line, "duplicate")).isEqualTo(first);
    }

    private static String tokenOf(byte[] line, String status) {
        return given().auth()
                .oauth2(token("POLICE", "steward"))
                .header("Content-Type", LINES)
                .body(line)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body(containsString(status))
                .header("Consistency-Token", notNullValue())
                .extract()
                .header("Consistency-Token");
    }

    // --- words of the tests

    /** Past REST Assured, which writes every body out for people before it sends it: deep ones take it for ever. */
    private static HttpResponse<String> plain(String media, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/events"))
                            .header("Content-Type", media)
                            .header("Authorization", "Bearer " + token("POLICE", "steward"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Response answered(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isLessThan(500);
        if (response.statusCode() >= 400) {
            assertThat(response.contentType()).startsWith("application/problem+json");
        }
        return response;
    }

    private static byte[] spliced(String event, byte[] in) {
        byte[] before = utf8(event.substring(0, event.indexOf('@')));
        byte[] after = utf8(event.substring(event.indexOf('@') + 1));
        byte[] all = new byte[before.length + in.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(in, 0, all, before.length, in.length);
        System.arraycopy(after, 0, all, before.length + in.length, after.length);
        return all;
    }

    private static String token(String agency, String role) {
        return TestPlatform.postgres().tokens().token(agency, role);
    }

    private static RequestSpecification steward() {
        return given().auth().oauth2(token("POLICE", "steward"));
    }

    private static ValidatableResponse named(String name) {
        return sent(event(unique(), "WidgetDefined", "N-" + unique(), "{\"name\":\"" + name + "\",\"weight\":1}"));
    }

    private static ValidatableResponse sent(String event) {
        return steward()
                .contentType(STRUCTURED)
                .body(utf8(event))
                .post("/v1/events")
                .then();
    }

    private static RequestSpecification json() {
        return steward().contentType("application/json");
    }

    private static RequestSpecification binary(String id, String code) {
        return json().header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/tests")
                .header("ce-type", "nz.flagships.initiative.WidgetDefined.v1")
                .header("ce-subject", code);
    }

    private static ValidatableResponse send(String event) {
        return steward()
                .contentType(STRUCTURED)
                .body(utf8(event))
                .post("/v1/events")
                .then();
    }

    private static String defined(String code, String name) {
        return event(unique(), "WidgetDefined", code, "{\"name\":\"" + name + "\",\"weight\":5}");
    }

    private static String timed(String id, String code, String time) {
        return timed(id, code, time, "{\"name\":\"One\",\"weight\":5}");
    }

    private static String timed(String id, String code, String time, String data) {
        return event(id, "WidgetDefined", code, data).replace("2014-07-01T00:00:00Z", time);
    }

    private static String event(String id, String name, String subject, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id.replace("\"", "\\\"")
                + "\",\"source\":\"/tests\",\"type\":\"nz.flagships.initiative." + name + ".v1\",\"subject\":\""
                + subject + "\",\"time\":\"2014-07-01T00:00:00Z\",\"data\":" + data + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).contentType("application/problem+json").body("code", equalTo(code));
    }

    private static List<JsonNode> results(String lines) {
        List<JsonNode> all = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            try {
                all.add(Json.MAPPER.readTree(line));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        return all;
    }
}

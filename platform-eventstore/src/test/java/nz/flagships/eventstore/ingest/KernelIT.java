package nz.flagships.eventstore.ingest;

import static io.restassured.RestAssured.given;
import static nz.flagships.eventstore.store.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nz.flagships.events.Json;
import nz.flagships.eventstore.command.AggregateResource;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.Registered;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel over HTTP, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(value = WithPlatform.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
class KernelIT {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";

    @Inject
    Aggregates aggregates;

    @Inject
    EventStore store;

    @Inject
    @Any
    Instance<AggregateResource> resources;

    // --- one event

    @Test
    void aFactIsStoredOnceAndThenADuplicate() {
        String event = defined("A-" + unique(), "Widget");

        steward()
                .contentType(STRUCTURED)
                .body(event)
                .post("/v1/events")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", containsString("/v1/widgets/A-"))
                .header("Consistency-Token", matchesPattern("initiative/[0-9]+/[0-9]+"))
                .body("result", equalTo("stored"))
                .body("version", equalTo(1))
                .body("events", hasSize(1));
        steward()
                .contentType(STRUCTURED)
                .body(event)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .header("Consistency-Token", notNullValue())
                .body("result", equalTo("duplicate"));
    }

    @Test
    void theSameIdWithAnotherBodyIsAProblem() {
        String id = UUID.randomUUID().toString();
        String code = "B-" + unique();

        post(event(id, "WidgetDefined", code, "{\"name\":\"One\",\"weight\":1}"), 201);
        problem(send(event(id, "WidgetDefined", code, "{\"name\":\"Two\",\"weight\":1}")), 422, "EVT-004")
                .body("pointer", equalTo("/id"));
    }

    @Test
    void anotherAgencyCanUseTheSameSourceAndId() {
        String id = UUID.randomUUID().toString();

        post(event(id, "WidgetDefined", "C-" + unique(), "{\"name\":\"One\",\"weight\":1}"), 201);
        as("JUSTICE", "steward")
                .contentType(STRUCTURED)
                .body(event(id, "WidgetDefined", "C-" + unique(), "{\"name\":\"One\",\"weight\":1}"))
                .post("/v1/events")
                .then()
                .statusCode(201);
    }

    @Test
    void aRefusalIsNotRememberedSoThatTheMendedRetryWorks() {
        String id = UUID.randomUUID().toString();
        String code = "D-" + unique();

        problem(send(event(id, "WidgetPainted", code, "{\"colour\":\"RED\"}")), 404, "WID-002");
        post(event(id, "WidgetDefined", code, "{\"name\":\"One\",\"weight\":1}"), 201);
    }

    @Test
    void binaryModeSaysTheSameThing() {
        steward()
                .contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", unique())
                .header("ce-source", "/tests")
                .header("ce-type", type("WidgetDefined"))
                .header("ce-subject", "E-" + unique())
                .header("ce-time", "2014-07-01T09:00:00%2B12:00")
                .body("{\"name\":\"One\",\"weight\":1}")
                .post("/v1/events")
                .then()
                .statusCode(201);
    }

    @Test
    void whereAFactIsCanBeAsked() {
        String id = unique();
        post(event(id, "WidgetDefined", "F-" + unique(), "{\"name\":\"One\",\"weight\":1}"), 201);

        steward()
                .queryParam("source", "/tests")
                .queryParam("id", id)
                .get("/v1/events")
                .then()
                .statusCode(200)
                .body("stored", equalTo(true))
                .body("position", notNullValue());
        problem(
                as("JUSTICE", "steward")
                        .queryParam("source", "/tests")
                        .queryParam("id", id)
                        .get("/v1/events")
                        .then(),
                404,
                "EVT-011");
    }

    // --- bad input

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"x\"}                                        | 400 | DATA-001 | /data/weight",
                "{\"name\":\"x\",\"weight\":1,\"size\":3}                  | 400 | DATA-002 | /data/size",
                "{\"name\":\"x\",\"weight\":\"1\"}                         | 400 | DATA-003 | /data/weight",
                "{\"name\":\"x\",\"weight\":1.5}                         | 400 | DATA-003 | /data/weight",
                "{\"name\":\"x\",\"weight\":101}                         | 422 | DATA-004 | /data/weight",
                "{\"name\":\"\",\"weight\":1}                            | 422 | DATA-004 | /data/name",
                "{\"name\":\"x\",\"weight\":1,\"colour\":\"BLUE\"}         | 422 | DATA-005 | /data/colour",
                "{\"name\":\"x\",\"weight\":1,\"uses\":[\"FY13\"]}         | 422 | DATA-005 | /data/uses/0",
                "{\"name\":\"x\",\"weight\":1,\"uses\":[\"2013-02-30\"]}   | 422 | DATA-005 | /data/uses/0",
                "{\"name\":\"x\",\"weight\":1,\"on\":\"2013-02-30\"}       | 422 | DATA-005 | /data/on",
                "{\"name\":\"x\",\"weight\":1,\"made\":\"2013-13\"}        | 422 | DATA-005 | /data/made",
                "{\"name\":\"x\\u0000\",\"weight\":1}                     | 422 | DATA-006 | /data/name",
                "{\"name\":\"x\\ud800\",\"weight\":1}                     | 422 | DATA-006 | /data/name",
                "{\"name\":\"x\",\"weight\":1,\"length\":1.2345678901234567} | 422 | DATA-007 | /data/length",
                "{\"name\":\"x\",\"weight\":9007199254740993}            | 422 | DATA-007 | /data/weight",
                "{\"name\":\"x\",\"weight\":1,\"parts\":[{\"code\":\"b\",\"count\":1}]} | 422 | DATA-005 | /data/parts/0/code",
                "{\"name\":\"x\",\"weight\":1,\"provenance\":{\"basis\":\"rumour\"}} | 422 | DATA-005 | /data/provenance/basis",
                "{\"name\":\"x\",\"weight\":1,\"provenance\":{\"inferred\":[\"size\"]}} | 422 | PROV-004 | /data/provenance/inferred",
                "[]                                                    | 400 | EVT-001  | /data",
            })
    void dataThatIsNotOfTheShapeIsAProblem(String data, int status, String code, String pointer) {
        problem(send(event(unique(), "WidgetDefined", "G-" + unique(), data)), status, code)
                .body("pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @CsvSource({
        "specversion,0.3,400,EVT-001",
        "specversion,,400,EVT-001",
        "id,,400,EVT-001",
        "source,,400,EVT-001",
        "type,,400,EVT-001",
        "type,nz.flagships.initiative.Nothing.v1,422,EVT-002",
        "type,nz.flagships.initiative.WidgetWornOut.v1,422,EVT-003",
        "subject,,422,EVT-007",
        "subject,not a code,422,EVT-006",
        "time,yesterday,400,EVT-001",
        "time,2014-07-01T09:00:00,400,EVT-001",
        "time,2999-07-01T09:00:00Z,422,EVT-005",
        "datacontenttype,text/plain,400,EVT-001",
        "externalref,mine,422,EVT-010",
    })
    void anAttributeThatIsWrongIsAProblem(String name, String value, int status, String code)
            throws JsonProcessingException {
        var event = (ObjectNode) Json.MAPPER.readTree(defined("H-" + unique(), "Widget"));
        if (value == null) {
            event.remove(name);
        } else {
            event.put(name, value);
        }
        if ("type".equals(name) && value != null && value.contains("WornOut")) {
            event.putObject("data");
        }
        problem(send(event.toString()), status, code).body("pointer", equalTo("/" + name));
    }

    @Test
    void whatIsNotJsonIsAProblem() {
        problem(send("{\"specversion\":\"1.0\","), 400, "REQ-001");
        problem(send(""), 400, "REQ-001");
        problem(send("[1"), 400, "REQ-001");
        problem(send("7"), 400, "EVT-001");
        problem(send("{\"id\":\"a\",\"id\":\"b\"}"), 400, "REQ-001");
        problem(send("{\"specversion\":\"1.0\"} {}"), 400, "REQ-001");
        problem(send("[".repeat(100_000)), 400, "REQ-001");
    }

    @Test
    void aMediaTypeThatIsNotTakenIsAProblemThatNamesThose() {
        problem(steward().contentType("text/plain").body("x").post("/v1/events").then(), 415, "REQ-007")
                .body("detail", containsString("application/x-ndjson"));
        problem(
                        steward()
                                .contentType("application/json")
                                .body("{}")
                                .post("/v1/events")
                                .then(),
                        415,
                        "REQ-007")
                .body("detail", containsString("ce-"));
    }

    @Test
    void whoMayNotIsToldSo() {
        String event = defined("I-" + unique(), "Widget");

        problem(given().contentType(STRUCTURED).body(event).post("/v1/events").then(), 401, "AUTH-001");
        problem(
                        as("POLICE", "case-worker")
                                .contentType(STRUCTURED)
                                .body(event)
                                .post("/v1/events")
                                .then(),
                        403,
                        "AUTH-002")
                .body("detail", containsString("steward"));
        problem(
                as("POLICE", "agency-system")
                        .contentType(STRUCTURED)
                        .body(event(
                                unique(),
                                "WidgetPainted",
                                "NONE",
                                "{\"colour\":\"RED\",\"provenance\":{\"basis\":\"synthetic\"}}"))
                        .post("/v1/events")
                        .then(),
                403,
                "PROV-001");
    }

    @Test
    void aBodyOverTheLimitIsAProblem() {
        problem(
                steward()
                        .contentType(LINES)
                        .body(new byte[17 * 1024 * 1024])
                        .post("/v1/events")
                        .then(),
                413,
                "REQ-006");
        problem(
                send(event(unique(), "WidgetDefined", "X", "{\"name\":\"" + "x".repeat(300_000) + "\"}")),
                413,
                "DATA-009");
    }

    // --- batches

    @Test
    void ofABadBatchTheGoodLinesAreStored() {
        String code = "J-" + unique();
        String good = defined(code, "Widget");
        String painted = event(unique(), "WidgetPainted", code, "{\"colour\":\"RED\"}");
        String cut = good.substring(0, 40);

        String answer = steward()
                .contentType(LINES)
                .body(bytes(String.join("\n", good, cut, painted, "", good, event("q", "Nothing", code, "{}"))))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .contentType(LINES)
                .extract()
                .asString();

        List<JsonNode> results = results(answer);
        assertThat(results).extracting(r -> r.path("index").asInt()).containsExactly(0, 1, 2, 3, 4);
        assertThat(results)
                .extracting(r -> r.path("result").asText())
                .containsExactly("stored", "rejected", "stored", "duplicate", "rejected");
        assertThat(results.get(1).at("/problem/code").asText()).isEqualTo("EVT-012");
        assertThat(results.get(4).at("/problem/code").asText()).isEqualTo("EVT-002");
        given().get("/v1/widgets/" + code).then().statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void aBatchIsAnsweredInOrderAndManyLinesOfOneStreamAreOneAppend() {
        String code = "K-" + unique();
        List<String> events = new ArrayList<>();
        events.add(defined(code, "Widget"));
        for (int i = 0; i < 101; i++) {
            events.add(event(code + i, "WidgetPainted", code, "{\"colour\":\"RED\"}"));
        }

        ValidatableResponse answer = steward()
                .contentType(BATCH)
                .body("[" + String.join(",", events) + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("results", hasSize(102))
                .body("results[100].result", equalTo("stored"))
                .body("results[101].result", equalTo("rejected"))
                .body("results[101].problem.code", equalTo("WID-004"))
                .body("results[101].problem.pointer", equalTo("/data/colour"));

        String[] first = answer.extract().<String>path("results[0].position").split("/");
        String[] last = answer.extract().<String>path("results[100].position").split("/");
        assertThat(Long.parseLong(last[2]) - Long.parseLong(first[2])).isEqualTo(100);
        steward()
                .contentType(BATCH)
                .body("[" + String.join(",", events.subList(0, 101)) + "]")
                .post("/v1/events")
                .then()
                .body("results.findAll { it.result == 'duplicate' }", hasSize(101));
    }

    @Test
    void aDryRunStoresNothingThoughEarlierLinesCount() {
        String code = "L-" + unique();

        steward()
                .contentType(BATCH)
                .queryParam("dryRun", true)
                .body("[" + defined(code, "Widget") + ","
                        + event(unique(), "WidgetPainted", code, "{\"colour\":\"RED\"}") + ","
                        + event(unique(), "WidgetPainted", code + "X", "{\"colour\":\"RED\"}") + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("results.result", equalTo(List.of("valid", "valid", "rejected")));
        problem(given().get("/v1/widgets/" + code).then(), 404, "EVT-013");
        steward()
                .contentType(STRUCTURED)
                .queryParam("dryRun", "true")
                .body(defined(code, "Widget"))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("result", equalTo("valid"));
    }

    // --- commands

    @Test
    void commandsAreRoutesOfTheAggregate() {
        String code = "M-" + unique();

        steward()
                .contentType("application/json")
                .body("{\"code\":\"" + code
                        + "\",\"name\":\"Widget\",\"weight\":5,\"provenance\":{\"basis\":\"synthetic\"}}")
                .post("/v1/widgets")
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/widgets/" + code))
                .header("ETag", "\"1\"");
        steward()
                .contentType("application/json")
                .body("{\"colour\":\"GREEN\"}")
                .post("/v1/widgets/" + code + "/paint-widget")
                .then()
                .statusCode(201)
                .header("ETag", "\"2\"");
        given().get("/v1/widgets/" + code).then().statusCode(200).body("colour", equalTo("GREEN"));
        given().header("If-None-Match", "\"2\"")
                .get("/v1/widgets/" + code)
                .then()
                .statusCode(304);
        given().get("/v1/widgets/" + code + "/history")
                .then()
                .statusCode(200)
                .body("events", hasSize(2))
                .body("events[0].data.provenance.basis", equalTo("synthetic"))
                .body("events[0].data.weight", nullValue())
                .body("events[0].actor", nullValue())
                .body("events[1].version", equalTo(2));
        as("POLICE", "auditor").get("/v1/widgets/" + code + "/history").then().body("events[0].actor", notNullValue());
        problem(
                steward()
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/widgets/" + code + "/fly")
                        .then(),
                404,
                "REQ-003");
        problem(
                steward()
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/widgets/" + code + "/wear-out")
                        .then(),
                422,
                "EVT-003");
        problem(
                        steward()
                                .contentType("application/json")
                                .body("{\"name\":\"x\",\"weight\":1}")
                                .post("/v1/widgets")
                                .then(),
                        400,
                        "DATA-001")
                .body("pointer", equalTo("/code"));
    }

    @Test
    void aHistoryIsReadPageByPageToItsEnd() {
        // given a widget with six coats
        String code = "M-" + unique();
        post(defined(code, "Widget"), 201);
        List<String> said = new ArrayList<>(List.of("WidgetDefined"));
        for (int i = 0; i < 6; i++) {
            post(event(unique(), "WidgetPainted", code, "{\"colour\":\"RED\"}"), 201);
            said.add("WidgetPainted");
        }
        String path = "/v1/widgets/" + code + "/history";

        // when it is read three by three
        List<JsonNode> pages = new ArrayList<>();
        for (JsonNode next = Json.MAPPER.getNodeFactory().numberNode(0);
                next.isNumber();
                next = pages.getLast().get("next")) {
            assertThat(pages).hasSizeLessThan(4);
            pages.add(page(path + "?limit=3&after=" + next));
        }

        // then nothing is missing, and nothing comes twice
        assertThat(pages.stream().map(page -> page.get("events").size())).containsExactly(3, 3, 1);
        List<JsonNode> all =
                pages.stream().flatMap(page -> page.get("events").valueStream()).toList();
        assertThat(all).extracting(e -> e.get("version").asInt()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(all)
                .extracting(e -> e.get("type").asText())
                .containsExactlyElementsOf(said.stream().map(KernelIT::type).toList());
        assertThat(page(path + "?limit=1&after=7").get("events")).isEmpty();
        assertThat(page(path + "?limit=1&after=7").get("next").isNull()).isTrue();
        for (String wrong : List.of("limit=0", "limit=1001", "limit=1&after=-1")) {
            problem(given().get(path + "?" + wrong).then(), 400, "REQ-002");
        }
    }

    @Test
    void aPageOfAHistoryIsReadWithoutWhatItAllCameTo() {
        // given a widget of which nothing is in memory here, since another replica stored it
        String code = "M-" + unique();
        String name = unique();
        String painted = "{\"colour\":\"RED\"}";
        AppendItem widget = item().said(
                        "widget/" + code,
                        List.of(
                                type("WidgetDefined"),
                                type("WidgetPainted"),
                                type("WidgetPainted"),
                                type("WidgetPainted")),
                        List.of("{\"name\":\"" + name + "\",\"weight\":5,\"uses\":[]}", painted, painted, painted))
                .build();
        assertThat(store.append(widget).toCompletableFuture().join()).isInstanceOf(AppendResult.Appended.class);
        AtomicInteger folded = new AtomicInteger();
        Widgets.BROKEN.put("fold " + name, folded::incrementAndGet);

        // when
        JsonNode page = page("/v1/widgets/" + code + "/history?limit=1&after=2");

        // then
        assertThat(page.get("events").findValuesAsText("version")).containsExactly("3");
        assertThat(page.get("next").asInt()).isEqualTo(3);
        assertThat(folded).hasValue(0);

        // and what it came to is folded for whoever asks for that
        given().get("/v1/widgets/" + code).then().statusCode(200);
        assertThat(folded).hasValue(1);
        Widgets.BROKEN.remove("fold " + name);
    }

    private static JsonNode page(String path) {
        try {
            return Json.MAPPER.readTree(
                    given().get(path).then().statusCode(200).extract().asByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStaleVersionIsRefusedUnlessItIsARetry() {
        String code = "N-" + unique();
        post(defined(code, "Widget"), 201);
        String key = unique();

        steward()
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", key)
                .body("{\"colour\":\"RED\"}")
                .post("/v1/widgets/" + code + "/paint-widget")
                .then()
                .statusCode(201);
        steward()
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", key)
                .body("{\"colour\":\"RED\"}")
                .post("/v1/widgets/" + code + "/paint-widget")
                .then()
                .statusCode(200);
        problem(
                steward()
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body("{\"colour\":\"RED\"}")
                        .post("/v1/widgets/" + code + "/paint-widget")
                        .then(),
                412,
                "PRE-412");
        problem(
                steward()
                        .contentType("application/json")
                        .header("If-Match", "soon")
                        .body("{\"colour\":\"RED\"}")
                        .post("/v1/widgets/" + code + "/paint-widget")
                        .then(),
                400,
                "EVT-014");
    }

    @Test
    void whatOnlyItsAgencyMaySeeIsNotThereForOthers() {
        String widget = "O-" + unique();
        String reference = "2014/" + unique();
        post(defined(widget, "Widget"), 201);

        String location = worker("POLICE")
                .contentType("application/json")
                .body("{\"widget\":\"" + widget + "\",\"externalRef\":\"" + reference + "\"}")
                .post("/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        String id = location.substring(location.lastIndexOf('/') + 1);

        worker("POLICE").get(location).then().statusCode(200).header("Cache-Control", "private, no-store");
        problem(worker("JUSTICE").get(location).then(), 404, "EVT-013");
        problem(given().get(location).then(), 401, "AUTH-001");
        problem(worker("POLICE").get("/v1/orders/" + UUID.randomUUID()).then(), 404, "EVT-013");
        problem(
                worker("JUSTICE")
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/orders/" + id + "/ship-order")
                        .then(),
                404,
                "EVT-013");
        problem(
                worker("JUSTICE")
                        .contentType(STRUCTURED)
                        .body(event(unique(), "OrderShipped", "POLICE~" + reference, "{}"))
                        .post("/v1/events")
                        .then(),
                404,
                "EVT-013");
        worker("POLICE")
                .urlEncodingEnabled(false)
                .get("/v1/orders/POLICE~" + reference.replace("/", "%2F"))
                .then()
                .statusCode(200);
        worker("POLICE")
                .contentType(STRUCTURED)
                .body(event(unique(), "OrderShipped", reference, "{}"))
                .post("/v1/events")
                .then()
                .statusCode(201);
        problem(
                worker("POLICE")
                        .contentType("application/json")
                        .body("{\"widget\":\"" + widget + "\",\"externalRef\":\"" + reference + "\"}")
                        .post("/v1/orders")
                        .then(),
                409,
                "EVT-009");
        problem(
                        worker("POLICE")
                                .contentType("application/json")
                                .body("{\"widget\":\"NOT-YET\"}")
                                .post("/v1/orders")
                                .then(),
                        422,
                        "WID-003")
                .header("Retry-After", notNullValue())
                .body("pointer", equalTo("/widget"));
    }

    @Test
    void whateverIsTakenAsAReferenceIsFoundAgain() {
        String widget = "O-" + unique();
        post(defined(widget, "Widget"), 201);
        String end = UUID.randomUUID().toString().substring(9);
        for (String reference : List.of(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                "0198c0de-" + end,
                "0198CAFE-" + end,
                "a/b;c=d?e=" + unique(),
                "%2F" + unique(),
                "history" + unique(),
                unique() + "+ä ñ",
                "..." + unique())) {
            String location = placed(worker("POLICE"), widget, reference)
                    .then()
                    .statusCode(201)
                    .extract()
                    .header("Location");
            String id = location.substring(location.lastIndexOf('/') + 1);
            for (String written :
                    List.of(reference, "POLICE~" + reference, id, id.toUpperCase(Locale.ROOT), other(reference))) {
                worker("POLICE")
                        .get("/v1/orders/{id}", written)
                        .then()
                        .statusCode(200)
                        .body("id", equalTo(id))
                        .body("references", equalTo(List.of("POLICE~" + reference)))
                        .body("version", equalTo(1))
                        .body("synthetic", equalTo(false));
                worker("POLICE").get("/v1/orders/{id}/history", written).then().statusCode(200);
                worker("POLICE")
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/orders/{id}/ship-order?dryRun=true", written)
                        .then()
                        .statusCode(200)
                        .body("stream", equalTo("order/" + id));
                worker("POLICE")
                        .contentType(STRUCTURED)
                        .body(event(unique(), "OrderShipped", written, "{}").getBytes(StandardCharsets.UTF_8))
                        .post("/v1/events?dryRun=true")
                        .then()
                        .statusCode(200)
                        .body("stream", equalTo("order/" + id));
            }
            // and is one's own, and once
            problem(worker("JUSTICE").get("/v1/orders/{id}", reference).then(), 404, "EVT-013");
            problem(placed(worker("POLICE"), widget, reference).then(), 409, "EVT-009");
            problem(placed(worker("POLICE"), widget, other(reference)).then(), 409, "EVT-009");
            placed(worker("JUSTICE"), widget, reference).then().statusCode(201);
        }
        for (String never : List.of(".", "..", "", "POLICE~x")) {
            problem(placed(worker("POLICE"), widget, never).then(), 422, "EVT-006");
        }
    }

    /** A UUID in letters of the other size; anything else as it is. */
    private static String other(String reference) {
        if (!reference.matches("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")) {
            return reference;
        }
        String small = reference.toLowerCase(Locale.ROOT);
        return small.equals(reference) ? reference.toUpperCase(Locale.ROOT) : small;
    }

    private static Response placed(RequestSpecification by, String widget, String reference) {
        return by.contentType("application/json")
                .body("{\"widget\":\"" + widget + "\",\"externalRef\":\"" + reference + "\"}")
                .post("/v1/orders");
    }

    @Test
    void anIdMeansTheOneTheAgencyMayKnowAndElseItsOwnReference() {
        String widget = "O-" + unique();
        post(defined(widget, "Widget"), 201);
        String polices = placed(worker("POLICE"), widget, "P-" + unique()).path("stream");
        String id = polices.substring("order/".length());

        // An agency may have for a reference what is another's id, and is not told so
        String justices = placed(worker("JUSTICE"), widget, id)
                .then()
                .statusCode(201)
                .extract()
                .path("stream");

        worker("JUSTICE").get("/v1/orders/" + id).then().body("id", equalTo(justices.substring("order/".length())));
        worker("POLICE").get("/v1/orders/" + id).then().body("id", equalTo(id));
        // but none that it would mistake for its own
        problem(placed(worker("POLICE"), widget, id).then(), 409, "EVT-009").body("pointer", equalTo("/externalRef"));
        problem(placed(worker("POLICE"), widget, id.toUpperCase(Locale.ROOT)).then(), 409, "EVT-009");
    }

    @Test
    void aDecisionOverTwoStreamsIsWholeAndHeld() throws InterruptedException, ExecutionException {
        String hub = "P-" + unique();
        post(defined(hub, "Hub"), 201);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            others.add("P-" + unique());
            post(defined(others.get(i), "Widget"), 201);
        }

        // When all try at once to be joined to the one hub, which takes one
        List<Integer> answers = atOnce(others.stream()
                .map(other -> (Callable<Integer>) () -> as("POLICE", "agency-system")
                        .contentType("application/json")
                        .body("{\"to\":\"" + hub + "\"}")
                        .post("/v1/widgets/" + other + "/join-widgets")
                        .statusCode())
                .toList());

        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(7);
        given().get("/v1/widgets/" + hub).then().header("ETag", "\"2\"").body("joinedTo", notNullValue());
    }

    @Test
    void ofTheSameFactSentManyTimesAtOnceOneIsStored() throws InterruptedException, ExecutionException {
        String event = defined("Q-" + unique(), "Widget");
        List<Callable<Integer>> posts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            posts.add(() -> send(event).extract().statusCode());
        }

        List<Integer> answers = atOnce(posts);

        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 200).hasSize(15);
    }

    @Test
    void manyAtOnceOnOneStreamAreAllDecided() throws InterruptedException, ExecutionException {
        String code = "R-" + unique();
        post(defined(code, "Widget"), 201);
        List<Callable<Integer>> posts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            posts.add(() -> steward()
                    .contentType("application/json")
                    .body("{\"colour\":\"RED\"}")
                    .post("/v1/widgets/" + code + "/paint-widget")
                    .statusCode());
        }

        assertThat(atOnce(posts)).containsOnly(201);
        given().get("/v1/widgets/" + code).then().body("coats", equalTo(24));
    }

    @Test
    void noProblemEchoesWhatWasSent() {
        send(event(
                        unique(),
                        "WidgetDefined",
                        "S-" + unique(),
                        "{\"name\":\"Jane Citizen\",\"weight\":\"Jane Citizen\"}"))
                .body(not(containsString("Jane")));
    }

    // --- the clock, and what is described

    @Test
    void aDeadlineThatIsDueIsSaidOnce() {
        String code = "T-" + unique();
        Widgets.LASTS.set(Duration.ofMillis(50));
        try {
            post(defined(code, "Widget"), 201);
        } finally {
            Widgets.LASTS.set(Duration.ofDays(365));
        }

        await(() -> given().get("/v1/widgets/" + code).path("wornOut").equals(true));
        as("POLICE", "auditor")
                .get("/v1/widgets/" + code + "/history")
                .then()
                .body("events", hasSize(2))
                .body("events[1].agency", equalTo("SYSTEM"))
                .body("events[1].actor", equalTo("clock"));
    }

    @Test
    void everyFactIsInTheOpenApiDocument() {
        ValidatableResponse document =
                given().accept("application/json").get("/openapi").then().statusCode(200);

        for (FactType fact : aggregates.facts()) {
            String collection = "/v1/" + fact.aggregate().aggregate().collection();
            String path = fact.fact().begins() ? collection : collection + "/{id}/" + fact.route();
            Map<String, Object> post = document.extract().path("paths.'" + path + "'.post");
            if (fact.fact().postable()) {
                assertThat(post).as(path).isNotNull().containsKeys("requestBody", "responses", "security");
                assertThat(String.valueOf(post.get("description")))
                        .contains(fact.allowed().iterator().next().claim());
            } else {
                assertThat(post).as(path).isNull();
            }
        }
        document.body("paths.'/v1/events'.post", notNullValue())
                .body("components.schemas.DefineWidget.properties.code", notNullValue());
    }

    @Test
    void everyAggregateHasItsRoutes() {
        assertThat(resources.stream().map(AggregateResource::aggregateName))
                .containsAll(aggregates.all().stream().map(Registered::name).toList());
    }

    // --- words of the tests

    private static RequestSpecification steward() {
        return as("POLICE", "steward");
    }

    private static RequestSpecification worker(String agency) {
        return as(agency, "case-worker");
    }

    private static RequestSpecification as(String agency, String role) {
        return given().urlEncodingEnabled(true)
                .auth()
                .oauth2(TestPlatform.postgres().tokens().token(agency, role));
    }

    private static ValidatableResponse send(String event) {
        return steward().contentType(STRUCTURED).body(event).post("/v1/events").then();
    }

    private static void post(String event, int status) {
        send(event).statusCode(status);
    }

    private static String defined(String code, String name) {
        return event(unique(), "WidgetDefined", code, "{\"name\":\"" + name + "\",\"weight\":5}");
    }

    private static String event(String id, String name, String subject, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/tests\",\"type\":\"" + type(name)
                + "\",\"subject\":\"" + subject + "\",\"time\":\"" + Instant.parse("2014-07-01T00:00:00Z")
                + "\",\"datacontenttype\":\"application/json\",\"data\":" + data + "}";
    }

    /** REST Assured knows no text of this media type. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String type(String name) {
        return "nz.flagships.initiative." + name + ".v1";
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("title", notNullValue())
                .body("mend", notNullValue());
    }

    private static List<JsonNode> results(String lines) {
        return lines.lines()
                .map(line -> {
                    try {
                        return Json.MAPPER.readTree(line);
                    } catch (JsonProcessingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static List<Integer> atOnce(List<Callable<Integer>> posts) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(posts.size())) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(posts)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}

package nz.flagships.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Tokens.class)
class ProblemsTest {
    @Test
    void noTokenIsAProblem() {
        problem(given().get("/v1/echo").then(), 401, "AUTH-001").header("WWW-Authenticate", "Bearer");
    }

    @Test
    void aTokenThatIsNoneIsAProblem() {
        problem(given().auth().oauth2("abc").get("/v1/echo").then(), 401, "AUTH-001");
        problem(given().auth().oauth2(Tokens.expired()).get("/v1/echo").then(), 401, "AUTH-001");
        problem(given().auth().oauth2(Tokens.expired()).get("/v1/echo/deferred").then(), 401, "AUTH-001");
        problem(given().auth().oauth2(Tokens.ofAnotherIssuer()).get("/v1/echo").then(), 401, "AUTH-001");
    }

    @Test
    void aTokenWithoutAnAgencyIsAProblem() {
        problem(given().auth().oauth2(Tokens.withoutAgency()).get("/v1/echo").then(), 403, "AUTH-003");
        problem(
                given().auth()
                        .oauth2(Tokens.withoutAgency())
                        .get("/v1/echo/deferred")
                        .then(),
                403,
                "AUTH-003");
    }

    @Test
    void aRoleThatIsNotEnoughIsAProblem() {
        problem(
                given().auth()
                        .oauth2(Tokens.of("POLICE", "steward"))
                        .get("/v1/echo/operators")
                        .then(),
                403,
                "AUTH-002");
        given().auth()
                .oauth2(Tokens.of("POLICE", "operator"))
                .get("/v1/echo/operators")
                .then()
                .statusCode(200);
    }

    @Test
    void theCallerIsWhoTheTokenNames() {
        given().auth()
                .oauth2(Tokens.of("POLICE", "steward", "no-role-of-ours"))
                .get("/v1/echo")
                .then()
                .statusCode(200)
                .body("agency", equalTo("POLICE"))
                .body("actor", equalTo("somebody"))
                .body("roles", hasItem("steward"))
                .body("roles.size()", equalTo(1));
    }

    @Test
    void anAddressOfNobodyIsAProblem() {
        problem(given().get("/v1/nobody").then(), 404, "REQ-003");
        problem(given().get("/").then(), 404, "REQ-003");
    }

    @Test
    void anotherMethodIsAProblemThatNamesThoseThatWork() {
        problem(given().delete("/v1/echo").then(), 405, "REQ-004");
    }

    @Test
    void mediaTypesThatDoNotFitAreProblems() {
        problem(given().accept("image/png").get("/v1/echo/deferred").then(), 406, "REQ-005");
        problem(asPolice().contentType("text/plain").body("x").post("/v1/echo").then(), 415, "REQ-007");
    }

    @Test
    void malformedJsonIsAProblem() {
        problem(
                asPolice()
                        .contentType("application/json")
                        .body("{\"word\":")
                        .post("/v1/echo")
                        .then(),
                400,
                "REQ-001");
        problem(
                asPolice()
                        .contentType("application/json")
                        .body("{\"word\":\"a\",\"word\":\"b\",\"times\":1}")
                        .post("/v1/echo")
                        .then(),
                400,
                "REQ-001");
    }

    @Test
    void aMemberOfAnotherTypeIsNamed() {
        problem(
                        asPolice()
                                .contentType("application/json")
                                .body("{\"word\":\"a\",\"times\":\"x\"}")
                                .post("/v1/echo")
                                .then(),
                        400,
                        "REQ-001")
                .body("pointer", equalTo("/times"));
    }

    @Test
    void numbersAreWrittenPlain() {
        assertThat(given().get("/v1/echo/numbers").asString()).isEqualTo("{\"numbers\":[10,257000000,0.0000001]}");
    }

    @Test
    void aFaultSaysNothingOfItsMessage() {
        problem(given().get("/v1/echo/broken").then(), 500, "SYS-001")
                .body("detail", containsString("Incident"))
                .body("detail", not(containsString("Jane")));
    }

    @Test
    void aBodyOverTheLimitIsAProblem() {
        problem(
                given().contentType("application/octet-stream")
                        .body(new byte[17 * 1024 * 1024])
                        .post("/v1/echo/bytes")
                        .then(),
                413,
                "REQ-006");
    }

    @Test
    void anAddressOverTheLimitIsAProblemAndWhereAPageWentOnIsNotCounted() {
        problem(given().get("/v1/echo/deferred?word=" + "x".repeat(17_000)).then(), 414, "REQ-013");
        given().get("/v1/echo/deferred?word=" + "x".repeat(16_000) + "&after=" + "y".repeat(7_900))
                .then()
                .statusCode(200);
        problem(given().get("/v1/echo/deferred?after=" + "y".repeat(25_000)).then(), 414, "REQ-013");
    }

    @Test
    void headersOverTheLimitAreAProblem() {
        problem(
                given().header("X-Long", "x".repeat(33_000))
                        .get("/v1/echo/deferred")
                        .then(),
                431,
                "REQ-014");
        given().header("X-Long", "x".repeat(30_000))
                .get("/v1/echo/deferred")
                .then()
                .statusCode(200);
    }

    @Test
    void aConsistencyTokenIsWaitedFor() {
        given().header("Consistency-Token", "initiative/1/5")
                .get("/v1/echo/deferred")
                .then()
                .statusCode(200);
        problem(
                        given().header("Consistency-Token", "initiative/1/6")
                                .get("/v1/echo/deferred")
                                .then(),
                        503,
                        "REQ-010")
                .header("Retry-After", notNullValue());
        problem(
                given().header("Consistency-Token", "yesterday")
                        .get("/v1/echo/deferred")
                        .then(),
                400,
                "REQ-009");
        problem(
                        given().header("Consistency-Token", "initative/1/5")
                                .get("/v1/echo/deferred")
                                .then(),
                        400,
                        "REQ-009")
                .body("detail", equalTo("A consistency token is of initiative or case, as initiative/7/1042"));
        asPolice()
                .contentType("application/json")
                .header("Consistency-Token", "initiative/1/6")
                .body("{\"word\":\"a\",\"times\":1}")
                .post("/v1/echo")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenThatNamesNobodyIsAProblem() {
        List<String> tokens = new ArrayList<>(List.of(Tokens.with(t -> {})));
        for (String nobody : List.of(" ", "a\nb", "x".repeat(300))) {
            tokens.add(Tokens.with(t -> t.subject(nobody)));
        }
        for (String token : tokens) {
            ValidatableResponse read =
                    given().auth().oauth2(token).get("/v1/echo").then();
            ValidatableResponse written = given().auth()
                    .oauth2(token)
                    .body("{}")
                    .contentType("application/json")
                    .post("/v1/echo")
                    .then();
            // The library says of some of them by itself that they are none.
            for (ValidatableResponse answer : List.of(read, written)) {
                answer.statusCode(oneOf(401, 403)).body("code", oneOf("AUTH-001", "AUTH-004"));
            }
        }
    }

    @Test
    void nobodyIsOfTheClocksAgencyNorOfOneThatIsNoCode() {
        for (String agency : List.of("SYSTEM", " ", "", "police", "A B", "P".repeat(64), "POLICE\n", "PÓLICE")) {
            problem(
                    given().auth()
                            .oauth2(Tokens.of(agency, "steward"))
                            .get("/v1/echo")
                            .then(),
                    403,
                    "AUTH-003");
        }
    }

    @Test
    void aTokenOfAnyEndIsNoFaultOfOurs() {
        for (String exp :
                List.of("1000000000000000000", "9223372036854775807", "-1", "0", "1e18", "1e400", "\"soon\"")) {
            int status =
                    given().auth().oauth2(Tokens.endingAt(exp)).get("/v1/echo").statusCode();
            assertThat(status).as(exp).isIn(200, 401);
            assertThat(given().auth()
                            .oauth2(Tokens.endingAt(exp))
                            .get("/v1/echo/deferred")
                            .statusCode())
                    .as(exp)
                    .isIn(200, 401);
            assertThat(given().auth()
                            .oauth2(Tokens.endingAt(exp))
                            .contentType("application/json")
                            .body("{\"word\":\"a\",\"times\":1}")
                            .post("/v1/echo")
                            .statusCode())
                    .as(exp)
                    .isIn(200, 401);
        }
    }

    @Test
    void whatIsNoSignedTokenIsNoFaultOfOursAndNoOtherSpellingOfOne() {
        String good = Tokens.of("POLICE", "steward");
        List<String> others =
                new ArrayList<>(List.of(".", "..", "...", "a..", "..a", ".a.", "a.b", "a.b.", "a.b.c.d.e"));
        List.of("!!!!", "====", "=", "***", " x", "%20", "+", "/", "\u00e9").forEach(more -> others.add(good + more));
        others.add(good.substring(0, good.length() - 5) + "*" + good.substring(good.length() - 5));
        others.add(good + "*".repeat(20_000));
        for (String token : others) {
            for (String route : List.of("/v1/echo", "/v1/echo/deferred")) {
                problem(
                        given().header("Authorization", "Bearer " + token)
                                .get(route)
                                .then(),
                        401,
                        "AUTH-001");
            }
            problem(
                    given().header("Authorization", "Bearer " + token)
                            .contentType("application/json")
                            .body("{\"word\":\"a\",\"times\":1}")
                            .post("/v1/echo")
                            .then(),
                    401,
                    "AUTH-001");
        }
        for (String scheme : List.of("Bearer ", "bearer ", "BEARER   ")) {
            given().header("Authorization", scheme + good)
                    .get("/v1/echo")
                    .then()
                    .statusCode(200);
        }
        problem(
                given().header("Authorization", "Bearer " + good, "Bearer " + Tokens.of("HEALTH", "steward"))
                        .get("/v1/echo")
                        .then(),
                401,
                "AUTH-001");
    }

    @Test
    void clocksMayDifferByTheGrace() {
        String justOver =
                Tokens.with(t -> t.subject("somebody").expiresAt(Instant.now().minusSeconds(2)));
        given().auth().oauth2(justOver).get("/v1/echo").then().statusCode(200);
        String over =
                Tokens.with(t -> t.subject("somebody").expiresAt(Instant.now().minusSeconds(30)));
        problem(given().auth().oauth2(over).get("/v1/echo").then(), 401, "AUTH-001");
    }

    private static RequestSpecification asPolice() {
        return given().auth().oauth2(Tokens.of("POLICE", "steward"));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("mend", notNullValue());
    }
}

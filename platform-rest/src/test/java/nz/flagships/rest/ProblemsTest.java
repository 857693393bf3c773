package nz.flagships.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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
        problem(given().contentType("text/plain").body("x").post("/v1/echo").then(), 415, "REQ-007");
    }

    @Test
    void malformedJsonIsAProblem() {
        problem(
                given().contentType("application/json")
                        .body("{\"word\":")
                        .post("/v1/echo")
                        .then(),
                400,
                "REQ-001");
        problem(
                given().contentType("application/json")
                        .body("{\"word\":\"a\",\"word\":\"b\",\"times\":1}")
                        .post("/v1/echo")
                        .then(),
                400,
                "REQ-001");
    }

    @Test
    void aMemberOfAnotherTypeIsNamed() {
        problem(
                        given().contentType("application/json")
                                .body("{\"word\":\"a\",\"times\":\"x\"}")
                                .post("/v1/echo")
                                .then(),
                        400,
                        "REQ-001")
                .body("pointer", equalTo("/times"));
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
        given().contentType("application/json")
                .header("Consistency-Token", "initiative/1/6")
                .body("{\"word\":\"a\",\"times\":1}")
                .post("/v1/echo")
                .then()
                .statusCode(200);
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

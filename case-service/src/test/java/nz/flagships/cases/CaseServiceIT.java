package nz.flagships.cases;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs: a real PostgreSQL and Kafka; what initiative-service would publish, the test does. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@SuppressWarnings("NullAway.Init") // injected
class CaseServiceIT {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private String region;

    /** Codes are only known when they came through Kafka; each test has a region of its own. */
    @BeforeEach
    void publishCodes() {
        try (PublishedCodes codes = PublishedCodes.on(broker)) {
            region = "R-" + UUID.randomUUID();
            codes.region(region, RegionKind.POLICE_AREA);
            codes.programme("FLAGSHIPS");
            codes.theme("FAMILY-VIOLENCE");
            codes.initiative("EC-FAMILY");
        }
        open(region, null);
    }

    @Test
    void opensACaseOnceItsCodesCameThroughKafka() {
        // given
        String late = "R-" + UUID.randomUUID();
        police().body(opening(late, null))
                .post("/v1/cases")
                .then()
                .statusCode(422)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json")
                .body("code", equalTo("CASE-001"))
                .body("pointer", equalTo("/region"));

        // when
        try (PublishedCodes codes = PublishedCodes.on(broker)) {
            codes.region(late, RegionKind.PROGRAMME_AREA);
        }

        // then
        open(late, null);
    }

    @Test
    void showsACaseOnlyToThoseWhoJoinedIt() {
        // given
        String reference = "P" + UUID.randomUUID();
        String id = open(region, reference);
        String shared = "POLICE~" + reference;

        // then: there for the one, and not for the other
        police().get("/v1/cases/" + reference).then().statusCode(200).body("leadAgency", equalTo("POLICE"));
        police().get("/v1/cases/" + id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .header("Cache-Control", equalTo("private, no-store"));
        cyf().get("/v1/cases/" + id).then().statusCode(404);
        cyf().get("/v1/cases/" + shared).then().statusCode(404);
        cyf().get("/v1/cases/" + id + "/history").then().statusCode(404);
        cyf().body(join()).post("/v1/cases/" + id + "/join-case").then().statusCode(404);
        cyf().body("{\"reason\":\"WORK_COMPLETED\"}")
                .post("/v1/cases/" + id + "/leave-case")
                .then()
                .statusCode(404);

        // when it is invited
        police().body("{\"agency\":\"CYF\"}")
                .post("/v1/cases/" + reference + "/invite-agency")
                .then()
                .statusCode(201);

        // then it may join, and nothing else
        cyf().get("/v1/cases/" + shared).then().statusCode(404);
        cyf().body("{\"agency\":\"JUSTICE\"}")
                .post("/v1/cases/" + shared + "/invite-agency")
                .then()
                .statusCode(404);
        cyf().body(join()).post("/v1/cases/" + shared + "/join-case").then().statusCode(201);
        cyf().get("/v1/cases/" + shared)
                .then()
                .statusCode(200)
                .body("agencies.agency", equalTo(List.of("POLICE", "CYF")));
        cyf().body("{\"agency\":\"JUSTICE\"}")
                .post("/v1/cases/" + shared + "/invite-agency")
                .then()
                .statusCode(403)
                .body("code", equalTo("CASE-011"));

        // when it leaves
        cyf().body("{\"reason\":\"WORK_COMPLETED\"}")
                .post("/v1/cases/" + shared + "/leave-case")
                .then()
                .statusCode(201);

        // then it is not there any more
        cyf().get("/v1/cases/" + shared).then().statusCode(404);
        cyf().body("{\"reason\":\"WORK_COMPLETED\"}")
                .post("/v1/cases/" + shared + "/leave-case")
                .then()
                .statusCode(404);
    }

    @Test
    void listsAnAgencysOwnCasesAsSoonAsTheyAreWritten() {
        // given
        String reference = "P" + UUID.randomUUID();
        Response opened = police().body(opening(region, reference)).post("/v1/cases");
        String token = opened.header("Consistency-Token");
        String id = opened.path("stream").toString().substring("case/".length());

        // then
        police().header("Consistency-Token", token)
                .get("/v1/cases?limit=1&status=ACTIVE")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("rows", hasSize(1))
                .body("rows[0].id", equalTo(id))
                .body("rows[0].reference", equalTo(reference))
                .body("rows[0].status", equalTo("ACTIVE"))
                .body("rows[0].region", equalTo(region));
        cyf().header("Consistency-Token", token)
                .get("/v1/cases")
                .then()
                .statusCode(200)
                .body("rows.id", not(hasItem(id)));

        // when
        String closed = police().body(
                        "{\"closedOn\":\"2014-02-10\",\"reason\":\"GOALS_MET\",\"outcome\":\"NOT_KNOWN\"}")
                .post("/v1/cases/" + reference + "/close-case")
                .then()
                .statusCode(201)
                .extract()
                .header("Consistency-Token");

        // then
        police().header("Consistency-Token", closed)
                .get("/v1/cases?status=CLOSED&limit=1000")
                .then()
                .statusCode(200)
                .body("rows.id", hasItem(id));
        police().header("Consistency-Token", closed)
                .get("/v1/cases?status=ACTIVE&limit=1000")
                .then()
                .body("rows.id", not(hasItem(id)));
    }

    @Test
    void listsPageByPage() {
        // given
        open(region, null);
        Response last = police().body(opening(region, null)).post("/v1/cases");

        // when
        String next = police().header("Consistency-Token", last.header("Consistency-Token"))
                .get("/v1/cases?limit=1")
                .then()
                .body("next", notNullValue())
                .extract()
                .path("next");

        // then
        String second = police().get("/v1/cases?limit=1&after=" + next)
                .then()
                .statusCode(200)
                .body("rows", hasSize(1))
                .extract()
                .path("rows[0].id");
        assertThat(second).isLessThan(next);
        police().get("/v1/cases?after=nonsense").then().statusCode(400).body("code", equalTo("REQ-002"));
        police().get("/v1/cases?status=OPEN").then().statusCode(400);
        police().get("/v1/cases?limit=0").then().statusCode(400);
    }

    @Test
    void isForAgenciesWhoseRoleAllowsIt() {
        given().get("/v1/cases").then().statusCode(401).body("code", equalTo("AUTH-001"));
        given().contentType(ContentType.JSON)
                .body(opening(region, null))
                .post("/v1/cases")
                .then()
                .statusCode(401);
        as("POLICE", "initiative-lead").get("/v1/cases").then().statusCode(403);
        as("POLICE", "initiative-lead")
                .body(opening(region, null))
                .post("/v1/cases")
                .then()
                .statusCode(403)
                .body("code", equalTo("AUTH-002"));
        as("POLICE", "case-worker").get("/v1/cases").then().statusCode(200);
    }

    @Test
    void takesGeneratedCasesAsSuchAndNothingPublished() {
        String synthetic = opening(region, null).replace("{", "{\"provenance\":{\"basis\":\"synthetic\"},");
        as("POLICE", "agency-system", "steward")
                .body(synthetic)
                .post("/v1/cases")
                .then()
                .statusCode(201);
        police().body(synthetic).post("/v1/cases").then().statusCode(403);
        as("POLICE", "agency-system", "steward")
                .body(synthetic.replace("synthetic", "published"))
                .post("/v1/cases")
                .then()
                .statusCode(422);
    }

    @Test
    void tellsWhetherAllIsThrough() {
        // given
        open(region, null);

        // then: initiative-service cannot be asked here, and that is said and not taken for 0
        given().get("/v1/continuity")
                .then()
                .statusCode(200)
                .body("sources.source", equalTo(List.of("case", "initiative")))
                .body("sources[0].reachable", equalTo(true))
                .body("sources[0].missing", equalTo(0))
                .body("sources[1].reachable", equalTo(false))
                .body("sources[1].committed", nullValue());
    }

    private static String open(String region, @Nullable String reference) {
        // A code may be on its way still: then the answer says when to try again.
        Response answer = police().body(opening(region, reference)).post("/v1/cases");
        for (int tries = 0; answer.statusCode() == 422 && tries < 600; tries++) {
            assertThat(answer.header("Retry-After")).isNotNull();
            answer = police().body(opening(region, reference)).post("/v1/cases");
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("stream").toString().substring("case/".length());
    }

    private static String opening(String region, @Nullable String reference) {
        return """
                {"openedOn": "2013-08-05", "region": "%s", "themes": ["FAMILY-VIOLENCE"],
                 "legalBasis": "SERIOUS_THREAT", "programme": "FLAGSHIPS", "initiative": "EC-FAMILY"%s}""".formatted(region, reference == null ? "" : ", \"externalRef\": \"" + reference + "\"");
    }

    private static String join() {
        return "{\"legalBasis\":\"CONSENT\",\"purpose\":\"VICTIM_SAFETY\"}";
    }

    private static RequestSpecification police() {
        return as("POLICE", "agency-system");
    }

    private static RequestSpecification cyf() {
        return as("CYF", "case-worker");
    }

    private static RequestSpecification as(String agency, String... roles) {
        return given().auth()
                .oauth2(TestPlatform.postgresAndKafka().tokens().token(agency, roles))
                .contentType(ContentType.JSON)
                .headers(Map.of("Accept", "application/json"));
    }
}

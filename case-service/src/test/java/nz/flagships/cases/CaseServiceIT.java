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

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
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
        police().body("{\"agency\":\"CYF\",\"name\":\"Child, Youth and Family\"}")
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
    void whoIsInvitedLearnsNothingOfTheCaseButHowToJoinIt() {
        // given
        String reference = UUID.randomUUID().toString();
        String id = open(region, reference);
        String shared = "POLICE~" + reference;
        police().body("{\"agency\":\"CYF\",\"name\":\"Child, Youth and Family\"}")
                .post("/v1/cases/" + reference + "/invite-agency")
                .then()
                .statusCode(201);

        // then: neither where it stands, nor by trying versions or by a dry run
        cyf().body("{\"reason\":\"WORK_COMPLETED\"}")
                .post("/v1/cases/" + id + "/leave-case")
                .then()
                .statusCode(404)
                .body("code", equalTo("CASE-014"))
                .body("detail", nullValue());
        for (int version = 1; version <= 3; version++) {
            cyf().header("If-Match", "\"" + version + "\"")
                    .body(join())
                    .post("/v1/cases/" + shared + "/join-case")
                    .then()
                    .statusCode(412)
                    .body("detail", nullValue());
        }
        cyf().body(join())
                .post("/v1/cases/" + shared + "/join-case?dryRun=true")
                .then()
                .statusCode(200)
                .body("version", nullValue());
        police().body("{\"closedOn\":\"2014-02-10\",\"reason\":\"GOALS_MET\",\"outcome\":\"NOT_KNOWN\"}")
                .post("/v1/cases/" + reference + "/close-case")
                .then()
                .statusCode(201);
        cyf().body(join())
                .post("/v1/cases/" + shared + "/join-case")
                .then()
                .statusCode(404)
                .body("code", equalTo("CASE-014"))
                .body("detail", nullValue());
    }

    @Test
    void publishesOfACaseMonthsAndCodesAndNothingThatItsPosterMadeUp() throws Exception {
        // given a case whose poster says more beside the data than is anybody else's business
        String named = UUID.randomUUID().toString();
        Response posted = cloudEvent("Jane Doe, 021 555 0199", "mother of Tom");
        Response uuids = cloudEvent(named, named);

        // then the log, which is what the relay sends, has none of it
        EventEnvelope event = inLog(posted);
        assertThat(event.structured().toString()).doesNotContain("Jane", "mother", "NHI", "2013-08-05");
        assertThat(event.correlation()).isNull();
        assertThat(event.causation()).isNull();
        // 5 August there was in the month that began in Auckland at this moment
        assertThat(event.time()).isEqualTo("2013-07-31T12:00:00Z");
        assertThat(event.knownAt()).isEqualTo(event.recordedAt());
        // nor when it was made known, of one that is known since then, whatever of it is made up
        EventEnvelope made = inLog(cloudEvent(
                as("POLICE", "agency-system", "steward"),
                "Jane Doe",
                "mother",
                opening(region, null).replace("{", "{\"provenance\":{\"basis\":\"synthetic\"},")));
        assertThat(made.time()).isEqualTo("2013-07-31T12:00:00Z");
        assertThat(made.knownAt()).isEqualTo("2013-07-31T12:00:00Z");
        // and what names without saying anything goes on to those who follow it
        assertThat(inLog(uuids).correlation()).isEqualTo(named);
        assertThat(inLog(uuids).causation()).isEqualTo(named);
    }

    private Response cloudEvent(String correlation, String causation) {
        return cloudEvent(as("POLICE", "case-worker"), correlation, causation, opening(region, null));
    }

    private static Response cloudEvent(RequestSpecification who, String correlation, String causation, String data) {
        Response answer = who.contentType("application/cloudevents+json")
                .body("""
                        {"specversion": "1.0", "id": "%s", "source": "/tests", "type": "nz.flagships.case.CaseOpened.v1",
                         "externalref": "NHI-%s", "correlationid": "%s", "causationid": "%s",
                         "time": "2013-08-05T01:02:03.456789Z", "data": %s}""".formatted(UUID.randomUUID(), UUID.randomUUID(), correlation, causation, data))
                .post("/v1/events");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer;
    }

    private static ConsistencyToken position(Response posted) {
        return ConsistencyToken.parse(posted.path("position")).getFirst();
    }

    private static EventEnvelope inLog(Response posted) throws JsonProcessingException {
        ConsistencyToken at = position(posted);
        String page = given().auth()
                .oauth2(TestPlatform.postgresAndKafka().tokens().serviceToken())
                .get("/v1/log/" + at.shard() + "?after=" + (at.position() - 1) + "&limit=1")
                .asString();
        return EventEnvelope.ofStructured(
                at.shard(), Json.MAPPER.readTree(page).get("events").get(0));
    }

    @Test
    void anInvitedAgencyLearnsOfItAtOnceAndMissesNothingPageByPage() {
        // given
        String agency = "A" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        String reference = UUID.randomUUID().toString();
        List<String> ids = List.of(open(region, reference), open(region, null), open(region, null));
        for (String id : ids) {
            invite(id, agency).then().statusCode(201);
        }

        // then: without a token of consistency, with what it needs to join and no more
        Response all = as(agency, "case-worker").get("/v1/inbox");
        all.then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("rows.id", equalTo(ids))
                .body("rows.kind", equalTo(List.of("INVITATION", "INVITATION", "INVITATION")))
                .body("rows[0].references", equalTo(List.of("POLICE~" + reference)))
                .body("rows[1].references", equalTo(List.of()))
                .body("rows[0].agency", equalTo("POLICE"))
                .body("rows[0].type", equalTo("nz.flagships.case.AgencyInvited.v1"))
                .body("rows[0].version", nullValue())
                .body("rows[0].synthetic", equalTo(false))
                .body("rows[0].location", equalTo("/v1/cases/" + ids.getFirst()))
                .body("next", nullValue());
        String first = as(agency, "case-worker").get("/v1/inbox?limit=1").path("next");
        as(agency, "agency-system")
                .get("/v1/inbox?limit=2&after=" + first)
                .then()
                .body("rows.id", equalTo(ids.subList(1, 3)))
                .body("next", nullValue())
                .body("position", equalTo(all.path("position")));

        // when it joins by what it was told, and leads
        as(agency, "case-worker")
                .body(join())
                .post(all.path("rows[0].location") + "/join-case")
                .then()
                .statusCode(201);
        police().body("{\"to\":\"" + agency + "\"}")
                .post("/v1/cases/" + reference + "/change-lead")
                .then()
                .statusCode(201);

        // then only what is new comes
        as(agency, "case-worker")
                .get("/v1/inbox?after=" + all.path("position"))
                .then()
                .body("rows.kind", equalTo(List.of("LEAD")))
                .body("rows.id", equalTo(ids.subList(0, 1)));
        police().get("/v1/inbox").then().statusCode(200).body("rows.id", not(hasItem(ids.getFirst())));
        as(agency, "case-worker").get("/v1/inbox?after=nonsense").then().statusCode(400);
        as(agency, "case-worker").get("/v1/inbox?after=-1").then().statusCode(400);
        as(agency, "case-worker")
                .get("/v1/inbox?after=" + Long.MAX_VALUE)
                .then()
                .statusCode(400);
        as(agency, "case-worker").get("/v1/inbox?after=4~nonsense").then().statusCode(400);
        as(agency, "case-worker").get("/v1/inbox?limit=0").then().statusCode(400);
    }

    @Test
    void nobodyLearnsFromPositionsWhetherAnybodyElseIsInvited() {
        // given
        String agency = "A" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        String other = "B" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        String id = open(region, null);
        invite(id, other).then().statusCode(201);
        invite(id, agency).then().statusCode(201);
        invite(open(region, null), other).then().statusCode(201);
        invite(open(region, null), agency).then().statusCode(201);

        // then its positions count its own
        as(agency, "case-worker").get("/v1/inbox?limit=1").then().body("next", equalTo("1"));
        as(agency, "case-worker").get("/v1/inbox").then().body("position", equalTo("2"));

        // and what is far beyond, or was there before a restore, is as much as it has
        for (String after : List.of("2", "3", "999999999999999999")) {
            as(agency, "case-worker")
                    .get("/v1/inbox?after=" + after)
                    .then()
                    .statusCode(200)
                    .body("rows", hasSize(0))
                    .body("next", nullValue())
                    .body("position", equalTo("2"));
        }
    }

    @Test
    void ofManyInvitationsAtOnceEachIsToldOnceAndInOneOrder() throws InterruptedException, ExecutionException {
        // given
        String agency = "A" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ids.add(open(region, null));
        }

        // when all are invited at once and one reads on and on meanwhile
        List<String> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> invitations = new ArrayList<>();
            for (String id : ids) {
                invitations.add(threads.submit(() -> invite(id, agency)));
            }
            String after = "0";
            while (invitations.stream().anyMatch(each -> !each.isDone())) {
                after = readOn(agency, after, read);
            }
            for (Future<Response> each : invitations) {
                assertThat(each.get().statusCode()).isEqualTo(201);
            }
            readOn(agency, after, read);
        }

        // then nothing came before what was read already
        assertThat(read).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(as(agency, "case-worker").get("/v1/inbox").<List<String>>path("rows.id"))
                .isEqualTo(read);
    }

    private static String readOn(String agency, String after, List<String> read) {
        Response page = as(agency, "case-worker").get("/v1/inbox?limit=5&after=" + after);
        while (true) {
            read.addAll(page.<List<String>>path("rows.id"));
            String next = page.path("next");
            if (next == null) {
                return page.path("position");
            }
            page = as(agency, "case-worker").get("/v1/inbox?limit=5&after=" + next);
        }
    }

    private static Response invite(String id, String agency) {
        return police().body("{\"agency\":\"" + agency + "\",\"name\":\"Example\"}")
                .post("/v1/cases/" + id + "/invite-agency");
    }

    @Test
    void anAgencyThatIsNotRegisteredIsInvitedByItsNameAlone() {
        // given
        String id = open(region, null);
        String agency = "A" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        String invitation = "{\"agency\":\"" + agency + "\"}";
        String route = "/v1/cases/" + id + "/invite-agency";
        police().body(invitation)
                .post(route)
                .then()
                .statusCode(422)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("CASE-022"))
                .body("pointer", equalTo("/agency"))
                .body("mend", containsString("/v1/agencies"));
        as(agency, "case-worker").get("/v1/inbox").then().body("rows", hasSize(0));

        // when it is registered
        try (PublishedCodes codes = PublishedCodes.on(broker)) {
            codes.agency(agency);
        }
        Response answer = police().body(invitation).post(route);
        for (int tries = 0; answer.statusCode() == 422 && tries < 600; tries++) {
            answer = police().body(invitation).post(route);
        }

        // then
        assertThat(answer.statusCode()).isEqualTo(201);
        as(agency, "case-worker").get("/v1/inbox").then().body("rows.id", equalTo(List.of(id)));
    }

    @Test
    void saysWhatItIsCalledWhereItStandsAndWhetherItWasMadeUp() {
        // given a case number that is a UUID, as many agencies have them
        String reference = UUID.randomUUID().toString();
        String id = open(region, reference);
        String generated = as("POLICE", "agency-system", "steward")
                .body(opening(region, null).replace("{", "{\"provenance\":{\"basis\":\"synthetic\"},"))
                .post("/v1/cases")
                .path("stream");

        // then
        police().get("/v1/cases/" + reference)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("references", equalTo(List.of("POLICE~" + reference)))
                .body("version", equalTo(1))
                .body("synthetic", equalTo(false));
        police().get("/v1/cases/" + generated.substring("case/".length()))
                .then()
                .body("references", equalTo(List.of()))
                .body("synthetic", equalTo(true));
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
    void everyReadTakesARoleAndAnswersWithoutOneAlikeWhateverIsThere() {
        // given
        String id = open(region, null);
        String nothing = UUID.randomUUID().toString();
        String source = "?source=rest&id=" + UUID.randomUUID();

        // then: the table in docs/api/roles-case.md, cell by cell
        Map<String, Set<String>> readers = Map.of(
                "/v1/cases",
                Set.of("case-worker", "agency-system"),
                "/v1/cases/" + id,
                Set.of("case-worker", "agency-system"),
                "/v1/cases/" + nothing,
                Set.of("case-worker", "agency-system"),
                "/v1/cases/" + id + "/history",
                Set.of("case-worker", "agency-system", "auditor"),
                "/v1/cases/" + nothing + "/history",
                Set.of("case-worker", "agency-system", "auditor"),
                "/v1/inbox",
                Set.of("case-worker", "agency-system"),
                "/v1/events" + source,
                Set.of("case-worker", "agency-system", "auditor", "operator"));
        readers.forEach((route, roles) -> {
            given().get(route).then().statusCode(401).body("code", equalTo("AUTH-001"));
            for (Role role : Role.values()) {
                Response answer = as("POLICE", role.claim()).get(route);
                if (roles.contains(role.claim())) {
                    assertThat(answer.statusCode()).as(role + " " + route).isIn(200, 404);
                } else {
                    assertThat(answer.statusCode()).as(role + " " + route).isEqualTo(403);
                    answer.then().body("code", equalTo("AUTH-002"));
                }
            }
            as("POLICE", "none-of-ours").get(route).then().statusCode(403);
        });
        as("POLICE", "auditor")
                .get("/v1/cases/" + id + "/history")
                .then()
                .statusCode(200)
                .body("events[0].actor", notNullValue());
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
                // and of cases only what tells nobody that something has happened
                .body("sources[0].coarse", equalTo(true))
                .body("sources[0].shards", equalTo(List.of()))
                .body("sources[0].committed", equalTo(0))
                .body("sources[0].lag", nullValue())
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

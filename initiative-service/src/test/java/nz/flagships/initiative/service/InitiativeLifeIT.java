package nz.flagships.initiative.service;

import static io.restassured.RestAssured.given;
import static nz.flagships.initiative.service.Posting.as;
import static nz.flagships.initiative.service.Posting.event;
import static nz.flagships.initiative.service.Posting.post;
import static nz.flagships.initiative.service.Posting.steward;
import static nz.flagships.initiative.service.Posting.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said in the wrong order, twice, by the wrong agency, of the wrong thing, or at once; as an event and as a command. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InitiativeLifeIT {
    private static final int AT_ONCE = 8;

    // Tokens spell agencies in capitals.
    private final String agency = Posting.code("LIFE-AGENCY").toUpperCase(Locale.ROOT);
    private final String other = Posting.code("LIFE-OTHER").toUpperCase(Locale.ROOT);
    private final String theme = Posting.code("LIFE-THEME");
    private final String region = Posting.code("LIFE-REGION");
    private final String programme = Posting.code("LIFE-PROGRAMME");
    private final String source = Posting.code("LIFE-SOURCE");
    private final String proposed = Posting.code("LIFE-PROPOSED");
    private final String running = Posting.code("LIFE-RUNNING");
    private final String second = Posting.code("LIFE-SECOND");
    private final String paused = Posting.code("LIFE-PAUSED");
    private final String over = Posting.code("LIFE-OVER");
    private boolean known;

    private RequestSpecification lead() {
        return as(agency, "initiative-lead");
    }

    private static RequestSpecification office() {
        return as("WELLINGTON", "national-office");
    }

    @BeforeEach
    void tell() {
        if (known) {
            return;
        }
        known = true;
        for (String code : List.of(agency, other)) {
            stored(
                    steward(),
                    "AgencyRegistered",
                    code,
                    "{\"name\":\"A\",\"flagshipPartner\":true,\"fundMember\":true}");
        }
        stored(steward(), "ThemeDefined", theme, "{\"name\":\"T\"}");
        stored(steward(), "RegionDefined", region, "{\"name\":\"R\",\"kind\":\"POLICE_AREA\"}");
        stored(steward(), "ProgrammeDefined", programme, "{\"name\":\"P\",\"partners\":[],\"regions\":[]}");
        stored(steward(), "SourceRegistered", source, "{\"citation\":\"S\",\"published\":\"2014\"}");
        for (String code : List.of(proposed, running, second, paused, over)) {
            propose(code);
        }
        for (String code : List.of(running, second, paused)) {
            stored(lead(), "InitiativeApproved", code, "{\"on\":\"2014-02\"}");
            stored(lead(), "InitiativeStarted", code, "{\"on\":\"2014-03-01\"}");
        }
        stored(lead(), "InitiativePaused", paused, "{\"on\":\"2014-05-01\"}");
        stored(lead(), "InitiativeDeclined", over, "{\"on\":\"2014-02-01\",\"reason\":\"no\"}");
        for (String milestone : List.of("REACHED", "CANCELLED", "OPEN")) {
            stored(
                    lead(),
                    "MilestonePlanned",
                    running,
                    "{\"milestone\":\"%s\",\"title\":\"M\",\"dueOn\":\"2035-06-30\"}".formatted(milestone));
        }
        stored(lead(), "InitiativeMilestoneReached", running, "{\"milestone\":\"REACHED\",\"on\":\"2015-06-30\"}");
        stored(
                lead(),
                "MilestoneCancelled",
                running,
                "{\"milestone\":\"CANCELLED\",\"on\":\"2015-06-30\",\"reason\":\"no\"}");
        for (String barrier : List.of("OPEN", "ESCALATED", "RESOLVED")) {
            raise(running, barrier);
        }
        raise(second, "THERE");
        stored(
                lead(),
                "BarrierEscalatedToNationalOffice",
                running,
                "{\"barrier\":\"ESCALATED\",\"on\":\"2015-04-10\"}");
        stored(
                lead(),
                "BarrierResolved",
                running,
                "{\"barrier\":\"RESOLVED\",\"on\":\"2015-05-10\",\"resolution\":\"REMOVED\"}");
        stored(
                lead(),
                "InitiativeOutputRecorded",
                running,
                "{\"output\":\"INTERLOCKS_FITTED\",\"period\":\"2014-Q3\",\"quantity\":12}");
    }

    @Test
    void numbersAreWrittenPlainInStatesAndHistories() {
        String measure = Posting.code("LIFE-PLAIN");
        stored(
                steward(),
                "MeasureDefined",
                measure,
                "{\"name\":\"M\",\"kind\":\"RATE\",\"unit\":\"each\",\"direction\":\"LOWER_BETTER\",\"geography\":\"OCCURRENCE\","
                        + "\"sensitivity\":\"AGGREGATE\"}");
        String series = measure + ":" + region;
        Map.of("FY2012", "1E+1", "FY2013", "2.57E+8", "FY2014", "1E-7")
                .forEach((period, value) -> stored(
                        as("POLICE", "agency-system"),
                        "ObservationRecorded",
                        series,
                        "{\"period\":\"%s\",\"value\":%s}".formatted(period, value)));

        for (String address : List.of("/v1/series/" + series, "/v1/series/" + series + "/history")) {
            String answer = steward().get(address).asString();
            assertThat(answer)
                    .contains(":10,", ":257000000,", ":0.0000001,")
                    .doesNotContainPattern("[0-9][eE][+-]?[0-9]+[,}]");
        }
    }

    @Test
    void whomItConcernsFindsItInTheInboxAndNobodyElse() {
        String code = Posting.code("LIFE-INBOX");
        propose(code);
        stored(lead(), "InitiativeApproved", code, "{\"on\":\"2014-02\"}");
        stored(lead(), "InitiativeStarted", code, "{\"on\":\"2014-03-01\"}");
        String officeAt = office().get("/v1/inbox?limit=1000").path("position");
        for (String next;
                (next = office().get("/v1/inbox?limit=1000&after=" + officeAt).path("next")) != null; ) {
            officeAt = next;
        }
        officeAt = office().get("/v1/inbox?limit=1000&after=" + officeAt).path("position");
        String leadAt = as(agency, "agency-system").get("/v1/inbox?limit=1000").path("position");

        stored(lead(), "AgencyInvitedToInitiative", code, "{\"agency\":\"%s\",\"on\":\"2014-04-01\"}".formatted(other));
        as(other, "initiative-lead")
                .get("/v1/inbox")
                .then()
                .statusCode(200)
                .body("rows.findAll { it.id == '" + code + "' }.kind", equalTo(List.of("INVITATION")))
                .body("rows.find { it.id == '" + code + "' }.aggregate", equalTo("initiative"))
                .body("rows.find { it.id == '" + code + "' }.agency", equalTo(agency));
        stored(
                as(other, "initiative-lead"),
                "AgencyJoinedInitiative",
                code,
                "{\"agency\":\"%s\",\"on\":\"2014-05-01\"}".formatted(other));
        raise(code, "B1");
        stored(
                lead(),
                "BarrierEscalatedToNationalOffice",
                code,
                "{\"barrier\":\"B1\",\"on\":\"2015-04-10\",\"reason\":\"words that are not told\"}");
        stored(
                office(),
                "NationalOfficeAdviceGiven",
                code,
                "{\"barrier\":\"B1\",\"on\":\"2015-05-10\",\"advice\":\"words that are not told\"}");

        as("CHRISTCHURCH", "national-office")
                .get("/v1/inbox?after=" + officeAt)
                .then()
                .body("rows.findAll { it.id == '" + code + "' }.kind", equalTo(List.of("ESCALATION")))
                .body("rows.find { it.id == '" + code + "' }.part", equalTo("B1"));
        as("CHRISTCHURCH", "agency-system")
                .get("/v1/inbox?after=" + officeAt)
                .then()
                .body("rows", equalTo(List.of()));
        as(other, "agency-system")
                .get("/v1/inbox")
                .then()
                .body(
                        "rows.findAll { it.id == '" + code + "' }.kind",
                        equalTo(List.of("INVITATION", "ESCALATION", "ADVICE")));
        assertThat(as(agency, "agency-system")
                        .get("/v1/inbox?after=" + leadAt)
                        .then()
                        .body("rows.findAll { it.id == '" + code + "' }.kind", equalTo(List.of("ADVICE")))
                        .extract()
                        .asString())
                .doesNotContain("words that");
        as(agency, "case-worker").get("/v1/inbox").then().statusCode(403);
        given().get("/v1/inbox").then().statusCode(401);
    }

    @Test
    void statesSayWhatTheyAreCalledWhereTheyStandAndWhetherTheyWereMadeUp() {
        String operational = Posting.code("LIFE-MADE");
        String generated = Posting.code("LIFE-MADE");
        stored(steward(), "ThemeDefined", operational, "{\"name\":\"T\"}");
        stored(steward(), "ThemeDefined", generated, "{\"name\":\"T\",\"provenance\":{\"basis\":\"synthetic\"}}");

        given().get("/v1/themes/" + operational)
                .then()
                .statusCode(200)
                .body("id", equalTo(operational))
                .body("version", equalTo(1))
                .body("synthetic", equalTo(false));
        given().get("/v1/themes/" + generated)
                .then()
                .body("id", equalTo(generated))
                .body("synthetic", equalTo(true));
    }

    private void propose(String code) {
        stored(
                steward(),
                "InitiativeProposed",
                code,
                "{\"title\":\"I\",\"programme\":\"%s\",\"regions\":[\"%s\"],\"themes\":[\"%s\"],\"leadAgency\":\"%s\"}"
                        .formatted(programme, region, theme, agency));
    }

    private void raise(String initiative, String barrier) {
        stored(
                lead(),
                "BarrierRaised",
                initiative,
                "{\"barrier\":\"%s\",\"title\":\"B\",\"category\":\"OTHER\",\"severity\":\"LOW\",\"on\":\"2015-04-01\"}"
                        .formatted(barrier));
    }

    private String filled(String text) {
        return text.replace("{agency}", agency)
                .replace("{other}", other)
                .replace("{proposed}", proposed)
                .replace("{running}", running)
                .replace("{second}", second)
                .replace("{paused}", paused)
                .replace("{over}", over)
                .replace('\'', '"');
    }

    private RequestSpecification token(String who) {
        return switch (who) {
            case "lead" -> lead();
            case "office" -> office();
            case "other" -> as(other, "initiative-lead", "agency-system");
            case "analyst" -> as(agency, "analyst");
            default -> steward();
        };
    }

    @ParameterizedTest(name = "{5}: {1} {3} by {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // command | name | subject | data | who | code | status
                "approve-initiative | InitiativeApproved | {running} | {'on':'2014-02'} | lead | INIT-008 | 409",
                "decline-initiative | InitiativeDeclined | {running} | {'on':'2014-04'} | lead | INIT-008 | 409",
                "decline-initiative | InitiativeDeclined | {proposed} | {'on':'2199-01-01'} | lead | REF-009 | 422",
                "decline-initiative | InitiativeDeclined | {proposed} | {} | lead | INIT-007 | 422",
                "decline-initiative | InitiativeDeclined | {proposed} | {'on':'2014'} | other | INIT-003 | 403",
                "decline-initiative | InitiativeDeclined | NOBODY-KNOWS | {'on':'2014'} | lead | INIT-002 | 404",
                "withdraw-initiative | InitiativeWithdrawn | {running} | {'on':'2014-04'} | lead | INIT-008 | 409",
                "withdraw-initiative | InitiativeWithdrawn | {over} | {'on':'2014-04'} | lead | INIT-008 | 409",
                "start-initiative | InitiativeStarted | {over} | {'on':'2014-04'} | lead | INIT-008 | 409",
                "pause-initiative | InitiativePaused | {paused} | {'on':'2014-06'} | lead | INIT-008 | 409",
                "pause-initiative | InitiativePaused | {running} | {'on':'2014-01'} | lead | INIT-009 | 422",
                "pause-initiative | InitiativePaused | {running} | {'on':'2014-06'} | analyst | AUTH-002 | 403",
                "resume-initiative | InitiativeResumed | {running} | {'on':'2014-06'} | lead | INIT-008 | 409",
                "resume-initiative | InitiativeResumed | {paused} | {'on':'2014-04'} | lead | INIT-009 | 422",
                "close-initiative | InitiativeClosed | {running} | {'on':'2016'} | lead | INIT-016 | 409",
                "close-initiative | InitiativeClosed | {second} | {'on':'2016'} | lead | INIT-017 | 409",
                "close-initiative | InitiativeClosed | {proposed} | {'on':'2016'} | lead | INIT-008 | 409",
                "tailor-initiative | InitiativeTailored | {running} | {'tailoredFrom':'{running}'} | lead | INIT-006 | 422",
                "tailor-initiative | InitiativeTailored | {running} | {'tailoredFrom':'NOBODY-KNOWS'} | lead | REF-007 | 422",
                "join-initiative | AgencyJoinedInitiative | {running} | {'agency':'{agency}','on':'2014'} | lead | INIT-012 | 409",
                "join-initiative | AgencyJoinedInitiative | {running} | {'agency':'NONE','on':'2014'} | lead | REF-004 | 422",
                "join-initiative | AgencyJoinedInitiative | {running} | {'agency':'{other}','on':'2014'} | other | INIT-071 | 403",
                "invite-to-initiative | AgencyInvitedToInitiative | {running} | {'agency':'{other}','on':'2014'} | other | INIT-003 | 403",
                "invite-to-initiative | AgencyInvitedToInitiative | {running} | {'agency':'NONE','on':'2014'} | lead | INIT-073 | 422",
                "invite-to-initiative | AgencyInvitedToInitiative | {running} | {'agency':'{agency}','on':'2014'} | lead | INIT-012 | 409",
                "join-initiative | AgencyJoinedInitiative | {over} | {'agency':'{other}','on':'2014'} | lead | INIT-008 | 409",
                "leave-initiative | AgencyLeftInitiative | {running} | {'agency':'{agency}','on':'2014'} | lead | INIT-014 | 409",
                "leave-initiative | AgencyLeftInitiative | {running} | {'agency':'{other}','on':'2014'} | lead | INIT-013 | 409",
                "change-lead | LeadAgencyChanged | {running} | {'agency':'{other}','on':'2014'} | lead | INIT-013 | 409",
                "change-lead | LeadAgencyChanged | {running} | {'agency':'{agency}','on':'2014'} | lead | INIT-015 | 409",
                "change-lead | LeadAgencyChanged | {running} | {'agency':'{other}','on':'2014'} | other | INIT-003 | 403",
                "cancel-milestone | MilestoneCancelled | {running} | {'milestone':'REACHED','on':'2016-01-01','reason':'x'} | lead | INIT-022 | 409",
                "cancel-milestone | MilestoneCancelled | {running} | {'milestone':'CANCELLED','on':'2016-01-01','reason':'x'} | lead | INIT-026 | 409",
                "cancel-milestone | MilestoneCancelled | {running} | {'milestone':'NONE','on':'2016-01-01','reason':'x'} | lead | INIT-021 | 404",
                "reach-milestone | InitiativeMilestoneReached | {running} | {'milestone':'CANCELLED','on':'2016-01-01'} | lead | INIT-026 | 409",
                "reach-milestone | InitiativeMilestoneReached | {running} | {'milestone':'OPEN','on':'2199-01-01'} | lead | REF-009 | 422",
                "reach-milestone | InitiativeMilestoneReached | {running} | {'milestone':'REACHED','on':'2016-01-01'} | lead | INIT-022 | 409",
                "plan-milestone | MilestonePlanned | {over} | {'milestone':'M','title':'M','dueOn':'2035-01-01'} | lead | INIT-008 | 409",
                "record-output | InitiativeOutputRecorded | {running} | {'output':'INTERLOCKS_FITTED','period':'2014-Q3','quantity':1} | lead | INIT-033 | 409",
                "record-output | InitiativeOutputRecorded | {running} | {'output':'INTERLOCKS_FITTED','period':'2014-08','quantity':1} | lead | INIT-034 | 409",
                "record-output | InitiativeOutputRecorded | {running} | {'output':'INTERLOCKS_FITTED','period':'FY2198','quantity':1} | lead | INIT-031 | 422",
                "record-output | InitiativeOutputRecorded | {running} | {'output':'INTERLOCKS_FITTED','period':'2013-08','quantity':1} | lead | INIT-032 | 422",
                "record-output | InitiativeOutputRecorded | {running} | {'output':'INTERLOCKS_FITTED','region':'NZ','period':'2015-08','quantity':1} | lead | INIT-030 | 422",
                "record-output | InitiativeOutputRecorded | {proposed} | {'output':'INTERLOCKS_FITTED','period':'2015-08','quantity':1} | lead | INIT-008 | 409",
                "revise-output | InitiativeOutputRevised | {running} | {'output':'INTERLOCKS_FITTED','period':'2015-08','quantity':1,'reason':'x'} | lead | INIT-035 | 404",
                "revise-output | InitiativeOutputRevised | {running} | {'output':'INTERLOCKS_FITTED','period':'2014-Q3','quantity':12,'reason':'x'} | lead | INIT-036 | 409",
                "raise-barrier | BarrierRaised | {running} | {'barrier':'OPEN','title':'B','category':'OTHER','severity':'LOW','on':'2015-01-01'} | lead | INIT-040 | 409",
                "raise-barrier | BarrierRaised | {over} | {'barrier':'NEW','title':'B','category':'OTHER','severity':'LOW','on':'2015-01-01'} | lead | INIT-008 | 409",
                "raise-barrier | BarrierRaised | {running} | {'barrier':'NEW','title':'B','category':'OTHER','severity':'LOW','on':'2015-01-01'} | office | AUTH-002 | 403",
                "escalate-barrier | BarrierEscalatedToNationalOffice | {running} | {'barrier':'ESCALATED','on':'2015-05-01'} | lead | INIT-043 | 409",
                "escalate-barrier | BarrierEscalatedToNationalOffice | {running} | {'barrier':'NONE','on':'2015-05-01'} | lead | INIT-041 | 404",
                "escalate-barrier | BarrierEscalatedToNationalOffice | {running} | {'barrier':'OPEN','on':'2015-03-01'} | lead | INIT-046 | 422",
                "give-advice | NationalOfficeAdviceGiven | {running} | {'barrier':'ESCALATED','on':'2015-05-01','advice':'x'} | lead | AUTH-002 | 403",
                "give-advice | NationalOfficeAdviceGiven | {running} | {'barrier':'ESCALATED','on':'2015-05-01','advice':'x'} | steward | AUTH-002 | 403",
                "give-advice | NationalOfficeAdviceGiven | {running} | {'barrier':'OPEN','on':'2015-05-01','advice':'x'} | office | INIT-044 | 409",
                "resolve-barrier | BarrierResolved | {running} | {'barrier':'RESOLVED','on':'2015-06-01','resolution':'REMOVED'} | lead | INIT-042 | 409",
                "resolve-barrier | BarrierResolved | {running} | {'barrier':'OPEN','on':'2199-06-01','resolution':'REMOVED'} | lead | REF-009 | 422",
                "reopen-barrier | BarrierReopened | {running} | {'barrier':'OPEN','on':'2015-06-01','reason':'x'} | lead | INIT-045 | 409",
                "reopen-barrier | BarrierReopened | {running} | {'barrier':'RESOLVED','on':'2015-05-01','reason':'x'} | lead | INIT-046 | 422",
                "link-barriers | BarriersLinked | {running} | {'barrier':'RESOLVED','with':[{'initiative':'{second}','barrier':'THERE'}]} | lead | INIT-042 | 409",
                "link-barriers | BarriersLinked | {running} | {'barrier':'OPEN','with':[{'initiative':'{running}','barrier':'ESCALATED'}]} | lead | INIT-047 | 422",
                "link-barriers | BarriersLinked | {running} | {'barrier':'OPEN','with':[{'initiative':'NONE','barrier':'X'}]} | lead | REF-007 | 422",
                "link-barriers | BarriersLinked | {running} | {'barrier':'OPEN','with':[{'initiative':'{second}','barrier':'THERE'},{'initiative':'{second}','barrier':'THERE'}]} | lead | REF-008 | 422",
                "carry-barrier | BarrierCarried | {running} | {'barrier':'OPEN','to':'{running}','on':'2015-06-01'} | lead | INIT-049 | 422",
                "carry-barrier | BarrierCarried | {running} | {'barrier':'OPEN','to':'{over}','on':'2015-06-01'} | lead | INIT-008 | 409",
                "carry-barrier | BarrierCarried | {running} | {'barrier':'OPEN','to':'{second}','as':'THERE','on':'2015-06-01'} | lead | INIT-040 | 409",
            })
    void whatCannotBeIsRefusedAsAnEventAndAsACommand(
            String command, String name, String subject, String data, String who, String code, int status) {
        post(token(who), event(name, filled(subject), filled(data)))
                .statusCode(status)
                .body("code", equalTo(code))
                .body("mend", notNullValue());
        token(who)
                .contentType("application/json")
                .body(filled(data))
                .post("/v1/initiatives/" + filled(subject) + "/" + command)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "InitiativeOutputRecorded | {'output':'INTERLOCKS_FITTED','period':'2015-08','quantity':-1}",
                "InitiativeOutputRecorded | {'output':'INTERLOCKS_FITTED','period':'2015-08','quantity':1.5}",
                "InitiativeOutputRecorded | {'output':'INTERLOCKS_FITTED','period':'2015-08','quantity':9007199254740993}",
                "InitiativeOutputRecorded | {'output':'HATS_KNITTED','period':'2015-08','quantity':1}",
                "InitiativeOutputRecorded | {'output':'INTERLOCKS_FITTED','period':'2015-13','quantity':1}",
                "BarrierRaised | {'barrier':'a b','title':'B','category':'OTHER','severity':'LOW','on':'2015-01-01'}",
                "BarrierRaised | {'barrier':'N','title':'B','category':'WEATHER','severity':'LOW','on':'2015-01-01'}",
                "BarrierRaised | {'barrier':'N','title':'B','category':'OTHER','severity':'LOW','on':'2015-02-30'}",
                "BarriersLinked | {'barrier':'OPEN','with':[]}",
                "BarrierTakenOver | {'barrier':'OPEN'}",
            })
    void whatHasNoSuchShapeIsAProblemAndNothingIsStored(String name, String data) {
        String before = steward().get("/v1/initiatives/" + running).asString();
        int status = post(lead(), event(name, running, filled(data)))
                .body("code", notNullValue())
                .extract()
                .statusCode();
        assertThat(status).isBetween(400, 422);
        assertThat(steward().get("/v1/initiatives/" + running).asString()).isEqualTo(before);
    }

    @Test
    void adviceIsReadByThoseWhoRunItAndByTheNationalOfficeAndByNobodyElse() {
        String code = Posting.code("LIFE-ADVICE");
        propose(code);
        raise(code, "B");
        stored(
                lead(),
                "BarrierEscalatedToNationalOffice",
                code,
                "{\"barrier\":\"B\",\"on\":\"2015-04-10\",\"reason\":\"Why it was escalated\"}");
        stored(
                office(),
                "NationalOfficeAdviceGiven",
                code,
                "{\"barrier\":\"B\",\"on\":\"2015-04-11\",\"advice\":\"What to do\"}");
        stored(
                lead(),
                "BarrierResolved",
                code,
                "{\"barrier\":\"B\",\"on\":\"2015-05-10\",\"resolution\":\"REMOVED\",\"how\":\"How it went\"}");

        for (RequestSpecification who : List.of(lead(), office())) {
            var history = who.get("/v1/initiatives/" + code + "/history").then().statusCode(200);
            assertThat(history.extract().asString())
                    .contains("Why it was escalated", "What to do", "How it went", "\"initiative\":\"" + code);
            assertThat(history.extract().header("Cache-Control")).isEqualTo("private, no-store");
        }
        for (RequestSpecification who :
                List.of(given(), as(other, "initiative-lead", "agency-system"), as(agency, "analyst"))) {
            var history = who.get("/v1/initiatives/" + code + "/history").then().statusCode(200);
            assertThat(history.extract().asString())
                    .contains("NationalOfficeAdviceGiven", "\"synthetic\":false")
                    .doesNotContain("Why it was escalated", "What to do", "How it went");
        }
    }

    @Test
    void twoThatAreTailoredFromEachOtherAtOnceMakeNoCircle() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<String> three = IntStream.range(0, 3)
                    .mapToObj(i -> Posting.code("LIFE-CIRCLE"))
                    .toList();
            three.forEach(this::propose);

            List<Integer> answers = atOnce(IntStream.range(0, 3)
                    .<Callable<Integer>>mapToObj(i -> () -> post(
                                    lead(),
                                    event(
                                            "InitiativeTailored",
                                            three.get(i),
                                            "{\"tailoredFrom\":\"%s\"}".formatted(three.get((i + 1) % 3))))
                            .extract()
                            .statusCode())
                    .toList());

            // Two of the three make a line; the third would close it.
            assertThat(answers).containsExactlyInAnyOrder(201, 201, 422);
        }
    }

    @Test
    void barriersThatAreLinkedAtOnceAllKnowOfEachOther() throws Exception {
        List<String> initiatives = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> Posting.code("LIFE-LINKED"))
                .toList();
        for (String initiative : initiatives) {
            propose(initiative);
            raise(initiative, "B");
        }

        List<Integer> answers = atOnce(IntStream.range(0, AT_ONCE)
                .<Callable<Integer>>mapToObj(i -> () -> post(
                                office(),
                                event(
                                        "BarriersLinked",
                                        initiatives.get(i),
                                        "{\"barrier\":\"B\",\"with\":[{\"initiative\":\"%s\",\"barrier\":\"B\"}]}"
                                                .formatted(initiatives.get((i + 1) % AT_ONCE))))
                        .extract()
                        .statusCode())
                .toList());

        // The last of the ring is linked already.
        assertThat(answers).allMatch(status -> status == 201 || status == 409);
        for (String initiative : initiatives) {
            assertThat(steward()
                            .get("/v1/initiatives/" + initiative)
                            .then()
                            .extract()
                            .<List<String>>path("barriers.B.linked.initiative"))
                    .containsExactlyInAnyOrderElementsOf(initiatives.stream()
                            .filter(each -> !each.equals(initiative))
                            .toList());
        }
    }

    private static List<Integer> atOnce(List<Callable<Integer>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(work)) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}

package nz.flagships.initiative.service;

import static nz.flagships.initiative.service.Posting.as;
import static nz.flagships.initiative.service.Posting.event;
import static nz.flagships.initiative.service.Posting.post;
import static nz.flagships.initiative.service.Posting.steward;
import static nz.flagships.initiative.service.Posting.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an evaluation to long-term funding over REST and over events; what cannot be is refused and not stored. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceIT {
    private static final String HARM =
            "{'name':'Harm','unit':'days','direction':'LOWER_BETTER','population':'participants'}";
    private static final String WINDOW = "'outcomeWindow':{'from':'2014-07-01','to':'2015-06-30'}";
    private static final String BETTER =
            "{'on':'2015-11-30','results':[{'outcome':" + HARM + ",'effect':-4,'intervalLow':-7,'intervalHigh':-1}]}";

    private final String region = Posting.code("EV-REGION");
    private final String programme = Posting.code("EV-PROGRAMME");
    private final String theme = Posting.code("EV-THEME");
    private final String lead = Posting.code("EVLEAD").toUpperCase(Locale.ROOT);
    private final String source = Posting.code("ev-source");
    private final String measure = Posting.code("EV-MEASURE");
    private final String round = Posting.code("EV-ROUND");
    private final String unproven = Posting.code("EV-UNPROVEN");
    private final String registered = unproven + ":" + "STUDY";
    private boolean known;

    @BeforeEach
    void reference() {
        if (known) {
            return;
        }
        known = true;
        stored(steward(), "SourceRegistered", source, "{\"citation\":\"A paper\",\"published\":\"2015\"}");
        stored(steward(), "AgencyRegistered", lead, "{\"name\":\"A\",\"flagshipPartner\":true,\"fundMember\":true}");
        stored(steward(), "ThemeDefined", theme, "{\"name\":\"T\"}");
        stored(steward(), "RegionDefined", region, "{\"name\":\"R\",\"kind\":\"POLICE_AREA\"}");
        stored(steward(), "ProgrammeDefined", programme, "{\"name\":\"P\",\"partners\":[],\"regions\":[]}");
        stored(
                steward(),
                "MeasureDefined",
                measure,
                "{\"name\":\"M\",\"kind\":\"COUNT\",\"unit\":\"offences\",\"direction\":\"LOWER_BETTER\","
                        + "\"geography\":\"OCCURRENCE\",\"sensitivity\":\"AGGREGATE\"}");
        open(round);
        started(unproven);
        stored(as(lead, "initiative-lead"), "EvaluationRegistered", registered, json(register("HARM", "")));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String register(String also, String measures) {
        return "{'kind':'INITIATIVE','title':'A study','design':'MATCHED_COHORT','measures':[{'outcome':" + HARM
                + ",'role':'PRIMARY'}" + measures + "],'cohort':{'treated':'Participants','comparison':'People alike'},"
                + WINDOW + ",'successRule':'" + also + "'}";
    }

    private void started(String code) {
        stored(
                steward(),
                "InitiativeProposed",
                code,
                "{\"title\":\"I\",\"programme\":\"%s\",\"regions\":[\"%s\"],\"themes\":[\"%s\"],\"leadAgency\":\"%s\"}"
                        .formatted(programme, region, theme, lead));
        stored(steward(), "InitiativeApproved", code, "{\"on\":\"2014\"}");
        stored(steward(), "InitiativeStarted", code, "{\"on\":\"2014\"}");
    }

    private static void open(String code) {
        stored(as("TREASURY", "fund-manager"), "BudgetRoundOpened", code, "{\"title\":\"B\",\"on\":\"2016-01-01\"}");
    }

    /** An initiative that was shown to work. */
    private String effective() {
        String code = Posting.code("EV-WORKS");
        started(code);
        stored(as(lead, "initiative-lead"), "EvaluationRegistered", code + ":STUDY", json(register("Less", "")));
        stored(as(lead, "initiative-lead"), "EvaluationCompleted", code + ":STUDY", json(BETTER));
        return code;
    }

    private static ValidatableResponse command(RequestSpecification as, String path, String data) {
        return as.contentType("application/json").body(json(data)).post(path).then();
    }

    private static String bid(String initiative) {
        return "{\"initiative\":\"%s\",\"amountCents\":2000000000,\"years\":4,\"on\":\"2016-02-01\"}"
                .formatted(initiative);
    }

    @Test
    void whatWasShownToWorkIsFundedForTheLongTermAllOverRest() {
        // Given
        String code = Posting.code("EV-WHOLE");
        String study = "/v1/evaluations/" + code + ":STUDY";
        String budget = Posting.code("EV-BUDGET");
        started(code);

        // When
        command(
                        as(lead, "initiative-lead"),
                        "/v1/evaluations",
                        register("Less harm", "").replaceFirst("\\{", "{'code':'" + code + ":STUDY',"))
                .statusCode(201);
        steward().get("/v1/initiatives/" + code).then().body("evidence", not(equalTo("NONE")));
        command(as(lead, "initiative-lead"), study + "/complete-evaluation", BETTER)
                .statusCode(201);
        command(
                        as("TREASURY", "fund-manager"),
                        "/v1/budget-rounds",
                        "{'code':'" + budget + "','title':'B','on':'2016'}")
                .statusCode(201);
        command(as(lead, "initiative-lead"), "/v1/budget-rounds/" + budget + "/lodge-bid", bid(code))
                .statusCode(201);
        steward().get("/v1/initiatives/" + code).then().body("funding", equalTo("LONG_TERM_SOUGHT"));
        command(
                        as("TREASURY", "fund-approver"),
                        "/v1/budget-rounds/" + budget + "/record-decision",
                        "{'initiative':'" + code
                                + "','decision':'GRANTED','amountCents':1,'years':1,'on':'2016-05-26'}")
                .statusCode(201);
        command(as("TREASURY", "fund-manager"), "/v1/budget-rounds/" + budget + "/close-round", "{'on':'2016-06'}")
                .statusCode(201);

        // Then
        steward()
                .get("/v1/initiatives/" + code)
                .then()
                .body("lifecycle", equalTo("ESTABLISHED"))
                .body("evidence", equalTo("EFFECTIVE"))
                .body("funding", equalTo("LONG_TERM_GRANTED"));
        steward()
                .get(study)
                .then()
                .body("verdict", equalTo("EFFECTIVE"))
                .body("stage", equalTo("COMPLETED"))
                .body("results[0].judged", equalTo("BETTER"));
        steward()
                .get("/v1/budget-rounds/" + budget)
                .then()
                .body("bids", hasKey(code))
                .body("closed", equalTo(true));
    }

    @Test
    void mixedEvidenceIsFundedOnlyOnceTheNationalOfficeHasOverriddenIt() {
        String code = Posting.code("EV-MIXED");
        started(code);
        stored(
                steward(),
                "EvaluationPublished",
                code + ":" + source,
                json("{'kind':'INITIATIVE','results':[{'outcome':" + HARM
                        + ",'effect':-26.9,'intervalLow':-47.95,'intervalHigh':-5.85},{'outcome':"
                        + HARM.replace("Harm", "Rate") + ",'effect':0}],'provenance':{'basis':'published','source':'"
                        + source + "'}}"));

        post(as(lead, "initiative-lead"), event("BudgetBidLodged", round, bid(code)))
                .statusCode(409)
                .body("code", equalTo("BUD-006"))
                .body("detail", equalTo("Its evidence is MIXED, without an override"));
        post(as(lead, "initiative-lead"), event("EvaluationOverridden", code + ":" + source, "{\"reason\":\"Ours\"}"))
                .statusCode(403)
                .body("code", equalTo("AUTH-002"));
        stored(
                as("JUSTICE", "national-office"),
                "EvaluationOverridden",
                code + ":" + source,
                "{\"reason\":\"Less harm is enough\"}");
        stored(as(lead, "initiative-lead"), "BudgetBidLodged", round, bid(code));
        stored(
                as("TREASURY", "fund-approver"),
                "BudgetDecisionRecorded",
                round,
                "{\"initiative\":\"%s\",\"decision\":\"DECLINED\",\"on\":\"2016-05-26\"}".formatted(code));
    }

    private String filled(String text) {
        return json(text.replace("{harm}", HARM)
                .replace("{window}", WINDOW)
                .replace("{registered}", registered)
                .replace("{unproven}", unproven)
                .replace("{measure}", measure)
                .replace("{region}", region)
                .replace("{source}", source)
                .replace("{round}", round));
    }

    @ParameterizedTest(name = "{3}: {0} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // name | subject | data | code | status
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[]} | EVAL-015 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[{'outcome':{'measure':'{measure}'},'effect':1}]} | EVAL-014 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[],'missing':[{'outcome':{'measure':'{measure}'},'reason':'x'}]} | EVAL-014 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[{'outcome':{harm},'effect':1},{'outcome':{harm},'effect':1}]} | EVAL-011 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[{'outcome':{harm},'effect':1,'intervalLow':2,'intervalHigh':3}]} | EVAL-019 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[{'outcome':{harm},'effect':1,'intervalLow':0}]} | EVAL-018 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[{'outcome':{harm},'effect':1,'intervalLow':0,'intervalHigh':3,'confidenceLevel':60}]} | EVAL-020 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-11-30','results':[{'outcome':{harm},'effect':1234567890123456}]} | EVAL-017 | 422",
                "EvaluationCompleted | {registered} | {'on':'2015-06-30','results':[{'outcome':{harm},'effect':1}]} | EVAL-027 | 409",
                "EvaluationCompleted | {registered} | {'on':'2199-06-30','results':[{'outcome':{harm},'effect':1}]} | REF-009 | 422",
                "EvaluationCompleted | {unproven}:OTHER | {'on':'2015-11-30','results':[]} | EVAL-005 | 404",
                "EvaluationRegistered | {registered} | {'kind':'INITIATIVE','title':'x','design':'BEFORE_AND_AFTER','measures':[{'outcome':{harm},'role':'PRIMARY'}],'cohort':{'treated':'x'},{window},'successRule':'x'} | EVAL-003 | 409",
                "EvaluationRegistered | {unproven}:NEW | {'kind':'INITIATIVE','title':'x','design':'BEFORE_AND_AFTER','measures':[{'outcome':{harm},'role':'PRIMARY'}],'cohort':{'treated':'x'},'outcomeWindow':{'from':'2015-06-30','to':'2014-07-01'},'successRule':'x'} | EVAL-025 | 422",
                "EvaluationRegistered | {unproven}:NEW | {'kind':'INITIATIVE','title':'x','design':'BEFORE_AND_AFTER','measures':[{'outcome':{harm},'role':'SECONDARY'}],'cohort':{'treated':'x'},{window},'successRule':'x'} | EVAL-012 | 422",
                "EvaluationRegistered | {unproven} | {'kind':'INITIATIVE','title':'x','design':'BEFORE_AND_AFTER','measures':[{'outcome':{harm},'role':'PRIMARY'}],'cohort':{'treated':'x'},{window},'successRule':'x'} | EVAL-001 | 422",
                "EvaluationRegistered | NOTHING:NEW | {'kind':'INITIATIVE','title':'x','design':'BEFORE_AND_AFTER','measures':[{'outcome':{harm},'role':'PRIMARY'}],'cohort':{'treated':'x'},{window},'successRule':'x'} | REF-007 | 422",
                "EvaluationRegistered | NOTHING:NEW | {'kind':'INTERVENTION','title':'x','design':'BEFORE_AND_AFTER','measures':[{'outcome':{harm},'role':'PRIMARY'}],'cohort':{'treated':'x'},{window},'successRule':'x'} | EVAL-002 | 422",
                "EvaluationPublished | {unproven}:NEW | {'kind':'INITIATIVE','results':[{'outcome':{harm},'effect':1}]} | EVAL-028 | 422",
                "EvaluationPublished | {unproven}:NEW | {'kind':'INITIATIVE','results':[{'outcome':{harm},'effect':1}],'provenance':{'basis':'published','source':'{source}'}} | EVAL-028 | 422",
                "EvaluationEnteredField | {registered} | {} | EVT-003 | 422",
                "InitiativeFoundEffective | {unproven} | {'evaluation':'x','verdict':'EFFECTIVE'} | EVT-003 | 422",
                "LongTermFundingGranted | {unproven} | {} | EVT-003 | 422",
                "BudgetRoundOpened | {round} | {'title':'x','on':'2016'} | BUD-001 | 409",
                "BudgetBidLodged | NO-SUCH-ROUND | {'initiative':'{unproven}','amountCents':1,'years':1,'on':'2016-02-01'} | BUD-002 | 404",
                "BudgetBidLodged | {round} | {'initiative':'{unproven}','amountCents':1,'years':1,'on':'2016-02-01'} | BUD-006 | 409",
                "BudgetBidLodged | {round} | {'initiative':'NOTHING','amountCents':1,'years':1,'on':'2016-02-01'} | REF-007 | 422",
                "BudgetBidLodged | {round} | {'initiative':'{unproven}','amountCents':0,'years':1,'on':'2016-02-01'} | DATA-004 | 422",
                "BudgetBidLodged | {round} | {'initiative':'{unproven}','amountCents':-1,'years':1,'on':'2016-02-01'} | DATA-004 | 422",
                "BudgetBidLodged | {round} | {'initiative':'{unproven}','amountCents':1.5,'years':1,'on':'2016-02-01'} | DATA-003 | 400",
                "BudgetBidLodged | {round} | {'initiative':'{unproven}','amountCents':9007199254740992,'years':1,'on':'2016-02-01'} | DATA-007 | 422",
                "BudgetDecisionRecorded | {round} | {'initiative':'{unproven}','decision':'GRANTED','amountCents':1,'years':1,'on':'2016-05-26'} | BUD-010 | 409",
                "BudgetDecisionRecorded | {round} | {'initiative':'{unproven}','decision':'GRANTED','amountCents':1,'years':1,'on':'2016-05-26','provenance':{'basis':'published','source':'{source}'}} | BUD-015 | 422",
                "BudgetRoundClosed | {round} | {'on':'2015-12'} | BUD-005 | 422",
                "ClaimPublished | {measure} | {'region':'NOWHERE','from':'2011','to':'2013','changePercent':-23,'by':'M','source':'{source}'} | REF-001 | 422",
                "ClaimPublished | {measure} | {'region':'{region}','from':'2013','to':'2011','changePercent':-23,'by':'M','source':'{source}'} | MEAS-004 | 422"
            })
    void whatCannotBeIsRefusedAndNotStored(String name, String subject, String data, String code, int status) {
        // Given
        var bad = event(name, filled(subject), filled(data));

        // When
        var answer = post(steward(), bad);

        // Then
        assertThat(answer.extract().path("code").toString())
                .as(answer.extract().asString())
                .isEqualTo(code);
        answer.statusCode(status).body("mend", not(blankOrNullString()));
        steward()
                .queryParam("source", Posting.SOURCE)
                .queryParam("id", bad.get("id").asText())
                .get("/v1/events")
                .then()
                .statusCode(404);
    }

    @Test
    void nobodyDecidesOnTheirOwnBidNorTwiceNorClosesOverIt() {
        String code = effective();
        String budget = Posting.code("EV-BUDGET");
        String decision = "{\"initiative\":\"%s\",\"decision\":\"DECLINED\",\"on\":\"2016-05-26\"}".formatted(code);
        open(budget);
        stored(as(lead, "initiative-lead"), "BudgetBidLodged", budget, bid(code));

        post(as(lead, "initiative-lead"), event("BudgetBidLodged", budget, bid(code)))
                .statusCode(409)
                .body("code", equalTo("BUD-008"));
        post(as("CYF", "initiative-lead"), event("BudgetBidLodged", budget, bid(effective())))
                .statusCode(403)
                .body("code", equalTo("BUD-009"));
        post(as(lead, "fund-approver"), event("BudgetDecisionRecorded", budget, decision))
                .statusCode(403)
                .body("code", equalTo("BUD-012"));
        post(as("TREASURY", "fund-manager"), event("BudgetRoundClosed", budget, "{\"on\":\"2016-06\"}"))
                .statusCode(409)
                .body("code", equalTo("BUD-016"));
        stored(as("TREASURY", "fund-approver"), "BudgetDecisionRecorded", budget, decision);
        post(as("TREASURY", "fund-approver"), event("BudgetDecisionRecorded", budget, decision))
                .statusCode(409)
                .body("code", equalTo("BUD-011"));
        stored(as("TREASURY", "fund-manager"), "BudgetRoundClosed", budget, "{\"on\":\"2016-06\"}");
        post(as(lead, "initiative-lead"), event("BudgetBidLodged", budget, bid(effective())))
                .statusCode(409)
                .body("code", equalTo("BUD-003"));
        post(as(lead, "initiative-lead"), event("EvaluationCompleted", code + ":STUDY", json(BETTER)))
                .statusCode(409)
                .body("code", equalTo("EVAL-006"));
        post(as(lead, "initiative-lead"), event("EvaluationRegistered", code + ":STUDY", json(register("Again", ""))))
                .statusCode(409)
                .body("code", equalTo("EVAL-006"));
    }

    @Test
    void ofABidAndACloseThatRaceOneLoses() throws Exception {
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int run = 0; run < 12; run++) {
                String budget = Posting.code("EV-RACE");
                String code = effective();
                open(budget);
                Callable<Integer> lodging =
                        () -> post(as(lead, "initiative-lead"), event("BudgetBidLodged", budget, bid(code)))
                                .extract()
                                .statusCode();
                Callable<Integer> closing = () -> post(
                                as("TREASURY", "fund-manager"),
                                event("BudgetRoundClosed", budget, "{\"on\":\"2016-06\"}"))
                        .extract()
                        .statusCode();
                Future<Integer> bid = two.submit(lodging);
                Future<Integer> close = two.submit(closing);
                outcomes.add(bid.get() + " " + close.get());
            }
        }
        assertThat(outcomes).allMatch(each -> each.equals("201 409") || each.equals("409 201"));
    }

    @Test
    void theClockSaysThatAnEvaluationIsInTheField() {
        String code = Posting.code("EV-FIELD");
        started(code);
        LocalDate today = LocalDate.now(ZoneId.of("Pacific/Auckland"));
        stored(
                as(lead, "initiative-lead"),
                "EvaluationRegistered",
                code + ":STUDY",
                json(register("Less", "")
                        .replace("2015-06-30", today.plusYears(1).toString())));
        Waiting.until(
                "the clock says that " + code + " is in the field",
                () -> "IN_FIELD".equals(steward().get("/v1/initiatives/" + code).path("evidence")));
        steward().get("/v1/initiatives/" + code).then().body("evidence", equalTo("IN_FIELD"));
        steward()
                .get("/v1/evaluations/" + code + ":STUDY")
                .then()
                .body("stage", equalTo("IN_FIELD"))
                .body("registered", equalTo("PRE_REGISTERED"));
    }
}

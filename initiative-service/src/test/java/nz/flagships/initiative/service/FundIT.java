package nz.flagships.initiative.service;

import static io.restassured.RestAssured.given;
import static nz.flagships.initiative.service.Posting.as;
import static nz.flagships.initiative.service.Posting.code;
import static nz.flagships.initiative.service.Posting.event;
import static nz.flagships.initiative.service.Posting.person;
import static nz.flagships.initiative.service.Posting.post;
import static nz.flagships.initiative.service.Posting.steward;
import static nz.flagships.initiative.service.Posting.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
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

/** The Fund on the running service: who may, what is refused, and many at once on one lot. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FundIT {
    private static final int CLIENTS = 32;

    // Tokens name agencies in capital letters.
    private final String saver = code("SAVER").toUpperCase(Locale.ROOT);
    private final String receiver = code("RECEIVER").toUpperCase(Locale.ROOT);
    private final String initiative = code("FUNDED");

    private boolean known;

    @BeforeEach
    void reference() {
        if (known) {
            return;
        }
        known = true;
        String region = code("FUND-REGION");
        String theme = code("FUND-THEME");
        String programme = code("FUND-PROGRAMME");
        for (String agency : List.of(saver, receiver)) {
            stored(
                    steward(),
                    "AgencyRegistered",
                    agency,
                    "{\"name\":\"A\",\"flagshipPartner\":true,\"fundMember\":true}");
        }
        stored(steward(), "ThemeDefined", theme, "{\"name\":\"T\"}");
        stored(steward(), "RegionDefined", region, "{\"name\":\"R\",\"kind\":\"POLICE_AREA\"}");
        stored(steward(), "ProgrammeDefined", programme, "{\"name\":\"P\",\"partners\":[],\"regions\":[]}");
        stored(
                steward(),
                "InitiativeProposed",
                initiative,
                "{\"title\":\"I\",\"programme\":\"%s\",\"regions\":[\"%s\"],\"themes\":[\"%s\"],\"leadAgency\":\"%s\"}"
                        .formatted(programme, region, theme, receiver));
    }

    private static RequestSpecification manager() {
        return as("JUSTICE", "fund-manager");
    }

    private static RequestSpecification approver(String name) {
        return person(name, "SFO", List.of("fund-approver"));
    }

    private void bank(String fund, String lot, long cents) {
        stored(
                manager(),
                "SavingBanked",
                fund,
                "{\"lot\":\"%s\",\"agency\":\"%s\",\"year\":\"FY2016\",\"amountCents\":%d,\"on\":\"2016-07-01\",\"agreement\":\"A\"}"
                        .formatted(lot, saver, cents));
    }

    private String proposal(String allocation, String lot, long cents) {
        return """
                {"allocation":"%s","initiative":"%s","receivingAgency":"%s","amountCents":%d,
                 "profile":[{"year":"FY2017","amountCents":%d}],"lots":[{"lot":"%s","amountCents":%d}],"on":"2016-08-01"}""".formatted(allocation, initiative, receiver, cents, cents, lot, cents);
    }

    private void approve(String fund, String allocation, String lot, long cents) {
        stored(manager(), "AllocationProposed", fund, proposal(allocation, lot, cents));
        for (String name : List.of("one", "two")) {
            stored(approver(name), "AllocationEndorsed", fund, endorsement(allocation));
        }
    }

    private static String endorsement(String allocation) {
        return "{\"allocation\":\"" + allocation + "\",\"on\":\"2016-08-02\"}";
    }

    private static JsonPath fund(String fund) {
        return given().get("/v1/funds/" + fund).then().statusCode(200).extract().jsonPath();
    }

    /**
     * Each client wants 100 of 1,000 cents and gets its proposal endorsed twice, all at once: ten can be had, not one more,
     * whoever comes first.
     */
    @Test
    void thirtyTwoClientsCompetingForTheLastCentsOfALotNeverOverdrawIt() throws Exception {
        String fund = code("CONTENDED");
        bank(fund, "LAST-CENTS", 1_000);

        List<Callable<List<String>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String allocation = "A" + i;
            clients.add(() -> {
                List<String> answers = new ArrayList<>();
                answers.add(result(
                        command(manager(), fund, "propose-allocation", proposal(allocation, "LAST-CENTS", 100))));
                for (String name : List.of("one", "two")) {
                    answers.add(result(command(approver(name), fund, "endorse-allocation", endorsement(allocation))));
                }
                return answers;
            });
        }
        List<List<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<List<String>> each : threads.invokeAll(clients)) {
                answers.add(each.get());
            }
        }

        JsonPath after = fund(fund);
        assertThat(answers.stream().filter(each -> each.getLast().equals("201")))
                .hasSize(10);
        assertThat(answers.stream().flatMap(List::stream))
                .allMatch(each -> List.of("201", "409 FUND-025", "404 FUND-021").contains(each));
        assertThat(after.getLong("lots.LAST-CENTS.balance.approvedCents")).isEqualTo(1_000);
        assertThat(after.getLong("total.approvedCents")).isEqualTo(1_000);
        assertThat(after.getMap("allocations.findAll { it.value.standing == 'APPROVED' }"))
                .hasSize(10);
    }

    private static ValidatableResponse command(RequestSpecification as, String fund, String command, String body) {
        return as.contentType("application/json")
                .body(body)
                .post("/v1/funds/" + fund + "/" + command)
                .then();
    }

    private static String result(ValidatableResponse answer) {
        int status = answer.extract().statusCode();
        return status < 300
                ? Integer.toString(status)
                : status + " " + answer.extract().path("code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100.5               | 400 | DATA-003",
                "100.0               | 400 | DATA-003",
                "\"100\"             | 400 | DATA-003",
                "null                | 400 | DATA-003",
                "0                   | 422 | DATA-004",
                "-1                  | 422 | DATA-004",
                "9007199254740992    | 422 | DATA-007",
                "9223372036854775808 | 422 | DATA-007",
                "1e3                 | 400 | DATA-003"
            })
    void anAmountThatIsNoWholeNumberOfCentsIsAProblemThatNamesIt(String amount, int status, String code) {
        String fund = code("AMOUNTS");
        String data =
                "{\"lot\":\"L\",\"agency\":\"%s\",\"year\":\"FY2016\",\"amountCents\":%s,\"on\":\"2016-07-01\",\"agreement\":\"A\"}"
                        .formatted(saver, amount);

        post(manager(), event("SavingBanked", fund, data))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("pointer", equalTo("/data/amountCents"))
                .body("mend", not(blankOrNullString()));
        command(manager(), fund, "bank-saving", data)
                .statusCode(status)
                .body("code", equalTo(code))
                .body("pointer", equalTo("/amountCents"));
        given().get("/v1/funds/" + fund).then().statusCode(404);
    }

    @Test
    void whatTheFundRefusesIsRefusedBothWaysAndMovesNothing() {
        String fund = code("REFUSALS");
        bank(fund, "L", 1_000);
        approve(fund, "A", "L", 600);
        stored(manager(), "FundsTransferred", fund, moving("A", 400));
        stored(as(receiver, "agency-system"), "FundsDrawnDown", fund, moving("A", 100));
        stored(
                as(receiver, "agency-system"),
                "FundingBidSubmitted",
                fund,
                "{\"bid\":\"B\",\"initiative\":\"%s\",\"amountCents\":1,\"purpose\":\"P\",\"on\":\"2016-08-01\"}"
                        .formatted(initiative));
        stored(manager(), "AllocationProposed", fund, proposal("PENDING", "L", 100));
        stored(approver("one"), "AllocationEndorsed", fund, endorsement("PENDING"));
        JsonPath before = fund(fund);

        refused(manager(), fund, "AllocationProposed", "propose-allocation", proposal("N", "L", 401), "FUND-025", 409);
        refused(
                manager(),
                fund,
                "AllocationProposed",
                "propose-allocation",
                proposal("N", "L", 1).replace("FY2017", "FY2015"),
                "FUND-024",
                422);
        refused(manager(), fund, "AllocationProposed", "propose-allocation", proposal("N", "NONE", 1), "FUND-002", 404);
        refused(manager(), fund, "FundsTransferred", "transfer-funds", moving("A", 201), "FUND-031", 409);
        refused(
                as(receiver, "agency-system"),
                fund,
                "FundsDrawnDown",
                "draw-down-funds",
                moving("A", 301),
                "FUND-032",
                409);
        refused(
                as(receiver, "agency-system"),
                fund,
                "UnspentFundsReturned",
                "return-funds",
                moving("A", 301),
                "FUND-033",
                409);
        refused(
                as(saver, "agency-system"),
                fund,
                "UnspentFundsReturned",
                "return-funds",
                moving("A", 1),
                "FUND-035",
                403);
        refused(
                manager(),
                fund,
                "AllocationCancelled",
                "cancel-allocation",
                moving("A", 201).replace("}", ",\"reason\":\"R\"}"),
                "FUND-034",
                409);
        refused(
                manager(),
                fund,
                "SavingReversed",
                "reverse-saving",
                "{\"lot\":\"L\",\"amountCents\":401,\"on\":\"2016-08-01\",\"reason\":\"R\"}",
                "FUND-004",
                409);
        refused(
                approver("one"),
                fund,
                "AllocationEndorsed",
                "endorse-allocation",
                endorsement("PENDING"),
                "FUND-028",
                403);
        refused(
                person("two", receiver, List.of("fund-approver")),
                fund,
                "AllocationEndorsed",
                "endorse-allocation",
                endorsement("PENDING"),
                "FUND-027",
                403);
        refused(
                as(receiver, "assessor"),
                fund,
                "FundingBidAssessed",
                "assess-bid",
                "{\"bid\":\"B\",\"meets\":[\"REDUCES_CRIME\"],\"on\":\"2016-08-02\"}",
                "FUND-012",
                403);
        // A manager is no approver, whatever the fact.
        post(manager(), event("AllocationEndorsed", fund, endorsement("PENDING")))
                .statusCode(403);
        post(steward(), event("AllocationApproved", fund, "{}")).statusCode(422).body("code", equalTo("EVT-003"));

        JsonPath after = fund(fund);
        assertThat(after.getMap("total")).isEqualTo(before.getMap("total"));
        assertThat(after.getMap("allocations")).isEqualTo(before.getMap("allocations"));
    }

    private static String moving(String allocation, long cents) {
        return "{\"allocation\":\"%s\",\"amountCents\":%d,\"on\":\"2016-08-03\"}".formatted(allocation, cents);
    }

    private static void refused(
            RequestSpecification as, String fund, String name, String route, String data, String code, int status) {
        ObjectNode event = event(name, fund, data);
        post(as, event).statusCode(status).body("code", equalTo(code)).body("mend", not(blankOrNullString()));
        command(as, fund, route, data)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("mend", not(blankOrNullString()));
    }
}

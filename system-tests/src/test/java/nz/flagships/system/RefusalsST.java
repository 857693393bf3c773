package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import nz.flagships.events.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The same fact said both ways: every example works as a command on its route, and what cannot be is refused with the same
 * code as a command and as an event, with the state it met and how to mend it, and leaves nothing behind.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalsST {
    private static final String TYPE = "nz.flagships.%s.%s.v1";

    /** Of the shape of the data: 400 or 422. */
    private static final int ANY = 0;

    private static Flagships system;
    private static final Map<String, RoleTable.Row> ROUTES = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        system = Flagships.fresh("refusals", 13_000);
        system.run("up", "--detach", "--no-demo");
        for (String service : List.of("initiative", "case")) {
            RoleTable.of(service).forEach(row -> ROUTES.put(TYPE.formatted(service, row.event()), row));
        }
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    @Order(1)
    void everyExampleWorksAsACommandOnItsRoute() {
        // Given an empty system, when each example is posted as a command in catalogue order
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (int port : new int[] {Flagships.INITIATIVE, Flagships.CASE}) {
            for (JsonNode type : system.json(port, "/v1/event-types").get("eventTypes")) {
                if (!type.get("postable").asBoolean()) {
                    continue;
                }
                List<String> roles = new ArrayList<>();
                type.at("/as/roles").forEach(role -> roles.add(role.asText()));
                String token = system.token(
                        type.at("/as/agency").asText(),
                        roles,
                        type.at("/as/person").asText(""));
                JsonNode event = type.get("example");
                RoleTable.Row row =
                        Objects.requireNonNull(ROUTES.get(type.get("type").asText()));
                HttpResponse<String>[] answer = new HttpResponse[1];
                Flagships.await(row.event(), Duration.ofSeconds(30), () -> {
                    answer[0] = system.post(port, row.path(event), token, "application/json", row.body(event));
                    return answer[0].headers().firstValue("Retry-After").isEmpty();
                });
                tried++;
                if (answer[0].statusCode() != 201) {
                    wrong.add(row.event() + ": " + answer[0].statusCode() + " " + answer[0].body());
                }
            }
        }

        // Then each is stored
        assertThat(wrong).isEmpty();
        assertThat(tried).isEqualTo(ROUTES.size());
    }

    @Test
    @Order(2)
    void whatCannotBeIsRefusedAlikeBothWaysAndLeavesNothing() {
        given();
        long before = committed();
        List<String> wrong = new ArrayList<>();

        // A milestone in the future, and twice
        refused(
                wrong,
                LEAD,
                "InitiativeMilestoneReached",
                "ONE",
                "{'milestone':'M1','on':'2199-01-01'}",
                422,
                "REF-009");
        refused(
                wrong,
                LEAD,
                "InitiativeMilestoneReached",
                "ONE",
                "{'milestone':'M0','on':'2014-06-30'}",
                409,
                "INIT-022");
        // Lineage in a circle, short and long
        refused(wrong, LEAD, "InitiativeTailored", "ONE", "{'tailoredFrom':'ONE'}", 422, "INIT-006");
        refused(wrong, LEAD, "InitiativeTailored", "ONE", "{'tailoredFrom':'THREE'}", 422, "INIT-006");
        // The lead leaves
        refused(
                wrong,
                LEAD,
                "AgencyLeftInitiative",
                "ONE",
                "{'agency':'LEADERS','on':'2014-09-01','reason':'No more'}",
                409,
                "INIT-014");
        // A close that leaves something hanging, and a step out of order
        refused(wrong, LEAD, "InitiativeClosed", "ONE", "{'on':'2016-06-30','reason':'Over'}", 409, "INIT-016");
        refused(wrong, LEAD, "InitiativeStarted", "ONE", "{'on':'2014-03-01'}", 409, "INIT-008");
        refused(wrong, LEAD, "InitiativeResumed", "ONE", "{'on':'2014-09-01'}", 409, "INIT-008");
        // Advice by another than the National Office, and advice nobody asked for
        refused(
                wrong,
                LEAD,
                "NationalOfficeAdviceGiven",
                "ONE",
                "{'barrier':'B1','on':'2014-05-06','advice':'Mine'}",
                403,
                "AUTH-002");
        refused(
                wrong,
                NATIONAL_OFFICE,
                "NationalOfficeAdviceGiven",
                "ONE",
                "{'barrier':'B1','on':'2014-05-06','advice':'Ours'}",
                409,
                "INIT-044");
        refused(
                wrong,
                LEAD,
                "BarrierReopened",
                "ONE",
                "{'barrier':'B1','on':'2014-05-06','reason':'Again'}",
                409,
                "INIT-045");
        // An agency that does not run it
        refused(
                wrong,
                new Who("OTHERS", "initiative-lead", "o"),
                "BarrierRaised",
                "ONE",
                "{'barrier':'B9','title':'T','category':'PREMISES','severity':'LOW','on':'2014-05-06'}",
                403,
                "INIT-003");
        // A result that was not registered, and one that is missing without a word
        refused(wrong, ANALYST, "EvaluationCompleted", "ONE:STUDY", completed("SECOND"), 422, "EVAL-014");
        refused(
                wrong,
                ANALYST,
                "EvaluationCompleted",
                "ONE:STUDY",
                "{'on':'2015-11-30','results':[]}",
                422,
                "EVAL-015");
        // Long-term funding without evidence, and outside an open round
        refused(wrong, LEAD, "BudgetBidLodged", "OPEN", bid("ONE"), 409, "BUD-006");
        refused(wrong, LEAD, "BudgetBidLodged", "CLOSED", bid("ONE"), 409, "BUD-003");
        refused(wrong, LEAD, "BudgetBidLodged", "NOTHING", bid("ONE"), 404, "BUD-002");
        // The Fund: overdrawn, before its time, more back than is there, one's own approver, the same person twice
        refused(
                wrong,
                MANAGER,
                "AllocationProposed",
                FUND,
                allocation("A2", 100_001, "FY2016", "LATE", 100_001),
                422,
                "FUND-024");
        refused(
                wrong,
                MANAGER,
                "AllocationProposed",
                FUND,
                allocation("A2", 9_999_999, "FY2017", "EARLY", 9_999_999),
                409,
                "FUND-025");
        refused(
                wrong,
                MANAGER,
                "UnspentFundsReturned",
                FUND,
                "{'allocation':'A0','amountCents':501,'on':'2016-12-01'}",
                409,
                "FUND-033");
        refused(
                wrong,
                MANAGER,
                "FundsTransferred",
                FUND,
                "{'allocation':'A1','amountCents':1,'on':'2016-12-01'}",
                409,
                "FUND-030");
        refused(
                wrong,
                new Who("LEADERS", "fund-approver", "own"),
                "AllocationEndorsed",
                FUND,
                "{'allocation':'A1','on':'2016-11-01'}",
                403,
                "FUND-027");
        refused(wrong, APPROVER, "AllocationEndorsed", FUND, "{'allocation':'A1','on':'2016-11-02'}", 403, "FUND-028");
        refused(
                wrong,
                new Who("LEADERS", "assessor", "own"),
                "FundingBidAssessed",
                FUND,
                "{'bid':'BID','meets':['TRIALS_SOMETHING_NEW'],'on':'2016-09-07'}",
                403,
                "FUND-012");
        // Amounts that are none
        for (String amount : List.of("1.5", "-1", "0", "9007199254740992", "'100'", "1e300", "true")) {
            refused(
                    wrong,
                    MANAGER,
                    "SavingBanked",
                    FUND,
                    "{'lot':'BAD','agency':'LEADERS','year':'FY2016','amountCents':" + amount
                            + ",'on':'2016-07-29','agreement':'A'}",
                    ANY,
                    "DATA-");
        }

        // Then all is as it was
        assertThat(wrong).isEmpty();
        assertThat(committed()).isEqualTo(before);
    }

    private record Who(String agency, String role, String person) {}

    private static final Who STEWARD = new Who("JUSTICE", "steward", "s");
    private static final Who LEAD = new Who("LEADERS", "initiative-lead", "l");
    private static final Who ANALYST = new Who("LEADERS", "analyst", "a");
    private static final Who NATIONAL_OFFICE = new Who("JUSTICE", "national-office", "n");
    private static final Who MANAGER = new Who("JUSTICE", "fund-manager", "m");
    private static final Who APPROVER = new Who("OTHERS", "fund-approver", "first");
    private static final String FUND = "REFUSALS";

    private static void given() {
        for (String agency : List.of("LEADERS", "OTHERS")) {
            stored(
                    STEWARD,
                    "AgencyRegistered",
                    agency,
                    "{'name':'" + agency + "','flagshipPartner':true,'fundMember':true}");
        }
        stored(STEWARD, "ThemeDefined", "THEME", "{'name':'Theme'}");
        stored(STEWARD, "RegionDefined", "REGION", "{'name':'Region','kind':'POLICE_AREA'}");
        stored(STEWARD, "ProgrammeDefined", "PROGRAMME", "{'name':'Programme','partners':[],'regions':[]}");
        for (String measure : List.of("FIRST", "SECOND")) {
            stored(
                    STEWARD,
                    "MeasureDefined",
                    measure,
                    "{'name':'" + measure
                            + "','kind':'COUNT','unit':'offences','direction':'LOWER_BETTER','geography':'OCCURRENCE','sensitivity':'AGGREGATE'}");
        }
        for (String initiative : List.of("ONE", "TWO", "THREE")) {
            stored(
                    STEWARD,
                    "InitiativeProposed",
                    initiative,
                    "{'title':'" + initiative
                            + "','programme':'PROGRAMME','regions':['REGION'],'themes':['THEME'],'leadAgency':'LEADERS'}");
        }
        stored(LEAD, "InitiativeTailored", "TWO", "{'tailoredFrom':'ONE'}");
        stored(LEAD, "InitiativeTailored", "THREE", "{'tailoredFrom':'TWO'}");
        stored(LEAD, "InitiativeApproved", "ONE", "{'on':'2014-02-03'}");
        stored(LEAD, "InitiativeStarted", "ONE", "{'on':'2014-03-01'}");
        stored(LEAD, "MilestonePlanned", "ONE", "{'milestone':'M0','title':'Reached','dueOn':'2014-06-30'}");
        stored(LEAD, "InitiativeMilestoneReached", "ONE", "{'milestone':'M0','on':'2014-06-30'}");
        stored(LEAD, "MilestonePlanned", "ONE", "{'milestone':'M1','title':'Open','dueOn':'2030-06-30'}");
        stored(
                LEAD,
                "BarrierRaised",
                "ONE",
                "{'barrier':'B1','title':'No room','category':'PREMISES','severity':'LOW','on':'2014-04-01'}");
        stored(
                ANALYST,
                "EvaluationRegistered",
                "ONE:STUDY",
                "{'kind':'INITIATIVE','title':'Study','design':'MATCHED_COHORT',"
                        + "'measures':[{'outcome':{'measure':'FIRST'},'role':'PRIMARY','unit':'percent'}],"
                        + "'cohort':{'treated':'Those who took part','comparison':'Those alike who did not'},"
                        + "'baselineWindow':{'from':'2013-07-01','to':'2014-06-30'},'outcomeWindow':{'from':'2014-07-01','to':'2015-06-30'},'successRule':'Fewer than before'}");
        stored(MANAGER, "BudgetRoundOpened", "OPEN", "{'title':'Open','on':'2016-11-01'}");
        stored(MANAGER, "BudgetRoundOpened", "CLOSED", "{'title':'Closed','on':'2015-11-01'}");
        stored(MANAGER, "BudgetRoundClosed", "CLOSED", "{'on':'2016-05-26'}");
        for (Map.Entry<String, String> lot :
                Map.of("EARLY", "FY2016", "LATE", "FY2017").entrySet()) {
            stored(
                    MANAGER,
                    "SavingBanked",
                    FUND,
                    "{'lot':'" + lot.getKey() + "','agency':'OTHERS','year':'" + lot.getValue()
                            + "','amountCents':1000000,'on':'2016-07-29','agreement':'Invented agreement'}");
        }
        stored(
                LEAD,
                "FundingBidSubmitted",
                FUND,
                "{'bid':'BID','initiative':'ONE','amountCents':5000,'purpose':'To try it','on':'2016-08-31'}");
        stored(MANAGER, "AllocationProposed", FUND, allocation("A0", 1_000, "FY2017", "EARLY", 1_000));
        stored(APPROVER, "AllocationEndorsed", FUND, "{'allocation':'A0','on':'2016-09-30'}");
        stored(
                new Who("OTHERS", "fund-approver", "second"),
                "AllocationEndorsed",
                FUND,
                "{'allocation':'A0','on':'2016-09-30'}");
        stored(MANAGER, "FundsTransferred", FUND, "{'allocation':'A0','amountCents':500,'on':'2016-10-14'}");
        stored(MANAGER, "AllocationProposed", FUND, allocation("A1", 2_000, "FY2017", "EARLY", 2_000));
        stored(APPROVER, "AllocationEndorsed", FUND, "{'allocation':'A1','on':'2016-11-01'}");
    }

    private static String allocation(String code, long cents, String year, String lot, long drawn) {
        return ("{'allocation':'%s','initiative':'ONE','receivingAgency':'LEADERS','amountCents':%d,"
                        + "'profile':[{'year':'%s','amountCents':%d}],'lots':[{'lot':'%s','amountCents':%d}],'on':'2016-09-15'}")
                .formatted(code, cents, year, cents, lot, drawn);
    }

    private static String bid(String initiative) {
        return "{'initiative':'" + initiative + "','amountCents':2000000,'years':4,'on':'2016-11-03'}";
    }

    private static String completed(String measure) {
        return "{'on':'2015-11-30','results':[{'outcome':{'measure':'" + measure
                + "'},'effect':-11.5,'unit':'percent','intervalLow':-18.2,'intervalHigh':-4.8,'treated':811,'comparison':2406,"
                + "'method':'Invented','caveats':'None'}]}";
    }

    private static long committed() {
        long committed = 0;
        for (JsonNode source : system.settled().get("sources")) {
            committed += source.get("committed").asLong();
        }
        return committed;
    }

    private static ObjectNode event(String name, String subject, String data) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/system-tests/refusals")
                .put("type", TYPE.formatted("initiative", name))
                .put("subject", subject);
        event.set("data", Flagships.tree(data.replace('\'', '"')));
        return event;
    }

    private static HttpResponse<String> asEvent(Who who, ObjectNode event) {
        return system.post(
                Flagships.INITIATIVE, "/v1/events", token(who), "application/cloudevents+json", event.toString());
    }

    private static HttpResponse<String> asCommand(Who who, ObjectNode event) {
        RoleTable.Row row = Objects.requireNonNull(ROUTES.get(event.get("type").asText()));
        return system.post(Flagships.INITIATIVE, row.path(event), token(who), "application/json", row.body(event));
    }

    private static String token(Who who) {
        return system.token(who.agency(), List.of(who.role()), who.person());
    }

    private static void stored(Who who, String name, String subject, String data) {
        HttpResponse<String> answer = asEvent(who, event(name, subject, data));
        assertThat(answer.statusCode())
                .as("%s %s: %s", name, data, answer.body())
                .isEqualTo(201);
    }

    private static void refused(
            List<String> wrong, Who who, String name, String subject, String data, int status, String code) {
        ObjectNode event = event(name, subject, data);
        judge(wrong, name + " as an event", data, asEvent(who, event), status, code);
        judge(wrong, name + " as a command", data, asCommand(who, event), status, code);
    }

    private static void judge(
            List<String> wrong, String what, String data, HttpResponse<String> answer, int status, String code) {
        JsonNode problem = Flagships.tree(answer.body());
        boolean right = (status == ANY ? answer.statusCode() / 100 == 4 : answer.statusCode() == status)
                && problem.path("code").asText().startsWith(code)
                && !problem.path("mend").asText().isBlank()
                && (code.startsWith("AUTH")
                        || code.startsWith("DATA")
                        || !problem.path("detail").asText().isBlank())
                && answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        if (!right) {
            wrong.add("%s %s: expected %d %s, answered %d %s"
                    .formatted(what, data, status, code, answer.statusCode(), answer.body()));
        }
    }
}

package nz.flagships.reporting.initiative;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierPublished.BarrierCarried;
import nz.flagships.events.initiative.BarrierPublished.BarrierEscalatedToNationalOffice;
import nz.flagships.events.initiative.BarrierPublished.BarrierRaised;
import nz.flagships.events.initiative.BarrierPublished.BarrierReopened;
import nz.flagships.events.initiative.BarrierPublished.BarrierResolved;
import nz.flagships.events.initiative.BarrierPublished.BarrierTakenOver;
import nz.flagships.events.initiative.BarrierPublished.BarriersLinked;
import nz.flagships.events.initiative.BarrierPublished.NationalOfficeAdviceGiven;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.events.initiative.EvidencePublished.EvidenceMixed;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.InitiativePublished.AgencyJoinedInitiative;
import nz.flagships.events.initiative.InitiativePublished.AgencyLeftInitiative;
import nz.flagships.events.initiative.InitiativePublished.InitiativeApproved;
import nz.flagships.events.initiative.InitiativePublished.InitiativeDeclined;
import nz.flagships.events.initiative.InitiativePublished.InitiativePaused;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeResumed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.InitiativePublished.LeadAgencyChanged;
import nz.flagships.events.initiative.LongTermFundingPublished.LongTermFundingGranted;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneMissed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.events.initiative.MilestonePublished.MilestoneRescheduled;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRecorded;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRevised;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.Published;
import nz.flagships.reporting.Published.Said;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything is told once, of initiatives whose codes begin with {@code LIFE-}. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class InitiativesIT {
    private static final Provenance SYNTHETIC = new Provenance(Basis.SYNTHETIC, null, null, List.of());
    private static String everything = "";

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static PartialDate date(String text) {
        return new PartialDate(text);
    }

    private static void propose(List<Said> said, String code, String region) {
        say(
                said,
                new InitiativeProposed(
                        code, code, "LIFE", List.of(region), List.of("LIFE"), "POLICE", List.of("JUSTICE")),
                code);
    }

    private static void say(List<Said> said, PublishedEvent event, String code) {
        said.add(Published.said("initiative/" + code, event, Provenance.OPERATIONAL));
    }

    private static BarrierRaised raised(String initiative, String code, String on) {
        return new BarrierRaised(
                initiative, code, "No room", BarrierCategory.PREMISES, BarrierSeverity.HIGH, day(on), null);
    }

    @BeforeEach
    void tell() {
        synchronized (InitiativesIT.class) {
            if (!everything.isEmpty()) {
                return;
            }
            List<Said> said = new ArrayList<>();
            lives(said);
            milestones(said);
            barriers(said);
            outputs(said);
            everything = Published.publish(said);
        }
    }

    private static void lives(List<Said> said) {
        String a = "LIFE-A";
        propose(said, a, "LIFE-R1");
        say(said, new InitiativeApproved(a, date("2014-01")), a);
        say(said, new InitiativeStarted(a, date("2014-02")), a);
        say(said, new InitiativePaused(a, date("2014-03"), "flood"), a);
        say(said, new EvidenceMixed(a, "E", Verdict.MIXED), a);
        said.add(Published.said(
                "initiative/" + a,
                new LongTermFundingGranted(a, "BUDGET-2017", 100, 1, date("2017-05"), false),
                SYNTHETIC));
        say(said, new AgencyJoinedInitiative(a, "CYF", date("2014-04")), a);
        say(said, new LeadAgencyChanged(a, "CYF", "POLICE", date("2014-05"), null), a);
        say(said, new AgencyLeftInitiative(a, "JUSTICE", date("2014-06"), null), a);
        said.add(Published.said(
                "initiative/" + a,
                new InitiativeTailored(a, "LIFE-ORIGIN", null, null, null),
                new Provenance(Basis.PUBLISHED, "src", null, List.of("tailoredFrom"))));
        propose(said, "LIFE-B", "LIFE-R2");
        say(said, new InitiativeDeclined("LIFE-B", date("2014-02"), "no"), "LIFE-B");
    }

    private static void milestones(List<Said> said) {
        String a = "LIFE-A";
        for (String code : List.of("M1", "M2", "M3", "M4", "M5", "M6")) {
            say(said, new MilestonePlanned(a, code, code, day("2014-06-30")), a);
        }
        say(said, new InitiativeMilestoneReached(a, "M1", day("2014-06-30"), day("2014-06-30"), 0, false), a);
        say(said, new InitiativeMilestoneReached(a, "M2", day("2014-07-03"), day("2014-06-30"), 3, false), a);
        say(said, new InitiativeMilestoneMissed(a, "M3", day("2014-06-30")), a);
        say(said, new MilestoneCancelled(a, "M3", day("2014-08-01"), day("2014-06-30"), true, "no"), a);
        say(said, new MilestoneCancelled(a, "M4", day("2014-05-01"), day("2014-06-30"), false, "no"), a);
        // Cancelled, and planned again.
        say(said, new MilestoneCancelled(a, "M5", day("2014-05-01"), day("2014-06-30"), false, "no"), a);
        say(
                said,
                new MilestoneRescheduled(a, "M5", day("2030-06-30"), day("2014-06-30"), day("2014-06-30"), 1, "yes"),
                a);
    }

    private static void barriers(List<Said> said) {
        String a = "LIFE-A";
        String c = "LIFE-C";
        propose(said, c, "LIFE-R2");
        say(said, new InitiativeTailored(c, a, "the weekly meeting", "the place", "no room"), c);
        say(said, raised(a, "B1", "2014-04-01"), a);
        say(said, new BarrierEscalatedToNationalOffice(a, "B1", day("2014-04-11")), a);
        say(said, new NationalOfficeAdviceGiven(a, "B1", day("2014-04-21"), "JUSTICE"), a);
        say(said, new BarrierResolved(a, "B1", day("2014-05-01"), BarrierResolution.REMOVED, day("2014-04-01")), a);
        say(said, new BarrierReopened(a, "B1", day("2014-06-01"), day("2014-04-01"), 1), a);
        say(said, raised(a, "B2", "2014-04-01"), a);
        say(
                said,
                new BarrierResolved(a, "B2", day("2014-04-21"), BarrierResolution.WORKED_AROUND, day("2014-04-01")),
                a);
        say(said, raised(a, "B3", "2014-04-01"), a);
        say(said, new BarrierResolved(a, "B3", null, BarrierResolution.LAPSED, day("2014-04-01")), a);
        say(said, raised(a, "B4", "2014-04-01"), a);
        say(said, new BarrierCarried(a, "B4", day("2014-04-11"), new BarrierRef(c, "C1")), a);
        say(
                said,
                new BarrierTakenOver(
                        c,
                        "C1",
                        new BarrierRef(a, "B4"),
                        day("2014-04-11"),
                        "No room",
                        BarrierCategory.PREMISES,
                        BarrierSeverity.HIGH,
                        BarrierStatus.ESCALATED,
                        day("2014-04-01"),
                        day("2014-04-05"),
                        null,
                        0,
                        null,
                        List.of()),
                c);
        say(said, new BarriersLinked(a, "B1", List.of(new BarrierRef(c, "C1"))), a);
        say(said, new BarriersLinked(c, "C1", List.of(new BarrierRef(a, "B1"))), c);
    }

    private static void outputs(List<Said> said) {
        String a = "LIFE-A";
        for (String period : List.of("2014-Q3", "2014-Q4")) {
            say(
                    said,
                    new InitiativeOutputRecorded(
                            a, OutputKind.INTERLOCKS_FITTED, "LIFE-R1", new Period(period), 12, "interlocks"),
                    a);
        }
        said.add(Published.said(
                "initiative/" + a,
                new InitiativeOutputRevised(
                        a,
                        OutputKind.INTERLOCKS_FITTED,
                        "LIFE-R1",
                        new Period("2014-Q4"),
                        10,
                        12,
                        "interlocks",
                        "counted twice"),
                SYNTHETIC));
    }

    private static ValidatableResponse ok(String path) {
        return given().header("Consistency-Token", everything)
                .when()
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void three_statuses_and_whoever_runs_it_now() {
        ok("/v1/initiatives?code=LIFE-A")
                .body("rows[0].lifecycle", is("PAUSED"))
                .body("rows[0].status", is("PAUSED"))
                .body("rows[0].evidence", is("MIXED"))
                .body("rows[0].funding", is("LONG_TERM_GRANTED"))
                .body("rows[0].syntheticStatuses", contains("funding"))
                .body("asOf.synthetic", is(true))
                .body("rows[0].leadAgency", is("CYF"))
                .body("rows[0].agencies", contains("CYF", "POLICE"))
                .body("rows[0].endedOn", nullValue());
        ok("/v1/initiatives?code=LIFE-B&lifecycle=DECLINED")
                .body("rows.size()", is(1))
                .body("rows[0].endedOn", is("2014-02"));
        ok("/v1/initiatives?theme=LIFE&funding=UNFUNDED&region=LIFE-R2")
                .body("rows.code", contains("LIFE-B", "LIFE-C"));
    }

    @Test
    void a_grant_establishes_it_when_it_is_resumed() {
        String token = Published.publish(
                "initiative/LIFE-Z",
                new InitiativeProposed("LIFE-Z", "Z", "LIFE", List.of("LIFE-R9"), List.of("ZED"), "POLICE", List.of()),
                null);
        token += ","
                + Published.publish(
                        "initiative/LIFE-Z",
                        new LongTermFundingGranted("LIFE-Z", "BUDGET-2017", 100, 1, date("2017-05"), false),
                        null);
        given().header("Consistency-Token", token)
                .get("/v1/initiatives?code=LIFE-Z")
                .then()
                .body("rows[0].lifecycle", is("ESTABLISHED"));
        String resumed = Published.publish(
                "initiative/LIFE-Z",
                new InitiativeResumed("LIFE-Z", date("2017-06"), InitiativeLifecycle.ESTABLISHED),
                null);
        given().header("Consistency-Token", resumed)
                .get("/v1/initiatives?code=LIFE-Z")
                .then()
                .body("rows[0].lifecycle", is("ESTABLISHED"));
    }

    @Test
    void each_milestone_is_counted_once_and_a_miss_is_not_hidden() {
        ok("/v1/milestones?initiative=LIFE-A")
                .body("rows.status", contains("REACHED", "REACHED", "CANCELLED", "CANCELLED", "PLANNED", "PLANNED"))
                .body("rows[2].missed", is(true))
                .body("rows[3].cancelledOn", is("2014-05-01"))
                .body("rows[4].cancelledOn", nullValue());
        ok("/v1/milestones/summary?by=initiative&key=LIFE-A")
                .body("rows[0].milestones", is(6))
                .body("rows[0].planned", is(2))
                .body("rows[0].reachedOnTime", is(1))
                .body("rows[0].reachedLate", is(1))
                .body("rows[0].missed", is(1))
                .body("rows[0].cancelled", is(1))
                .body("rows[0].rescheduled", is(1));
        ok("/v1/milestones/summary?key=LIFE-R1")
                .body("rows[0].by", is("region"))
                .body("rows[0].milestones", is(6));
        given().get("/v1/milestones/summary?by=theme").then().statusCode(400).body("code", is("QRY-002"));
        ok("/v1/initiatives?code=LIFE-A")
                .body("rows[0].milestones.cancelled", is(2))
                .body("rows[0].milestones.missed", is(0));
    }

    @Test
    void a_barrier_is_as_old_as_it_is_and_waits_for_somebody() {
        ok("/v1/barriers?region=LIFE-R1,LIFE-R2")
                .body("rows.barrier", contains("B1", "B2", "B3", "B4", "C1"))
                .body("rows.status", contains("OPEN", "RESOLVED", "RESOLVED", "CARRIED", "ESCALATED"))
                .body("rows[0].raisedOn", is("2014-04-01"))
                .body("rows[0].ageDays", greaterThan(4000))
                .body("rows[0].daysToAdvice", is(10))
                .body("rows[0].daysToResolution", nullValue())
                .body("rows[0].reopened", is(1))
                .body("rows[0].waitingFor", is("JUSTICE"))
                .body("rows[0].linked", contains("LIFE-C/C1"))
                .body("rows[0].inRegions", contains("LIFE-R1", "LIFE-R2"))
                .body("rows[1].daysToResolution", is(20))
                .body("rows[1].ageDays", is(20))
                .body("rows[1].waitingFor", nullValue())
                .body("rows[2].resolution", is("LAPSED"))
                .body("rows[2].daysToResolution", nullValue())
                .body("rows[2].ageDays", nullValue())
                .body("rows[3].carriedTo", is("LIFE-C/C1"))
                .body("rows[3].ageDays", is(10))
                .body("rows[4].carriedFrom", is("LIFE-A/B4"))
                .body("rows[4].raisedOn", is("2014-04-01"))
                .body("rows[4].waitingFor", is("NATIONAL-OFFICE"));
    }

    @Test
    void the_desk_says_what_is_open_how_old_and_who_has_to_act() {
        ok("/v1/barriers/desk?region=LIFE-R1")
                .body("rows.size()", is(1))
                .body("rows[0].category", is("PREMISES"))
                .body("rows[0].severity", nullValue())
                .body("rows[0].barriers", is(4))
                .body("rows[0].open", is(1))
                .body("rows[0].escalated", is(0))
                .body("rows[0].oldestDays", greaterThan(4000))
                .body("rows[0].medianDaysToAdvice", is(10))
                .body("rows[0].medianDaysToResolution", is(20))
                .body("rows[0].waitingFor", contains("JUSTICE"));
        ok("/v1/barriers/desk?by=region,waitingFor&region=LIFE-R2")
                .body("rows[0].waitsFor", is("NATIONAL-OFFICE"))
                .body("rows[0].escalated", is(1));
        given().get("/v1/barriers/desk?by=region,region").then().statusCode(400);
        given().get("/v1/barriers/desk?by=").then().statusCode(400);
    }

    @Test
    void outputs_add_up_over_their_periods() {
        ok("/v1/outputs?initiative=LIFE-A")
                .body("rows.period", contains("2014-Q3", "2014-Q4"))
                .body("rows.quantity", contains(12, 10))
                .body("rows.revised", contains(false, true))
                .body("rows[0].unit", is("interlocks"));
        ok("/v1/outputs/summary?by=initiative&initiative=LIFE-A")
                .body("rows[0].quantity", is(22))
                .body("rows[0].periods", is(2))
                .body("rows[0].to", is("2014-12-31"))
                .body("rows[0].synthetic", is(true));
        given().get("/v1/outputs?region=NOWHERE").then().statusCode(400).body("code", is("QRY-017"));
    }

    /** Every row of a list, page by page. */
    private static <T> List<T> paged(String path, String column, int limit) {
        List<T> all = new ArrayList<>();
        String next = null;
        do {
            RequestSpecification page =
                    given().header("Consistency-Token", everything).queryParam("limit", limit);
            if (next != null) {
                page.queryParam("after", next);
            }
            JsonPath answer = page.get(path).then().statusCode(200).extract().jsonPath();
            all.addAll(answer.<T>getList("rows." + column));
            next = answer.getString("next");
        } while (next != null);
        return all;
    }

    @Test
    void a_page_holds_the_period_that_is_meant_however_many_lie_inside_it() {
        // Given months and a quarter of the same days
        List<Said> said = new ArrayList<>();
        String code = "LIFE-PERIODS";
        propose(said, code, "LIFE-R8");
        for (String period : List.of("2014-04", "2014-05", "2014-06", "2014-Q2", "2014-Q3")) {
            say(
                    said,
                    new InitiativeOutputRecorded(
                            code, OutputKind.INTERLOCKS_FITTED, "LIFE-R8", new Period(period), 1, "interlocks"),
                    code);
        }
        everything = Published.publish(said);

        for (int limit : List.of(1, 2, 3, 1000)) {
            assertThat(InitiativesIT.<String>paged(
                            "/v1/outputs?initiative=LIFE-PERIODS&period=2014-Q2", "period", limit))
                    .as("by %d", limit)
                    .containsExactly("2014-Q2");
            assertThat(InitiativesIT.<String>paged(
                            "/v1/outputs?initiative=LIFE-PERIODS&period=2014-Q2..2014-Q3", "period", limit))
                    .as("by %d", limit)
                    .containsExactly("2014-Q2", "2014-Q3");
        }
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended_in_any_script() {
        // Given characters that UTF-16 and code points put in another order
        List<Said> said = new ArrayList<>();
        String code = "LIFE-SCRIPTS";
        propose(said, code, "LIFE-R8");
        List<String> titles =
                List.of("\uFF21 full width", "\uD83D\uDE00 emoji", "\uFB00 ligature", "\uD842\uDFB7 Han", "m\u0101ori");
        for (int i = 0; i < titles.size(); i++) {
            say(said, new MilestonePlanned(code, "M" + i, titles.get(i), day("2014-06-30")), code);
        }
        everything = Published.publish(said);

        for (String sort : List.of("title", "-title")) {
            List<String> whole = paged("/v1/milestones?initiative=LIFE-SCRIPTS&sort=" + sort, "title", 1000);
            assertThat(whole).hasSameElementsAs(titles);
            assertThat(InitiativesIT.<String>paged("/v1/milestones?initiative=LIFE-SCRIPTS&sort=" + sort, "title", 1))
                    .isEqualTo(whole);
        }
    }

    @Test
    void the_lineage_shows_where_each_comes_from_wherever_that_ran() {
        ok("/v1/initiatives/lineage?region=LIFE-R2")
                .body("nodes.code", contains("LIFE-A", "LIFE-B", "LIFE-C", "LIFE-ORIGIN"))
                .body("nodes[0].lifecycle", is("PAUSED"))
                .body("nodes[0].evidence", is("MIXED"))
                .body("nodes[3].title", nullValue())
                .body("links.from", contains("LIFE-ORIGIN", "LIFE-A"))
                .body("links.to", contains("LIFE-A", "LIFE-C"))
                .body("links[1].kept", is("the weekly meeting"))
                .body("links[1].adapted", is("the place"))
                .body("links[1].why", is("no room"))
                .body("links[0].inferred", is(true))
                .body("links[1].inferred", is(false));
        given().get("/v1/initiatives/lineage?colour=red").then().statusCode(400);
    }
}

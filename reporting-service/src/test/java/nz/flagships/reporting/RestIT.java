package nz.flagships.reporting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.cases.CaseClosed;
import nz.flagships.events.cases.CaseOpened;
import nz.flagships.events.cases.ClosingOutcome;
import nz.flagships.events.cases.ClosingReason;
import nz.flagships.events.cases.LegalBasis;
import nz.flagships.events.initiative.AgencyPublished.AgencyRegistered;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWindowReported;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.MeasurePublished.MeasureDefined;
import nz.flagships.events.initiative.MeasurePublished.SeriesBreakDeclared;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneMissed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.events.initiative.MilestonePublished.MilestoneRescheduled;
import nz.flagships.events.initiative.ProgrammePublished.ProgrammeDefined;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished.RegionDefined;
import nz.flagships.events.initiative.RegionPublished.RegionMapped;
import nz.flagships.events.initiative.RegionPublished.RegionRetired;
import nz.flagships.events.initiative.RegionPublished.RegionsMerged;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.events.initiative.SeriesPublished.ObservationRecorded;
import nz.flagships.events.initiative.SeriesPublished.ObservationRevised;
import nz.flagships.events.initiative.SeriesPublished.ObservationWithdrawn;
import nz.flagships.events.initiative.SourcePublished.SourceRegistered;
import nz.flagships.events.initiative.TargetPublished.TargetSet;
import nz.flagships.events.initiative.TargetPublished.TargetSuperseded;
import nz.flagships.events.initiative.ThemePublished.ThemeDefined;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.Published.Said;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route, from events on Kafka to the answer: what it says, what it refuses, and to whom. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class RestIT {
    private static final YearMonth LAST_MONTH =
            YearMonth.from(LocalDate.now(ZoneId.of("Pacific/Auckland"))).minusMonths(1);
    private static String everything = "";

    private static Provenance published(String source) {
        return new Provenance(Basis.PUBLISHED, source, null, List.of());
    }

    private static void say(List<Said> to, String stream, PublishedEvent event) {
        to.add(Published.said(stream, event, published("src")));
    }

    private static void observed(List<Said> to, String measure, String region, String period, String value) {
        Period p = new Period(period);
        say(
                to,
                "series/" + measure + ":" + region,
                new ObservationRecorded(
                        measure, region, p, p.first(), p.last(), new BigDecimal(value), ObservationStatus.A));
    }

    private static void region(List<Said> to, String code, RegionKind kind, String parent) {
        say(
                to,
                "region/" + code,
                new RegionDefined(code, code + " name", kind, parent.isEmpty() ? null : parent, null, null));
    }

    /** A small country, told once; what a test adds is about codes of its own. */
    @BeforeEach
    void tell() {
        synchronized (RestIT.class) {
            if (!everything.isEmpty()) {
                return;
            }
            List<Said> said = new ArrayList<>();
            // Observations first: nothing may depend on the order of streams.
            observed(said, "BURGLARY", "AREA-TAIRAWHITI", "FY2013", "1036");
            observed(said, "BURGLARY", "AREA-TAIRAWHITI", "YE2014-06", "811");
            observed(said, "FAMILY_NEW", "COURT-LOWER-HUTT", "FY2012", "1623");
            observed(said, "FAMILY_NEW", "COURT-UPPER-HUTT", "FY2012", "639");
            observed(said, "CRIME", "NZ", "YE2013-09", "-13");
            say(said, "measure/BURGLARY", measure("BURGLARY", MeasureKind.COUNT, Geography.OCCURRENCE));
            say(said, "measure/FAMILY_NEW", measure("FAMILY_NEW", MeasureKind.COUNT, Geography.COURT));
            say(said, "measure/CRIME", measure("CRIME", MeasureKind.PERCENT, Geography.OCCURRENCE));
            say(said, "measure/REMAND", measure("REMAND", MeasureKind.STOCK, Geography.RESIDENCE));
            say(
                    said,
                    "measure/FAMILY_NEW",
                    new SeriesBreakDeclared(
                            "FAMILY_NEW", LocalDate.of(2013, 3, 22), "COURT-HUTT-VALLEY", "Merged", true));
            say(
                    said,
                    "target/CRIME:NZ",
                    new TargetSet(
                            "CRIME",
                            "NZ",
                            LocalDate.of(2012, 7, 1),
                            new BigDecimal("-15"),
                            "percent",
                            LocalDate.of(2011, 6, 30),
                            LocalDate.of(2017, 6, 30)));
            say(said, "target/CRIME:NZ", new TargetSuperseded("CRIME", "NZ", LocalDate.of(2017, 5, 3)));
            region(said, "NZ", RegionKind.COUNTRY, "");
            region(said, "DIST-EASTERN", RegionKind.POLICE_DISTRICT, "NZ");
            region(said, "AREA-TAIRAWHITI", RegionKind.POLICE_AREA, "DIST-EASTERN");
            region(said, "COURT-LOWER-HUTT", RegionKind.DISTRICT_COURT, "NZ");
            region(said, "COURT-UPPER-HUTT", RegionKind.DISTRICT_COURT, "NZ");
            say(
                    said,
                    "region/COURT-HUTT-VALLEY",
                    new RegionsMerged(
                            "COURT-HUTT-VALLEY",
                            List.of("COURT-LOWER-HUTT", "COURT-UPPER-HUTT"),
                            LocalDate.of(2013, 3, 22)));
            region(said, "COURT-HUTT-VALLEY", RegionKind.DISTRICT_COURT, "NZ");
            for (String before : List.of("COURT-LOWER-HUTT", "COURT-UPPER-HUTT")) {
                say(
                        said,
                        "region/" + before,
                        new RegionRetired(before, LocalDate.of(2013, 3, 21), "COURT-HUTT-VALLEY", null));
            }
            region(said, "EAST-COAST", RegionKind.PROGRAMME_AREA, "NZ");
            say(
                    said,
                    "region/EAST-COAST",
                    new RegionMapped("EAST-COAST", List.of("AREA-TAIRAWHITI", "COURT-GISBORNE")));
            say(said, "agency/CYF", new AgencyRegistered("CYF", "Child, Youth and Family", true, false));
            say(said, "theme/ALCOHOL", new ThemeDefined("ALCOHOL", "Alcohol"));
            say(
                    said,
                    "source/courts-13",
                    new SourceRegistered("courts-13", "=courts, \"2013\"", new PartialDate("2014")));
            say(
                    said,
                    "programme/FLAGSHIPS",
                    new ProgrammeDefined(
                            "FLAGSHIPS", "Frontline Flagships", List.of("POLICE", "CYF"), List.of("EAST-COAST")));
            said.add(Published.said(
                    "initiative/EC-FV",
                    new InitiativeProposed(
                            "EC-FV",
                            "Whānau first",
                            "FLAGSHIPS",
                            List.of("EAST-COAST"),
                            List.of("ALCOHOL"),
                            "POLICE",
                            List.of("CYF")),
                    new Provenance(Basis.PUBLISHED, "src", "a note", List.of("leadAgency"))));
            said.add(Published.said(
                    "initiative/EC-FV",
                    new InitiativeTailored("EC-FV", "HVIP", null, "smaller", null),
                    new Provenance(Basis.PUBLISHED, "src", null, List.of("tailoredFrom"))));
            say(said, "initiative/EC-FV", new InitiativeStarted("EC-FV", new PartialDate("2014-01")));
            say(
                    said,
                    "initiative/EC-FV",
                    new InitiativeWindowReported("EC-FV", new PartialDate("2013-12"), null, "src-2"));
            say(
                    said,
                    "initiative/EC-FV",
                    new MilestonePlanned("EC-FV", "M1", "First panel", LocalDate.of(2014, 4, 30)));
            say(
                    said,
                    "initiative/EC-FV",
                    new MilestonePlanned("EC-FV", "M2", "Second panel", LocalDate.of(2014, 5, 31)));
            say(
                    said,
                    "initiative/EC-FV",
                    new MilestoneRescheduled(
                            "EC-FV",
                            "M1",
                            LocalDate.of(2014, 6, 30),
                            LocalDate.of(2014, 4, 30),
                            LocalDate.of(2014, 4, 30),
                            1,
                            "Rain"));
            say(
                    said,
                    "initiative/EC-FV",
                    new InitiativeMilestoneReached(
                            "EC-FV", "M1", LocalDate.of(2014, 7, 3), LocalDate.of(2014, 6, 30), 3, false));
            say(said, "initiative/EC-FV", new InitiativeMilestoneMissed("EC-FV", "M2", LocalDate.of(2014, 5, 31)));
            Provenance synthetic = new Provenance(Basis.SYNTHETIC, null, null, List.of());
            for (int i = 0; i < 7; i++) {
                String stream = "case/0191-" + i;
                said.add(new Said(
                        "case",
                        stream,
                        new CaseOpened(
                                LAST_MONTH.minusMonths(1),
                                "AREA-TAIRAWHITI",
                                List.of("ALCOHOL"),
                                LegalBasis.CONSENT,
                                "FLAGSHIPS",
                                null,
                                "POLICE"),
                        synthetic));
                if (i < 4) {
                    said.add(new Said(
                            "case",
                            stream,
                            new CaseClosed(LAST_MONTH, 1, ClosingReason.GOALS_MET, ClosingOutcome.NOT_KNOWN),
                            synthetic));
                }
            }
            said.add(new Said(
                    "case",
                    "case/0191-now",
                    new CaseOpened(
                            LAST_MONTH.plusMonths(1),
                            "AREA-TAIRAWHITI",
                            List.of(),
                            LegalBasis.CONSENT,
                            "FLAGSHIPS",
                            null,
                            "POLICE"),
                    synthetic));
            everything = Published.publish(said);
        }
    }

    private static MeasureDefined measure(String code, MeasureKind kind, Geography geography) {
        return new MeasureDefined(
                code,
                code + " name",
                kind,
                "things",
                Direction.LOWER_BETTER,
                geography,
                Sensitivity.AGGREGATE,
                List.of("a"),
                List.of());
    }

    private static ValidatableResponse get(String path) {
        return given().header("Consistency-Token", everything).when().get(path).then();
    }

    private static ValidatableResponse ok(String path) {
        return get(path).statusCode(200);
    }

    @Test
    void outcomes_answer_with_value_source_change_and_freshness() {
        ok("/v1/outcomes?measure=BURGLARY&region=AREA-TAIRAWHITI&period=FY2013..FY2014")
                .body("rows.size()", is(2))
                .body("rows[0].period", is("FY2013"))
                .body("rows[0].value", is(1036))
                .body("rows[0].sources", contains("src"))
                .body("rows[0].derived", nullValue())
                .body("rows[0].previous", nullValue())
                .body("rows[0].previousReason", containsString("FY2012"))
                .body("rows[1].period", is("YE2014-06"))
                .body("rows[1].firstDay", is("2013-07-01"))
                .body("rows[1].previous.change", is(-225))
                .body("rows[1].previous.changePercent", is(-21.72f))
                .body("rows[1].provenance.basis", is("published"))
                .body("next", nullValue())
                .body("asOf.positions", containsString("initiative/"))
                .body("asOf.lagging", is(0))
                .body("asOf.synthetic", is(false))
                .body("asOf.latestRecorded", notNullValue())
                .body("definitions.measures.BURGLARY.measure.unit", is("things"));
    }

    @Test
    void numbers_are_written_plain() {
        List<Said> said = new ArrayList<>();
        say(said, "measure/PLAIN", measure("PLAIN", MeasureKind.RATE, Geography.OCCURRENCE));
        region(said, "PLAIN", RegionKind.POLICE_AREA, "");
        observed(said, "PLAIN", "PLAIN", "FY2012", "1E+1");
        observed(said, "PLAIN", "PLAIN", "FY2013", "2.57E+8");
        observed(said, "PLAIN", "PLAIN", "FY2014", "1E-7");
        String token = Published.publish(said);
        for (String format : List.of("json", "csv")) {
            assertThat(given().header("Consistency-Token", token)
                            .get("/v1/outcomes?measure=PLAIN&format=" + format)
                            .asString())
                    .containsPattern("[:,]10,")
                    .containsPattern("[:,]257000000,")
                    .containsPattern("[:,]0.0000001,")
                    .doesNotContainPattern("[0-9][eE][+-]?[0-9]+[,}\\n]");
        }
    }

    @Test
    void outcomes_go_through_the_crosswalk_and_the_predecessors() {
        ok("/v1/outcomes?measure=BURGLARY&region=EAST-COAST&period=FY2014")
                .body("rows[0].value", is(811))
                .body("rows[0].derived", is("crosswalk"))
                .body("rows[0].parts[0].region", is("AREA-TAIRAWHITI"));
        ok("/v1/outcomes?measure=FAMILY_NEW&region=COURT-HUTT-VALLEY")
                .body("rows[0].value", is(2262))
                .body("rows[0].derived", is("predecessors"))
                .body("rows[0].complete", is(true))
                .body("definitions.measures.FAMILY_NEW.breaks[0].bridgeable", is(true));
    }

    @Test
    void outcomes_say_why_there_is_none() {
        ok("/v1/outcomes?measure=REMAND&region=EAST-COAST&period=2013-06-30")
                .body("rows[0].value", nullValue())
                .body("rows[0].reason", containsString("where people live"));
        ok("/v1/outcomes?measure=REMAND&region=EAST-COAST")
                .body("rows", empty())
                .body("definitions.unanswered[0].reason", containsString("where people live"));
    }

    @Test
    void outcomes_show_the_target_in_force() {
        ok("/v1/outcomes?measure=CRIME")
                .body("rows[0].target.value", is(-15))
                .body("rows[0].target.progress", is(0.8667f))
                .body("rows[0].target.standing", is("ON_TRACK"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/outcomes?measure=NONE, 400, QRY-017",
        "/v1/outcomes?region=NONE, 400, QRY-017",
        "/v1/outcomes?period=FY13, 400, QRY-012",
        "/v1/outcomes?period=2013-02-30, 400, QRY-012",
        "/v1/outcomes?period=FY2013..2014-Q1, 400, QRY-013",
        "/v1/outcomes?period=FY2013..CY2014, 400, QRY-013",
        "/v1/outcomes?period=FY2014..FY2013, 400, QRY-013",
        "/v1/outcomes?mesure=BURGLARY, 400, QRY-001",
        "/v1/outcomes?value=many, 400, QRY-002",
        "/v1/regions?sort=maps, 400, QRY-003",
        "/v1/regions?sort=nothing, 400, QRY-003",
        "/v1/regions?limit=0, 400, QRY-004",
        "/v1/regions?limit=1001, 400, QRY-004",
        "/v1/regions?after=x, 400, QRY-005",
        "/v1/regions?format=xml, 400, QRY-006",
        "/v1/freshness?x=1, 400, REQ-025",
        "/v1/continuity?x=1, 400, REQ-025",
        "/v1/continuity/initiative/8/5?x=1, 400, REQ-025",
        "/v1/event-types?x=1, 400, REQ-025",
        "/v1/live?x=1, 400, REQ-025",
        "/v1/fund/entries?year=FY0000, 400, QRY-012",
        "/v1/outputs?period=FY0001, 400, QRY-012",
        "/v1/targets/in-force?on=2013, 400, QRY-014",
        "/v1/cases?from=2014-01, 400, QRY-001",
        "/v1/nothing, 404, REQ-003"
    })
    void a_query_that_cannot_be_answered_gets_a_problem_that_says_how_to_mend_it(String path, int status, String code) {
        get(path)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", is(code))
                .body("mend", notNullValue());
    }

    @Test
    void regions_have_validity_lineage_and_crosswalk() {
        ok("/v1/regions?code=COURT-HUTT-VALLEY,COURT-LOWER-HUTT,EAST-COAST,NZ")
                .body("rows.code", contains("COURT-HUTT-VALLEY", "COURT-LOWER-HUTT", "EAST-COAST", "NZ"))
                .body("rows[0].validFrom", is("2013-03-22"))
                .body("rows[0].mergedFrom", contains("COURT-LOWER-HUTT", "COURT-UPPER-HUTT"))
                .body("rows[1].validTo", is("2013-03-21"))
                .body("rows[1].mergedInto", is("COURT-HUTT-VALLEY"))
                .body("rows[2].maps", contains("AREA-TAIRAWHITI", "COURT-GISBORNE"))
                .body("rows[3].parent", nullValue())
                .body("rows[3].provenance.source", is("src"));
    }

    @Test
    void code_lists_measures_breaks_and_targets_are_read_back() {
        ok("/v1/agencies?code=CYF")
                .body("rows[0].name", is("Child, Youth and Family"))
                .body("rows[0].flagshipPartner", is(true))
                .body("rows[0].fundMember", is(false))
                .body("rows[0].provenance.basis", is("published"));
        ok("/v1/themes?code=ALCOHOL").body("rows[0].name", is("Alcohol"));
        ok("/v1/sources?code=courts-13")
                .body("rows[0].published", is("2014"))
                .body("rows[0].citation", is("=courts, \"2013\""));
        ok("/v1/programmes?code=FLAGSHIPS")
                .body("rows[0].partners", contains("POLICE", "CYF"))
                .body("rows[0].regions", contains("EAST-COAST"));
        ok("/v1/measures?code=BURGLARY").body("rows[0].kind", is("COUNT")).body("rows[0].includes", contains("a"));
        ok("/v1/series-breaks?measure=FAMILY_NEW")
                .body("rows[0].region", is("COURT-HUTT-VALLEY"))
                .body("rows[0].on", is("2013-03-22"));
        ok("/v1/targets?measure=CRIME")
                .body("rows.event", contains("TargetSet", "TargetSuperseded"))
                .body("rows[0].by", is("2017-06-30"));
        ok("/v1/targets/in-force?on=2016-01-01").body("rows.measure", contains("CRIME"));
        ok("/v1/targets/in-force?on=2017-05-03").body("rows", empty()).body("asOf.on", is("2017-05-03"));
    }

    @Test
    void initiatives_and_milestones_are_put_together_from_their_facts() {
        ok("/v1/initiatives?region=EAST-COAST")
                .body("rows[0].code", is("EC-FV"))
                .body("rows[0].status", is("TRIALLING"))
                .body("rows[0].agencies", contains("POLICE", "CYF"))
                .body("rows[0].tailoredFrom", is("HVIP"))
                .body("rows[0].kept", nullValue())
                .body("rows[0].adapted", is("smaller"))
                .body("rows[0].startedOn", is("2014-01"))
                .body("rows[0].windows[0].from", is("2013-12"))
                .body("rows[0].windows[0].source", is("src-2"))
                .body("rows[0].provenance.note", is("a note"))
                .body("rows[0].provenance.inferred", contains("leadAgency", "tailoredFrom"))
                .body(
                        "rows[0].milestones",
                        equalTo(Map.of(
                                "planned",
                                0,
                                "reached",
                                1,
                                "missed",
                                1,
                                "cancelled",
                                0,
                                "late",
                                1,
                                "rescheduled",
                                1,
                                "synthetic",
                                false)));
        ok("/v1/milestones?region=EAST-COAST")
                .body("rows.status", contains("REACHED", "MISSED"))
                .body("rows[0].dueOn", is("2014-06-30"))
                .body("rows[0].originalDueOn", is("2014-04-30"))
                .body("rows[0].daysLate", is(3));
        ok("/v1/initiatives?region=NZ").body("rows", empty());
    }

    @Test
    void a_revised_observation_replaces_and_a_withdrawn_one_goes() {
        // given
        Period p = new Period("CY2001");
        String recorded = Published.publish(
                "series/BURGLARY:NZ",
                new ObservationRecorded(
                        "BURGLARY", "NZ", p, p.first(), p.last(), new BigDecimal("100"), ObservationStatus.P),
                null);
        given().header("Consistency-Token", everything + "," + recorded)
                .get("/v1/outcomes?measure=BURGLARY&region=NZ&period=CY2001")
                .then()
                .body("rows[0].value", is(100))
                .body("rows[0].status", is("P"));
        // when
        String revised = Published.publish(
                "series/BURGLARY:NZ",
                new ObservationRevised(
                        "BURGLARY",
                        "NZ",
                        p,
                        p.first(),
                        p.last(),
                        new BigDecimal("80.5"),
                        ObservationStatus.A,
                        "Recoded",
                        new BigDecimal("100"),
                        ObservationStatus.P),
                null);
        // then
        given().header("Consistency-Token", revised)
                .get("/v1/outcomes?measure=BURGLARY&region=NZ&period=CY2001")
                .then()
                .body("rows[0].value", is(80.5f));
        // when
        String withdrawn = Published.publish(
                "series/BURGLARY:NZ",
                new ObservationWithdrawn("BURGLARY", "NZ", p, p.first(), p.last(), "Wrong"),
                null);
        // then
        given().header("Consistency-Token", withdrawn)
                .get("/v1/outcomes?measure=BURGLARY&region=NZ&period=CY2001")
                .then()
                .body("rows[0].value", nullValue());
    }

    @Test
    void the_caseload_is_rounded_frozen_and_of_closed_months_only() {
        // given
        String operator = TestPlatform.postgresAndKafka().tokens().token("JUSTICE", "operator");
        given().header("Consistency-Token", everything)
                .get("/v1/regions")
                .then()
                .statusCode(200);
        // when
        Response frozen = given().auth()
                .oauth2(operator)
                .contentType("application/json")
                .body("{}")
                .post("/v1/operations/freeze-months");
        // then
        frozen.then().statusCode(200).body("through", is(LAST_MONTH.toString()));
        String opened = LAST_MONTH.minusMonths(1).toString();
        ok("/v1/cases?region=AREA-TAIRAWHITI,EAST-COAST,DIST-EASTERN,NZ&month=" + opened)
                .body("rows.size()", is(4))
                .body("rows.opened.unique().size()", is(1))
                .body("rows.active.unique().size()", is(1))
                .body("rows[0].opened % 3", is(0))
                .body("definitions.rounding.base", is(3))
                .body("asOf.vintage.through", is(LAST_MONTH.toString()))
                .body("asOf.synthetic", is(true));
        ok("/v1/cases?month=" + LAST_MONTH.plusMonths(1)).body("rows", empty());
        // and freezing again changes nothing
        given().auth()
                .oauth2(operator)
                .post("/v1/operations/freeze-months")
                .then()
                .body("vintage", is(frozen.<Integer>path("vintage")));
    }

    @Test
    void only_an_operator_freezes() {
        given().post("/v1/operations/freeze-months").then().statusCode(401).body("code", is("AUTH-001"));
        given().auth()
                .oauth2(TestPlatform.postgresAndKafka().tokens().token("JUSTICE", "steward"))
                .post("/v1/operations/freeze-months")
                .then()
                .statusCode(403)
                .body("code", is("AUTH-002"));
    }

    @Test
    void lists_are_paged_without_losing_or_repeating_a_row() {
        List<String> all = ok("/v1/regions?limit=1000").extract().path("rows.code");
        List<String> paged = new ArrayList<>();
        String after = "";
        do {
            Response page = given().header("Consistency-Token", everything)
                    .queryParam("limit", 3)
                    .queryParam("sort", "-kind,name")
                    .queryParams(after.isEmpty() ? Map.of() : Map.of("after", after))
                    .get("/v1/regions");
            paged.addAll(page.path("rows.code"));
            String next = page.path("next");
            after = next == null ? "" : next;
        } while (!after.isEmpty());
        assertThat(paged).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
    }

    @Test
    void lists_are_filtered_by_any_column_also_by_members_of_lists_and_objects() {
        ok("/v1/regions?maps=AREA-TAIRAWHITI")
                .body("rows.code", hasItem("EAST-COAST"))
                .body("rows.size()", is(1));
        get("/v1/regions?provenance.source=nobody").statusCode(400).body("code", is("QRY-017"));
        ok("/v1/outcomes?value=811.0").body("rows.region", hasItem("EAST-COAST"));
        ok("/v1/regions?parent=null").body("rows.code", hasItem("NZ"));
        get("/v1/regions?parent=").statusCode(400).body("code", is("QRY-018"));
        ok("/v1/agencies?code=CYF&flagshipPartner=true").body("rows.size()", is(1));
    }

    @Test
    void csv_has_the_same_columns_and_runs_no_formula() {
        String csv = ok("/v1/sources?code=courts-13&format=csv")
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asString();
        assertThat(csv.lines().toList().getFirst())
                .isEqualTo(
                        "\uFEFFcode,published,citation,provenance.basis,provenance.source,provenance.note,provenance.inferred,synthetic");
        assertThat(csv).contains("\"'=courts, \"\"2013\"\"\"");
        String maps = given().header("Consistency-Token", everything)
                .accept("text/csv")
                .get("/v1/regions?code=EAST-COAST")
                .asString();
        assertThat(maps).contains("AREA-TAIRAWHITI+COURT-GISBORNE");
        String crime = given().header("Consistency-Token", everything)
                .accept("text/csv")
                .get("/v1/outcomes?measure=CRIME")
                .asString();
        assertThat(crime).contains(",-13,");
        given().accept("application/xml")
                .get("/v1/regions")
                .then()
                .statusCode(406)
                .body("code", is("REQ-005"));
        given().header("Accept", "text/csv;q=0")
                .get("/v1/regions")
                .then()
                .statusCode(406)
                .body("code", is("REQ-005"));
    }

    @Test
    void what_is_known_already_is_not_sent_again() {
        Response first = given().header("Consistency-Token", everything).get("/v1/themes");
        given().header("If-None-Match", first.header("ETag"))
                .get("/v1/themes")
                .then()
                .statusCode(304);
        given().header("If-None-Match", first.header("ETag"))
                .get("/v1/themes?limit=1")
                .then()
                .statusCode(200);
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Vary")).containsIgnoringCase("accept");
    }

    @Test
    void answers_are_compressed_and_open_to_other_origins() {
        given().header("Accept-Encoding", "gzip")
                .header("Origin", "https://example.org")
                .get("/v1/regions")
                .then()
                .statusCode(200)
                .header("Content-Encoding", is("gzip"))
                .header("Access-Control-Allow-Origin", notNullValue());
    }

    @Test
    void a_token_of_the_future_is_not_waited_for_longer_than_two_seconds() {
        given().header("Consistency-Token", "initiative/3/999999")
                .get("/v1/themes")
                .then()
                .statusCode(503)
                .body("code", is("REQ-010"));
    }

    @Test
    void live_beats_at_once_and_tells_what_is_new() throws Exception {
        // given somebody who listens
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + io.restassured.RestAssured.port + "/v1/live"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = response.body().iterator();
        assertThat(next(lines, "event:")).isEqualTo("event:heartbeat");
        // when
        Period p = new Period("CY2002");
        Published.publish(
                "series/BURGLARY:NZ",
                new ObservationRecorded("BURGLARY", "NZ", p, p.first(), p.last(), BigDecimal.TEN, ObservationStatus.A),
                null);
        // then
        String event = next(lines, "event:");
        while (!event.equals("event:figures")) {
            event = next(lines, "event:");
        }
        assertThat(next(lines, "data:"))
                .isEqualTo("data:{\"measure\":\"BURGLARY\",\"region\":\"NZ\",\"period\":\"CY2002\"}");
        response.body().close();
    }

    @Test
    void places_of_live_updates_come_back_from_whoever_leaves_however() throws Exception {
        // given as many as may listen, and callers who leave before they are answered, and ask many times at once
        int most = 500;
        byte[] ask = "GET /v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] often =
                "GET /v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(10).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < most; i++) {
            try (Socket socket = listener(i % 4 == 0 ? often : ask)) {
                socket.setSoLinger(true, 0); // a reset, not a farewell
                if (i % 3 == 0) {
                    socket.getInputStream().read();
                }
            }
        }
        // then each place is there again
        Instant end = Instant.now().plusSeconds(60);
        int free = 0;
        while (free < most && Instant.now().isBefore(end)) {
            List<Socket> listening = new ArrayList<>();
            try {
                for (int i = 0; i < most; i++) {
                    listening.add(listener(ask));
                }
                free = 0;
                for (Socket socket : listening) {
                    String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
                    free += status.equals("HTTP/1.1 200") ? 1 : 0;
                }
            } finally {
                for (Socket socket : listening) {
                    socket.close();
                }
            }
        }
        assertThat(free).isEqualTo(most);
    }

    private static Socket listener(byte[] ask) throws IOException {
        Socket socket = new Socket("localhost", io.restassured.RestAssured.port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(ask);
        return socket;
    }

    private static String next(Iterator<String> lines, String beginning) {
        while (true) {
            String line = lines.next();
            if (line.startsWith(beginning)) {
                return line.replace(beginning + " ", beginning);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regions",
                "measures",
                "agencies",
                "themes",
                "sources",
                "programmes",
                "series-breaks",
                "targets",
                "targets/in-force",
                "outcomes",
                "initiatives",
                "milestones",
                "cases"
            })
    void every_list_is_described_with_parameters_columns_and_an_example(String list) {
        Response api = given().accept("application/json").get("/openapi");
        Map<String, Object> operation = api.path("paths.'/v1/" + list + "'.get");
        assertThat(operation).containsKeys("summary", "parameters", "responses", "operationId");
        String answer = "paths.'/v1/" + list + "'.get.responses.'200'.content.'application/json'";
        String schema = component(api, answer + ".schema");
        assertThat(api.<Map<String, Object>>path(schema + ".properties"))
                .containsKeys("rows", "next", "asOf", "definitions");
        // the example has the columns that answers have
        Map<String, Object> example = api.path(answer + ".example.rows[0]");
        Map<String, Object> described = api.path(component(api, schema + ".properties.rows.items") + ".properties");
        assertThat(example.keySet()).isEqualTo(described.keySet());
        List<Map<String, Object>> rows = given().header("Consistency-Token", everything)
                .get("/v1/" + list)
                .path("rows");
        assertThat(rows).allSatisfy(row -> assertThat(row.keySet()).isEqualTo(described.keySet()));
    }

    /** Where the schema stands that another refers to. */
    private static String component(Response api, String schema) {
        String reference = api.path(schema + ".'$ref'");
        return reference.substring(2).replace('/', '.');
    }

    @Test
    void event_types_and_continuity_are_there() {
        get("/v1/event-types").statusCode(200).body("eventTypes", notNullValue());
        get("/v1/continuity").statusCode(200).body("sources.source", hasItem("initiative"));
    }
}

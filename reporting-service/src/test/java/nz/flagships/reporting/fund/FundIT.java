package nz.flagships.reporting.fund;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import nz.flagships.events.Basis;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Json;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundPublished;
import nz.flagships.events.initiative.FundPublished.AllocationApproved;
import nz.flagships.events.initiative.FundPublished.AllocationCancelled;
import nz.flagships.events.initiative.FundPublished.AllocationCarriedForward;
import nz.flagships.events.initiative.FundPublished.AllocationEndorsed;
import nz.flagships.events.initiative.FundPublished.AllocationProposed;
import nz.flagships.events.initiative.FundPublished.FundFigurePublished;
import nz.flagships.events.initiative.FundPublished.FundingBidAssessed;
import nz.flagships.events.initiative.FundPublished.FundingBidDeclined;
import nz.flagships.events.initiative.FundPublished.FundingBidSubmitted;
import nz.flagships.events.initiative.FundPublished.FundsDrawnDown;
import nz.flagships.events.initiative.FundPublished.FundsTransferred;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.SavingBanked;
import nz.flagships.events.initiative.FundPublished.SavingReversed;
import nz.flagships.events.initiative.FundPublished.UnspentFundsReturned;
import nz.flagships.events.initiative.FundPublished.YearCents;
import nz.flagships.events.initiative.FundingCriterion;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.LedgerFigure;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.Published;
import nz.flagships.reporting.Published.Said;
import org.junit.jupiter.api.Test;

/** From events on Kafka to every question about the Fund. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class FundIT {
    private static final Provenance SYNTHETIC = new Provenance(Basis.SYNTHETIC, null, null, List.of());
    private static final FinancialYear FY2016 = new FinancialYear("FY2016");
    private static final FinancialYear FY2017 = new FinancialYear("FY2017");

    @Inject
    FundProjection projection;

    @Inject
    AgroalDataSource database;

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static ValidatableResponse ok(String token, String path) {
        return given().header("Consistency-Token", token).get(path).then().statusCode(200);
    }

    @Test
    void theFundIsShownFromEverySide() {
        String fund = "SHOWN-FUND";
        List<LotCents> draws = List.of(new LotCents("L1", 600), new LotCents("L2", 301));
        List<Said> said = new ArrayList<>();
        List<FundPublished> facts = List.of(
                new SavingBanked(fund, "L1", "POLICE", FY2016, 1_000, day("2016-03-01"), "Agreed"),
                new SavingBanked(fund, "L2", "JUSTICE", FY2016, 500, day("2016-03-02"), null),
                new SavingReversed(fund, "L2", 100, day("2016-03-03"), "Counted twice"),
                new FundingBidSubmitted(fund, "B1", "CORRECTIONS", "FUND-INI", 901, "To try it", day("2016-03-04")),
                new FundingBidSubmitted(fund, "B2", "POLICE", "FUND-INI", 5, "More", day("2016-03-04")),
                new FundingBidAssessed(fund, "B1", "SFO", List.of(FundingCriterion.REDUCES_CRIME), day("2016-03-05")),
                new FundingBidDeclined(fund, "B2", "SFO", "No", day("2016-03-05")),
                new AllocationProposed(
                        fund,
                        "A1",
                        "B1",
                        "FUND-INI",
                        "CORRECTIONS",
                        901,
                        List.of(new YearCents(FY2016, 401), new YearCents(FY2017, 500)),
                        draws,
                        day("2016-03-06")),
                new AllocationEndorsed(fund, "A1", "JUSTICE", 1, day("2016-03-07")),
                new AllocationEndorsed(fund, "A1", "SFO", 2, day("2016-03-08")),
                new AllocationApproved(fund, "A1", "FUND-INI", "CORRECTIONS", 901, draws, day("2016-03-08")),
                new FundsTransferred(
                        fund, "A1", 300, List.of(new LotCents("L1", 200), new LotCents("L2", 100)), day("2016-07-01")),
                new FundsDrawnDown(fund, "A1", 100, List.of(new LotCents("L1", 100)), day("2016-08-01")),
                new UnspentFundsReturned(fund, "A1", 50, List.of(new LotCents("L2", 50)), day("2016-09-01")),
                new AllocationCancelled(fund, "A1", 1, List.of(new LotCents("L1", 1)), "Rounding", day("2016-09-02")),
                new AllocationCarriedForward(fund, "A1", FY2016, FY2017, 401, day("2016-09-03")),
                new FundFigurePublished(
                        fund,
                        "savings distributed",
                        new PartialDate("2016-08"),
                        new BigDecimal("9.01"),
                        "NZD",
                        "src",
                        LedgerFigure.NET_APPROVED,
                        null,
                        null),
                new FundFigurePublished(
                        fund, "established", new PartialDate("2012"), null, null, "src", null, null, null));
        facts.forEach(fact -> said.add(Published.said("fund/" + fund, fact, null)));
        // The initiative comes last: its own stream may lag behind.
        said.add(Published.said(
                "initiative/FUND-INI",
                new InitiativeProposed(
                        "FUND-INI", "A title", "P", List.of("R-B", "R-A"), List.of("T"), "POLICE", List.of()),
                null));
        String token = Published.publish(said);

        ok(token, "/v1/fund/balances?fund=" + fund)
                .body("rows", hasSize(1))
                .body("rows[0].bankedCents", is(1_500))
                .body("rows[0].reversedCents", is(100))
                .body("rows[0].approvedCents", is(901))
                .body("rows[0].netApprovedCents", is(850))
                .body("rows[0].availableCents", is(550))
                .body("rows[0].untransferredCents", is(600))
                .body("rows[0].undrawnCents", is(150))
                .body("rows[0].agencies", is(2))
                .body("rows[0].initiatives", is(1))
                .body("rows[0].synthetic", is(false));
        ok(token, "/v1/fund/balances?on=2016-03-07&fund=" + fund).body("rows[0].availableCents", is(1_400));
        ok(token, "/v1/fund/lots?agency=JUSTICE&fund=" + fund)
                .body("rows", hasSize(1))
                .body("rows[0].lot", is("L2"))
                .body("rows[0].availableCents", is(149))
                .body("rows[0].agreement", nullValue());
        ok(token, "/v1/fund/agencies?fund=" + fund)
                .body("rows.agency", hasItems("CORRECTIONS", "JUSTICE", "POLICE"))
                .body("rows.find { it.agency == 'CORRECTIONS' }.receivedCents", is(300))
                .body("rows.find { it.agency == 'POLICE' }.availableCents", is(401));
        ok(token, "/v1/fund/initiatives?fund=" + fund)
                .body("rows[0].title", is("A title"))
                .body("rows[0].netApprovedCents", is(850))
                .body("rows[0].approvedOn", is("2016-03-08"));
        ok(token, "/v1/fund/years?fund=" + fund)
                .body("rows.year", is(List.of("FY2016", "FY2017")))
                .body("rows.closingCents", is(List.of(499, 550)))
                .body("rows.plannedCents", is(List.of(0, 901)));
        ok(token, "/v1/fund/allocations?fund=" + fund)
                .body("rows[0].standing", is("APPROVED"))
                .body("rows[0].endorsedBy", is(List.of("JUSTICE", "SFO")))
                .body("rows[0].profile[1].transferredCents", is(300))
                .body("rows[0].lots[0].drawnCents", is(100));
        ok(token, "/v1/fund/bids?fund=" + fund)
                .body("rows.standing", is(List.of("FUNDED", "DECLINED")))
                .body("rows[0].meets", is(List.of("REDUCES_CRIME")));
        ok(token, "/v1/fund/entries?year=FY2016&lot=L1&fund=" + fund)
                .body("rows", hasSize(2))
                .body("rows[1].credit", is("available/L1"))
                .body("rows[1].debit", is("approved/A1/L1"))
                .body("rows[1].amountCents", is(600));
        ok(token, "/v1/fund/figures?sort=-asAt&fund=" + fund)
                .body("rows[0].published", equalTo(9.01f))
                .body("rows[0].agrees", is(true))
                .body("rows[1].agrees", nullValue());
        ok(token, "/v1/fund/flow?fund=" + fund)
                .body("totals.netApprovedCents", is(850))
                .body("links.find { it.to == 'region/R-A' }.cents", is(425))
                .body("nodes.find { it.id == 'initiative/FUND-INI' }.name", is("A title"))
                .body("asOf.synthetic", is(false));
        ok(token, "/v1/fund/flow?year=FY2017&fund=" + fund).body("links", hasSize(0));
        for (String spelling : List.of("FY2016", "YE2016-06", "FY2015..FY2016", "FY2016..FY2017")) {
            ok(token, "/v1/fund/flow?year=" + spelling + "&fund=" + fund).body("totals.netApprovedCents", is(850));
        }
        given().header("Consistency-Token", token)
                .accept("text/csv")
                .get("/v1/fund/entries?fund=" + fund)
                .then()
                .statusCode(200)
                .body(containsString("available/L1"));
    }

    @Test
    void aQuestionThatCannotBeMeantIsRefused() {
        for (Map.Entry<String, String> each : Map.of(
                        "/v1/fund/flow?on=2017-02-30", "QRY-014",
                        "/v1/fund/balances?on=soon", "QRY-014",
                        "/v1/fund/flow?year=2016", "QRY-012",
                        "/v1/fund/flow?colour=red", "QRY-001",
                        "/v1/fund/lots?bankedCents=many", "QRY-002")
                .entrySet()) {
            given().get(each.getKey())
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", is(each.getValue()));
        }
    }

    @Test
    void ofADayToComeNothingIsSaid() {
        LocalDate today = LocalDate.now(ZoneId.of("Pacific/Auckland"));
        for (String list : List.of(
                "/v1/fund/balances",
                "/v1/fund/lots",
                "/v1/fund/agencies",
                "/v1/fund/initiatives",
                "/v1/fund/flow",
                "/v1/targets/in-force",
                "/v1/targets/progress")) {
            for (String told : List.of("2199-01-01", today.plusDays(2).toString())) {
                given().get(list + "?on=" + told)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("code", is("QRY-024"))
                        .body("detail", containsString("today is "));
                // whatever a cache has of it
                given().header("If-None-Match", "*")
                        .get(list + "?on=" + told)
                        .then()
                        .statusCode(400);
            }
            given().get(list + "?on=" + today).then().statusCode(200);
        }
    }

    @Test
    void whatRestsOnSyntheticFactsSaysSo() {
        String fund = "SYNTHETIC-FUND";
        Published.publish(
                "fund/" + fund, new SavingBanked(fund, "L1", "POLICE", FY2016, 10, day("2016-03-01"), null), SYNTHETIC);
        String token = Published.publish(List.of(
                Published.said(
                        "fund/" + fund,
                        new AllocationProposed(
                                fund,
                                "A1",
                                null,
                                "NOT-KNOWN-YET",
                                "POLICE",
                                10,
                                List.of(new YearCents(FY2016, 10)),
                                List.of(new LotCents("L1", 10)),
                                day("2016-03-06")),
                        null),
                Published.said(
                        "fund/" + fund,
                        new AllocationApproved(
                                fund,
                                "A1",
                                "NOT-KNOWN-YET",
                                "POLICE",
                                10,
                                List.of(new LotCents("L1", 10)),
                                day("2016-03-08")),
                        null)));

        // The approval itself is operational, what it draws on was made up.
        ok(token, "/v1/fund/flow?fund=" + fund)
                .body("links.synthetic", is(List.of(true, true, true, true)))
                .body("nodes.find { it.kind == 'REGION' }.name", is("Not known yet"))
                .body("asOf.synthetic", is(true));
        ok(token, "/v1/fund/allocations?fund=" + fund).body("rows[0].synthetic", is(true));
        ok(token, "/v1/fund/entries?fund=" + fund).body("rows.synthetic", is(List.of(true, true)));
    }

    @Test
    void theSumsHoldAfterRandomHistoriesAndAKillInTheMiddle() throws SQLException {
        long seed = Long.getLong("fund.seed", new Random().nextLong());
        System.out.println("FundIT: -Dfund.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            String fund = "RANDOM-" + Long.toHexString(seed).toUpperCase(java.util.Locale.ROOT) + "-" + i;
            RandomFund history = new RandomFund(fund, random.nextLong(), 120);
            List<EventEnvelope> events = envelopes(fund, history.history());
            int committed = random.nextInt(1, events.size() - 1);
            int killed = random.nextInt(committed + 1, events.size() + 1);

            // A reader that is killed takes its transaction with it; the next one goes on from the cursor, or, where
            // another
            // replica was slower to notice, from before it.
            apply(events.subList(0, committed), true);
            apply(events.subList(committed, killed), false);
            apply(events.subList(committed, events.size()), true);
            apply(events.subList(random.nextInt(committed), events.size()), true);

            JsonPath flow = given().get("/v1/fund/flow?fund=" + fund)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(flow.getLong("totals.netApprovedCents")).isEqualTo(history.allocated());
            assertThat(flow.getLong("totals.availableCents")).isEqualTo(history.available());
            for (String stage : List.of("agency", "fund", "receiving-agency", "initiative")) {
                assertThat(flow.getLong("links.findAll { it.from.startsWith('" + stage
                                + "/') }.collect { it.cents as Long }.sum(0L)"))
                        .as("%s of %s", stage, fund)
                        .isEqualTo(history.allocated());
            }
        }
    }

    private void apply(List<EventEnvelope> events, boolean commit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            projection.apply(events, connection);
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private static List<EventEnvelope> envelopes(String fund, List<FundPublished> history) {
        List<EventEnvelope> events = new ArrayList<>();
        Instant now = Instant.now();
        for (FundPublished fact : history) {
            events.add(new EventEnvelope(
                    UUID.randomUUID().toString(),
                    "/flagships/initiative-service",
                    "nz.flagships.initiative." + fact.getClass().getSimpleName() + ".v1",
                    "fund/" + fund,
                    now,
                    now,
                    now,
                    0,
                    events.size() + 1L,
                    1,
                    events.size() + 1L,
                    "POLICE",
                    null,
                    null,
                    null,
                    Json.canonical(Json.tree(fact))));
        }
        return events;
    }
}

package nz.flagships.reporting.evidence;

import static io.restassured.RestAssured.given;
import static nz.flagships.reporting.Published.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.events.initiative.BudgetPublished.BudgetBidLodged;
import nz.flagships.events.initiative.BudgetPublished.BudgetDecisionRecorded;
import nz.flagships.events.initiative.BudgetPublished.BudgetRoundClosed;
import nz.flagships.events.initiative.BudgetPublished.BudgetRoundOpened;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.EvaluationGroups;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationCompleted;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationEnteredField;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationOverridden;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationPublished;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationRegistered;
import nz.flagships.events.initiative.EvidencePublished.EvidenceMixed;
import nz.flagships.events.initiative.EvidencePublished.InitiativeFoundEffective;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.MeasurePublished.ClaimPublished;
import nz.flagships.events.initiative.MeasurePublished.MeasureDefined;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished.RegionDefined;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.events.initiative.SeriesPublished.ObservationRecorded;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.TargetPublished.TargetRevised;
import nz.flagships.events.initiative.TargetPublished.TargetSet;
import nz.flagships.events.initiative.TargetPublished.TargetSuperseded;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.Published;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Evidence, Budget rounds, claims and progress, from events on Kafka to the answer, whatever came first. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class EvidenceIT {
    private static final Provenance PAPER = new Provenance(Basis.PUBLISHED, "paper", null, List.of());
    private static final Provenance MADE_UP = new Provenance(Basis.SYNTHETIC, null, null, List.of());

    private static RegisteredOutcome outcome(String name, OutcomeRole role) {
        return new RegisteredOutcome(
                new EvaluationOutcome(null, name, "days", Direction.LOWER_BETTER, "participants"),
                role,
                "days",
                EffectScale.DIFFERENCE,
                null);
    }

    private static EvaluationResult result(
            String name, String effect, @Nullable String low, @Nullable String high, Judgement judged) {
        return new EvaluationResult(
                outcome(name, OutcomeRole.PRIMARY),
                new BigDecimal(effect),
                low == null ? null : new BigDecimal(low),
                high == null ? null : new BigDecimal(high),
                null,
                1013L,
                null,
                null,
                "paper",
                "About",
                judged);
    }

    private static ValidatableResponse ask(String path) {
        return given().header("Consistency-Token", Published.all())
                .get(path)
                .then()
                .statusCode(200);
    }

    private static InitiativeProposed proposed(String code) {
        return new InitiativeProposed(code, code + " title", "FUND", List.of("NZ"), List.of("T"), "POLICE", List.of());
    }

    @Test
    void resultsStandSideBySideEachWithItsIntervalAndTheVerdictThatWasDecided() {
        // Given the initiative comes last
        Published.publish(List.of(
                said(
                        "evaluation/EV-PANELS:paper",
                        new EvaluationPublished(
                                "EV-PANELS:paper",
                                "EV-PANELS",
                                SubjectKind.INITIATIVE,
                                null,
                                null,
                                new PartialDate("2019"),
                                null,
                                List.of(
                                        result("rate", "0", null, null, Judgement.UNKNOWN),
                                        result("harm", "-26.90", "-47.95", "-5.85", Judgement.BETTER)),
                                Verdict.MIXED),
                        PAPER),
                said(
                        "evaluation/EV-PANELS:paper",
                        new EvaluationOverridden("EV-PANELS:paper", "EV-PANELS", "Less harm is enough", "JUSTICE"),
                        null),
                said("initiative/EV-PANELS", proposed("EV-PANELS"), PAPER),
                said("initiative/EV-PANELS", new EvidenceMixed("EV-PANELS", "EV-PANELS:paper", Verdict.MIXED), PAPER)));

        // Then
        ask("/v1/evaluations?subject=EV-PANELS")
                .body("rows.outcome", contains("rate", "harm"))
                .body("rows.judged", contains("UNKNOWN", "BETTER"))
                .body("rows.verdict", contains("MIXED", "MIXED"))
                .body("rows[1].effect", equalTo(-26.9f))
                .body("rows[1].intervalHigh", equalTo(-5.85f))
                .body("rows[1].registered", equalTo("PUBLISHED"))
                .body("rows[1].concludedOn", equalTo("2019"))
                .body("rows[1].override", equalTo("Less harm is enough"))
                .body("rows[0].intervalLow", nullValue())
                .body("rows[0].provenance.source", equalTo("paper"))
                .body("asOf.synthetic", equalTo(false));
        ask("/v1/evidence/pipeline?initiative=EV-PANELS")
                .body("rows.stage", contains("EVALUATED"))
                .body("rows[0].evidence", equalTo("MIXED"));
    }

    @Test
    void aRegisteredEvaluationShowsWhatItIsToFindAndThenWhatItFoundAndWhatIsMissing() {
        String id = "EV-TRIAL:study";
        Published.publish(
                "evaluation/" + id,
                new EvaluationRegistered(
                        id,
                        "EV-TRIAL",
                        SubjectKind.INITIATIVE,
                        "A study",
                        EvaluationDesign.MATCHED_COHORT,
                        List.of(outcome("harm", OutcomeRole.PRIMARY), outcome("cost", OutcomeRole.SECONDARY)),
                        new EvaluationGroups(List.of(), List.of(), "Participants", "People alike"),
                        null,
                        new Days(LocalDate.parse("2014-07-01"), LocalDate.parse("2015-06-30")),
                        "Less harm",
                        new BigDecimal(95),
                        LocalDate.parse("2014-01-01"),
                        Preregistration.PRE_REGISTERED),
                MADE_UP);

        ask("/v1/evaluations?evaluation=" + id)
                .body("rows.stage", contains("PLANNED", "PLANNED"))
                .body("rows.judged", contains(nullValue(), nullValue()))
                .body("rows.role", contains("PRIMARY", "SECONDARY"))
                .body("rows.synthetic", contains(true, true));

        Published.publish("evaluation/" + id, new EvaluationEnteredField(id, "EV-TRIAL"), null);

        ask("/v1/evaluations?evaluation=" + id).body("rows.stage", contains("IN_FIELD", "IN_FIELD"));

        Published.publish(List.of(
                said(
                        "evaluation/" + id,
                        new EvaluationCompleted(
                                id,
                                "EV-TRIAL",
                                SubjectKind.INITIATIVE,
                                LocalDate.parse("2015-11-30"),
                                List.of(result("harm", "-4", "-7", "-1", Judgement.BETTER)),
                                List.of(new MissingResult(outcome("cost", OutcomeRole.SECONDARY), "Nobody counted")),
                                Verdict.EFFECTIVE,
                                Preregistration.PRE_REGISTERED),
                        null),
                said("initiative/EV-TRIAL", proposed("EV-TRIAL"), null),
                said("initiative/EV-TRIAL", new InitiativeFoundEffective("EV-TRIAL", id, Verdict.EFFECTIVE), null)));

        ask("/v1/evaluations?evaluation=" + id)
                .body("rows", hasSize(2))
                .body("rows.stage", contains("CONCLUDED", "CONCLUDED"))
                .body("rows.title", contains("A study", "A study"))
                .body("rows.verdict", contains("EFFECTIVE", "EFFECTIVE"))
                .body("rows.missing", contains(false, true))
                .body("rows[1].missingReason", equalTo("Nobody counted"))
                .body("rows[0].registered", equalTo("PRE_REGISTERED"))
                .body("rows[0].synthetic", equalTo(true));
        ask("/v1/evidence/pipeline?initiative=EV-TRIAL")
                .body("rows.stage", contains("EVALUATED", "EFFECTIVE"))
                .body("rows.since", contains("2015-11-30", "2015-11-30"));
    }

    private static EvaluationResult ofMeasure(@Nullable String measure, String name, String effect) {
        return new EvaluationResult(
                new RegisteredOutcome(
                        new EvaluationOutcome(measure, name, "people", Direction.LOWER_BETTER, null),
                        OutcomeRole.PRIMARY,
                        "people",
                        EffectScale.DIFFERENCE,
                        null),
                new BigDecimal(effect),
                new BigDecimal("-73"),
                new BigDecimal("-1"),
                new BigDecimal(95),
                71L,
                79L,
                "Counted",
                "paper",
                "About",
                Judgement.BETTER);
    }

    @Test
    void ofAMeasureThatCountsPeopleWhatIsJudgedIsShownAndNoNumber() {
        // Given results on measures of each kind, on one nobody has defined, and in a publication's own words
        List<Published.Said> said = new ArrayList<>();
        List<EvaluationResult> results = new ArrayList<>();
        results.add(ofMeasure(null, "words", "-41"));
        for (Sensitivity sensitivity : Sensitivity.values()) {
            String code = "EV_KEPT_" + sensitivity;
            said.add(said("measure/" + code, Published.counting(code, code, sensitivity), PAPER));
            results.add(ofMeasure(code, code, "-4" + (2 + sensitivity.ordinal())));
        }
        results.add(ofMeasure("EV_KEPT_NOT_DEFINED", "nobody", "-45"));
        said.add(said(
                "evaluation/EV-KEPT:paper",
                new EvaluationPublished(
                        "EV-KEPT:paper",
                        "EV-KEPT",
                        SubjectKind.INTERVENTION,
                        null,
                        null,
                        new PartialDate("2019"),
                        null,
                        results,
                        Verdict.EFFECTIVE),
                PAPER));
        said.add(said(
                "evaluation/EV-SHOWN:paper",
                new EvaluationPublished(
                        "EV-SHOWN:paper",
                        "EV-SHOWN",
                        SubjectKind.INTERVENTION,
                        null,
                        null,
                        new PartialDate("2019"),
                        null,
                        results.subList(0, 2),
                        Verdict.EFFECTIVE),
                PAPER));
        Published.publish(said);

        // Then the answer to whether it worked stays
        String all = "/v1/evaluations?subject=EV-KEPT";
        ask(all).body("rows.effect", contains(-41, -42, null, null, null))
                .body("rows.intervalLow", contains(-73, -73, null, null, null))
                .body("rows.intervalHigh", contains(-1, -1, null, null, null))
                .body("rows.treated", everyItem(nullValue()))
                .body("rows.comparison", everyItem(nullValue()))
                .body("rows.suppressed", everyItem(equalTo(true)))
                .body("rows.missing", contains(false, false, false, false, false))
                .body("rows.judged", everyItem(equalTo("BETTER")))
                .body("rows.verdict", everyItem(equalTo("EFFECTIVE")))
                .body("rows.confidenceLevel", everyItem(equalTo(95)))
                .body("rows.method", everyItem(equalTo("Counted")));
        // and no question finds the numbers: what is asked of them is asked of what is shown
        ask(all + "&suppressed=false").body("rows", hasSize(0));
        for (String asked : List.of("effect=-43", "effect=-44", "effect=-45")) {
            ask(all + "&" + asked).body("rows", hasSize(0));
        }
        for (String asked : List.of("intervalLow=-73", "intervalHigh=-1")) {
            ask(all + "&" + asked).body("rows.number", contains(0, 1));
        }
        for (String asked : List.of("treated=71", "comparison=79")) {
            ask(all + "&" + asked).body("rows", hasSize(0));
        }
        for (String sort : List.of("treated", "-treated", "comparison", "-comparison")) {
            ask(all + "&sort=" + sort).body("rows.number", contains(0, 1, 2, 3, 4));
        }
        // and where nothing beside them is kept back the groups are shown
        ask("/v1/evaluations?subject=EV-SHOWN")
                .body("rows.treated", contains(71, 71))
                .body("rows.comparison", contains(79, 79))
                .body("rows.suppressed", contains(false, false));
        for (String sort : List.of("effect", "-effect")) {
            List<Integer> numbers = new ArrayList<>();
            String next = "";
            while (next != null) {
                ValidatableResponse page = ask(all + "&limit=1&sort=" + sort + next);
                numbers.addAll(page.extract().path("rows.number"));
                String after = page.extract().path("next");
                if (after != null) {
                    assertThat(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8))
                            .as("the place to go on from")
                            .doesNotContain("-43", "-44", "-45");
                }
                next = after == null ? null : "&after=" + after;
            }
            assertThat(numbers).isEqualTo(sort.equals("effect") ? List.of(1, 0, 2, 3, 4) : List.of(0, 1, 2, 3, 4));
        }
        String csv = given().header("Consistency-Token", Published.all())
                .get(all + "&format=csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains("-41", "-42").doesNotContain("-43", "-44", "-45", "71", "79");
    }

    @Test
    void aBudgetRoundShowsWhatWasSoughtAndGrantedAndOnWhatEvidence() {
        Published.publish(List.of(
                said(
                        "budget-round/EV-2017",
                        new BudgetRoundOpened("EV-2017", "Budget 2017", new PartialDate("2016-11")),
                        null),
                said(
                        "budget-round/EV-2017",
                        new BudgetDecisionRecorded(
                                "EV-2017",
                                "EV-ISR",
                                BudgetOutcome.GRANTED,
                                2_240_000_000L,
                                2,
                                new PartialDate("2017-05-25"),
                                "Decided elsewhere",
                                false,
                                false),
                        PAPER),
                said(
                        "budget-round/EV-2017",
                        new BudgetBidLodged(
                                "EV-2017", "EV-GATE", "CORRECTIONS", 500L, 4, LocalDate.parse("2017-02-01"), true),
                        null),
                said("initiative/EV-ISR", proposed("EV-ISR"), PAPER),
                said("initiative/EV-ISR", new InitiativeStarted("EV-ISR", new PartialDate("2016-07-04")), PAPER)));

        ask("/v1/budget/decisions?round=EV-2017&sort=-initiative")
                .body("rows.initiative", contains("EV-ISR", "EV-GATE"))
                .body("rows.decision", contains("GRANTED", null))
                .body("rows.cents", contains(2_240_000_000L, null))
                .body("rows.withoutQualifyingEvidence", contains(true, false))
                .body("rows[1].overridden", equalTo(true))
                .body("rows[1].soughtCents", equalTo(500))
                .body("rows[0].source", equalTo("paper"))
                .body("rows[0].reason", equalTo("Decided elsewhere"));
        ask("/v1/budget/rounds?round=EV-2017")
                .body("rows[0].bids", equalTo(1))
                .body("rows[0].undecided", equalTo(1))
                .body("rows[0].granted", equalTo(1))
                .body("rows[0].closed", equalTo(false))
                .body("rows[0].grantedCents", equalTo(2_240_000_000L));
        ask("/v1/evidence/pipeline?initiative=EV-ISR&current=true")
                .body("rows.stage", contains("GRANTED"))
                .body("rows[0].withoutEvidence", equalTo(true))
                .body("rows[0].cents", equalTo(2_240_000_000L));
        ask("/v1/evidence/pipeline?initiative=EV-ISR&stage=TRIAL")
                .body("rows[0].daysInStage", equalTo(325))
                .body("rows[0].until", equalTo("2017-05-25"));
        ask("/v1/evidence/pipeline/summary")
                .body("rows.stage", contains("TRIAL", "EVALUATED", "EFFECTIVE", "SOUGHT", "GRANTED"));

        Published.publish(List.of(
                said(
                        "budget-round/EV-2017",
                        new BudgetDecisionRecorded(
                                "EV-2017",
                                "EV-GATE",
                                BudgetOutcome.DECLINED,
                                null,
                                null,
                                new PartialDate("2017-05-25"),
                                null,
                                true,
                                true),
                        null),
                said("budget-round/EV-2017", new BudgetRoundClosed("EV-2017", new PartialDate("2017-05-25")), null)));

        ask("/v1/budget/rounds?round=EV-2017")
                .body("rows[0].declined", equalTo(1))
                .body("rows[0].undecided", equalTo(0))
                .body("rows[0].closedOn", equalTo("2017-05-25"));
    }

    private static MeasureDefined measure(String code, MeasureKind kind, String unit) {
        return new MeasureDefined(
                code,
                code,
                kind,
                unit,
                Direction.LOWER_BETTER,
                Geography.OCCURRENCE,
                Sensitivity.AGGREGATE,
                List.of(),
                List.of());
    }

    private static Published.Said observed(String measure, String region, String period, String value) {
        Period of = new Period(period);
        return said(
                "series/" + measure + ":" + region,
                new ObservationRecorded(
                        measure, region, of, of.first(), of.last(), new BigDecimal(value), ObservationStatus.A),
                PAPER);
    }

    @Test
    void aClaimStandsBesideWhatTheFiguresSay() {
        Published.publish(List.of(
                said(
                        "measure/EV_CRIME",
                        new ClaimPublished(
                                "EV_CRIME",
                                "EV-HUTT",
                                new PartialDate("2011-06"),
                                new PartialDate("2013-09"),
                                new BigDecimal(-23),
                                "Minister of Justice",
                                "paper"),
                        PAPER),
                said(
                        "measure/EV_CRIME",
                        new ClaimPublished(
                                "EV_CRIME",
                                "EV-ELSEWHERE",
                                new PartialDate("2011-06"),
                                new PartialDate("2013-09"),
                                new BigDecimal(-1),
                                "Minister of Justice",
                                "paper"),
                        PAPER),
                said("measure/EV_CRIME", measure("EV_CRIME", MeasureKind.COUNT, "offences"), PAPER),
                said(
                        "measure/EV_CRIME_CHANGE_PCT",
                        measure("EV_CRIME_CHANGE_PCT", MeasureKind.PERCENT, "percent"),
                        PAPER),
                said(
                        "region/EV-DISTRICT",
                        new RegionDefined("EV-DISTRICT", "District", RegionKind.POLICE_DISTRICT, null, null, null),
                        PAPER),
                said(
                        "region/EV-HUTT",
                        new RegionDefined("EV-HUTT", "Hutt", RegionKind.POLICE_AREA, "EV-DISTRICT", null, null),
                        PAPER),
                observed("EV_CRIME_CHANGE_PCT", "EV-HUTT", "FY2012", "-12.9"),
                observed("EV_CRIME_CHANGE_PCT", "EV-HUTT", "FY2009", "-1"),
                observed("EV_CRIME", "EV-DISTRICT", "FY2012", "41366"),
                observed("EV_CRIME", "EV-DISTRICT", "FY2013", "35757")));

        ask("/v1/claims?measure=EV_CRIME&region=EV-HUTT")
                .body("rows[0].claimedChangePercent", equalTo(-23))
                .body("rows[0].by", equalTo("Minister of Justice"))
                .body("rows[0].reason", nullValue())
                .body("rows[0].figures.relation", contains("SAME", "WIDER", "WIDER"))
                .body("rows[0].figures.period", contains("FY2012", "FY2012", "FY2013"))
                .body("rows[0].figures[0].changePercent", equalTo(-12.9f))
                .body("rows[0].figures[2].changePercent", equalTo(-13.56f));
        ask("/v1/claims?measure=EV_CRIME&region=EV-ELSEWHERE")
                .body("rows[0].figures", hasSize(0))
                .body(
                        "rows[0].reason",
                        equalTo("No figure of EV_CRIME was published for EV-ELSEWHERE between 2011-06 and 2013-09"));
    }

    @Test
    void progressIsReckonedAgainstTheVersionThatWasInForceOnTheDay() {
        Published.publish(List.of(
                said("measure/EV_BPS", measure("EV_BPS", MeasureKind.PERCENT, "percent"), PAPER),
                said(
                        "region/EV-LAND",
                        new RegionDefined("EV-LAND", "Land", RegionKind.COUNTRY, null, null, null),
                        PAPER),
                said(
                        "target/EV_BPS:EV-LAND",
                        new TargetSet(
                                "EV_BPS",
                                "EV-LAND",
                                LocalDate.parse("2012-07-01"),
                                new BigDecimal(-15),
                                "percent",
                                LocalDate.parse("2011-06-30"),
                                LocalDate.parse("2017-06-30")),
                        PAPER),
                said(
                        "target/EV_BPS:EV-LAND",
                        new TargetRevised(
                                "EV_BPS",
                                "EV-LAND",
                                LocalDate.parse("2015-06-30"),
                                new BigDecimal(-20),
                                "percent",
                                LocalDate.parse("2011-06-30"),
                                LocalDate.parse("2018-06-30")),
                        PAPER),
                said(
                        "target/EV_BPS:EV-LAND",
                        new TargetSuperseded("EV_BPS", "EV-LAND", LocalDate.parse("2017-05-03")),
                        PAPER),
                observed("EV_BPS", "EV-LAND", "YE2013-12", "-14"),
                observed("EV_BPS", "EV-LAND", "YE2016-06", "-15")));

        ask("/v1/targets/progress?measure=EV_BPS&on=2013-06-30")
                .body("rows[0].value", equalTo(-15))
                .body("rows[0].period", nullValue())
                .body(
                        "rows[0].reason",
                        equalTo("No figure of EV_BPS for EV-LAND had been published for a period up to 2013-06-30"));
        ask("/v1/targets/progress?measure=EV_BPS&on=2014-12-31")
                .body("rows[0].value", equalTo(-15))
                .body("rows[0].period", equalTo("YE2013-12"))
                .body("rows[0].progress", equalTo(0.9333f))
                .body("rows[0].standing", equalTo("ON_TRACK"))
                .body("asOf.on", equalTo("2014-12-31"));
        ask("/v1/targets/progress?measure=EV_BPS&on=2016-12-31")
                .body("rows[0].value", equalTo(-20))
                .body("rows[0].now", equalTo(-15))
                .body("rows[0].progress", equalTo(0.75f))
                .body("rows[0].standing", equalTo("ON_TRACK"));
        ask("/v1/targets/progress?measure=EV_BPS&on=2017-12-31").body("rows", hasSize(0));
        given().get("/v1/targets/progress?on=2017-13-01").then().statusCode(400);
    }

    @Test
    void figuresThatCountPeopleAreSaidToBeKeptBackWhereverTheyAreAskedFor() {
        for (Sensitivity sensitivity : List.of(Sensitivity.PEOPLE, Sensitivity.SENSITIVE)) {
            String measure = "EV_NEW_" + sensitivity;
            Published.publish(List.of(
                    said("measure/" + measure, Published.counting(measure, measure, sensitivity), PAPER),
                    said(
                            "region/EV-PAPAKURA",
                            new RegionDefined("EV-PAPAKURA", "Papakura", RegionKind.POLICE_AREA, null, null, null),
                            PAPER),
                    said(
                            "target/" + measure + ":EV-PAPAKURA",
                            new TargetSet(
                                    measure,
                                    "EV-PAPAKURA",
                                    LocalDate.parse("2012-07-01"),
                                    new BigDecimal(5),
                                    "people",
                                    LocalDate.parse("2014-06-30"),
                                    LocalDate.parse("2017-06-30")),
                            PAPER),
                    said(
                            "measure/" + measure,
                            new ClaimPublished(
                                    measure,
                                    "EV-PAPAKURA",
                                    new PartialDate("2014-06"),
                                    new PartialDate("2015-06"),
                                    new BigDecimal(-10),
                                    "A Minister",
                                    "paper"),
                            PAPER),
                    observed(measure, "EV-PAPAKURA", "FY2014", "21"),
                    observed(measure, "EV-PAPAKURA", "FY2015", "19")));
            String why = " suppressed: it counts people, or too few of them";

            String ofClaim =
                    "The figures of " + measure + " for EV-PAPAKURA between 2014-06 and 2015-06 are suppressed:"
                            + " they count people, or too few of them";
            ask("/v1/claims?measure=" + measure)
                    .body("rows[0].figures", hasSize(0))
                    .body("rows[0].reason", equalTo(ofClaim));
            assertThat(text("/v1/claims?format=csv&measure=" + measure)).contains(ofClaim);

            String ofTarget = "The figure for FY2015 is" + why;
            ask("/v1/targets/progress?on=2015-06-30&measure=" + measure)
                    .body("rows[0].period", nullValue())
                    .body("rows[0].now", nullValue())
                    .body("rows[0].reason", equalTo(ofTarget));
            assertThat(text("/v1/targets/progress?format=csv&on=2015-06-30&measure=" + measure))
                    .contains(ofTarget);
            ask("/v1/targets/progress?on=2013-06-30&measure=" + measure)
                    .body(
                            "rows[0].reason",
                            equalTo("No figure of " + measure
                                    + " for EV-PAPAKURA had been published for a period up to 2013-06-30"));

            ask("/v1/outcomes?measure=" + measure + "&region=EV-PAPAKURA&period=FY2015")
                    .body("rows[0].status", equalTo("Q"))
                    .body("rows[0].reason", equalTo("The figure is" + why))
                    .body("rows[0].previousReason", equalTo(ofTarget))
                    .body("rows[0].target.reason", equalTo(ofTarget));
        }
    }

    private static String text(String path) {
        return ask(path).extract().asString();
    }

    @Test
    void everyListIsAlsoATable() {
        for (String list : List.of(
                "/v1/evaluations",
                "/v1/evidence/pipeline",
                "/v1/evidence/pipeline/summary",
                "/v1/budget/rounds",
                "/v1/budget/decisions",
                "/v1/claims",
                "/v1/targets/progress")) {
            given().get(list + "?format=csv").then().statusCode(200).contentType("text/csv");
        }
        given().get("/v1/evaluations?limit=1").then().statusCode(200).body("definitions.keySet()", hasItems("verdict"));
        given().get("/v1/evaluations?verdikt=mixed").then().statusCode(400);
    }
}

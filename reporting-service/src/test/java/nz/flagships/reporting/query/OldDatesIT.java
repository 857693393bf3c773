package nz.flagships.reporting.query;

import static io.restassured.RestAssured.given;
import static nz.flagships.reporting.Published.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.cases.CaseClosed;
import nz.flagships.events.cases.CaseOpened;
import nz.flagships.events.cases.ClosingOutcome;
import nz.flagships.events.cases.ClosingReason;
import nz.flagships.events.cases.LegalBasis;
import nz.flagships.events.initiative.AgencyPublished.AgencyRegistered;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierPublished.BarrierEscalatedToNationalOffice;
import nz.flagships.events.initiative.BarrierPublished.BarrierRaised;
import nz.flagships.events.initiative.BarrierPublished.BarrierResolved;
import nz.flagships.events.initiative.BarrierPublished.NationalOfficeAdviceGiven;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.events.initiative.BudgetPublished.BudgetBidLodged;
import nz.flagships.events.initiative.BudgetPublished.BudgetDecisionRecorded;
import nz.flagships.events.initiative.BudgetPublished.BudgetRoundOpened;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.EvaluationGroups;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationCompleted;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationRegistered;
import nz.flagships.events.initiative.EvidencePublished.InitiativeFoundEffective;
import nz.flagships.events.initiative.FundPublished.AllocationApproved;
import nz.flagships.events.initiative.FundPublished.AllocationProposed;
import nz.flagships.events.initiative.FundPublished.FundFigurePublished;
import nz.flagships.events.initiative.FundPublished.FundingBidSubmitted;
import nz.flagships.events.initiative.FundPublished.FundsDrawnDown;
import nz.flagships.events.initiative.FundPublished.FundsTransferred;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.SavingBanked;
import nz.flagships.events.initiative.FundPublished.UnspentFundsReturned;
import nz.flagships.events.initiative.FundPublished.YearCents;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.InitiativePublished.InitiativeApproved;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.LedgerFigure;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.MeasurePublished.ClaimPublished;
import nz.flagships.events.initiative.MeasurePublished.MeasureDefined;
import nz.flagships.events.initiative.MeasurePublished.SeriesBreakDeclared;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRecorded;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.ProgrammePublished.ProgrammeDefined;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished.RegionDefined;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.events.initiative.SeriesPublished.ObservationRecorded;
import nz.flagships.events.initiative.SourcePublished.SourceRegistered;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.TargetPublished.TargetSet;
import nz.flagships.events.initiative.ThemePublished.ThemeDefined;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.Published;
import nz.flagships.reporting.Published.Said;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts of any day that is taken can be shown by every list, as JSON and as CSV. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class OldDatesIT {
    /** What each list is asked for, so that the rows of the test are there; a list that is new is to be added. */
    private static final Map<String, String> FILTERS = new TreeMap<>(Map.ofEntries(
            Map.entry("/v1/agencies", "code"),
            Map.entry("/v1/barriers", "initiative"),
            Map.entry("/v1/barriers/desk", "region"),
            Map.entry("/v1/budget/decisions", "initiative"),
            Map.entry("/v1/budget/rounds", "round"),
            Map.entry("/v1/claims", "measure"),
            Map.entry("/v1/evaluations", "evaluation"),
            Map.entry("/v1/evidence/pipeline", "initiative"),
            Map.entry("/v1/fund/agencies", "fund"),
            Map.entry("/v1/fund/allocations", "fund"),
            Map.entry("/v1/fund/balances", "fund"),
            Map.entry("/v1/fund/bids", "fund"),
            Map.entry("/v1/fund/entries", "fund"),
            Map.entry("/v1/fund/figures", "fund"),
            Map.entry("/v1/fund/initiatives", "fund"),
            Map.entry("/v1/fund/lots", "fund"),
            Map.entry("/v1/fund/years", "fund"),
            Map.entry("/v1/initiatives", "code"),
            Map.entry("/v1/measures", "code"),
            Map.entry("/v1/milestones", "initiative"),
            Map.entry("/v1/milestones/summary", "key"),
            Map.entry("/v1/outcomes", "measure"),
            Map.entry("/v1/outputs", "initiative"),
            Map.entry("/v1/outputs/summary", "region"),
            Map.entry("/v1/programmes", "code"),
            Map.entry("/v1/regions", "code"),
            Map.entry("/v1/series-breaks", "measure"),
            Map.entry("/v1/sources", "code"),
            Map.entry("/v1/targets", "measure"),
            Map.entry("/v1/targets/progress", "measure"),
            Map.entry("/v1/themes", "code")));

    /** Rows of closed months, of stages, and of today: of the test there may be none. */
    private static final Set<String> WITHOUT =
            Set.of("/v1/cases", "/v1/evidence/pipeline/summary", "/v1/targets/in-force");

    @ParameterizedTest
    @ValueSource(strings = {"1840-01-01", "1840-06-30", "1850-06-30", "1899-07-01", "2199-12-31", "9999-12-31"})
    void whatWasAcceptedIsShownByEveryList(String text) {
        LocalDate day = LocalDate.parse(text);
        String code = "OLD-" + text;
        String token = Published.publish(told(code, day));

        Map<String, String> wrong = new TreeMap<>();
        Set<String> lists = new TreeSet<>(ListsIT.lists().keySet());
        assertThat(lists).isEqualTo(union(FILTERS.keySet(), WITHOUT));
        for (String path : lists) {
            String filter = FILTERS.get(path);
            String asked = path + (filter == null ? "?" : "?" + filter + "=" + code + "&");
            Response json = ask(token, asked + "limit=1000");
            if (json.statusCode() != 200) {
                wrong.put(asked, json.statusCode() + " " + json.asString());
            } else if (filter != null && json.<List<Object>>path("rows").isEmpty()) {
                wrong.put(asked, "has no row");
            }
            Response csv = ask(token, asked + "format=csv");
            if (csv.statusCode() != 200 || filter != null && !csv.asString().contains(code)) {
                wrong.put(asked + "format=csv", csv.statusCode() + " " + csv.asString());
            }
        }
        String year = "FY%04d".formatted(day.plusMonths(6).getYear());
        for (String path : List.of(
                "/v1/fund/flow?fund=" + code,
                "/v1/fund/flow?fund=" + code + "&on=" + text,
                "/v1/fund/balances?fund=" + code + "&on=" + text,
                "/v1/fund/entries?fund=" + code + "&year=" + year,
                "/v1/fund/years?fund=" + code + "&year=" + year,
                "/v1/targets/progress?measure=" + code + "&on=" + text,
                "/v1/outcomes?measure=" + code + "&region=" + code,
                "/v1/outcomes?measure=" + code + "&period=" + text,
                "/v1/outputs?period=" + text,
                "/v1/initiatives/lineage?initiative=" + code,
                "/v1/initiatives/lineage",
                "/v1/freshness",
                "/v1/continuity",
                "/v1/event-types")) {
            int status = ask(token, path).statusCode();
            // A year that money cannot be saved in may be refused.
            if (status != 200 && status != 400) {
                wrong.put(path, Integer.toString(status));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Response ask(String token, String path) {
        return given().header("Consistency-Token", token).get(path);
    }

    /** A life that took place on one day, whatever it may be called. */
    private static List<Said> told(String code, LocalDate day) {
        PartialDate date = new PartialDate(day.toString());
        Period period = new Period(day.toString());
        List<Said> said = new ArrayList<>();
        say(said, "region", code, new RegionDefined(code, code, RegionKind.POLICE_AREA, null, day, day));
        say(said, "agency", code, new AgencyRegistered(code, code, true, true));
        say(said, "theme", code, new ThemeDefined(code, code));
        say(said, "source", code, new SourceRegistered(code, code, date));
        say(said, "programme", code, new ProgrammeDefined(code, code, List.of(code), List.of(code)));
        figures(said, code, day, date, period);
        initiative(said, code, day, date, period);
        fund(said, code, day, date);
        evidence(said, code, day, date);
        // Cases are taken from 1990 on.
        YearMonth month = YearMonth.of(1990, 1);
        said.add(new Said(
                "case",
                "case/" + code,
                new CaseOpened(month, code, List.of(code), LegalBasis.CONSENT, code, code, code),
                null));
        said.add(new Said(
                "case",
                "case/" + code,
                new CaseClosed(month, 0, ClosingReason.GOALS_MET, ClosingOutcome.NOT_KNOWN),
                null));
        return said;
    }

    private static void say(List<Said> said, String aggregate, String id, PublishedEvent event) {
        said.add(said(aggregate + "/" + id, event, null));
    }

    private static void figures(List<Said> said, String code, LocalDate day, PartialDate date, Period period) {
        say(
                said,
                "measure",
                code,
                new MeasureDefined(
                        code,
                        code,
                        MeasureKind.STOCK,
                        "things",
                        Direction.LOWER_BETTER,
                        Geography.OCCURRENCE,
                        Sensitivity.AGGREGATE,
                        List.of(),
                        List.of()));
        say(said, "measure", code, new SeriesBreakDeclared(code, day, code, "Counted anew", true));
        say(said, "measure", code, new ClaimPublished(code, code, date, date, BigDecimal.TEN, "Somebody", code));
        say(
                said,
                "series",
                code + ":" + code,
                new ObservationRecorded(
                        code, code, period, period.first(), period.last(), BigDecimal.TEN, ObservationStatus.A));
        say(
                said,
                "target",
                code + ":" + code,
                new TargetSet(code, code, LocalDate.of(2012, 7, 1), BigDecimal.ONE, "things", day, day));
    }

    private static void initiative(List<Said> said, String code, LocalDate day, PartialDate date, Period period) {
        for (PublishedEvent event : List.of(
                new InitiativeProposed(code, code, code, List.of(code), List.of(code), code, List.of()),
                new InitiativeApproved(code, date),
                new InitiativeStarted(code, date),
                new InitiativeTailored(code, code + "-BEFORE", null, null, null),
                new MilestonePlanned(code, "M1", "A milestone", day),
                new InitiativeMilestoneReached(code, "M1", day, day, 0, false),
                new MilestonePlanned(code, "M2", "Another", day),
                new BarrierRaised(code, "B1", "No room", BarrierCategory.PREMISES, BarrierSeverity.HIGH, day, null),
                new BarrierEscalatedToNationalOffice(code, "B1", day),
                new NationalOfficeAdviceGiven(code, "B1", day, code),
                new BarrierResolved(code, "B1", day, BarrierResolution.REMOVED, day),
                new BarrierRaised(code, "B2", "No time", BarrierCategory.PREMISES, BarrierSeverity.HIGH, day, null),
                new InitiativeOutputRecorded(code, OutputKind.INTERLOCKS_FITTED, code, period, 12, "interlocks"))) {
            say(said, "initiative", code, event);
        }
    }

    private static void fund(List<Said> said, String code, LocalDate day, PartialDate date) {
        FinancialYear first = new FinancialYear("FY1900");
        FinancialYear last = new FinancialYear("FY2199");
        List<LotCents> lots = List.of(new LotCents("L1", 600));
        for (PublishedEvent event : List.of(
                new SavingBanked(code, "L1", code, first, 1_000, day, null),
                new SavingBanked(code, "L2", code, last, 1_000, day, null),
                new FundingBidSubmitted(code, "B1", code, code, 600, "To try it", day),
                new AllocationProposed(
                        code,
                        "A1",
                        "B1",
                        code,
                        code,
                        600,
                        List.of(new YearCents(first, 300), new YearCents(last, 300)),
                        lots,
                        day),
                new AllocationApproved(code, "A1", code, code, 600, lots, day),
                new FundsTransferred(code, "A1", 300, List.of(new LotCents("L1", 300)), day),
                new FundsDrawnDown(code, "A1", 100, List.of(new LotCents("L1", 100)), day),
                new UnspentFundsReturned(code, "A1", 50, List.of(new LotCents("L1", 50)), day),
                new FundFigurePublished(
                        code, "saved", date, BigDecimal.TEN, "NZD", code, LedgerFigure.NET_APPROVED, null, null))) {
            say(said, "fund", code, event);
        }
    }

    private static void evidence(List<Said> said, String code, LocalDate day, PartialDate date) {
        RegisteredOutcome outcome = new RegisteredOutcome(
                new EvaluationOutcome(null, "harm", "days", Direction.LOWER_BETTER, "participants"),
                OutcomeRole.PRIMARY,
                "days",
                EffectScale.DIFFERENCE,
                null);
        say(
                said,
                "evaluation",
                code,
                new EvaluationRegistered(
                        code,
                        code,
                        SubjectKind.INITIATIVE,
                        "A study",
                        EvaluationDesign.MATCHED_COHORT,
                        List.of(outcome),
                        new EvaluationGroups(List.of(), List.of(), "Participants", "People alike"),
                        new Days(day, day),
                        new Days(day, day),
                        "Less harm",
                        new BigDecimal(95),
                        day,
                        Preregistration.PRE_REGISTERED));
        say(
                said,
                "evaluation",
                code,
                new EvaluationCompleted(
                        code,
                        code,
                        SubjectKind.INITIATIVE,
                        day,
                        List.of(new EvaluationResult(
                                outcome,
                                new BigDecimal(-4),
                                null,
                                null,
                                null,
                                10L,
                                null,
                                null,
                                code,
                                "About",
                                Judgement.BETTER)),
                        List.of(),
                        Verdict.EFFECTIVE,
                        Preregistration.PRE_REGISTERED));
        say(said, "initiative", code, new InitiativeFoundEffective(code, code, Verdict.EFFECTIVE));
        say(said, "budget-round", code, new BudgetRoundOpened(code, code, date));
        say(said, "budget-round", code, new BudgetBidLodged(code, code, code, 500, 4, day, true));
        say(
                said,
                "budget-round",
                code,
                new BudgetDecisionRecorded(code, code, BudgetOutcome.GRANTED, 500L, 4, date, null, true, true));
    }
}

package nz.flagships.initiative.budget;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.budget.BudgetRoundRegistration.AGGREGATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.events.initiative.BudgetPublished;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.LongTermFundingPublished;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.ReferenceRejection;
import nz.flagships.initiative.budget.BudgetRoundCommand.CloseRound;
import nz.flagships.initiative.budget.BudgetRoundCommand.LodgeBid;
import nz.flagships.initiative.budget.BudgetRoundCommand.OpenRound;
import nz.flagships.initiative.budget.BudgetRoundCommand.RecordDecision;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetBidLodged;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetDecisionRecorded;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetRoundClosed;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetRoundOpened;
import nz.flagships.initiative.initiative.EvidenceEvent;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceMixed;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceOverridden;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundEffective;
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.initiative.InitiativeEvent;
import nz.flagships.initiative.initiative.InitiativeRegistration;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.LongTermFundingEvent;
import nz.flagships.initiative.initiative.LongTermFundingEvent.LongTermFundingDeclined;
import nz.flagships.initiative.initiative.LongTermFundingEvent.LongTermFundingGranted;
import nz.flagships.initiative.initiative.LongTermFundingEvent.LongTermFundingSought;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetRoundTest {
    private static final long MONEY = 2_000_000_000L;
    private static final BudgetRoundOpened OPENED = new BudgetRoundOpened("Budget 2017", date("2016-11"));
    private static final BudgetBidLodged BID =
            new BudgetBidLodged("GATE", "CORRECTIONS", MONEY, 4, day("2017-02-01"), false);
    private static final LodgeBid LODGE = new LodgeBid("GATE", MONEY, 4, day("2017-02-01"));
    private static final RecordDecision GRANT =
            new RecordDecision("GATE", BudgetOutcome.GRANTED, MONEY, 4, date("2017-05-25"), null);
    private static final RecordDecision DECLINE =
            new RecordDecision("GATE", BudgetOutcome.DECLINED, null, null, date("2017-05-25"), "Too dear");
    private static final InitiativeFoundEffective EFFECTIVE = new InitiativeFoundEffective("GATE:A", Verdict.EFFECTIVE);
    private static final Provenance BUDGET = new Provenance(Basis.PUBLISHED, "budget-17", null, List.of());

    private static Given<BudgetRound, BudgetRoundCommand, BudgetRoundEvent> round(BudgetRoundEvent... before) {
        return given(AGGREGATE)
                .on("BUDGET-2017", before)
                .at("2017-06-30T00:00:00Z")
                .by("CORRECTIONS", Role.INITIATIVE_LEAD)
                .knowing(InitiativeRegistration.AGGREGATE, "GATE", gate(EFFECTIVE));
    }

    /** Out of Gate while it is on trial. */
    private static InitiativeEvent[] gate(InitiativeEvent... since) {
        List<InitiativeEvent> all = new ArrayList<>(List.of(
                new InitiativeProposed(
                        "Out of Gate",
                        "FUND",
                        List.of("NZ"),
                        List.of("REINTEGRATION"),
                        "CORRECTIONS",
                        List.of("POLICE")),
                new InitiativeApproved(date("2013")),
                new InitiativeStarted(date("2013"))));
        all.addAll(Arrays.asList(since));
        return all.toArray(InitiativeEvent[]::new);
    }

    private static Elsewhere says(LongTermFundingEvent event) {
        return new Elsewhere("initiative", "GATE", event);
    }

    private static void refused(
            Given<BudgetRound, BudgetRoundCommand, BudgetRoundEvent> given, BudgetRoundCommand command, Rejection why) {
        given.when(command).thenRefused(why);
    }

    private static BudgetDecisionRecorded decided(BudgetOutcome decision) {
        return new BudgetDecisionRecorded(
                "GATE",
                decision,
                decision == BudgetOutcome.GRANTED ? MONEY : null,
                decision == BudgetOutcome.GRANTED ? 4 : null,
                date("2017-05-25"),
                null,
                true,
                true);
    }

    // ---- opened
    // --------------------------------------------------------------------------------------------------------

    @Test
    void aRoundIsOfSoManyInitiativesAndNoMore() {
        BudgetRoundEvent[] full = Stream.concat(
                        Stream.of(OPENED),
                        IntStream.range(0, BudgetRoundDecider.MOST)
                                .mapToObj(i -> new BudgetBidLodged(
                                        "OTHER-" + i, "CORRECTIONS", MONEY, 4, day("2017-02-01"), false)))
                .toArray(BudgetRoundEvent[]::new);

        round(full).when(LODGE).thenRefused(BudgetRoundRejection.TOO_MANY_BIDS);

        // Nor is there room for one more that is decided without a bid; what was bid for is decided all the same.
        BudgetRoundEvent[] decided = Stream.concat(
                        Stream.of(OPENED, BID),
                        IntStream.range(0, BudgetRoundDecider.MOST)
                                .mapToObj(i -> new BudgetDecisionRecorded(
                                        "OTHER-" + i,
                                        BudgetOutcome.DECLINED,
                                        null,
                                        null,
                                        date("2017-05-25"),
                                        null,
                                        false,
                                        false)))
                .toArray(BudgetRoundEvent[]::new);
        BudgetRoundEvent[] withoutBid =
                Stream.of(decided).filter(event -> event != BID).toArray(BudgetRoundEvent[]::new);
        round(withoutBid)
                .by("JUSTICE", Role.FUND_MANAGER)
                .provenance(BUDGET)
                .when(DECLINE)
                .thenRefused(BudgetRoundRejection.TOO_MANY_BIDS);
        assertThat(round(decided)
                        .by("TREASURY", Role.FUND_MANAGER)
                        .when(DECLINE)
                        .state()
                        .decisions())
                .containsKey("GATE");

        // What is undecided is named in part.
        var closing = round(full).by("JUSTICE", Role.FUND_MANAGER).when(new CloseRound(date("2017-06-01")));
        closing.thenRefused(BudgetRoundRejection.UNDECIDED_BIDS);
        assertThat(((Refused<BudgetRoundEvent>) closing.decision()).detail())
                .endsWith("] and 9988 more")
                .hasSizeLessThan(300);
    }

    @Test
    void aRoundIsOpenedOnce() {
        var opened = round().by("TREASURY", Role.FUND_MANAGER).when(new OpenRound("Budget 2017", date("2016-11")));

        opened.then(OPENED);
        assertThat(opened.published())
                .containsExactly(new BudgetPublished.BudgetRoundOpened("BUDGET-2017", "Budget 2017", date("2016-11")));
        refused(round(OPENED), new OpenRound("Again", date("2016-11")), BudgetRoundRejection.OPENED_ALREADY);
        refused(round(), new OpenRound("Later", date("2018")), ReferenceRejection.IN_THE_FUTURE);
        refused(round(), new OpenRound("Some day", null), BudgetRoundRejection.DAY_IS_MISSING);
        round().provenance(BUDGET).when(new OpenRound("Some day", null)).then(new BudgetRoundOpened("Some day", null));
    }

    // ---- bid
    // -----------------------------------------------------------------------------------------------------------

    @Test
    void aBidIsLodgedForWhatWasShownEffective() {
        var lodged = round(OPENED).when(LODGE);

        lodged.then(BID).thenElsewhere(says(new LongTermFundingSought("BUDGET-2017", MONEY, 4, day("2017-02-01"))));
        assertThat(lodged.published())
                .containsExactly(new BudgetPublished.BudgetBidLodged(
                        "BUDGET-2017", "GATE", "CORRECTIONS", MONEY, 4, day("2017-02-01"), false));
    }

    @Test
    void mixedEvidenceNeedsAnOverrideOnRecord() {
        EvidenceMixed mixed = new EvidenceMixed("GATE:A", Verdict.MIXED);
        EvidenceOverridden overridden = new EvidenceOverridden("GATE:A", "Less harm is enough");

        refused(
                round(OPENED).knowing(InitiativeRegistration.AGGREGATE, "GATE", gate(mixed)),
                LODGE,
                BudgetRoundRejection.NOT_SHOWN_TO_WORK);
        round(OPENED)
                .knowing(InitiativeRegistration.AGGREGATE, "GATE", gate(mixed, overridden))
                .when(LODGE)
                .then(new BudgetBidLodged("GATE", "CORRECTIONS", MONEY, 4, day("2017-02-01"), true));
        refused(
                round(OPENED)
                        .knowing(
                                InitiativeRegistration.AGGREGATE,
                                "GATE",
                                gate(mixed, overridden, new EvidenceMixed("GATE:B", Verdict.HARMFUL))),
                LODGE,
                BudgetRoundRejection.NOT_SHOWN_TO_WORK);
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = "EFFECTIVE", mode = EnumSource.Mode.EXCLUDE)
    void nothingElseIsEvidenceEnough(Verdict together) {
        refused(
                round(OPENED)
                        .knowing(
                                InitiativeRegistration.AGGREGATE,
                                "GATE",
                                gate(EvidenceEvent.found(together, "GATE:A", together))),
                LODGE,
                BudgetRoundRejection.NOT_SHOWN_TO_WORK);
    }

    @Test
    void withoutAnyEvidenceEvenHistoryDoesNotBid() {
        refused(
                round(OPENED).knowing(InitiativeRegistration.AGGREGATE, "GATE", gate()),
                LODGE,
                BudgetRoundRejection.NOT_SHOWN_TO_WORK);
        refused(
                round(OPENED)
                        .by("JUSTICE", Role.STEWARD)
                        .provenance(BUDGET)
                        .knowing(InitiativeRegistration.AGGREGATE, "GATE", gate()),
                LODGE,
                BudgetRoundRejection.NOT_SHOWN_TO_WORK);
    }

    @Test
    void aBidIsLodgedInAnOpenRoundOnceByWhoRunsTheInitiative() {
        refused(round(), LODGE, BudgetRoundRejection.NO_SUCH_ROUND);
        refused(round(OPENED, new BudgetRoundClosed(date("2017-03"))), LODGE, BudgetRoundRejection.ROUND_IS_CLOSED);
        refused(round(OPENED, BID), LODGE, BudgetRoundRejection.BID_ALREADY);
        refused(round(OPENED, BID, decided(BudgetOutcome.DECLINED)), LODGE, BudgetRoundRejection.BID_ALREADY);
        refused(round(OPENED, decided(BudgetOutcome.GRANTED)), LODGE, BudgetRoundRejection.DECIDED_ALREADY);
        refused(
                round(OPENED),
                new LodgeBid("NOTHING", MONEY, 4, day("2017-02-01")),
                ReferenceRejection.UNKNOWN_INITIATIVE);
        refused(round(OPENED).by("CYF", Role.INITIATIVE_LEAD), LODGE, BudgetRoundRejection.NOT_YOURS);
        refused(
                round(OPENED),
                new LodgeBid("GATE", MONEY, 4, day("2016-10-31")),
                BudgetRoundRejection.BEFORE_IT_WAS_OPENED);
        refused(round(OPENED), new LodgeBid("GATE", MONEY, 4, day("2017-07-01")), ReferenceRejection.IN_THE_FUTURE);
        round(OPENED)
                .by("POLICE", Role.INITIATIVE_LEAD)
                .when(LODGE)
                .then(new BudgetBidLodged("GATE", "POLICE", MONEY, 4, day("2017-02-01"), false));
    }

    @Test
    void onlyWhatRunsIsFundedForTheLongTerm() {
        InitiativeProposed proposed = (InitiativeProposed) gate()[0];
        refused(
                round(OPENED).knowing(InitiativeRegistration.AGGREGATE, "GATE", proposed, EFFECTIVE),
                LODGE,
                BudgetRoundRejection.DOES_NOT_RUN);
        refused(
                round(OPENED)
                        .knowing(
                                InitiativeRegistration.AGGREGATE,
                                "GATE",
                                gate(EFFECTIVE, new InitiativeClosed(date("2016"), null))),
                LODGE,
                BudgetRoundRejection.DOES_NOT_RUN);
        refused(
                round(OPENED, BID)
                        .by("TREASURY", Role.FUND_APPROVER)
                        .knowing(
                                InitiativeRegistration.AGGREGATE,
                                "GATE",
                                gate(EFFECTIVE, new InitiativeClosed(date("2016"), null))),
                GRANT,
                BudgetRoundRejection.DOES_NOT_RUN);
    }

    @Test
    void whatIsEstablishedMaySeekAgain() {
        LongTermFundingGranted before = new LongTermFundingGranted("BUDGET-2015", MONEY, 2, date("2015-05"), true);

        round(OPENED)
                .knowing(InitiativeRegistration.AGGREGATE, "GATE", gate(EFFECTIVE, before))
                .when(LODGE)
                .then(BID);
    }

    // ---- decided
    // -------------------------------------------------------------------------------------------------------

    @Test
    void aGrantMakesTheInitiativeEstablished() {
        var granted = round(OPENED, BID).by("TREASURY", Role.FUND_APPROVER).when(GRANT);

        granted.then(decided(BudgetOutcome.GRANTED))
                .thenElsewhere(says(new LongTermFundingGranted("BUDGET-2017", MONEY, 4, date("2017-05-25"), true)));
        assertThat(granted.published())
                .containsExactly(new BudgetPublished.BudgetDecisionRecorded(
                        "BUDGET-2017", "GATE", BudgetOutcome.GRANTED, MONEY, 4, date("2017-05-25"), null, true, true));
        Initiative after = folded(new LongTermFundingGranted("BUDGET-2017", MONEY, 4, date("2017-05-25"), true));
        assertThat(after.lifecycle()).isEqualTo(InitiativeLifecycle.ESTABLISHED);
        assertThat(after.funding()).isEqualTo(FundingStatus.LONG_TERM_GRANTED);
        assertThat(after.evidence()).as("independent of it").isEqualTo(EvidenceStatus.EFFECTIVE);
    }

    @Test
    void aDeclineLeavesTheInitiativeAsItIs() {
        round(OPENED, BID)
                .by("TREASURY", Role.FUND_APPROVER)
                .when(DECLINE)
                .thenElsewhere(says(new LongTermFundingDeclined("BUDGET-2017", date("2017-05-25"))));

        Initiative after = folded(
                new LongTermFundingSought("BUDGET-2017", MONEY, 4, day("2017-02-01")),
                new LongTermFundingDeclined("BUDGET-2017", date("2017-05-25")));
        assertThat(after.lifecycle()).isEqualTo(InitiativeLifecycle.TRIALLING);
        assertThat(after.funding()).isEqualTo(FundingStatus.LONG_TERM_DECLINED);
    }

    @Test
    void aSecondBidTakesNothingAwayOfTheFirstGrant() {
        LongTermFundingGranted first = new LongTermFundingGranted("BUDGET-2017", MONEY, 2, date("2017-05-25"), false);
        LongTermFundingSought again = new LongTermFundingSought("BUDGET-2019", MONEY, 2, day("2019-02-01"));

        assertThat(folded(first, again).funding()).isEqualTo(FundingStatus.LONG_TERM_GRANTED);
        assertThat(folded(first, again, new LongTermFundingDeclined("BUDGET-2019", date("2019-05")))
                        .funding())
                .isEqualTo(FundingStatus.LONG_TERM_GRANTED);
        assertThat(InitiativeRegistration.AGGREGATE.publish("GATE", again))
                .isEqualTo(new LongTermFundingPublished.LongTermFundingSought(
                        "GATE", "BUDGET-2019", MONEY, 2, day("2019-02-01")));
    }

    private static Initiative folded(LongTermFundingEvent... events) {
        Initiative initiative = Initiative.EMPTY;
        for (InitiativeEvent event : gate(EFFECTIVE)) {
            initiative = InitiativeRegistration.AGGREGATE.evolve(initiative, event);
        }
        for (LongTermFundingEvent event : events) {
            initiative = InitiativeRegistration.AGGREGATE.evolve(initiative, event);
        }
        return initiative;
    }

    @Test
    void nobodyDecidesOnTheirOwnBid() {
        refused(round(OPENED, BID).by("CORRECTIONS", Role.FUND_APPROVER), GRANT, BudgetRoundRejection.BIDDER_DECIDES);
        refused(round(OPENED, BID).by("POLICE", Role.FUND_APPROVER), GRANT, BudgetRoundRejection.BIDDER_DECIDES);
        refused(
                round(OPENED, BID).by("CORRECTIONS", Role.STEWARD).provenance(BUDGET),
                GRANT,
                BudgetRoundRejection.BIDDER_DECIDES);
    }

    @Test
    void aDecisionIsOfABidOnceAndNotBeforeIt() {
        var treasury = Role.FUND_APPROVER;

        refused(round(OPENED).by("TREASURY", treasury), GRANT, BudgetRoundRejection.NO_BID);
        refused(round().by("TREASURY", treasury), GRANT, BudgetRoundRejection.NO_SUCH_ROUND);
        refused(
                round(OPENED, BID, decided(BudgetOutcome.DECLINED)).by("TREASURY", treasury),
                GRANT,
                BudgetRoundRejection.DECIDED_ALREADY);
        refused(
                round(OPENED, BID).by("TREASURY", treasury),
                decision(BudgetOutcome.GRANTED, MONEY, 4, "2017-01-31"),
                BudgetRoundRejection.BEFORE_THE_BID);
        refused(
                round(OPENED, BID).by("TREASURY", treasury),
                decision(BudgetOutcome.GRANTED, MONEY, 4, "2017-07-01"),
                ReferenceRejection.IN_THE_FUTURE);
        refused(
                round(OPENED).by("TREASURY", treasury),
                new RecordDecision("NOTHING", BudgetOutcome.DECLINED, null, null, date("2017"), null),
                ReferenceRejection.UNKNOWN_INITIATIVE);
    }

    @Test
    void aGrantHasMoneyAndADeclineHasNone() {
        var treasury = round(OPENED, BID).by("TREASURY", Role.FUND_APPROVER);

        refused(
                treasury,
                decision(BudgetOutcome.GRANTED, null, 4, "2017-05-25"),
                BudgetRoundRejection.GRANT_NEEDS_MONEY);
        refused(
                treasury,
                decision(BudgetOutcome.GRANTED, MONEY, null, "2017-05-25"),
                BudgetRoundRejection.GRANT_NEEDS_MONEY);
        refused(
                treasury,
                decision(BudgetOutcome.DECLINED, MONEY, null, "2017-05-25"),
                BudgetRoundRejection.GRANT_NEEDS_MONEY);
        refused(
                treasury,
                decision(BudgetOutcome.DECLINED, null, 4, "2017-05-25"),
                BudgetRoundRejection.GRANT_NEEDS_MONEY);
    }

    private static RecordDecision decision(
            BudgetOutcome outcome, @Nullable Long cents, @Nullable Integer years, String on) {
        return new RecordDecision("GATE", outcome, cents, years, date(on), null);
    }

    @Test
    void historyWasDecidedElsewhereWithoutQualifyingEvidenceOnRecord() {
        var history = round(OPENED, new BudgetRoundClosed(date("2017-05")))
                .by("CORRECTIONS", Role.STEWARD)
                .provenance(BUDGET)
                .knowing(InitiativeRegistration.AGGREGATE, "GATE", gate());

        history.when(new RecordDecision(
                        "GATE", BudgetOutcome.GRANTED, MONEY, 4, date("2017-05-25"), "Decided before it was evaluated"))
                .then(new BudgetDecisionRecorded(
                        "GATE",
                        BudgetOutcome.GRANTED,
                        MONEY,
                        4,
                        date("2017-05-25"),
                        "Decided before it was evaluated",
                        false,
                        false))
                .thenElsewhere(says(new LongTermFundingGranted("BUDGET-2017", MONEY, 4, date("2017-05-25"), false)));
        refused(history, GRANT, BudgetRoundRejection.REASON_IS_MISSING);
        refused(
                history.knowing(
                        InitiativeRegistration.AGGREGATE, "GATE", gate(new InitiativeClosed(date("2016"), null))),
                new RecordDecision("GATE", BudgetOutcome.GRANTED, MONEY, 4, date("2017-05-25"), "History"),
                BudgetRoundRejection.DOES_NOT_RUN);
        InitiativeProposed proposed = (InitiativeProposed) gate()[0];
        history.knowing(InitiativeRegistration.AGGREGATE, "GATE", proposed)
                .when(new RecordDecision("GATE", BudgetOutcome.GRANTED, MONEY, 4, date("2017-05-25"), "History"))
                .thenElsewhere(says(new LongTermFundingGranted("BUDGET-2017", MONEY, 4, date("2017-05-25"), false)));
    }

    // ---- closed
    // --------------------------------------------------------------------------------------------------------

    @Test
    void aRoundIsClosedWhenAllItsBidsAreDecided() {
        var closed = round(OPENED, BID, decided(BudgetOutcome.DECLINED)).when(new CloseRound(date("2017-06")));

        closed.then(new BudgetRoundClosed(date("2017-06")));
        assertThat(closed.published())
                .containsExactly(new BudgetPublished.BudgetRoundClosed("BUDGET-2017", date("2017-06")));
        refused(round(OPENED, BID), new CloseRound(date("2017-06")), BudgetRoundRejection.UNDECIDED_BIDS);
        refused(round(), new CloseRound(date("2017-06")), BudgetRoundRejection.NO_SUCH_ROUND);
        refused(
                round(OPENED, new BudgetRoundClosed(date("2017-06"))),
                new CloseRound(date("2017-06")),
                BudgetRoundRejection.CLOSED_ALREADY);
        refused(round(OPENED), new CloseRound(date("2016-10")), BudgetRoundRejection.BEFORE_IT_WAS_OPENED);
        refused(round(OPENED), new CloseRound(date("2017-07")), ReferenceRejection.IN_THE_FUTURE);
        refused(round(OPENED), new CloseRound(null), BudgetRoundRejection.DAY_IS_MISSING);
        round(OPENED).provenance(BUDGET).when(new CloseRound(null)).then(new BudgetRoundClosed(null));
    }

    @Test
    void aRoundIsNotClosedBeforeItsLastBidOrDecision() {
        // given a bid, and decisions of which the last to be said is not the last that was made
        BudgetDecisionRecorded before = new BudgetDecisionRecorded(
                "OTHER", BudgetOutcome.DECLINED, null, null, date("2017-05-02"), "Elsewhere", false, false);
        var round = round(OPENED, BID, decided(BudgetOutcome.DECLINED), before);

        // then
        for (String tooEarly : List.of("2016-11-02", "2017-02-01", "2017-05-24", "2017-04", "2016")) {
            var closing = round.when(new CloseRound(date(tooEarly)));
            closing.thenRefused(BudgetRoundRejection.CLOSED_BEFORE_ITS_LAST_DAY);
            assertThat(((Refused<BudgetRoundEvent>) closing.decision()).detail())
                    .as("what it takes")
                    .endsWith("2017-05-25");
        }
        for (String late : List.of("2017-05-25", "2017-05", "2017", "2017-06-01")) {
            round.when(new CloseRound(date(late))).then(new BudgetRoundClosed(date(late)));
        }
        round.provenance(BUDGET).when(new CloseRound(null)).then(new BudgetRoundClosed(null));
        // of a decision of which the month is known alone, any day of it may be the last
        BudgetDecisionRecorded sometime = new BudgetDecisionRecorded(
                "GATE", BudgetOutcome.DECLINED, null, null, date("2017-05"), "Elsewhere", false, false);
        round(OPENED, sometime)
                .when(new CloseRound(date("2017-05-01")))
                .then(new BudgetRoundClosed(date("2017-05-01")));
        refused(
                round(OPENED, sometime),
                new CloseRound(date("2017-04-30")),
                BudgetRoundRejection.CLOSED_BEFORE_ITS_LAST_DAY);
    }
}

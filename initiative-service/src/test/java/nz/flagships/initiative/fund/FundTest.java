package nz.flagships.initiative.fund;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.ReferenceRejection.ALIKE;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.NAMED_TWICE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.fund.FundRegistration.AGGREGATE;
import static nz.flagships.initiative.fund.FundRejection.AGREEMENT_IS_MISSING;
import static nz.flagships.initiative.fund.FundRejection.ALLOCATION_PROPOSED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.APPROVER_IS_THE_BIDDER;
import static nz.flagships.initiative.fund.FundRejection.BEFORE_ANY_YEAR;
import static nz.flagships.initiative.fund.FundRejection.BEFORE_ITS_GROUND;
import static nz.flagships.initiative.fund.FundRejection.BIDDER_DOES_NOT_RUN_IT;
import static nz.flagships.initiative.fund.FundRejection.BID_DECIDED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.BID_NOT_ASSESSED;
import static nz.flagships.initiative.fund.FundRejection.BID_SUBMITTED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.CARRIED_BACKWARD;
import static nz.flagships.initiative.fund.FundRejection.FIGURE_PUBLISHED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.INITIATIVE_IS_OVER;
import static nz.flagships.initiative.fund.FundRejection.LOTS_DO_NOT_ADD_UP;
import static nz.flagships.initiative.fund.FundRejection.LOT_BANKED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.LOT_OF_A_LATER_YEAR;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_APPROVED;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_PLANNED;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_TRANSFERRED;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_UNALLOCATED;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_UNDRAWN;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_UNTRANSFERRED;
import static nz.flagships.initiative.fund.FundRejection.NOT_APPROVED;
import static nz.flagships.initiative.fund.FundRejection.NOT_AS_BID_FOR;
import static nz.flagships.initiative.fund.FundRejection.NOT_PENDING;
import static nz.flagships.initiative.fund.FundRejection.NOT_THE_RECEIVER;
import static nz.flagships.initiative.fund.FundRejection.NO_SUCH_ALLOCATION;
import static nz.flagships.initiative.fund.FundRejection.NO_SUCH_BID;
import static nz.flagships.initiative.fund.FundRejection.NO_SUCH_LOT;
import static nz.flagships.initiative.fund.FundRejection.OVERDRAWN;
import static nz.flagships.initiative.fund.FundRejection.OWN_BID;
import static nz.flagships.initiative.fund.FundRejection.PERSON_IS_MISSING;
import static nz.flagships.initiative.fund.FundRejection.PROFILE_DOES_NOT_ADD_UP;
import static nz.flagships.initiative.fund.FundRejection.SAME_APPROVER_TWICE;
import static nz.flagships.initiative.fund.FundRejection.SUM_TOO_LARGE;
import static nz.flagships.initiative.fund.FundRejection.YEAR_OF_ANOTHER_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.FundPublished;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.YearCents;
import nz.flagships.events.initiative.FundingCriterion;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.LedgerFigure;
import nz.flagships.eventstore.command.Shown;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.fund.FundCommand.AssessBid;
import nz.flagships.initiative.fund.FundCommand.BankSaving;
import nz.flagships.initiative.fund.FundCommand.CancelAllocation;
import nz.flagships.initiative.fund.FundCommand.CarryForward;
import nz.flagships.initiative.fund.FundCommand.DeclineBid;
import nz.flagships.initiative.fund.FundCommand.DrawDownFunds;
import nz.flagships.initiative.fund.FundCommand.DrawnOnLot;
import nz.flagships.initiative.fund.FundCommand.EndorseAllocation;
import nz.flagships.initiative.fund.FundCommand.PlannedForYear;
import nz.flagships.initiative.fund.FundCommand.ProposeAllocation;
import nz.flagships.initiative.fund.FundCommand.PublishFigure;
import nz.flagships.initiative.fund.FundCommand.ReturnFunds;
import nz.flagships.initiative.fund.FundCommand.ReverseSaving;
import nz.flagships.initiative.fund.FundCommand.SubmitBid;
import nz.flagships.initiative.fund.FundCommand.TransferFunds;
import nz.flagships.initiative.fund.FundEvent.AllocationApproved;
import nz.flagships.initiative.fund.FundEvent.AllocationCancelled;
import nz.flagships.initiative.fund.FundEvent.AllocationCarriedForward;
import nz.flagships.initiative.fund.FundEvent.AllocationEndorsed;
import nz.flagships.initiative.fund.FundEvent.AllocationProposed;
import nz.flagships.initiative.fund.FundEvent.FundFigurePublished;
import nz.flagships.initiative.fund.FundEvent.FundingBidAssessed;
import nz.flagships.initiative.fund.FundEvent.FundingBidDeclined;
import nz.flagships.initiative.fund.FundEvent.FundingBidSubmitted;
import nz.flagships.initiative.fund.FundEvent.FundsDrawnDown;
import nz.flagships.initiative.fund.FundEvent.FundsTransferred;
import nz.flagships.initiative.fund.FundEvent.SavingBanked;
import nz.flagships.initiative.fund.FundEvent.SavingReversed;
import nz.flagships.initiative.fund.FundEvent.UnspentFundsReturned;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFunded;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFundsSettled;
import nz.flagships.initiative.initiative.InitiativeRegistration;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.source.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FundTest {
    private static final FinancialYear FY2014 = new FinancialYear("FY2014");
    private static final FinancialYear FY2015 = new FinancialYear("FY2015");
    private static final FinancialYear FY2016 = new FinancialYear("FY2016");
    private static final FinancialYear FY2017 = new FinancialYear("FY2017");

    /** 1,000 of FY2014 and 500 of FY2016, by two agencies. */
    private static final SavingBanked OLD =
            new SavingBanked("L14", "POLICE", FY2014, 1_000, day("2014-07-15"), "Agreed");

    private static final SavingBanked NEW =
            new SavingBanked("L16", "JUSTICE", FY2016, 500, day("2016-07-15"), "Agreed");
    private static final FundingBidSubmitted BID =
            new FundingBidSubmitted("B1", "CORRECTIONS", "OUT-OF-GATE", 900, "To try it", day("2016-08-01"));
    private static final FundingBidAssessed ASSESSED =
            new FundingBidAssessed("B1", "CROWN_LAW", List.of(FundingCriterion.REDUCES_REOFFENDING), day("2016-08-05"));
    private static final AllocationProposed PROPOSED = new AllocationProposed(
            "A1",
            "B1",
            "OUT-OF-GATE",
            "CORRECTIONS",
            900,
            List.of(new YearCents(FY2016, 400), new YearCents(FY2017, 500)),
            List.of(new LotCents("L14", 600), new LotCents("L16", 300)),
            day("2016-08-10"));
    private static final AllocationEndorsed ENDORSED =
            new AllocationEndorsed("A1", "JUSTICE", "first", 1, day("2016-08-12"));
    private static final AllocationEndorsed ENDORSED_AGAIN =
            new AllocationEndorsed("A1", "SFO", "second", 2, day("2016-08-13"));
    private static final AllocationApproved APPROVED =
            new AllocationApproved("A1", "OUT-OF-GATE", "CORRECTIONS", 900, PROPOSED.lots(), day("2016-08-13"));
    private static final FundsTransferred TRANSFERRED = new FundsTransferred(
            "A1", 600, List.of(new LotCents("L14", 400), new LotCents("L16", 200)), day("2016-09-01"));

    private static Given<Fund, FundCommand, FundEvent> fund(FundEvent... before) {
        return given(AGGREGATE)
                .on("JUSTICE-SECTOR-FUND", before)
                .at("2018-05-01T00:00:00Z")
                .by("JUSTICE", Role.FUND_MANAGER)
                .person("a-manager")
                .knowing(Agency.class, "POLICE", Agency.EMPTY)
                .knowing(Agency.class, "JUSTICE", Agency.EMPTY)
                .knowing(Agency.class, "CORRECTIONS", Agency.EMPTY)
                .knowing(Source.class, "seed", Source.EMPTY)
                .knowing(
                        InitiativeRegistration.AGGREGATE,
                        "OUT-OF-GATE",
                        new InitiativeProposed(
                                "Out of Gate",
                                "FUND",
                                List.of("NZ"),
                                List.of("GATE"),
                                "CORRECTIONS",
                                List.of("POLICE")));
    }

    private static Given<Fund, FundCommand, FundEvent> banked(FundEvent... after) {
        return fund(with(List.of(OLD, NEW), after));
    }

    private static Given<Fund, FundCommand, FundEvent> proposed(FundEvent... after) {
        return fund(with(List.of(OLD, NEW, BID, ASSESSED, PROPOSED), after));
    }

    private static Given<Fund, FundCommand, FundEvent> approved(FundEvent... after) {
        return proposed(with(List.of(ENDORSED, ENDORSED_AGAIN, APPROVED), after));
    }

    private static FundEvent[] with(List<FundEvent> before, FundEvent... after) {
        return Stream.concat(before.stream(), Arrays.stream(after)).toArray(FundEvent[]::new);
    }

    private static long available(Fund fund, String lot) {
        return Objects.requireNonNull(fund.lots().get(lot)).balance().available();
    }

    private static BankSaving bank(String lot, String agency, long cents, @Nullable String agreement) {
        return new BankSaving(lot, agency, FY2014, cents, day("2014-07-15"), agreement);
    }

    private static ProposeAllocation propose(
            String code, @Nullable String bid, long cents, List<PlannedForYear> profile, List<DrawnOnLot> lots) {
        return new ProposeAllocation(code, bid, "OUT-OF-GATE", "CORRECTIONS", cents, profile, lots, day("2016-08-10"));
    }

    private static ProposeAllocation propose(long cents, FinancialYear year, String lot) {
        return propose(
                "A2", null, cents, List.of(new PlannedForYear(year, cents)), List.of(new DrawnOnLot(lot, cents)));
    }

    // ---- savings
    // -----------------------------------------------------------------------------------------------------

    @Test
    void aSavingIsBankedAndMakesALot() {
        var banked = fund().when(bank("L14", "POLICE", 1_000, "Agreed"));

        banked.then(OLD);
        assertThat(available(banked.state(), "L14")).isEqualTo(1_000);
        assertThat(banked.published())
                .containsExactly(new FundPublished.SavingBanked(
                        "JUSTICE-SECTOR-FUND", "L14", "POLICE", FY2014, 1_000, day("2014-07-15"), "Agreed"));
    }

    @Test
    void aSavingIsRefused() {
        fund(OLD).when(bank("L14", "POLICE", 1, "Agreed")).thenRefused(LOT_BANKED_ALREADY);
        fund().when(bank("L1", "NOBODY", 1, "Agreed")).thenRefused(UNKNOWN_AGENCY);
        fund().when(bank("L1", "POLICE", 1, null)).thenRefused(AGREEMENT_IS_MISSING);
        fund().when(new BankSaving("L1", "POLICE", FY2014, 1, day("2018-06-30"), "Agreed"))
                .thenRefused(IN_THE_FUTURE);
        fund().provenance(new Provenance(Basis.SYNTHETIC, null, null, List.of()))
                .when(bank("L1", "POLICE", 1, null))
                .then(new SavingBanked("L1", "POLICE", FY2014, 1, day("2014-07-15"), null));
    }

    @Test
    void theSumsOfTheFundEndWhereJsonsNumbersDo() {
        SavingBanked most = new SavingBanked("L1", "POLICE", FY2014, Balance.MOST - 1, day("2014-07-15"), "Agreed");

        fund(most).when(bank("L2", "JUSTICE", 2, "Agreed")).thenRefused(SUM_TOO_LARGE);
        fund(most)
                .when(bank("L2", "JUSTICE", 1, "Agreed"))
                .then(new SavingBanked("L2", "JUSTICE", FY2014, 1, day("2014-07-15"), "Agreed"));
    }

    @Test
    void aSavingIsReversedUpToWhatIsUnallocated() {
        var reversed = approved().when(new ReverseSaving("L14", 400, day("2016-10-01"), "Counted twice"));

        reversed.then(new SavingReversed("L14", 400, day("2016-10-01"), "Counted twice"));
        assertThat(available(reversed.state(), "L14")).isZero();
        approved()
                .when(new ReverseSaving("L14", 401, day("2016-10-01"), "Counted twice"))
                .thenRefused(MORE_THAN_UNALLOCATED);
        banked().when(new ReverseSaving("L9", 1, day("2016-10-01"), "?")).thenRefused(NO_SUCH_LOT);
        banked().when(new ReverseSaving("L14", 1, day("2014-07-14"), "?")).thenRefused(BEFORE_ITS_GROUND);
    }

    // ---- bids
    // --------------------------------------------------------------------------------------------------------

    @Test
    void theAgencyThatPostsItBids() {
        var submitted = fund().by("CORRECTIONS", Role.AGENCY_SYSTEM)
                .when(new SubmitBid("B1", "OUT-OF-GATE", 900, "To try it", day("2016-08-01")));

        submitted.then(BID);
        fund(BID)
                .by("POLICE", Role.AGENCY_SYSTEM)
                .when(new SubmitBid("B1", "OUT-OF-GATE", 1, "?", day("2016-08-01")))
                .thenRefused(BID_SUBMITTED_ALREADY);
        fund().by("NOBODY", Role.AGENCY_SYSTEM)
                .when(new SubmitBid("B1", "OUT-OF-GATE", 1, "?", day("2016-08-01")))
                .thenRefused(UNKNOWN_AGENCY);
        fund().by("POLICE", Role.AGENCY_SYSTEM)
                .when(new SubmitBid("B1", "NONE", 1, "?", day("2016-08-01")))
                .thenRefused(UNKNOWN_INITIATIVE);
    }

    @Test
    void onlyWhoRunsAnInitiativeBidsForIt() {
        fund().by("JUSTICE", Role.AGENCY_SYSTEM)
                .when(new SubmitBid("B1", "OUT-OF-GATE", 900, "To try it", day("2016-08-01")))
                .thenRefused(BIDDER_DOES_NOT_RUN_IT);
        fund().by("POLICE", Role.INITIATIVE_LEAD)
                .when(new SubmitBid("B1", "OUT-OF-GATE", 900, "To try it", day("2016-08-01")))
                .then(new FundingBidSubmitted("B1", "POLICE", "OUT-OF-GATE", 900, "To try it", day("2016-08-01")));
    }

    /** 100 banked in July 2014, all of it promised in 2018: before that day there is nothing to promise either. */
    @Test
    void whatIsDatedBackIsHeldAgainstEveryDaySince() {
        SavingBanked lot = new SavingBanked(
                "L14", "POLICE", FinancialYear.of(day("2014-07-15")), 900, day("2014-07-15"), "Agreed");
        List<LotCents> all = List.of(new LotCents("L14", 900));
        AllocationProposed first = new AllocationProposed(
                "A1",
                null,
                "OUT-OF-GATE",
                "CORRECTIONS",
                900,
                List.of(new YearCents(FinancialYear.of(day("2016-08-10")), 900)),
                all,
                day("2015-08-10"));
        AllocationApproved approved =
                new AllocationApproved("A1", "OUT-OF-GATE", "CORRECTIONS", 900, all, day("2017-08-13"));
        AllocationCancelled cancelled = new AllocationCancelled("A1", 900, all, "No", day("2018-03-01"));
        // Since March 2018 the 900 are there again; from August 2017 until then they were not.
        var given = fund(lot, first, approved, cancelled);
        given.when(new ReverseSaving("L14", 1, day("2016-01-01"), "Counted twice"))
                .thenRefused(MORE_THAN_UNALLOCATED);
        fund(lot, first, approved, cancelled)
                .when(new ReverseSaving("L14", 900, day("2018-03-01"), "Counted twice"))
                .then(new SavingReversed("L14", 900, day("2018-03-01"), "Counted twice"));
    }

    @Test
    void aDayBeforeAnyFinancialYearIsRefusedAndNothingIsThrown() {
        for (String on : List.of("0001-01-01", "1839-12-31", "1850-01-01", "2200-01-01", "9999-12-31")) {
            assertThat(approved(TRANSFERRED)
                            .when(new DrawDownFunds("A1", 1, day(on)))
                            .decision())
                    .as(on)
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void noDayOfTheFundLiesBeforeTheFirstFinancialYearThatIsSpelled() {
        LocalDate before = day("1899-06-30");
        FinancialYear first = new FinancialYear("FY1900");
        for (FundCommand command : List.of(
                new BankSaving("L50", "POLICE", first, 1, before, "Agreed"),
                new ReverseSaving("L14", 1, before, "Counted twice"),
                new ProposeAllocation(
                        "A9",
                        null,
                        "OUT-OF-GATE",
                        "CORRECTIONS",
                        1,
                        List.of(new PlannedForYear(FY2016, 1)),
                        List.of(new DrawnOnLot("L14", 1)),
                        before),
                new TransferFunds("A1", 1, before),
                new DrawDownFunds("A1", 1, before),
                new CarryForward("A1", FY2016, FY2017, 1, before),
                new ReturnFunds("A1", 1, before),
                new CancelAllocation("A1", 1L, "Not needed", before))) {
            approved(TRANSFERRED).when(command).thenRefused(BEFORE_ANY_YEAR);
        }
        fund().when(new BankSaving("L50", "POLICE", first, 1, day("1899-07-01"), "Agreed"))
                .then(new SavingBanked("L50", "POLICE", first, 1, day("1899-07-01"), "Agreed"));
    }

    @Test
    void aSavingIsOfAYearNearTheDayItIsBanked() {
        // 30 June 2016 is the last day of FY2016
        for (String year : List.of("FY1901", "FY2005", "FY2018", "FY2099", "FY2150")) {
            fund().when(new BankSaving("L1", "POLICE", new FinancialYear(year), 1, day("2016-06-30"), "Agreed"))
                    .thenRefused(YEAR_OF_ANOTHER_TIME);
        }
        for (FinancialYear year : List.of(new FinancialYear("FY2006"), FY2016, FY2017)) {
            fund().when(new BankSaving("L1", "POLICE", year, 1, day("2016-06-30"), "Agreed"))
                    .then(new SavingBanked("L1", "POLICE", year, 1, day("2016-06-30"), "Agreed"));
        }
    }

    @Test
    void aCodeThatDiffersByCapitalsOnlyIsRefused() {
        banked().when(new BankSaving("l14", "POLICE", new FinancialYear("FY2015"), 1, day("2014-07-15"), "Agreed"))
                .thenRefused(ALIKE);
    }

    @Test
    void anotherAgencyThanTheBidderAssesses() {
        AssessBid assess = new AssessBid("B1", List.of(FundingCriterion.REDUCES_REOFFENDING), day("2016-08-05"));

        fund(BID).by("CROWN_LAW", Role.ASSESSOR).when(assess).then(ASSESSED);
        fund(BID).by("CORRECTIONS", Role.ASSESSOR).when(assess).thenRefused(OWN_BID);
        fund().by("CROWN_LAW", Role.ASSESSOR).when(assess).thenRefused(NO_SUCH_BID);
        fund(BID, ASSESSED).by("SFO", Role.ASSESSOR).when(assess).thenRefused(BID_DECIDED_ALREADY);
        fund(BID)
                .by("CROWN_LAW", Role.ASSESSOR)
                .when(new AssessBid("B1", List.of(FundingCriterion.REDUCES_CRIME), day("2016-07-31")))
                .thenRefused(BEFORE_ITS_GROUND);
        fund(BID)
                .by("CROWN_LAW", Role.ASSESSOR)
                .when(new AssessBid(
                        "B1",
                        List.of(FundingCriterion.REDUCES_CRIME, FundingCriterion.REDUCES_CRIME),
                        day("2016-08-05")))
                .thenRefused(NAMED_TWICE);
    }

    @Test
    void aBidIsDeclinedOnceAndNotByTheBidder() {
        DeclineBid decline = new DeclineBid("B1", "No money", day("2016-08-06"));
        FundingBidDeclined declined = new FundingBidDeclined("B1", "SFO", "No money", day("2016-08-06"));

        fund(BID).by("SFO", Role.ASSESSOR).when(decline).then(declined);
        fund(BID, ASSESSED).by("SFO", Role.ASSESSOR).when(decline).then(declined);
        fund(BID).by("CORRECTIONS", Role.ASSESSOR).when(decline).thenRefused(OWN_BID);
        fund(BID, declined).by("SFO", Role.ASSESSOR).when(decline).thenRefused(BID_DECIDED_ALREADY);
        approved().by("SFO", Role.ASSESSOR).when(decline).thenRefused(BID_DECIDED_ALREADY);
    }

    // ---- proposals
    // ---------------------------------------------------------------------------------------------------

    @Test
    void anAllocationIsProposedAndMovesNothing() {
        var proposed = banked(BID, ASSESSED)
                .when(propose(
                        "A1",
                        "B1",
                        900,
                        List.of(new PlannedForYear(FY2016, 400), new PlannedForYear(FY2017, 500)),
                        List.of(new DrawnOnLot("L14", 600), new DrawnOnLot("L16", 300))));

        proposed.then(PROPOSED);
        assertThat(proposed.state().total().approvedCents()).isZero();
    }

    @Test
    void aProposalIsRefused() {
        proposed()
                .when(propose("A1", null, 1, List.of(plan(FY2016, 1)), List.of(draw("L14", 1))))
                .thenRefused(ALLOCATION_PROPOSED_ALREADY);
        banked().when(propose(1, FY2016, "L9")).thenRefused(NO_SUCH_LOT);
        banked().when(propose("A2", "B9", 1, List.of(plan(FY2016, 1)), List.of(draw("L14", 1))))
                .thenRefused(NO_SUCH_BID);
        banked(BID)
                .when(propose("A2", "B1", 1, List.of(plan(FY2016, 1)), List.of(draw("L14", 1))))
                .thenRefused(BID_NOT_ASSESSED);
        banked(BID, ASSESSED)
                .when(propose("A2", "B1", 901, List.of(plan(FY2016, 901)), List.of(draw("L14", 901))))
                .thenRefused(NOT_AS_BID_FOR);
        banked().when(propose("A2", null, 3, List.of(plan(FY2016, 1), plan(FY2017, 1)), List.of(draw("L14", 3))))
                .thenRefused(PROFILE_DOES_NOT_ADD_UP);
        banked().when(propose("A2", null, 3, List.of(plan(FY2016, 3)), List.of(draw("L14", 2), draw("L16", 2))))
                .thenRefused(LOTS_DO_NOT_ADD_UP);
        banked().when(propose("A2", null, 2, List.of(plan(FY2016, 1), plan(FY2016, 1)), List.of(draw("L14", 2))))
                .thenRefused(NAMED_TWICE);
        banked().when(propose("A2", null, 2, List.of(plan(FY2016, 2)), List.of(draw("L14", 1), draw("L14", 1))))
                .thenRefused(NAMED_TWICE);
        banked().when(propose(1_001, FY2016, "L14")).thenRefused(OVERDRAWN);
        banked().when(new ProposeAllocation(
                        "A2",
                        null,
                        "NONE",
                        "CORRECTIONS",
                        1,
                        List.of(plan(FY2016, 1)),
                        List.of(draw("L14", 1)),
                        day("2016-08-10")))
                .thenRefused(UNKNOWN_INITIATIVE);
        banked().when(new ProposeAllocation(
                        "A2",
                        null,
                        "OUT-OF-GATE",
                        "NOBODY",
                        1,
                        List.of(plan(FY2016, 1)),
                        List.of(draw("L14", 1)),
                        day("2016-08-10")))
                .thenRefused(UNKNOWN_AGENCY);
    }

    @Test
    void amountsThatTogetherExceedALongDoNotWrapAround() {
        List<PlannedForYear> profile = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            profile.add(plan(new FinancialYear("FY20" + (50 + i)), Balance.MOST));
        }

        banked().when(propose("A2", null, Balance.MOST, profile, List.of(draw("L14", Balance.MOST))))
                .thenRefused(PROFILE_DOES_NOT_ADD_UP);
    }

    @Test
    void aLotFundsItsOwnYearAndLaterOnesNeverAnEarlierOne() {
        banked().when(propose(1, FY2015, "L16")).thenRefused(LOT_OF_A_LATER_YEAR);
        // Both years are paid for in sum, but the first only from what is saved after it.
        banked().when(propose(
                        "A2",
                        null,
                        400,
                        List.of(plan(FY2015, 200), plan(FY2016, 200)),
                        List.of(draw("L14", 100), draw("L16", 300))))
                .thenRefused(LOT_OF_A_LATER_YEAR);
        assertThat(banked().when(propose(
                                "A2",
                                null,
                                400,
                                List.of(plan(FY2016, 200), plan(FY2015, 200)),
                                List.of(draw("L14", 200), draw("L16", 200))))
                        .decision())
                .isInstanceOf(Happened.class);
        assertThat(banked().when(propose(1, FY2016, "L16")).decision()).isInstanceOf(Happened.class);
    }

    private static PlannedForYear plan(FinancialYear year, long cents) {
        return new PlannedForYear(year, cents);
    }

    private static DrawnOnLot draw(String lot, long cents) {
        return new DrawnOnLot(lot, cents);
    }

    // ---- approval
    // ----------------------------------------------------------------------------------------------------

    private static Given<Fund, FundCommand, FundEvent> approver(
            Given<Fund, FundCommand, FundEvent> given, String agency, String person) {
        return given.by(agency, Role.FUND_APPROVER).person(person);
    }

    @Test
    void twoPeopleApproveAndTheLotsAreDrawnOn() {
        EndorseAllocation endorse = new EndorseAllocation("A1", day("2016-08-12"));
        var first = approver(proposed(), "JUSTICE", "one").when(endorse);
        AllocationEndorsed endorsed = (AllocationEndorsed)
                ((Happened<FundEvent>) first.decision()).events().getFirst();

        assertThat(endorsed.endorsements()).isEqualTo(1);
        assertThat(first.state().total().approvedCents()).isZero();
        assertThat(String.valueOf(first.published())).doesNotContain("one", endorsed.person());

        var second =
                approver(proposed(endorsed), "JUSTICE", "two").when(new EndorseAllocation("A1", day("2016-08-11")));
        assertThat(((Happened<FundEvent>) second.decision()).events())
                .hasSize(2)
                .last()
                .isEqualTo(new AllocationApproved(
                        "A1", "OUT-OF-GATE", "CORRECTIONS", 900, PROPOSED.lots(), day("2016-08-12")));
        assertThat(available(second.state(), "L14")).isEqualTo(400);
        assertThat(available(second.state(), "L16")).isEqualTo(200);

        second.thenElsewhere(new Elsewhere(
                "initiative",
                "OUT-OF-GATE",
                new InitiativeFunded("JUSTICE-SECTOR-FUND", "A1", 900, day("2016-08-12"), FundingStatus.FUND)));

        approver(proposed(endorsed), "SFO", "one").when(endorse).thenRefused(SAME_APPROVER_TWICE);
    }

    @Test
    void anEndorsementIsRefused() {
        EndorseAllocation endorse = new EndorseAllocation("A1", day("2016-08-12"));

        approver(proposed(), "CORRECTIONS", "one").when(endorse).thenRefused(APPROVER_IS_THE_BIDDER);
        approver(proposed(), "JUSTICE", " ").when(endorse).thenRefused(PERSON_IS_MISSING);
        approver(banked(), "JUSTICE", "one").when(endorse).thenRefused(NO_SUCH_ALLOCATION);
        approver(approved(), "JUSTICE", "three").when(endorse).thenRefused(NOT_PENDING);
        approver(proposed(), "JUSTICE", "one")
                .when(new EndorseAllocation("A1", day("2016-08-09")))
                .thenRefused(BEFORE_ITS_GROUND);
    }

    @Test
    void noMoneyGoesToAnInitiativeThatIsOver() {
        InitiativeClosed closed = new InitiativeClosed(new PartialDate("2016-08"), "Over");
        var open = banked();
        var pending = approver(proposed(ENDORSED), "JUSTICE", "two");

        open.knowing(InitiativeRegistration.AGGREGATE, "OUT-OF-GATE", closed)
                .when(propose(1, FY2016, "L14"))
                .thenRefused(INITIATIVE_IS_OVER);
        pending.knowing(InitiativeRegistration.AGGREGATE, "OUT-OF-GATE", closed)
                .when(new EndorseAllocation("A1", day("2016-08-12")))
                .thenRefused(INITIATIVE_IS_OVER);
    }

    @Test
    void whoEndorsedIsNotShown() {
        Fund fund = approver(proposed(), "JUSTICE", "one")
                .when(new EndorseAllocation("A1", day("2016-08-12")))
                .state();
        String shown = Shown.tree(fund).toString();

        assertThat(shown).contains("endorsements").doesNotContain("person");
    }

    @Test
    void whatOthersHaveDrawnMeanwhileCannotBeDrawnAgain() {
        AllocationProposed other = new AllocationProposed(
                "A2",
                null,
                "OUT-OF-GATE",
                "CORRECTIONS",
                401,
                List.of(new YearCents(FY2017, 401)),
                List.of(new LotCents("L14", 401)),
                day("2016-08-10"));

        approver(approved(other, new AllocationEndorsed("A2", "JUSTICE", "first", 1, day("2016-08-12"))), "SFO", "two")
                .when(new EndorseAllocation("A2", day("2016-08-14")))
                .thenRefused(OVERDRAWN);
    }

    @Test
    void aBidIsFundedOnce() {
        AllocationProposed other = new AllocationProposed(
                "A2",
                "B1",
                "OUT-OF-GATE",
                "CORRECTIONS",
                1,
                List.of(new YearCents(FY2017, 1)),
                List.of(new LotCents("L14", 1)),
                day("2016-08-10"));
        FundEvent[] before = with(
                List.of(OLD, NEW, BID, ASSESSED, PROPOSED, other, ENDORSED, ENDORSED_AGAIN, APPROVED),
                new AllocationEndorsed("A2", "JUSTICE", "first", 1, day("2016-08-12")));

        approver(fund(before), "SFO", "two")
                .when(new EndorseAllocation("A2", day("2016-08-14")))
                .thenRefused(BID_NOT_ASSESSED);
    }

    @Test
    void aPublicationTellsOfAnApprovalButSeldomByWhom() {
        var approved = proposed()
                .by("JUSTICE", Role.FUND_APPROVER, Role.STEWARD)
                .provenance(new Provenance(Basis.PUBLISHED, "seed", null, List.of()))
                .when(new EndorseAllocation("A1", day("2016-08-12")));

        assertThat(((Happened<FundEvent>) approved.decision()).events()).hasSize(2);
    }

    // ---- what becomes of the money
    // -----------------------------------------------------------------------------------

    @Test
    void aTransferIsSplitInProportionToWhatIsNotTransferredYet() {
        approved().when(new TransferFunds("A1", 600, day("2016-09-01"))).then(TRANSFERRED);
        approved()
                .when(new TransferFunds("A1", 100, day("2016-09-01")))
                .then(new FundsTransferred(
                        "A1", 100, List.of(new LotCents("L14", 67), new LotCents("L16", 33)), day("2016-09-01")));
        approved(TRANSFERRED)
                .when(new TransferFunds("A1", 300, day("2016-09-02")))
                .then(new FundsTransferred(
                        "A1", 300, List.of(new LotCents("L14", 200), new LotCents("L16", 100)), day("2016-09-02")));
    }

    @Test
    void aTransferIsRefused() {
        approved().when(new TransferFunds("A1", 901, day("2016-09-01"))).thenRefused(MORE_THAN_APPROVED);
        approved(TRANSFERRED)
                .when(new TransferFunds("A1", 301, day("2016-09-01")))
                .thenRefused(MORE_THAN_APPROVED);
        proposed().when(new TransferFunds("A1", 1, day("2016-09-01"))).thenRefused(NOT_APPROVED);
        banked().when(new TransferFunds("A1", 1, day("2016-09-01"))).thenRefused(NO_SUCH_ALLOCATION);
        approved().when(new TransferFunds("A1", 1, day("2016-08-12"))).thenRefused(BEFORE_ITS_GROUND);
        approved().when(new TransferFunds("A1", 1, day("2018-06-01"))).thenRefused(IN_THE_FUTURE);
    }

    @Test
    void spendingInAYearIsPaidByLotsOfThatYearOrEarlierOnes() {
        SavingBanked ahead = new SavingBanked("L17", "JUSTICE", FY2017, 100, day("2016-06-01"), "Agreed in advance");
        AllocationProposed mixed = new AllocationProposed(
                "A2",
                null,
                "OUT-OF-GATE",
                "CORRECTIONS",
                200,
                List.of(new YearCents(FY2016, 100), new YearCents(FY2017, 100)),
                List.of(new LotCents("L14", 100), new LotCents("L17", 100)),
                day("2016-06-02"));
        AllocationApproved approved =
                new AllocationApproved("A2", "OUT-OF-GATE", "CORRECTIONS", 200, mixed.lots(), day("2016-06-03"));

        fund(OLD, ahead, mixed, approved)
                .when(new TransferFunds("A2", 100, day("2016-06-30")))
                .then(new FundsTransferred("A2", 100, List.of(new LotCents("L14", 100)), day("2016-06-30")));
        fund(OLD, ahead, mixed, approved)
                .when(new TransferFunds("A2", 101, day("2016-06-30")))
                .thenRefused(LOT_OF_A_LATER_YEAR);
        fund(OLD, ahead, mixed, approved)
                .when(new TransferFunds("A2", 100, day("2016-07-01")))
                .then(new FundsTransferred(
                        "A2", 100, List.of(new LotCents("L14", 50), new LotCents("L17", 50)), day("2016-07-01")));
    }

    @Test
    void theReceivingAgencyDrawsDownWhatWasTransferred() {
        var drawn = approved(TRANSFERRED)
                .by("CORRECTIONS", Role.AGENCY_SYSTEM)
                .when(new DrawDownFunds("A1", 100, day("2016-10-01")));

        drawn.then(new FundsDrawnDown(
                "A1", 100, List.of(new LotCents("L14", 67), new LotCents("L16", 33)), day("2016-10-01")));
        approved(TRANSFERRED)
                .when(new DrawDownFunds("A1", 601, day("2016-10-01")))
                .thenRefused(MORE_THAN_TRANSFERRED);
        approved(TRANSFERRED)
                .by("POLICE", Role.AGENCY_SYSTEM)
                .when(new DrawDownFunds("A1", 1, day("2016-10-01")))
                .thenRefused(NOT_THE_RECEIVER);
        approved(TRANSFERRED)
                .when(new DrawDownFunds("A1", 1, day("2016-08-31")))
                .thenRefused(BEFORE_ITS_GROUND);
        approved().when(new DrawDownFunds("A1", 1, day("2016-10-01"))).thenRefused(MORE_THAN_TRANSFERRED);
        banked().when(new DrawDownFunds("A1", 1, day("2016-10-01"))).thenRefused(NO_SUCH_ALLOCATION);
    }

    @Test
    void whatIsUndrawnGoesBackToTheLotsItCameFrom() {
        var returned = approved(TRANSFERRED)
                .by("CORRECTIONS", Role.AGENCY_SYSTEM)
                .when(new ReturnFunds("A1", 600, day("2016-10-01")));

        returned.then(new UnspentFundsReturned("A1", 600, TRANSFERRED.lots(), day("2016-10-01")));
        assertThat(available(returned.state(), "L14")).isEqualTo(800);
        approved(TRANSFERRED)
                .when(new ReturnFunds("A1", 601, day("2016-10-01")))
                .thenRefused(MORE_THAN_UNDRAWN);
        approved(TRANSFERRED)
                .by("POLICE", Role.AGENCY_SYSTEM)
                .when(new ReturnFunds("A1", 1, day("2016-10-01")))
                .thenRefused(NOT_THE_RECEIVER);
        banked().when(new ReturnFunds("A1", 1, day("2016-10-01"))).thenRefused(NO_SUCH_ALLOCATION);
    }

    @Test
    void whatAYearDoesNotSpendIsCarriedForward() {
        var carried = approved().when(new CarryForward("A1", FY2016, FY2017, 400, day("2016-09-01")));

        carried.then(new AllocationCarriedForward("A1", FY2016, FY2017, 400, day("2016-09-01")));
        assertThat(Objects.requireNonNull(carried.state().allocations().get("A1"))
                        .plannedCents())
                .containsEntry(FY2016, 0L)
                .containsEntry(FY2017, 900L);
        // 600 of FY2017 are transferred already, more than were planned.
        approved(TRANSFERRED)
                .when(new CarryForward("A1", FY2017, new FinancialYear("FY2018"), 1, day("2016-09-02")))
                .thenRefused(MORE_THAN_PLANNED);
        // FY2016 still holds 400, but only 300 are left to be transferred at all.
        approved(TRANSFERRED)
                .when(new CarryForward("A1", FY2016, FY2017, 301, day("2016-09-02")))
                .thenRefused(MORE_THAN_PLANNED);
        approved()
                .when(new CarryForward("A1", FY2017, FY2016, 1, day("2016-09-01")))
                .thenRefused(CARRIED_BACKWARD);
        approved()
                .when(new CarryForward("A1", FY2016, FY2016, 1, day("2016-09-01")))
                .thenRefused(CARRIED_BACKWARD);
        proposed()
                .when(new CarryForward("A1", FY2016, FY2017, 1, day("2016-09-01")))
                .thenRefused(NOT_APPROVED);
        banked().when(new CarryForward("A1", FY2016, FY2017, 1, day("2016-09-01")))
                .thenRefused(NO_SUCH_ALLOCATION);
    }

    @Test
    void whatIsNotTransferredIsCancelled() {
        approved(TRANSFERRED)
                .when(new CancelAllocation("A1", null, "Not needed", day("2016-10-01")))
                .then(new AllocationCancelled(
                        "A1",
                        300,
                        List.of(new LotCents("L14", 200), new LotCents("L16", 100)),
                        "Not needed",
                        day("2016-10-01")));
        approved(TRANSFERRED)
                .when(new CancelAllocation("A1", 301L, "Not needed", day("2016-10-01")))
                .thenRefused(MORE_THAN_UNTRANSFERRED);
        AllocationCancelled all = new AllocationCancelled("A1", 900, PROPOSED.lots(), "?", day("2016-10-01"));
        approved(all)
                .when(new CancelAllocation("A1", null, "Not needed", day("2016-10-01")))
                .thenRefused(MORE_THAN_UNTRANSFERRED);
        approved(all).when(new TransferFunds("A1", 1, day("2016-10-02"))).thenRefused(MORE_THAN_APPROVED);
        banked().when(new CancelAllocation("A1", null, "?", day("2016-10-01"))).thenRefused(NO_SUCH_ALLOCATION);
    }

    @Test
    void aProposalIsCancelledWhole() {
        AllocationCancelled cancelled = new AllocationCancelled("A1", 0, List.of(), "Withdrawn", day("2016-08-11"));

        proposed()
                .when(new CancelAllocation("A1", null, "Withdrawn", day("2016-08-11")))
                .then(cancelled);
        proposed()
                .when(new CancelAllocation("A1", 1L, "Withdrawn", day("2016-08-11")))
                .thenRefused(NOT_APPROVED);
        approver(proposed(cancelled), "JUSTICE", "one")
                .when(new EndorseAllocation("A1", day("2016-08-12")))
                .thenRefused(NOT_PENDING);
        proposed(cancelled)
                .when(new CancelAllocation("A1", null, "Withdrawn", day("2016-08-11")))
                .thenRefused(NOT_APPROVED);
    }

    @Test
    void anInitiativeIsSettledWhenNothingIsPromisedOrUndrawn() {
        assertThat(approved(TRANSFERRED)
                        .when(new DrawDownFunds("A1", 600, day("2016-10-01")))
                        .state()
                        .unsettledCents("OUT-OF-GATE"))
                .isEqualTo(300);
        var settled = approved().when(new CancelAllocation("A1", null, "?", day("2016-10-01")));
        assertThat(settled.state().unsettledCents("OUT-OF-GATE")).isZero();
        settled.thenElsewhere(new Elsewhere(
                "initiative", "OUT-OF-GATE", new InitiativeFundsSettled("JUSTICE-SECTOR-FUND", day("2016-10-01"))));
    }

    // ---- published figures
    // -------------------------------------------------------------------------------------------

    @Test
    void aFigureIsPublishedOncePerSource() {
        FundFigurePublished figure = new FundFigurePublished(
                "initiatives funded",
                date("2017-03-08"),
                new BigDecimal("60"),
                "initiatives",
                "seed",
                LedgerFigure.INITIATIVES_FUNDED,
                null,
                null);

        fund().when(publish("2017-03-08", "seed", null, null)).then(figure);
        fund(figure).when(publish("2017-03-08", "seed", null, null)).thenRefused(FIGURE_PUBLISHED_ALREADY);
        fund().when(publish("2017-03-08", "none", null, null)).thenRefused(UNKNOWN_SOURCE);
        fund().when(publish("2019", "seed", null, null)).thenRefused(IN_THE_FUTURE);
        fund().when(publish("2017", "seed", "NOBODY", null)).thenRefused(UNKNOWN_AGENCY);
        fund().when(publish("2017", "seed", null, "NONE")).thenRefused(UNKNOWN_INITIATIVE);
    }

    private static PublishFigure publish(
            String asAt, String source, @Nullable String agency, @Nullable String initiative) {
        return new PublishFigure(
                "initiatives funded",
                date(asAt),
                new BigDecimal("60"),
                "initiatives",
                source,
                LedgerFigure.INITIATIVES_FUNDED,
                agency,
                initiative);
    }
}

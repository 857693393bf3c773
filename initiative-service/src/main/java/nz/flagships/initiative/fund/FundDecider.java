package nz.flagships.initiative.fund;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.fund.FundRejection.AGREEMENT_IS_MISSING;
import static nz.flagships.initiative.fund.FundRejection.BEFORE_ANY_YEAR;
import static nz.flagships.initiative.fund.FundRejection.BEFORE_ITS_GROUND;
import static nz.flagships.initiative.fund.FundRejection.BIDDER_DOES_NOT_RUN_IT;
import static nz.flagships.initiative.fund.FundRejection.BID_DECIDED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.BID_SUBMITTED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.FIGURE_PUBLISHED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.LOT_BANKED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_UNALLOCATED;
import static nz.flagships.initiative.fund.FundRejection.NO_SUCH_BID;
import static nz.flagships.initiative.fund.FundRejection.NO_SUCH_LOT;
import static nz.flagships.initiative.fund.FundRejection.OWN_BID;
import static nz.flagships.initiative.fund.FundRejection.SUM_TOO_LARGE;
import static nz.flagships.initiative.fund.FundRejection.YEAR_OF_ANOTHER_TIME;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import nz.flagships.events.Basis;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.ReferenceRejection;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.fund.Fund.Allocation;
import nz.flagships.initiative.fund.Fund.Bid;
import nz.flagships.initiative.fund.Fund.Figure;
import nz.flagships.initiative.fund.Fund.Lot;
import nz.flagships.initiative.fund.FundCommand.AssessBid;
import nz.flagships.initiative.fund.FundCommand.BankSaving;
import nz.flagships.initiative.fund.FundCommand.CancelAllocation;
import nz.flagships.initiative.fund.FundCommand.CarryForward;
import nz.flagships.initiative.fund.FundCommand.DeclineBid;
import nz.flagships.initiative.fund.FundCommand.DrawDownFunds;
import nz.flagships.initiative.fund.FundCommand.EndorseAllocation;
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
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.source.Source;
import org.jspecify.annotations.Nullable;

/** Decides about savings, bids and published figures; what is said of allocations is in {@link AllocationDecider}. */
final class FundDecider {
    private static final int MOST_YEARS_LATE = 10;
    private static final int MOST_YEARS_AHEAD = 1;

    private FundDecider() {}

    static Decision<FundEvent> decide(Fund now, FundCommand command, Context at) {
        return switch (command) {
            case BankSaving bank -> bank(now, bank, at);
            case ReverseSaving reverse -> reverse(now, reverse, at);
            case SubmitBid submit -> submit(now, submit, at);
            case AssessBid(var code, var meets, var on) ->
                assessing(now, code, on, at)
                        .refuse(standing(now, code) == Bid.Standing.ASSESSED, BID_DECIDED_ALREADY, "/bid")
                        .refuse(meets.size() > new HashSet<>(meets).size(), ReferenceRejection.NAMED_TWICE, "/meets")
                        .otherwise(() -> Decision.happened(new FundingBidAssessed(code, at.agency(), meets, on)));
            case DeclineBid(var code, var reason, var on) ->
                assessing(now, code, on, at)
                        .otherwise(() -> Decision.happened(new FundingBidDeclined(code, at.agency(), reason, on)));
            case ProposeAllocation propose -> AllocationDecider.propose(now, propose, at);
            case EndorseAllocation endorse -> AllocationDecider.endorse(now, endorse, at);
            case TransferFunds transfer -> AllocationDecider.transfer(now, transfer, at);
            case DrawDownFunds draw -> AllocationDecider.drawDown(now, draw, at);
            case CarryForward carry -> AllocationDecider.carryForward(now, carry, at);
            case ReturnFunds give -> AllocationDecider.giveBack(now, give, at);
            case CancelAllocation cancel -> AllocationDecider.cancel(now, cancel, at);
            case PublishFigure publish -> publish(now, publish, at);
        };
    }

    private static Decision<FundEvent> bank(Fund now, BankSaving bank, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(now.lots().containsKey(bank.lot()), LOT_BANKED_ALREADY, "/lot")
                .unlike(now.lots().keySet(), bank.lot(), "/lot")
                .known(Agency.class, bank.agency(), UNKNOWN_AGENCY, "/agency")
                .and(happened(bank.on(), at))
                .refuse(
                        () -> !isOf(bank.year(), bank.on()),
                        YEAR_OF_ANOTHER_TIME,
                        "/year",
                        () -> "Given: " + bank.year() + ", the day lies in " + FinancialYear.of(bank.on()))
                .refuse(
                        bank.agreement() == null && at.provenance().basis() == Basis.OPERATIONAL,
                        AGREEMENT_IS_MISSING,
                        "/agreement")
                .and(fits(now, FundMovement.BANKED, bank.amountCents(), at))
                .otherwise(() -> Decision.happened(new SavingBanked(
                        bank.lot(), bank.agency(), bank.year(), bank.amountCents(), bank.on(), bank.agreement())));
    }

    private static Decision<FundEvent> reverse(Fund now, ReverseSaving reverse, Context at) {
        Lot lot = now.lots().get(reverse.lot());
        if (lot == null) {
            return Decision.<FundEvent>refused(NO_SUCH_LOT).at("/lot");
        }
        return Ruling.<FundEvent>over(at)
                .and(happened(reverse.on(), at))
                .and(notBefore(reverse.on(), lot.bankedOn(), at))
                .refuse(
                        () -> reverse.amountCents() > lot.available(reverse.on()),
                        MORE_THAN_UNALLOCATED,
                        "/amountCents",
                        () -> cents("Unallocated from that day on", lot.available(reverse.on())))
                .and(fits(now, FundMovement.REVERSED, reverse.amountCents(), at))
                .otherwise(() -> Decision.happened(
                        new SavingReversed(reverse.lot(), reverse.amountCents(), reverse.on(), reverse.reason())));
    }

    private static Decision<FundEvent> submit(Fund now, SubmitBid submit, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(now.bids().containsKey(submit.bid()), BID_SUBMITTED_ALREADY, "/bid")
                .unlike(now.bids().keySet(), submit.bid(), "/bid")
                .known(Agency.class, at.agency(), UNKNOWN_AGENCY, null)
                .known(Initiative.class, submit.initiative(), UNKNOWN_INITIATIVE, "/initiative")
                .refuse(
                        () -> !at.find(Initiative.class, submit.initiative())
                                .orElse(Initiative.EMPTY)
                                .runBy(at.agency()),
                        BIDDER_DOES_NOT_RUN_IT,
                        "/initiative",
                        () -> "The token is of " + at.agency())
                .and(happened(submit.on(), at))
                .otherwise(() -> Decision.happened(new FundingBidSubmitted(
                        submit.bid(),
                        at.agency(),
                        submit.initiative(),
                        submit.amountCents(),
                        submit.purpose(),
                        submit.on())));
    }

    private static Decision<FundEvent> publish(Fund now, PublishFigure publish, Context at) {
        return Ruling.<FundEvent>over(at)
                .happened(publish.asAt(), "/asAt")
                .known(Source.class, publish.source(), UNKNOWN_SOURCE, "/source")
                .known(Agency.class, publish.receivingAgency(), UNKNOWN_AGENCY, "/receivingAgency")
                .known(Initiative.class, publish.initiative(), UNKNOWN_INITIATIVE, "/initiative")
                .refuse(
                        now.figures().contains(new Figure(publish.what(), publish.asAt(), publish.source())),
                        FIGURE_PUBLISHED_ALREADY,
                        null)
                .otherwise(() -> Decision.happened(new FundFigurePublished(
                        publish.what(),
                        publish.asAt(),
                        publish.value(),
                        publish.unit(),
                        publish.source(),
                        publish.comparesWith(),
                        publish.receivingAgency(),
                        publish.initiative())));
    }

    private static Ruling<FundEvent> assessing(Fund now, String code, LocalDate on, Context at) {
        Bid bid = now.bids().get(code);
        Ruling<FundEvent> ruling = Ruling.<FundEvent>over(at).refuse(bid == null, NO_SUCH_BID, "/bid");
        if (bid == null) {
            return ruling;
        }
        return ruling.refuse(bid.agency().equals(at.agency()), OWN_BID, null)
                .refuse(
                        () -> bid.standing() == Bid.Standing.DECLINED || bid.standing() == Bid.Standing.FUNDED,
                        BID_DECIDED_ALREADY,
                        "/bid",
                        () -> "It is " + bid.standing())
                .and(happened(on, at))
                .and(notBefore(on, bid.submittedOn(), at));
    }

    private static Bid.@Nullable Standing standing(Fund now, String code) {
        Bid bid = now.bids().get(code);
        return bid == null ? null : bid.standing();
    }

    /** Refuses a day that has not come yet, or lies before every financial year. */
    static Ruling<FundEvent> happened(LocalDate on, Context at) {
        return Ruling.<FundEvent>over(at)
                .happened(on, "/on")
                .refuse(() -> on.isBefore(FinancialYear.FIRST_DAY), BEFORE_ANY_YEAR, "/on", () -> "Given: " + on);
    }

    /** A saving may be agreed a year ahead, and booked years late; what lies further off is a slip of the keyboard. */
    private static boolean isOf(FinancialYear year, LocalDate on) {
        FinancialYear then = FinancialYear.of(on);
        return !year.isBefore(then.plus(-MOST_YEARS_LATE))
                && !then.plus(MOST_YEARS_AHEAD).isBefore(year);
    }

    /** Refuses a day before the one of what it rests on; null rests on nothing. */
    static Ruling<FundEvent> notBefore(LocalDate on, @Nullable LocalDate ground, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(
                        () -> ground != null && on.isBefore(ground),
                        BEFORE_ITS_GROUND,
                        "/on",
                        () -> "Given: " + on + ", it rests on what happened on " + ground);
    }

    /**
     * Refuses what the Fund's sums have no room for. They count all that ever moved, so a lot that is approved and cancelled
     * again and again fills them; those of a lot or an agency are never larger.
     */
    static Ruling<FundEvent> fits(Fund now, FundMovement movement, long cents, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(
                        () -> cents > Balance.MOST - now.total().of(movement),
                        SUM_TOO_LARGE,
                        "/amountCents",
                        () -> cents("So far", now.total().of(movement)));
    }

    static String cents(String what, long cents) {
        return what + ": " + cents + " cents";
    }

    static Fund evolve(Fund now, FundEvent event) {
        return switch (event) {
            case SavingBanked(var lot, var agency, var year, var cents, var on, var agreement) ->
                now.with(lot, Lot.banked(agency, year, on))
                        .moved(FundMovement.BANKED, List.of(new LotCents(lot, cents)), on);
            case SavingReversed(var lot, var cents, var on, var reason) ->
                now.moved(FundMovement.REVERSED, List.of(new LotCents(lot, cents)), on);
            case FundingBidSubmitted(var bid, var agency, var initiative, var cents, var purpose, var on) ->
                now.with(bid, new Bid(agency, initiative, cents, on, Bid.Standing.SUBMITTED));
            case FundingBidAssessed(var bid, var by, var meets, var on) ->
                now.with(bid, bid(now, bid).now(Bid.Standing.ASSESSED));
            case FundingBidDeclined(var bid, var by, var reason, var on) ->
                now.with(bid, bid(now, bid).now(Bid.Standing.DECLINED));
            case AllocationProposed proposed -> now.with(proposed.allocation(), AllocationDecider.proposed(proposed));
            case AllocationEndorsed(var allocation, var by, var person, var endorsements, var on) ->
                now.with(allocation, allocation(now, allocation).endorsed(new Fund.Endorsement(by, person, on)));
            case AllocationApproved(var code, var initiative, var receiver, var cents, var lots, var on) -> {
                Allocation allocation = allocation(now, code);
                Fund funded = allocation.bid() == null
                        ? now
                        : now.with(allocation.bid(), bid(now, allocation.bid()).now(Bid.Standing.FUNDED));
                yield moved(
                        funded,
                        FundMovement.APPROVED,
                        code,
                        allocation.now(Allocation.Standing.APPROVED, on),
                        lots,
                        on);
            }
            case FundsTransferred(var code, var cents, var lots, var on) ->
                moved(now, FundMovement.TRANSFERRED, code, allocation(now, code).transferred(on, cents), lots, on);
            case FundsDrawnDown(var code, var cents, var lots, var on) ->
                moved(now, FundMovement.DRAWN, code, allocation(now, code), lots, on);
            case AllocationCarriedForward(var code, var from, var to, var cents, var on) ->
                now.with(code, allocation(now, code).carried(from, to, cents));
            case UnspentFundsReturned(var code, var cents, var lots, var on) ->
                moved(now, FundMovement.RETURNED, code, allocation(now, code), lots, on);
            case AllocationCancelled(var code, var cents, var lots, var reason, var on) -> {
                Allocation allocation = allocation(now, code);
                yield moved(
                        now,
                        FundMovement.CANCELLED,
                        code,
                        allocation.standing() == Allocation.Standing.PROPOSED
                                ? allocation.now(Allocation.Standing.CANCELLED, null)
                                : allocation,
                        lots,
                        on);
            }
            case FundFigurePublished figure -> now.with(new Figure(figure.what(), figure.asAt(), figure.source()));
        };
    }

    private static Fund moved(
            Fund now, FundMovement movement, String code, Allocation allocation, List<LotCents> lots, LocalDate on) {
        return now.with(code, allocation.moved(movement, lots, on)).moved(movement, lots, on);
    }

    private static Bid bid(Fund now, String code) {
        return Objects.requireNonNull(now.bids().get(code), code);
    }

    private static Allocation allocation(Fund now, String code) {
        return Objects.requireNonNull(now.allocations().get(code), code);
    }
}

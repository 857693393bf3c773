package nz.flagships.initiative.fund;

import static nz.flagships.initiative.ReferenceRejection.NAMED_TWICE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.fund.FundDecider.cents;
import static nz.flagships.initiative.fund.FundDecider.fits;
import static nz.flagships.initiative.fund.FundDecider.happened;
import static nz.flagships.initiative.fund.FundDecider.notBefore;
import static nz.flagships.initiative.fund.FundRejection.ALLOCATION_PROPOSED_ALREADY;
import static nz.flagships.initiative.fund.FundRejection.APPROVER_IS_THE_BIDDER;
import static nz.flagships.initiative.fund.FundRejection.BID_NOT_ASSESSED;
import static nz.flagships.initiative.fund.FundRejection.CARRIED_BACKWARD;
import static nz.flagships.initiative.fund.FundRejection.INITIATIVE_IS_OVER;
import static nz.flagships.initiative.fund.FundRejection.LOTS_DO_NOT_ADD_UP;
import static nz.flagships.initiative.fund.FundRejection.LOT_OF_A_LATER_YEAR;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_APPROVED;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_PLANNED;
import static nz.flagships.initiative.fund.FundRejection.MORE_THAN_TRANSFERRED;
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
import static nz.flagships.initiative.fund.FundRejection.PERSON_IS_MISSING;
import static nz.flagships.initiative.fund.FundRejection.PROFILE_DOES_NOT_ADD_UP;
import static nz.flagships.initiative.fund.FundRejection.SAME_APPROVER_TWICE;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import nz.flagships.events.Basis;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Role;
import nz.flagships.events.Sha256;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.YearCents;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.fund.Fund.Allocation;
import nz.flagships.initiative.fund.Fund.Bid;
import nz.flagships.initiative.fund.Fund.Endorsement;
import nz.flagships.initiative.fund.Fund.Lot;
import nz.flagships.initiative.fund.FundCommand.CancelAllocation;
import nz.flagships.initiative.fund.FundCommand.CarryForward;
import nz.flagships.initiative.fund.FundCommand.DrawDownFunds;
import nz.flagships.initiative.fund.FundCommand.DrawnOnLot;
import nz.flagships.initiative.fund.FundCommand.EndorseAllocation;
import nz.flagships.initiative.fund.FundCommand.PlannedForYear;
import nz.flagships.initiative.fund.FundCommand.ProposeAllocation;
import nz.flagships.initiative.fund.FundCommand.ReturnFunds;
import nz.flagships.initiative.fund.FundCommand.TransferFunds;
import nz.flagships.initiative.fund.FundEvent.AllocationApproved;
import nz.flagships.initiative.fund.FundEvent.AllocationCancelled;
import nz.flagships.initiative.fund.FundEvent.AllocationCarriedForward;
import nz.flagships.initiative.fund.FundEvent.AllocationEndorsed;
import nz.flagships.initiative.fund.FundEvent.AllocationProposed;
import nz.flagships.initiative.fund.FundEvent.FundsDrawnDown;
import nz.flagships.initiative.fund.FundEvent.FundsTransferred;
import nz.flagships.initiative.fund.FundEvent.UnspentFundsReturned;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFunded;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFundsSettled;
import nz.flagships.initiative.initiative.Initiative;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/** Decides what is said of allocations. */
final class AllocationDecider {
    /** How many people approve an allocation. */
    private static final int APPROVERS = 2;

    private AllocationDecider() {}

    static Decision<FundEvent> propose(Fund now, ProposeAllocation propose, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(now.allocations().containsKey(propose.allocation()), ALLOCATION_PROPOSED_ALREADY, "/allocation")
                .unlike(now.allocations().keySet(), propose.allocation(), "/allocation")
                .known(Initiative.class, propose.initiative(), UNKNOWN_INITIATIVE, "/initiative")
                .known(Agency.class, propose.receivingAgency(), UNKNOWN_AGENCY, "/receivingAgency")
                .and(happened(propose.on(), at))
                .and(notOver(propose.initiative(), "/initiative", at))
                .and(asBidFor(now, propose, at))
                .and(distinct(propose.profile(), PlannedForYear::year, "/profile", at))
                .and(distinct(propose.lots(), DrawnOnLot::lot, "/lots", at))
                .and(addsUp(
                        propose.profile(),
                        PlannedForYear::amountCents,
                        propose.amountCents(),
                        PROFILE_DOES_NOT_ADD_UP,
                        "/profile",
                        at))
                .and(addsUp(
                        propose.lots(),
                        DrawnOnLot::amountCents,
                        propose.amountCents(),
                        LOTS_DO_NOT_ADD_UP,
                        "/lots",
                        at))
                .and(known(now, propose.lots(), at))
                .otherwise(() -> draw(now, propose, at));
    }

    /** What only lots that are known can answer. */
    private static Decision<FundEvent> draw(Fund now, ProposeAllocation propose, Context at) {
        List<LotCents> draws = draws(propose.lots());
        return inTime(now, propose, at)
                .and(available(draws, lot -> lot(now, lot).balance().available(), "available", at))
                .and(fits(now, FundMovement.APPROVED, propose.amountCents(), at))
                .otherwise(() -> Decision.happened(new AllocationProposed(
                        propose.allocation(),
                        propose.bid(),
                        propose.initiative(),
                        propose.receivingAgency(),
                        propose.amountCents(),
                        propose.profile().stream()
                                .map(each -> new YearCents(each.year(), each.amountCents()))
                                .toList(),
                        draws,
                        propose.on())));
    }

    /** History may tell of money for what has ended since, and is not refused. */
    private static Ruling<FundEvent> notOver(String initiative, String pointer, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(
                        () -> at.provenance().basis() == Basis.OPERATIONAL
                                && at.find(Initiative.class, initiative)
                                        .map(Initiative::isOver)
                                        .orElse(false),
                        INITIATIVE_IS_OVER,
                        pointer,
                        () -> initiative + " is over");
    }

    private static Ruling<FundEvent> asBidFor(Fund now, ProposeAllocation propose, Context at) {
        Ruling<FundEvent> ruling = Ruling.over(at);
        if (propose.bid() == null) {
            return ruling;
        }
        Bid bid = now.bids().get(propose.bid());
        if (bid == null) {
            return ruling.refuse(true, NO_SUCH_BID, "/bid");
        }
        return ruling.refuse(
                        () -> bid.standing() != Bid.Standing.ASSESSED,
                        BID_NOT_ASSESSED,
                        "/bid",
                        () -> "It is " + bid.standing())
                .refuse(
                        () -> !bid.initiative().equals(propose.initiative())
                                || !bid.agency().equals(propose.receivingAgency())
                                || bid.amountCents() < propose.amountCents(),
                        NOT_AS_BID_FOR,
                        "/bid",
                        () -> "It is for " + bid.initiative() + ", by " + bid.agency() + ", "
                                + cents("amount", bid.amountCents()));
    }

    private static <T> Ruling<FundEvent> distinct(List<T> of, Function<T, Object> key, String pointer, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(of.stream().map(key).distinct().count() < of.size(), NAMED_TWICE, pointer);
    }

    private static <T> Ruling<FundEvent> addsUp(
            List<T> of, ToLongFunction<T> part, long amount, Rejection otherwise, String pointer, Context at) {
        // As many amounts as a list may have can exceed a long.
        BigInteger sum = of.stream()
                .map(each -> BigInteger.valueOf(part.applyAsLong(each)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return Ruling.<FundEvent>over(at)
                .refuse(
                        () -> !sum.equals(BigInteger.valueOf(amount)),
                        otherwise,
                        pointer,
                        () -> "They add up to " + sum + " cents, the amount is " + amount);
    }

    private static Ruling<FundEvent> known(Fund now, List<DrawnOnLot> lots, Context at) {
        Ruling<FundEvent> ruling = Ruling.over(at);
        for (int i = 0; i < lots.size(); i++) {
            ruling.refuse(!now.lots().containsKey(lots.get(i).lot()), NO_SUCH_LOT, "/lots/" + i + "/lot");
        }
        return ruling;
    }

    /**
     * Whether the lots can pay each year in time: up to every year of the profile, the lots saved by then hold at least what
     * is to be spent by then. As a lot serves its own and every later year, that is enough (Hall's condition on nested sets).
     */
    private static Ruling<FundEvent> inTime(Fund now, ProposeAllocation propose, Context at) {
        Ruling<FundEvent> ruling = Ruling.over(at);
        for (PlannedForYear planned : propose.profile()) {
            FinancialYear year = planned.year();
            ruling.refuse(
                    () -> saved(now, propose.lots(), year).compareTo(spent(propose.profile(), year)) < 0,
                    LOT_OF_A_LATER_YEAR,
                    "/lots",
                    () -> "To be spent by " + year + ": " + spent(propose.profile(), year)
                            + " cents, drawn on lots saved by then: " + saved(now, propose.lots(), year));
        }
        return ruling;
    }

    private static BigInteger saved(Fund now, List<DrawnOnLot> lots, FinancialYear by) {
        return lots.stream()
                .filter(each -> !by.isBefore(lot(now, each.lot()).year()))
                .map(each -> BigInteger.valueOf(each.amountCents()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger spent(List<PlannedForYear> profile, FinancialYear by) {
        return profile.stream()
                .filter(each -> !by.isBefore(each.year()))
                .map(each -> BigInteger.valueOf(each.amountCents()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Ruling<FundEvent> available(
            List<LotCents> draws, ToLongFunction<String> of, String what, Context at) {
        Ruling<FundEvent> ruling = Ruling.over(at);
        for (LotCents draw : draws) {
            long available = of.applyAsLong(draw.lot());
            ruling.refuse(
                    () -> draw.amountCents() > available,
                    OVERDRAWN,
                    "/lots",
                    () -> draw.lot() + " has " + available + " cents " + what + ", to be drawn: " + draw.amountCents());
        }
        return ruling;
    }

    static Decision<FundEvent> endorse(Fund now, EndorseAllocation endorse, Context at) {
        Allocation allocation = now.allocations().get(endorse.allocation());
        if (allocation == null) {
            return missing();
        }
        boolean published = at.provenance().basis() == Basis.PUBLISHED;
        Endorsement endorsement = new Endorsement(at.agency(), person(endorse.allocation(), at), endorse.on());
        boolean approves = published || allocation.endorsements().size() + 1 >= APPROVERS;
        LocalDate approvedOn = allocation.endorsements().stream()
                .map(Endorsement::on)
                .filter(on -> on.isAfter(endorse.on()))
                .max(LocalDate::compareTo)
                .orElse(endorse.on());
        Ruling<FundEvent> ruling = Ruling.<FundEvent>over(at)
                .refuse(at.actor().isBlank(), PERSON_IS_MISSING, null)
                .refuse(
                        () -> at.agency().equals(allocation.receivingAgency())
                                || at.agency().equals(bidder(now, allocation)),
                        APPROVER_IS_THE_BIDDER,
                        null,
                        () -> "Both are " + at.agency())
                .refuse(
                        () -> allocation.standing() != Allocation.Standing.PROPOSED,
                        NOT_PENDING,
                        "/allocation",
                        () -> "It is " + allocation.standing())
                .refuse(
                        allocation.endorsements().stream()
                                .anyMatch(each -> each.person().equals(endorsement.person())),
                        SAME_APPROVER_TWICE,
                        null)
                .and(happened(endorse.on(), at))
                .and(notBefore(endorse.on(), allocation.proposedOn(), at));
        if (approves) {
            // Others may have drawn on the lots, or been funded for the same bid, since it was proposed; or the
            // initiative ended.
            ruling.and(notOver(allocation.initiative(), "/allocation", at))
                    .and(drawable(now, allocation, approvedOn, at));
        }
        return ruling.otherwise(() -> {
            AllocationEndorsed endorsed = new AllocationEndorsed(
                    endorse.allocation(),
                    endorsement.agency(),
                    endorsement.person(),
                    allocation.endorsements().size() + 1,
                    endorse.on());
            if (!approves) {
                return Decision.happened(endorsed);
            }
            AllocationApproved approved = approved(endorse.allocation(), allocation, approvedOn);
            return new Happened<FundEvent>(List.of(endorsed, approved), List.of())
                    .and("initiative", allocation.initiative(), funded(endorse.allocation(), approved, at));
        });
    }

    /** Money of the Fund makes an unfunded initiative a funded one; it takes nothing away of what was sought or granted. */
    private static InitiativeFunded funded(String code, AllocationApproved approved, Context at) {
        FundingStatus now = at.find(Initiative.class, approved.initiative())
                .map(Initiative::funding)
                .orElse(FundingStatus.UNFUNDED);
        return new InitiativeFunded(
                at.id(),
                code,
                approved.amountCents(),
                approved.on(),
                now == FundingStatus.UNFUNDED ? FundingStatus.FUND : now);
    }

    /** Adds that the initiative's money is settled where this leaves nothing promised or undrawn. */
    private static Decision<FundEvent> settling(
            Fund now, Allocation allocation, FundEvent event, LocalDate on, Context at) {
        Happened<FundEvent> happened = Decision.happened(event);
        return FundDecider.evolve(now, event).unsettledCents(allocation.initiative()) == 0
                ? happened.and("initiative", allocation.initiative(), new InitiativeFundsSettled(at.id(), on))
                : happened;
    }

    private static Ruling<FundEvent> drawable(Fund now, Allocation allocation, LocalDate on, Context at) {
        String bid = allocation.bid();
        Ruling<FundEvent> ruling = Ruling.<FundEvent>over(at)
                .refuse(
                        bid != null
                                && Objects.requireNonNull(now.bids().get(bid)).standing() != Bid.Standing.ASSESSED,
                        BID_NOT_ASSESSED,
                        "/allocation");
        for (LotCents draw : allocation.draws()) {
            ruling.and(notBefore(on, lot(now, draw.lot()).bankedOn(), at));
        }
        return ruling.and(available(
                        allocation.draws(), lot -> lot(now, lot).available(on), "available from " + on + " on", at))
                .and(fits(now, FundMovement.APPROVED, allocation.amountCents(), at));
    }

    private static AllocationApproved approved(String code, Allocation allocation, LocalDate on) {
        return new AllocationApproved(
                code,
                allocation.initiative(),
                allocation.receivingAgency(),
                allocation.amountCents(),
                allocation.draws(),
                on);
    }

    private static @Nullable String bidder(Fund now, Allocation allocation) {
        return allocation.bid() == null
                ? null
                : Objects.requireNonNull(now.bids().get(allocation.bid())).agency();
    }

    /** Tells people apart within one allocation, and nowhere else: who somebody is stays in the audit. */
    private static String person(String allocation, Context at) {
        byte[] digest = Sha256.of(at.id() + "\u0001" + allocation + "\u0001" + at.actor());
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    static Decision<FundEvent> transfer(Fund now, TransferFunds transfer, Context at) {
        Allocation allocation = now.allocations().get(transfer.allocation());
        if (allocation == null) {
            return missing();
        }
        return approved(allocation, transfer.on(), at)
                .and(atMost(
                        transfer.amountCents(), allocation.untransferred(), MORE_THAN_APPROVED, "Untransferred", at))
                .and(paid(now, parts(allocation, Balance::untransferred), transfer.amountCents(), transfer.on(), at))
                .and(fits(now, FundMovement.TRANSFERRED, transfer.amountCents(), at))
                .otherwise(() -> Decision.happened(new FundsTransferred(
                        transfer.allocation(),
                        transfer.amountCents(),
                        split(
                                transfer.amountCents(),
                                inTime(now, parts(allocation, Balance::untransferred), transfer.on())),
                        transfer.on())));
    }

    static Decision<FundEvent> drawDown(Fund now, DrawDownFunds draw, Context at) {
        Allocation allocation = now.allocations().get(draw.allocation());
        if (allocation == null) {
            return missing();
        }
        SortedMap<String, Long> undrawn = allocation.undrawn(draw.on());
        return received(allocation, draw.on(), at)
                .and(atMost(draw.amountCents(), sum(undrawn), MORE_THAN_TRANSFERRED, "Undrawn from that day on", at))
                .and(paid(now, undrawn, draw.amountCents(), draw.on(), at))
                .and(fits(now, FundMovement.DRAWN, draw.amountCents(), at))
                .otherwise(() -> settling(
                        now,
                        allocation,
                        new FundsDrawnDown(
                                draw.allocation(),
                                draw.amountCents(),
                                split(draw.amountCents(), inTime(now, undrawn, draw.on())),
                                draw.on()),
                        draw.on(),
                        at));
    }

    static Decision<FundEvent> giveBack(Fund now, ReturnFunds give, Context at) {
        Allocation allocation = now.allocations().get(give.allocation());
        if (allocation == null) {
            return missing();
        }
        SortedMap<String, Long> undrawn = allocation.undrawn(give.on());
        return received(allocation, give.on(), at)
                .and(atMost(give.amountCents(), sum(undrawn), MORE_THAN_UNDRAWN, "Undrawn from that day on", at))
                .and(fits(now, FundMovement.RETURNED, give.amountCents(), at))
                .otherwise(() -> settling(
                        now,
                        allocation,
                        new UnspentFundsReturned(
                                give.allocation(), give.amountCents(), split(give.amountCents(), undrawn), give.on()),
                        give.on(),
                        at));
    }

    static Decision<FundEvent> carryForward(Fund now, CarryForward carry, Context at) {
        Allocation allocation = now.allocations().get(carry.allocation());
        if (allocation == null) {
            return missing();
        }
        return approved(allocation, carry.on(), at)
                .refuse(
                        () -> !carry.from().isBefore(carry.to()),
                        CARRIED_BACKWARD,
                        "/to",
                        () -> "Given: from " + carry.from() + " to " + carry.to())
                .and(atMost(
                        carry.amountCents(),
                        allocation.left(carry.from()),
                        MORE_THAN_PLANNED,
                        "Left of " + carry.from(),
                        at))
                .otherwise(() -> Decision.happened(new AllocationCarriedForward(
                        carry.allocation(), carry.from(), carry.to(), carry.amountCents(), carry.on())));
    }

    static Decision<FundEvent> cancel(Fund now, CancelAllocation cancel, Context at) {
        Allocation allocation = now.allocations().get(cancel.allocation());
        if (allocation == null) {
            return missing();
        }
        if (allocation.standing() == Allocation.Standing.PROPOSED) {
            return Ruling.<FundEvent>over(at)
                    .and(happened(cancel.on(), at))
                    .and(notBefore(cancel.on(), allocation.proposedOn(), at))
                    .refuse(cancel.amountCents() != null, NOT_APPROVED, "/amountCents")
                    .otherwise(() -> Decision.happened(
                            new AllocationCancelled(cancel.allocation(), 0, List.of(), cancel.reason(), cancel.on())));
        }
        long left = allocation.untransferred();
        long amount = cancel.amountCents() == null ? left : cancel.amountCents();
        return approved(allocation, cancel.on(), at)
                .refuse(() -> left == 0, MORE_THAN_UNTRANSFERRED, null, () -> cents("Untransferred", left))
                .and(atMost(amount, left, MORE_THAN_UNTRANSFERRED, "Untransferred", at))
                .and(fits(now, FundMovement.CANCELLED, amount, at))
                .otherwise(() -> settling(
                        now,
                        allocation,
                        new AllocationCancelled(
                                cancel.allocation(),
                                amount,
                                split(amount, parts(allocation, Balance::untransferred)),
                                cancel.reason(),
                                cancel.on()),
                        cancel.on(),
                        at));
    }

    private static Ruling<FundEvent> approved(Allocation allocation, LocalDate on, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(
                        () -> allocation.standing() != Allocation.Standing.APPROVED,
                        NOT_APPROVED,
                        "/allocation",
                        () -> "It is " + allocation.standing())
                .and(happened(on, at))
                .and(notBefore(on, allocation.approvedOn(), at));
    }

    private static Ruling<FundEvent> received(Allocation allocation, LocalDate on, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(
                        () -> !at.roles().contains(Role.FUND_MANAGER)
                                && !at.agency().equals(allocation.receivingAgency()),
                        NOT_THE_RECEIVER,
                        null,
                        () -> "It was received by " + allocation.receivingAgency())
                .and(approved(allocation, on, at))
                .and(notBefore(on, allocation.transferredOn(), at));
    }

    private static Ruling<FundEvent> atMost(long cents, long most, Rejection otherwise, String what, Context at) {
        return Ruling.<FundEvent>over(at)
                .refuse(() -> cents > most, otherwise, "/amountCents", () -> cents(what, most));
    }

    /** Whether lots that may fund the year of the day remain for it. */
    private static Ruling<FundEvent> paid(
            Fund now, SortedMap<String, Long> remains, long cents, LocalDate on, Context at) {
        // Not before the day itself has passed: not every day that can be written lies in a financial year.
        return Ruling.<FundEvent>over(at)
                .and(happened(on, at))
                .refuse(
                        () -> cents > sum(inTime(now, remains, on)),
                        LOT_OF_A_LATER_YEAR,
                        "/on",
                        () -> "Saved by " + FinancialYear.of(on) + " and left: " + sum(inTime(now, remains, on))
                                + " cents");
    }

    private static long sum(SortedMap<String, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static SortedMap<String, Long> inTime(Fund now, SortedMap<String, Long> remains, LocalDate on) {
        SortedMap<String, Long> parts = new TreeMap<>(remains);
        parts.keySet()
                .removeIf(code -> FinancialYear.of(on).isBefore(lot(now, code).year()));
        return parts;
    }

    private static SortedMap<String, Long> parts(Allocation allocation, ToLongFunction<Balance> remains) {
        SortedMap<String, Long> parts = new TreeMap<>();
        allocation.lots().forEach((code, balance) -> parts.put(code, remains.applyAsLong(balance)));
        return parts;
    }

    private static List<LotCents> split(long cents, SortedMap<String, Long> remains) {
        return Shares.of(cents, remains).entrySet().stream()
                .map(each -> new LotCents(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<LotCents> draws(List<DrawnOnLot> lots) {
        return lots.stream()
                .map(each -> new LotCents(each.lot(), each.amountCents()))
                .toList();
    }

    private static Lot lot(Fund now, String code) {
        return Objects.requireNonNull(now.lots().get(code), code);
    }

    private static Decision<FundEvent> missing() {
        return Decision.<FundEvent>refused(NO_SUCH_ALLOCATION).at("/allocation");
    }

    static Allocation proposed(AllocationProposed proposed) {
        SortedMap<FinancialYear, Long> plan = new TreeMap<>();
        proposed.profile().forEach(each -> plan.put(each.year(), each.amountCents()));
        return new Allocation(
                proposed.bid(),
                proposed.initiative(),
                proposed.receivingAgency(),
                proposed.amountCents(),
                proposed.on(),
                Allocation.Standing.PROPOSED,
                null,
                null,
                List.of(),
                TreePMap.from(plan),
                TreePMap.empty(),
                proposed.lots(),
                TreePMap.empty(),
                TreePMap.empty());
    }
}

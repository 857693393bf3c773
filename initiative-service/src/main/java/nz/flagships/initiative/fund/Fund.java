package nz.flagships.initiative.fund;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.eventstore.decision.NotShown;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * The Fund: one stream, so that whatever draws on a lot is decided on what all others have drawn before it.
 *
 * @param total what has moved in all
 * @param lots by their codes
 * @param bids by their codes
 * @param allocations by their codes
 * @param figures what was published of it, in the order it was recorded
 */
public record Fund(
        Balance total,
        PSortedMap<String, Lot> lots,
        PSortedMap<String, Bid> bids,
        PSortedMap<String, Allocation> allocations,
        PVector<Figure> figures) {
    /** Before anything was banked. */
    public static final Fund EMPTY =
            new Fund(Balance.NOTHING, TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePVector.empty());

    /**
     * A saving.
     *
     * @param agency the code of the agency that saved it
     * @param year it was saved in
     * @param bankedOn the day it was banked
     * @param balance what has moved of it
     * @param days what it has had for anybody on every day
     */
    public record Lot(
            String agency,
            FinancialYear year,
            LocalDate bankedOn,
            Balance balance,
            @NotShown Days days) {
        static Lot banked(String agency, FinancialYear year, LocalDate on) {
            return new Lot(agency, year, on, Balance.NOTHING, Days.NONE);
        }

        /** What may be taken of it on a day, without leaving a later one with less than nothing. */
        long available(LocalDate on) {
            return Math.min(days.least(on), balance.available());
        }

        Lot moved(FundMovement movement, long cents, LocalDate on) {
            long net = Days.into(FundMovement.Account.AVAILABLE, movement, cents);
            return new Lot(agency, year, bankedOn, balance.plus(movement, cents), net == 0 ? days : days.plus(on, net));
        }
    }

    /**
     * An agency's wish.
     *
     * @param agency the code of the agency that bids
     * @param initiative the code of the initiative it is for
     * @param amountCents how much
     * @param submittedOn the day
     * @param standing what became of it
     */
    public record Bid(String agency, String initiative, long amountCents, LocalDate submittedOn, Standing standing) {
        /** What becomes of a bid. */
        public enum Standing {
            SUBMITTED,
            ASSESSED,
            DECLINED,
            FUNDED
        }

        Bid now(Standing after) {
            return new Bid(agency, initiative, amountCents, submittedOn, after);
        }
    }

    /**
     * Money for an initiative.
     *
     * @param bid the code of the bid it answers, if there was one
     * @param initiative the code of the initiative
     * @param receivingAgency the code of the agency that spends it
     * @param amountCents how much was proposed
     * @param proposedOn the day
     * @param standing whether it is approved
     * @param approvedOn the day; null until then
     * @param transferredOn the first day money went to the receiving agency; null until then
     * @param endorsements who has endorsed it
     * @param plannedCents when it is to be spent, after what was carried forward
     * @param transferredCents how much was transferred in each financial year
     * @param draws what it draws on each lot
     * @param lots what has moved of each of them
     * @param days what its receiving agency has had of each of them on every day
     */
    public record Allocation(
            @Nullable String bid,
            String initiative,
            String receivingAgency,
            long amountCents,
            LocalDate proposedOn,
            Standing standing,
            @Nullable LocalDate approvedOn,
            @Nullable LocalDate transferredOn,
            List<Endorsement> endorsements,
            PSortedMap<FinancialYear, Long> plannedCents,
            PSortedMap<FinancialYear, Long> transferredCents,
            List<LotCents> draws,
            PSortedMap<String, Balance> lots,
            @NotShown PSortedMap<String, Days> days) {
        /** Whether its money is promised. */
        public enum Standing {
            PROPOSED,
            APPROVED,
            /** Cancelled before it was approved; what is cancelled after that leaves it approved. */
            CANCELLED
        }

        /** What it may still transfer. */
        long untransferred() {
            return lots.values().stream().mapToLong(Balance::untransferred).sum();
        }

        /** What its receiving agency still has. */
        long undrawn() {
            return lots.values().stream().mapToLong(Balance::undrawn).sum();
        }

        /** What its receiving agency may spend or give back on a day, by lot, without leaving a later day with less than nothing. */
        SortedMap<String, Long> undrawn(LocalDate on) {
            SortedMap<String, Long> parts = new TreeMap<>();
            lots.forEach((code, balance) ->
                    parts.put(code, Math.min(days.getOrDefault(code, Days.NONE).least(on), balance.undrawn())));
            return parts;
        }

        /** What a year's profile still holds: never more than may be transferred at all. */
        long left(FinancialYear year) {
            long left = plannedCents.getOrDefault(year, 0L) - transferredCents.getOrDefault(year, 0L);
            return Math.max(0, Math.min(left, untransferred()));
        }

        Allocation endorsed(Endorsement by) {
            List<Endorsement> more = new ArrayList<>(endorsements);
            more.add(by);
            return copy(
                    standing, approvedOn, transferredOn, List.copyOf(more), plannedCents, transferredCents, lots, days);
        }

        Allocation now(Standing after, @Nullable LocalDate approved) {
            return copy(after, approved, transferredOn, endorsements, plannedCents, transferredCents, lots, days);
        }

        Allocation carried(FinancialYear from, FinancialYear to, long cents) {
            PSortedMap<FinancialYear, Long> plan = more(more(plannedCents, from, -cents), to, cents);
            return copy(standing, approvedOn, transferredOn, endorsements, plan, transferredCents, lots, days);
        }

        Allocation transferred(LocalDate on, long cents) {
            PSortedMap<FinancialYear, Long> years = more(transferredCents, FinancialYear.of(on), cents);
            LocalDate first = transferredOn == null || on.isBefore(transferredOn) ? on : transferredOn;
            return copy(standing, approvedOn, first, endorsements, plannedCents, years, lots, days);
        }

        Allocation moved(FundMovement movement, List<LotCents> of, LocalDate on) {
            PSortedMap<String, Balance> after = lots;
            PSortedMap<String, Days> since = days;
            for (LotCents part : of) {
                after = after.plus(
                        part.lot(),
                        after.getOrDefault(part.lot(), Balance.NOTHING).plus(movement, part.amountCents()));
                long net = Days.into(FundMovement.Account.TRANSFERRED, movement, part.amountCents());
                if (net != 0) {
                    since = since.plus(
                            part.lot(),
                            since.getOrDefault(part.lot(), Days.NONE).plus(on, net));
                }
            }
            return copy(
                    standing, approvedOn, transferredOn, endorsements, plannedCents, transferredCents, after, since);
        }

        private static PSortedMap<FinancialYear, Long> more(
                PSortedMap<FinancialYear, Long> of, FinancialYear year, long cents) {
            return of.plus(year, of.getOrDefault(year, 0L) + cents);
        }

        private Allocation copy(
                Standing after,
                @Nullable LocalDate approved,
                @Nullable LocalDate firstTransferred,
                List<Endorsement> by,
                PSortedMap<FinancialYear, Long> plan,
                PSortedMap<FinancialYear, Long> years,
                PSortedMap<String, Balance> balances,
                PSortedMap<String, Days> since) {
            return new Allocation(
                    bid,
                    initiative,
                    receivingAgency,
                    amountCents,
                    proposedOn,
                    after,
                    approved,
                    firstTransferred,
                    by,
                    plan,
                    years,
                    draws,
                    balances,
                    since);
        }
    }

    /**
     * One of two.
     *
     * @param agency the code of the approver's agency
     * @param person a digest that tells two people apart; not shown, since a name that is guessed could be tried against it
     * @param on the day
     */
    public record Endorsement(String agency, @NotShown String person, LocalDate on) {}

    /** What a source said of the Fund. */
    public record Figure(String what, PartialDate asAt, String source) {}

    /**
     * What of an initiative's money is neither spent nor given back: promised and not transferred, or with the receiving
     * agency. An initiative is not closed before it is nothing; allocations that are only proposed hold no money.
     */
    public long unsettledCents(String initiative) {
        return allocations.values().stream()
                .filter(each -> each.initiative().equals(initiative))
                .mapToLong(each -> each.untransferred() + each.undrawn())
                .sum();
    }

    Fund with(String code, Lot lot) {
        return new Fund(total, lots.plus(code, lot), bids, allocations, figures);
    }

    Fund with(String code, Bid bid) {
        return new Fund(total, lots, bids.plus(code, bid), allocations, figures);
    }

    Fund with(String code, Allocation allocation) {
        return new Fund(total, lots, bids, allocations.plus(code, allocation), figures);
    }

    Fund with(Figure figure) {
        return new Fund(total, lots, bids, allocations, figures.plus(figure));
    }

    /** The one place where money moves: the same cents in the lots and in the total. */
    Fund moved(FundMovement movement, List<LotCents> parts, LocalDate on) {
        PSortedMap<String, Lot> after = lots;
        Balance all = total;
        for (LotCents part : parts) {
            Lot lot = after.get(part.lot());
            if (lot == null) {
                throw new IllegalStateException("The history moves money of a lot that was never banked");
            }
            after = after.plus(part.lot(), lot.moved(movement, part.amountCents(), on));
            all = all.plus(movement, part.amountCents());
        }
        return new Fund(all, after, bids, allocations, figures);
    }
}

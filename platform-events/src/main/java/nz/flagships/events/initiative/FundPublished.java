package nz.flagships.events.initiative;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of the Fund: every movement of its money, by lot and to the cent; of its approvers the agencies only. */
public sealed interface FundPublished extends PublishedEvent {
    /** Cents of a lot. */
    record LotCents(
            @Described("The code of the lot") String lot,
            @Described("New Zealand cents") long amountCents) {}

    /** Cents of a financial year. */
    record YearCents(
            @Described("The financial year, as FY2016") FinancialYear year,
            @Described("New Zealand cents") long amountCents) {}

    /** A saving became a lot. */
    @Described("An agency banked a saving, which makes a lot")
    record SavingBanked(
            @Described("The code of the fund") String fund,
            @Described("The code of the lot") String lot,

            @Described("The code of the agency that saved it")
            String agency,

            @Described("The financial year it was saved in; it funds that year and later ones")
            FinancialYear year,

            @Described("New Zealand cents") long amountCents,
            @Described("The day it was banked") LocalDate on,

            @Described("The Minister of Finance's agreement; null only where history does not tell") @Nullable
            String agreement)
            implements FundPublished {}

    /** Part of a saving was taken back. */
    @Described("A saving was taken back, of what was unallocated")
    record SavingReversed(
            @Described("The code of the fund") String fund,
            @Described("The code of the lot") String lot,
            @Described("New Zealand cents") long amountCents,
            @Described("The day") LocalDate on,
            @Described("Why") String reason)
            implements FundPublished {}

    /** An agency wants money. */
    @Described("An agency bid for money of the Fund")
    record FundingBidSubmitted(
            @Described("The code of the fund") String fund,
            @Described("The code of the bid") String bid,
            @Described("The code of the agency that bids") String agency,

            @Described("The code of the initiative it is for")
            String initiative,

            @Described("New Zealand cents") long amountCents,
            @Described("What for") String purpose,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** A bid may be funded. */
    @Described("A bid was assessed by another agency than the bidder")
    record FundingBidAssessed(
            @Described("The code of the fund") String fund,
            @Described("The code of the bid") String bid,

            @Described("The code of the agency that assessed it")
            String by,

            @Described("Which criteria it meets") List<FundingCriterion> meets,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** A bid will not be funded. */
    @Described("A bid was declined")
    record FundingBidDeclined(
            @Described("The code of the fund") String fund,
            @Described("The code of the bid") String bid,

            @Described("The code of the agency that declined it")
            String by,

            @Described("Why") String reason,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** Money is meant for an initiative. */
    @Described("An allocation was proposed; it moves no money yet")
    record AllocationProposed(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,

            @Described("The code of the bid, if there was one") @Nullable
            String bid,

            @Described("The code of the initiative") String initiative,

            @Described("The code of the agency that is to receive it")
            String receivingAgency,

            @Described("New Zealand cents") long amountCents,
            @Described("When it is to be spent") List<YearCents> profile,
            @Described("What it draws on") List<LotCents> lots,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** One of two. */
    @Described("An approver endorsed an allocation")
    record AllocationEndorsed(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,

            @Described("The code of the approver's agency; the person stays private")
            String by,

            @Described("How many have endorsed it now") int endorsements,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** The money is promised. */
    @Described("An allocation was approved, and its lots were drawn on")
    record AllocationApproved(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,
            @Described("The code of the initiative") String initiative,

            @Described("The code of the agency that is to receive it")
            String receivingAgency,

            @Described("New Zealand cents") long amountCents,
            @Described("What it draws on") List<LotCents> lots,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** The money went to the receiving agency. */
    @Described("Money of an allocation was transferred to the receiving agency")
    record FundsTransferred(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,
            @Described("New Zealand cents") long amountCents,
            @Described("Of which lots") List<LotCents> lots,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** The money was spent. */
    @Described("The receiving agency spent transferred money")
    record FundsDrawnDown(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,
            @Described("New Zealand cents") long amountCents,
            @Described("Of which lots") List<LotCents> lots,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** The plan moved. */
    @Described("Money that was to be spent in one financial year is to be spent in a later one; none moves")
    record AllocationCarriedForward(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,

            @Described("The financial year it was to be spent in")
            FinancialYear from,

            @Described("The financial year it is to be spent in now")
            FinancialYear to,

            @Described("New Zealand cents") long amountCents,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** The money came back. */
    @Described("The receiving agency returned what it did not spend, to the lots it came from")
    record UnspentFundsReturned(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,
            @Described("New Zealand cents") long amountCents,
            @Described("To which lots") List<LotCents> lots,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** The promise was taken back. */
    @Described("What was not transferred of an allocation was cancelled, back to the lots it came from")
    record AllocationCancelled(
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,

            @Described("New Zealand cents; 0 where it was never approved")
            long amountCents,

            @Described("To which lots") List<LotCents> lots,
            @Described("Why") String reason,
            @Described("The day") LocalDate on)
            implements FundPublished {}

    /** What was said of the Fund in public, to be shown beside the ledger's own figure. */
    @Described("A figure of the Fund was published")
    record FundFigurePublished(
            @Described("The code of the fund") String fund,
            @Described("What it is a figure of") String what,

            @Described("The day it is as at, as far as known")
            PartialDate asAt,

            @Described("The figure; null where only the fact is known") @Nullable
            BigDecimal value,

            @Described("Its unit; NZD are whole dollars") @Nullable
            String unit,

            @Described("The code of the source") String source,

            @Described("Which figure of the ledger it is compared with; null: none") @Nullable
            LedgerFigure comparesWith,

            @Described("The code of the agency whose approvals are meant; null: all") @Nullable
            String receivingAgency,

            @Described("The code of the initiative whose approvals are meant; null: all") @Nullable
            String initiative)
            implements FundPublished {}
}

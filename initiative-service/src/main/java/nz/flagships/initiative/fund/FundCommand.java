package nz.flagships.initiative.fund;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.FundingCriterion;
import nz.flagships.events.initiative.LedgerFigure;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of the Fund. Amounts are New Zealand cents, whole numbers from 1 to 2^53 − 1; days are those on which it
 * happened.
 */
public sealed interface FundCommand {
    /** How the code of a part is written. */
    String CODE = "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}";

    /**
     * What is to be spent in a year.
     *
     * @param year the financial year
     * @param amountCents cents
     */
    record PlannedForYear(
            @Described("The financial year, as FY2016") FinancialYear year,
            @Described("New Zealand cents") @Positive long amountCents) {}

    /**
     * What is drawn on a lot.
     *
     * @param lot its code
     * @param amountCents cents
     */
    record DrawnOnLot(
            @Described("The code of the lot") @Pattern(regexp = CODE)
            String lot,

            @Described("New Zealand cents") @Positive long amountCents) {}

    /** An agency saved money. */
    @Fact(
            value = "SavingBanked",
            description =
                    "An agency banked a saving, which makes a lot: it funds the financial year it was saved in and"
                            + " later ones",
            subject = "EXAMPLE-FUND",
            example = """
                    {"lot": "EXAMPLE-LOT", "agency": "EXAMPLE-AGENCY", "year": "FY2016", "amountCents": 100000000,
                     "on": "2016-07-29", "agreement": "Example agreement of the Minister of Finance"}""")
    @Allowed(Role.FUND_MANAGER)
    record BankSaving(
            @Described("A code of your choice for the lot, unique in the fund") @Pattern(regexp = CODE)
            String lot,

            @Described("The code of the agency that saved it")
            String agency,

            @Described("The financial year it was saved in, as FY2016")
            FinancialYear year,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("The day it was banked") LocalDate on,

            @Described("Names the Minister of Finance's agreement; left out only of what is published or synthetic")
            @Size(min = 1, max = 500)
            @Nullable
            String agreement)
            implements FundCommand {}

    /** Less was saved than was thought. */
    @Fact(
            value = "SavingReversed",
            description = "Part or all of a saving was taken back; at most what is unallocated of it",
            subject = "EXAMPLE-FUND",
            example = """
                    {"lot": "EXAMPLE-LOT", "amountCents": 10000000, "on": "2016-08-15",
                     "reason": "The saving was counted twice in part"}""")
    @Allowed(Role.FUND_MANAGER)
    record ReverseSaving(
            @Described("The code of the lot") @Pattern(regexp = CODE)
            String lot,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("The day") LocalDate on,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements FundCommand {}

    /** An agency wants money. */
    @Fact(
            value = "FundingBidSubmitted",
            description = "The agency that posts it bids for money of the Fund",
            subject = "EXAMPLE-FUND",
            example = """
                    {"bid": "EXAMPLE-BID", "initiative": "EXAMPLE-INITIATIVE", "amountCents": 80000000,
                     "purpose": "To try the joint weekly meeting for two years", "on": "2016-08-31"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD})
    record SubmitBid(
            @Described("A code of your choice, unique in the fund") @Pattern(regexp = CODE)
            String bid,

            @Described("The code of the initiative it is for")
            String initiative,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("What for") @Size(min = 1, max = 2000)
            String purpose,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** A bid meets a criterion. */
    @Fact(
            value = "FundingBidAssessed",
            description = "A bid was assessed, by another agency than the bidder, and meets at least one criterion",
            subject = "EXAMPLE-FUND",
            by = "EXAMPLE-ASSESSORS",
            example = """
                    {"bid": "EXAMPLE-BID", "meets": ["REDUCES_REOFFENDING", "TRIALS_SOMETHING_NEW"], "on": "2016-09-07"}""")
    @Allowed(Role.ASSESSOR)
    record AssessBid(
            @Described("The code of the bid") @Pattern(regexp = CODE)
            String bid,

            @InAnyOrder @Described("Which criteria it meets") @Size(min = 1, max = 3)
            List<FundingCriterion> meets,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** A bid will not be funded. */
    @Fact(
            value = "FundingBidDeclined",
            description =
                    "A bid was declined, by another agency than the bidder; also one that meets a criterion but finds no"
                            + " money",
            subject = "EXAMPLE-FUND",
            by = "EXAMPLE-ASSESSORS",
            example = """
                    {"bid": "EXAMPLE-BID", "reason": "Other bids serve the target better", "on": "2016-09-14"}""")
    @Allowed(Role.ASSESSOR)
    record DeclineBid(
            @Described("The code of the bid") @Pattern(regexp = CODE)
            String bid,

            @Described("Why") @Size(min = 1, max = 1000) String reason,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** Money is meant for an initiative. */
    @Fact(
            value = "AllocationProposed",
            description =
                    "An allocation was proposed: for which initiative, to which agency, to be spent when, and what it"
                            + " draws on which lots. No money moves before it is approved",
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "initiative": "EXAMPLE-INITIATIVE",
                     "receivingAgency": "EXAMPLE-AGENCY", "amountCents": 80000000,
                     "profile": [{"year": "FY2017", "amountCents": 50000000}, {"year": "FY2018", "amountCents": 30000000}],
                     "lots": [{"lot": "EXAMPLE-LOT", "amountCents": 80000000}], "on": "2016-09-15"}""")
    @Allowed(Role.FUND_MANAGER)
    record ProposeAllocation(
            @Described("A code of your choice, unique in the fund") @Pattern(regexp = CODE)
            String allocation,

            @Described("The code of the assessed bid it answers, if there was one") @Pattern(regexp = CODE) @Nullable
            String bid,

            @Described("The code of the initiative") String initiative,

            @Described("The code of the agency that is to receive it")
            String receivingAgency,

            @Described("New Zealand cents") @Positive long amountCents,

            @InAnyOrder @Described("When it is to be spent; adds up to the amount") @Size(min = 1, max = 50)
            List<PlannedForYear> profile,

            @InAnyOrder @Described("What it draws on; adds up to the amount") @Size(min = 1, max = 200)
            List<DrawnOnLot> lots,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** One of two approvers. */
    @Fact(
            value = "AllocationEndorsed",
            description =
                    "An approver endorsed an allocation; the second one, another person, approves it. Both are of other"
                            + " agencies than the bidder and the receiver. Under basis published one is enough: a publication tells"
                            + " that it was approved, seldom by whom",
            subject = "EXAMPLE-FUND",
            by = "EXAMPLE-APPROVERS",
            as = {Role.FUND_APPROVER, Role.STEWARD},
            person = "example-approver",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "on": "2016-09-30",
                     "provenance": {"basis": "published", "source": "EXAMPLE-SOURCE"}}""")
    @Allowed(Role.FUND_APPROVER)
    record EndorseAllocation(
            @Described("The code of the allocation") @Pattern(regexp = CODE)
            String allocation,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** The money goes to the receiving agency. */
    @Fact(
            value = "FundsTransferred",
            description =
                    "Money of an approved allocation was transferred to the receiving agency; split over its lots in"
                            + " proportion to what is not transferred yet",
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "amountCents": 50000000, "on": "2016-10-14"}""")
    @Allowed(Role.FUND_MANAGER)
    record TransferFunds(
            @Described("The code of the allocation") @Pattern(regexp = CODE)
            String allocation,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** The money is spent. */
    @Fact(
            value = "FundsDrawnDown",
            description =
                    "The receiving agency spent transferred money; split over the lots in proportion to what is undrawn",
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "amountCents": 35000000, "on": "2017-03-31"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.FUND_MANAGER})
    record DrawDownFunds(
            @Described("The code of the allocation") @Pattern(regexp = CODE)
            String allocation,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** The plan moves. */
    @Fact(
            value = "AllocationCarriedForward",
            description =
                    "Money planned for one financial year, and not transferred in it, is to be spent in a later one",
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "from": "FY2018", "to": "FY2019", "amountCents": 10000000,
                     "on": "2018-06-29"}""")
    @Allowed(Role.FUND_MANAGER)
    record CarryForward(
            @Described("The code of the allocation") @Pattern(regexp = CODE)
            String allocation,

            @Described("The financial year it was planned for, as FY2018")
            FinancialYear from,

            @Described("The later financial year") FinancialYear to,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** The money comes back. */
    @Fact(
            value = "UnspentFundsReturned",
            description =
                    "The receiving agency returned what it did not spend, to the lots it came from, in proportion to"
                            + " what is undrawn",
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "amountCents": 15000000, "on": "2018-07-13"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.FUND_MANAGER})
    record ReturnFunds(
            @Described("The code of the allocation") @Pattern(regexp = CODE)
            String allocation,

            @Described("New Zealand cents") @Positive long amountCents,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** The promise is taken back. */
    @Fact(
            value = "AllocationCancelled",
            description =
                    "What was not transferred of an allocation was cancelled, in part or whole, back to the lots it"
                            + " came from; one that was never approved is cancelled whole",
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "amountCents": 30000000, "on": "2018-07-13",
                     "reason": "The second year is not needed"}""")
    @Allowed(Role.FUND_MANAGER)
    record CancelAllocation(
            @Described("The code of the allocation") @Pattern(regexp = CODE)
            String allocation,

            @Described("New Zealand cents; left out: all that is not transferred") @Positive @Nullable
            Long amountCents,

            @Described("Why") @Size(min = 1, max = 1000) String reason,

            @Described("The day") LocalDate on)
            implements FundCommand {}

    /** What a source said. */
    @Fact(
            value = "FundFigurePublished",
            description = "A figure of the Fund was published; it is shown beside the ledger's own and moves no money",
            subject = "EXAMPLE-FUND",
            example = """
                    {"what": "initiatives funded", "asAt": "2017-03-08", "value": 1, "unit": "initiatives",
                     "source": "EXAMPLE-SOURCE", "comparesWith": "INITIATIVES_FUNDED"}""")
    @Allowed(Role.STEWARD)
    record PublishFigure(
            @Described("What it is a figure of") @Size(min = 1, max = 200)
            String what,

            @Described("What it is as at: 2017, 2017-03 or 2017-03-08")
            PartialDate asAt,

            @Described("The figure; left out where only the fact is known") @Nullable
            BigDecimal value,

            @Described("Its unit; NZD are dollars") @Size(min = 1, max = 40) @Nullable
            String unit,

            @Described("The code of the source") String source,

            @Described("Which figure of the ledger it is to be compared with; left out: none") @Nullable
            LedgerFigure comparesWith,

            @Described("The code of the agency whose approvals are meant, where it is not all") @Nullable
            String receivingAgency,

            @Described("The code of the initiative whose approvals are meant, where it is not all") @Nullable
            String initiative)
            implements FundCommand {}
}

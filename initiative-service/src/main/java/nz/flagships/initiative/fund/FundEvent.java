package nz.flagships.initiative.fund;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.YearCents;
import nz.flagships.events.initiative.FundingCriterion;
import nz.flagships.events.initiative.LedgerFigure;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What happens in the Fund. Whatever moves money says from and to which lots, so that no reader has to split again. */
public sealed interface FundEvent {
    record SavingBanked(
            String lot,
            String agency,
            FinancialYear year,
            long amountCents,
            LocalDate on,
            @Nullable String agreement) implements FundEvent {}

    record SavingReversed(String lot, long amountCents, LocalDate on, String reason) implements FundEvent {}

    record FundingBidSubmitted(
            String bid, String agency, String initiative, long amountCents, String purpose, LocalDate on)
            implements FundEvent {}

    record FundingBidAssessed(String bid, String by, List<FundingCriterion> meets, LocalDate on) implements FundEvent {}

    record FundingBidDeclined(String bid, String by, String reason, LocalDate on) implements FundEvent {}

    record AllocationProposed(
            String allocation,
            @Nullable String bid,
            String initiative,
            String receivingAgency,
            long amountCents,
            List<YearCents> profile,
            List<LotCents> lots,
            LocalDate on)
            implements FundEvent {}

    /** {@code person}: a digest that tells two people apart, and is not published. */
    record AllocationEndorsed(String allocation, String by, String person, int endorsements, LocalDate on)
            implements FundEvent {}

    @Fact(
            value = "AllocationApproved",
            description =
                    "An allocation was approved, and its lots were drawn on. Comes with the second endorsement, never"
                            + " posted",
            postable = false,
            subject = "EXAMPLE-FUND",
            example = """
                    {"allocation": "EXAMPLE-ALLOCATION", "initiative": "EXAMPLE-INITIATIVE", "receivingAgency": "EXAMPLE-AGENCY",
                     "amountCents": 80000000, "lots": [{"lot": "EXAMPLE-LOT", "amountCents": 80000000}], "on": "2016-09-30"}""")
    record AllocationApproved(
            String allocation,
            String initiative,
            String receivingAgency,
            long amountCents,
            List<LotCents> lots,
            LocalDate on)
            implements FundEvent {}

    record FundsTransferred(String allocation, long amountCents, List<LotCents> lots, LocalDate on)
            implements FundEvent {}

    record FundsDrawnDown(String allocation, long amountCents, List<LotCents> lots, LocalDate on)
            implements FundEvent {}

    record AllocationCarriedForward(
            String allocation, FinancialYear from, FinancialYear to, long amountCents, LocalDate on)
            implements FundEvent {}

    record UnspentFundsReturned(String allocation, long amountCents, List<LotCents> lots, LocalDate on)
            implements FundEvent {}

    /** {@code amountCents} is 0, and {@code lots} empty, where it was never approved. */
    record AllocationCancelled(String allocation, long amountCents, List<LotCents> lots, String reason, LocalDate on)
            implements FundEvent {}

    record FundFigurePublished(
            String what,
            PartialDate asAt,
            @Nullable BigDecimal value,
            @Nullable String unit,
            String source,
            @Nullable LedgerFigure comparesWith,
            @Nullable String receivingAgency,
            @Nullable String initiative)
            implements FundEvent {}
}

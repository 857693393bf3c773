package nz.flagships.initiative.budget;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of a Budget round. Money is in cents of New Zealand dollars, a whole number. */
public sealed interface BudgetRoundCommand {
    /** Bids may be lodged. */
    @Fact(
            value = "BudgetRoundOpened",
            description = "A Budget round was opened: bids for long-term funding may be lodged",
            begins = true,
            subject = "EXAMPLE-BUDGET",
            example = """
                    {"title": "Example Budget", "on": "2025-11-01"}""")
    @Allowed({Role.FUND_MANAGER, Role.STEWARD})
    record OpenRound(
            @Described("Its title") @Size(min = 1, max = 200)
            String title,

            @Described("When: 2025, 2025-11 or 2025-11-01; left out only under basis published") @Nullable
            PartialDate on)
            implements BudgetRoundCommand {}

    /** Only for what was shown to work. */
    @Fact(
            value = "BudgetBidLodged",
            description =
                    "An agency that runs the initiative lodged a bid for its long-term funding in an open Budget round."
                            + " The initiative was shown effective; or its evidence is mixed, and overridden with a reason"
                            + " (EvaluationOverridden)",
            subject = "EXAMPLE-BUDGET",
            example = """
                    {"initiative": "EXAMPLE-INITIATIVE", "amountCents": 2000000000, "years": 4, "on": "2025-11-03"}""")
    @Allowed({Role.INITIATIVE_LEAD, Role.AGENCY_SYSTEM, Role.STEWARD})
    record LodgeBid(
            @Described("The code of the initiative") String initiative,

            @Described("How much is sought over all its years, in cents") @Positive
            long amountCents,

            @Described("For how many years") @Min(1) @Max(20)
            int years,

            @Described("The day it was lodged") LocalDate on)
            implements BudgetRoundCommand {}

    /** Granted or declined. */
    @Fact(
            value = "BudgetDecisionRecorded",
            description =
                    "The Budget decided on the long-term funding of an initiative; a grant makes it established. Under"
                            + " basis published it may have been decided elsewhere, without a bid here: then with the reason",
            subject = "EXAMPLE-BUDGET",
            example = """
                    {"initiative": "EXAMPLE-INITIATIVE", "decision": "GRANTED", "amountCents": 1800000000, "years": 4,
                     "on": "2025-12-01", "reason": "It works, and costs less than what it prevents"}""",
            by = "EXAMPLE-TREASURY")
    @Allowed({Role.FUND_APPROVER, Role.STEWARD})
    record RecordDecision(
            @Described("The code of the initiative") String initiative,
            @Described("What was decided") BudgetOutcome decision,

            @Described("How much was granted over all its years, in cents; left out where declined") @Positive @Nullable
            Long amountCents,

            @Described("For how many years; left out where declined") @Min(1) @Max(20) @Nullable
            Integer years,

            @Described("When it was decided: 2017, 2017-05 or 2017-05-25")
            PartialDate on,

            @Described("Why; must be given where no bid was lodged here") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements BudgetRoundCommand {}

    /** Nothing more may be lodged. */
    @Fact(
            value = "BudgetRoundClosed",
            description = "The Budget round was closed; every bid in it was decided",
            subject = "EXAMPLE-BUDGET",
            example = """
                    {"on": "2025-12-15"}""")
    @Allowed({Role.FUND_MANAGER, Role.STEWARD})
    record CloseRound(
            @Described("When: 2025, 2025-12 or 2025-12-15; left out only under basis published") @Nullable
            PartialDate on)
            implements BudgetRoundCommand {}
}

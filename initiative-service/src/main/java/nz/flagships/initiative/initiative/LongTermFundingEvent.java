package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.Positive;
import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.eventstore.decision.Fact;

/** What becomes of an initiative's long-term funding. Each follows from what a Budget round says, and is never posted. */
public sealed interface LongTermFundingEvent extends InitiativeEvent {
    @Fact(
            value = "LongTermFundingSought",
            description = "Long-term funding was sought for the initiative; follows from BudgetBidLodged",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example =
                    "{\"round\": \"EXAMPLE-BUDGET\", \"amountCents\": 2000000000, \"years\": 4, \"on\": \"2025-11-03\"}")
    record LongTermFundingSought(
            @Described("The code of the Budget round") String round,

            @Described("How much over all its years, in cents") @Positive
            long amountCents,

            @Described("For how many years") @Positive int years,
            @Described("The day the bid was lodged") LocalDate on)
            implements LongTermFundingEvent {}

    @Fact(
            value = "LongTermFundingGranted",
            description = "Long-term funding was granted, and the initiative is established; follows from"
                    + " BudgetDecisionRecorded",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example =
                    "{\"round\": \"EXAMPLE-BUDGET\", \"amountCents\": 2000000000, \"years\": 4, \"on\": \"2025-12-01\","
                            + " \"qualifyingEvidence\": true}")
    record LongTermFundingGranted(
            @Described("The code of the Budget round") String round,

            @Described("How much over all its years, in cents") @Positive
            long amountCents,

            @Described("For how many years") @Positive int years,

            @Described("The day of the decision, as far as known")
            PartialDate on,

            @Described("Whether qualifying evidence was on record here")
            boolean qualifyingEvidence)
            implements LongTermFundingEvent {}

    @Fact(
            value = "LongTermFundingDeclined",
            description = "Long-term funding was declined; follows from BudgetDecisionRecorded",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"round\": \"EXAMPLE-BUDGET\", \"on\": \"2025-12-01\"}")
    record LongTermFundingDeclined(
            @Described("The code of the Budget round") String round,

            @Described("The day of the decision, as far as known")
            PartialDate on)
            implements LongTermFundingEvent {}
}

package nz.flagships.initiative.budget;

import java.time.LocalDate;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.BudgetOutcome;
import org.jspecify.annotations.Nullable;

/** What happens to a Budget round. */
public sealed interface BudgetRoundEvent {
    record BudgetRoundOpened(String title, @Nullable PartialDate on) implements BudgetRoundEvent {}

    record BudgetBidLodged(
            String initiative, String agency, long amountCents, int years, LocalDate on, boolean overridden)
            implements BudgetRoundEvent {}

    record BudgetDecisionRecorded(
            String initiative,
            BudgetOutcome decision,
            @Nullable Long amountCents,
            @Nullable Integer years,
            PartialDate on,
            @Nullable String reason,
            boolean bid,
            boolean qualifyingEvidence)
            implements BudgetRoundEvent {}

    record BudgetRoundClosed(@Nullable PartialDate on) implements BudgetRoundEvent {}
}

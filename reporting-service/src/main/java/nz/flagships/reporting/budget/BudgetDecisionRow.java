package nz.flagships.reporting.budget;

import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.BudgetOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What was sought for an initiative in a Budget round, and what was decided; a row of {@code GET /v1/budget/decisions}.
 *
 * @param round the code of the round
 * @param initiative its code
 * @param title of the initiative; null while it is not known here
 * @param decision null while the bid waits
 * @param decidedOn as far as known
 * @param cents granted over all years
 * @param years for how many
 * @param withoutQualifyingEvidence whether it was granted without qualifying evidence on record here
 * @param overridden whether the bid rests on mixed evidence and an override
 * @param bidder the code of the agency that bid; null where it was decided elsewhere, without a bid here
 * @param bidOn the day the bid was lodged
 * @param soughtCents over all years
 * @param soughtYears for how many
 * @param reason of the decision, where it was said
 * @param source the code of the source
 * @param synthetic whether any of this was made up for a demonstration
 * @param provenance of the decision; of the bid while it waits
 */
public record BudgetDecisionRow(
        String round,
        String initiative,
        @Nullable String title,
        @Nullable BudgetOutcome decision,
        @Nullable String decidedOn,
        @Nullable Long cents,
        @Nullable Integer years,
        boolean withoutQualifyingEvidence,
        boolean overridden,
        @Nullable String bidder,
        @Nullable String bidOn,
        @Nullable Long soughtCents,
        @Nullable Integer soughtYears,
        @Nullable String reason,
        @Nullable String source,
        boolean synthetic,
        Provenance provenance) {}

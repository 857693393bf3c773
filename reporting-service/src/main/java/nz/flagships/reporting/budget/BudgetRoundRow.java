package nz.flagships.reporting.budget;

import java.math.BigInteger;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * A Budget round; a row of {@code GET /v1/budget/rounds}.
 *
 * @param round its code
 * @param title as people read it
 * @param openedOn as far as known
 * @param closed whether it is closed
 * @param closedOn as far as known
 * @param bids lodged in it
 * @param granted decisions, those without a bid here too
 * @param declined decisions, those without a bid here too
 * @param undecided bids
 * @param soughtCents by the bids, over all their years, exact however many
 * @param grantedCents over all years
 * @param synthetic whether any of this was made up for a demonstration
 * @param provenance of its opening
 */
public record BudgetRoundRow(
        String round,
        String title,
        @Nullable String openedOn,
        boolean closed,
        @Nullable String closedOn,
        int bids,
        int granted,
        int declined,
        int undecided,
        BigInteger soughtCents,
        BigInteger grantedCents,
        boolean synthetic,
        Provenance provenance) {}

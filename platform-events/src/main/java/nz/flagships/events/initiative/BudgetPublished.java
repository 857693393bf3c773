package nz.flagships.events.initiative;

import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of Budget rounds. Money is in cents of New Zealand dollars. */
public sealed interface BudgetPublished extends PublishedEvent {
    /** Bids may be lodged. */
    @Described("A Budget round was opened")
    record BudgetRoundOpened(
            @Described("The code of the round") String round,
            @Described("Its title") String title,

            @Described("When it was opened, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements BudgetPublished {}

    /** Long-term funding is sought. */
    @Described("A bid for long-term funding was lodged in an open Budget round")
    record BudgetBidLodged(
            @Described("The code of the round") String round,
            @Described("The code of the initiative") String initiative,
            @Described("The code of the agency that bids") String agency,

            @Described("How much is sought over all its years, in cents")
            long amountCents,

            @Described("For how many years") int years,
            @Described("The day it was lodged") LocalDate on,

            @Described("Whether the evidence was mixed and overridden, with a reason on record")
            boolean overridden)
            implements BudgetPublished {}

    /** Granted or declined. */
    @Described("A Budget round decided on the long-term funding of an initiative")
    record BudgetDecisionRecorded(
            @Described("The code of the round") String round,
            @Described("The code of the initiative") String initiative,
            @Described("What was decided") BudgetOutcome decision,

            @Described("How much was granted over all its years, in cents; null where declined") @Nullable
            Long amountCents,

            @Described("For how many years; null where declined") @Nullable
            Integer years,

            @Described("The day it was decided, as far as known")
            PartialDate on,

            @Described("Why, in words; null where not said") @Nullable
            String reason,

            @Described("Whether a bid was lodged here before; without one it was decided elsewhere")
            boolean bid,

            @Described("Whether qualifying evidence was on record here: effective, or mixed and overridden")
            boolean qualifyingEvidence)
            implements BudgetPublished {}

    /** Nothing more may be lodged. */
    @Described("A Budget round was closed; every bid in it was decided")
    record BudgetRoundClosed(
            @Described("The code of the round") String round,

            @Described("When it was closed, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements BudgetPublished {}
}

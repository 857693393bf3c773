package nz.flagships.initiative.budget;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.eventstore.decision.NotShown;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A Budget round.
 *
 * @param title its title; null before it is opened
 * @param openedOn when it was opened, as far as known
 * @param closed whether it is closed
 * @param bids by the code of the initiative: one each
 * @param decisions by the code of the initiative: one each
 * @param lastOn the last day on which a bid was lodged or decided, as far as known; null where there is none
 */
public record BudgetRound(
        @Nullable String title,
        @Nullable PartialDate openedOn,
        boolean closed,
        PSortedMap<String, Bid> bids,
        PSortedMap<String, BudgetOutcome> decisions,
        @NotShown @Nullable PartialDate lastOn) {
    /** Before it is opened. */
    public static final BudgetRound EMPTY =
            new BudgetRound(null, null, false, TreePMap.empty(), TreePMap.empty(), null);

    /**
     * A bid for long-term funding.
     *
     * @param agency the code of the agency that bids
     * @param amountCents over all its years
     * @param years how many
     * @param on the day it was lodged
     */
    public record Bid(String agency, long amountCents, int years, LocalDate on) {}

    boolean opened() {
        return title != null;
    }

    /** The initiatives whose bids wait for a decision. */
    List<String> undecided() {
        return bids.keySet().stream()
                .filter(each -> !decisions.containsKey(each))
                .toList();
    }

    BudgetRound with(String initiative, Bid bid) {
        return new BudgetRound(
                title, openedOn, closed, bids.plus(initiative, bid), decisions, last(PartialDate.of(bid.on())));
    }

    BudgetRound with(String initiative, BudgetOutcome decision, PartialDate on) {
        return new BudgetRound(title, openedOn, closed, bids, decisions.plus(initiative, decision), last(on));
    }

    /** The one that surely comes after more days than the other. */
    private PartialDate last(PartialDate on) {
        return lastOn == null || on.earliest().isAfter(lastOn.earliest()) ? on : lastOn;
    }
}

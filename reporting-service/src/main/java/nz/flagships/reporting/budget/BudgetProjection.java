package nz.flagships.reporting.budget;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.BudgetPublished.BudgetBidLodged;
import nz.flagships.events.initiative.BudgetPublished.BudgetDecisionRecorded;
import nz.flagships.events.initiative.BudgetPublished.BudgetRoundClosed;
import nz.flagships.events.initiative.BudgetPublished.BudgetRoundOpened;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

/** Keeps Budget rounds, their bids and their decisions. */
@ApplicationScoped
public class BudgetProjection extends FactProjection {
    private static final Table ROUND = Table.of("budget_round", 1, "round", "title", "opened_on");
    private static final Table END = Table.of("budget_round_end", 1, "round", "closed_on");
    private static final Table BID = Table.of(
            "budget_bid", 2, "round", "initiative", "agency", "amount_cents", "years", "lodged_on", "overridden");
    private static final Table DECISION = Table.of(
            "budget_decision",
            2,
            "round",
            "initiative",
            "decision",
            "amount_cents",
            "years",
            "decided_on",
            "reason",
            "bid",
            "qualifying_evidence");

    BudgetProjection() {
        super("budget", "initiative", "budget-round");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "BudgetRoundOpened" -> {
                BudgetRoundOpened e = fact.says(BudgetRoundOpened.class);
                rows.of(ROUND).add(fact, e.round(), e.title(), text(e.on()));
            }
            case "BudgetBidLodged" -> {
                BudgetBidLodged e = fact.says(BudgetBidLodged.class);
                rows.of(BID)
                        .add(
                                fact,
                                e.round(),
                                e.initiative(),
                                e.agency(),
                                e.amountCents(),
                                e.years(),
                                e.on(),
                                e.overridden());
            }
            case "BudgetDecisionRecorded" -> {
                BudgetDecisionRecorded e = fact.says(BudgetDecisionRecorded.class);
                rows.of(DECISION)
                        .add(
                                fact,
                                e.round(),
                                e.initiative(),
                                e.decision(),
                                e.amountCents(),
                                e.years(),
                                e.on().text(),
                                e.reason(),
                                e.bid(),
                                e.qualifyingEvidence());
            }
            case "BudgetRoundClosed" -> {
                BudgetRoundClosed e = fact.says(BudgetRoundClosed.class);
                rows.of(END).add(fact, e.round(), text(e.on()));
            }
            default -> {
                // Another fact about Budget rounds than this version shows.
            }
        }
    }

    private static @Nullable String text(@Nullable PartialDate date) {
        return date == null ? null : date.text();
    }
}

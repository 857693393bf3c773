package nz.flagships.reporting.fund;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished.AllocationApproved;
import nz.flagships.events.initiative.FundPublished.AllocationCancelled;
import nz.flagships.events.initiative.FundPublished.AllocationCarriedForward;
import nz.flagships.events.initiative.FundPublished.AllocationEndorsed;
import nz.flagships.events.initiative.FundPublished.AllocationProposed;
import nz.flagships.events.initiative.FundPublished.FundFigurePublished;
import nz.flagships.events.initiative.FundPublished.FundingBidAssessed;
import nz.flagships.events.initiative.FundPublished.FundingBidDeclined;
import nz.flagships.events.initiative.FundPublished.FundingBidSubmitted;
import nz.flagships.events.initiative.FundPublished.FundsDrawnDown;
import nz.flagships.events.initiative.FundPublished.FundsTransferred;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.SavingBanked;
import nz.flagships.events.initiative.FundPublished.SavingReversed;
import nz.flagships.events.initiative.FundPublished.UnspentFundsReturned;
import nz.flagships.events.initiative.FundPublished.YearCents;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

/** Keeps the Fund's journal, and what its codes stand for. */
@ApplicationScoped
public class FundProjection extends FactProjection {
    private static final Table LOT =
            Table.of("fund_lot", 2, "fund", "lot", "agency", "year", "banked_on", "amount_cents", "agreement");
    private static final Table BID =
            Table.of("fund_bid", 2, "fund", "bid", "agency", "initiative", "amount_cents", "purpose", "submitted_on");
    private static final Table RULING =
            Table.of("fund_bid_ruling", 3, "fund", "bid", "ruling", "by_agency", "meets", "reason", "on_day");
    private static final Table ALLOCATION = Table.of(
            "fund_allocation",
            2,
            "fund",
            "allocation",
            "bid",
            "initiative",
            "receiving_agency",
            "amount_cents",
            "proposed_on");
    private static final Table PLAN =
            Table.of("fund_plan", 3, "fund", "version", "line", "allocation", "year", "cents");
    private static final Table ENDORSEMENT =
            Table.of("fund_endorsement", 2, "fund", "version", "allocation", "by_agency", "on_day");
    private static final Table STEP = Table.of("fund_allocation_step", 3, "fund", "allocation", "step", "on_day");
    private static final Table ENTRY = Table.of(
            "fund_entry",
            3,
            "fund",
            "version",
            "line",
            "event",
            "movement",
            "on_day",
            "lot",
            "allocation",
            "amount_cents");
    private static final Table FIGURE = Table.of(
            "fund_figure",
            2,
            "fund",
            "version",
            "what",
            "as_at",
            "value",
            "unit",
            "cited",
            "compares_with",
            "receiving_agency",
            "initiative");

    FundProjection() {
        super("fund", "initiative", "fund");
    }

    /** What becomes of an allocation besides its money. */
    enum Step {
        APPROVED,
        /** Before it was approved. */
        CANCELLED
    }

    /** What an assessor makes of a bid. */
    enum Ruling {
        ASSESSED,
        DECLINED
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "SavingBanked" -> {
                SavingBanked e = fact.says(SavingBanked.class);
                rows.of(LOT)
                        .add(
                                fact,
                                e.fund(),
                                e.lot(),
                                e.agency(),
                                e.year().text(),
                                e.on(),
                                e.amountCents(),
                                e.agreement());
                entries(fact, rows, e.fund(), FundMovement.BANKED, e.on(), null, only(e.lot(), e.amountCents()));
            }
            case "SavingReversed" -> {
                SavingReversed e = fact.says(SavingReversed.class);
                entries(fact, rows, e.fund(), FundMovement.REVERSED, e.on(), null, only(e.lot(), e.amountCents()));
            }
            case "FundingBidSubmitted" -> {
                FundingBidSubmitted e = fact.says(FundingBidSubmitted.class);
                rows.of(BID)
                        .add(fact, e.fund(), e.bid(), e.agency(), e.initiative(), e.amountCents(), e.purpose(), e.on());
            }
            case "FundingBidAssessed" -> {
                FundingBidAssessed e = fact.says(FundingBidAssessed.class);
                List<String> meets = e.meets().stream().map(Enum::name).toList();
                rows.of(RULING).add(fact, e.fund(), e.bid(), Ruling.ASSESSED, e.by(), meets, null, e.on());
            }
            case "FundingBidDeclined" -> {
                FundingBidDeclined e = fact.says(FundingBidDeclined.class);
                rows.of(RULING).add(fact, e.fund(), e.bid(), Ruling.DECLINED, e.by(), List.of(), e.reason(), e.on());
            }
            case "AllocationProposed" -> {
                AllocationProposed e = fact.says(AllocationProposed.class);
                rows.of(ALLOCATION)
                        .add(
                                fact,
                                e.fund(),
                                e.allocation(),
                                e.bid(),
                                e.initiative(),
                                e.receivingAgency(),
                                e.amountCents(),
                                e.on());
                plan(fact, rows, e.fund(), e.allocation(), e.profile());
            }
            case "AllocationEndorsed" -> {
                AllocationEndorsed e = fact.says(AllocationEndorsed.class);
                rows.of(ENDORSEMENT).add(fact, e.fund(), fact.event().sequence(), e.allocation(), e.by(), e.on());
            }
            case "AllocationApproved" -> {
                AllocationApproved e = fact.says(AllocationApproved.class);
                rows.of(STEP).add(fact, e.fund(), e.allocation(), Step.APPROVED, e.on());
                entries(fact, rows, e.fund(), FundMovement.APPROVED, e.on(), e.allocation(), e.lots());
            }
            case "FundsTransferred" -> {
                FundsTransferred e = fact.says(FundsTransferred.class);
                entries(fact, rows, e.fund(), FundMovement.TRANSFERRED, e.on(), e.allocation(), e.lots());
            }
            case "FundsDrawnDown" -> {
                FundsDrawnDown e = fact.says(FundsDrawnDown.class);
                entries(fact, rows, e.fund(), FundMovement.DRAWN, e.on(), e.allocation(), e.lots());
            }
            case "AllocationCarriedForward" -> {
                AllocationCarriedForward e = fact.says(AllocationCarriedForward.class);
                plan(
                        fact,
                        rows,
                        e.fund(),
                        e.allocation(),
                        List.of(new YearCents(e.from(), -e.amountCents()), new YearCents(e.to(), e.amountCents())));
            }
            case "UnspentFundsReturned" -> {
                UnspentFundsReturned e = fact.says(UnspentFundsReturned.class);
                entries(fact, rows, e.fund(), FundMovement.RETURNED, e.on(), e.allocation(), e.lots());
            }
            case "AllocationCancelled" -> {
                AllocationCancelled e = fact.says(AllocationCancelled.class);
                if (e.lots().isEmpty()) {
                    rows.of(STEP).add(fact, e.fund(), e.allocation(), Step.CANCELLED, e.on());
                }
                entries(fact, rows, e.fund(), FundMovement.CANCELLED, e.on(), e.allocation(), e.lots());
            }
            case "FundFigurePublished" -> {
                FundFigurePublished e = fact.says(FundFigurePublished.class);
                rows.of(FIGURE)
                        .add(
                                fact,
                                e.fund(),
                                fact.event().sequence(),
                                e.what(),
                                e.asAt().text(),
                                e.value(),
                                e.unit(),
                                e.source(),
                                e.comparesWith(),
                                e.receivingAgency(),
                                e.initiative());
            }
            default -> {
                // Another fact about the Fund than this version shows.
            }
        }
    }

    private static List<LotCents> only(String lot, long cents) {
        return List.of(new LotCents(lot, cents));
    }

    private static void plan(Fact fact, Batch rows, String fund, String allocation, List<YearCents> years) {
        int line = 0;
        for (YearCents year : years) {
            rows.of(PLAN)
                    .add(
                            fact,
                            fund,
                            fact.event().sequence(),
                            ++line,
                            allocation,
                            year.year().text(),
                            year.amountCents());
        }
    }

    private static void entries(
            Fact fact,
            Batch rows,
            String fund,
            FundMovement movement,
            LocalDate on,
            @Nullable String allocation,
            List<LotCents> lots) {
        int line = 0;
        for (LotCents part : lots) {
            rows.of(ENTRY)
                    .add(
                            fact,
                            fund,
                            fact.event().sequence(),
                            ++line,
                            fact.name(),
                            movement,
                            on,
                            part.lot(),
                            allocation,
                            part.amountCents());
        }
    }
}

package nz.flagships.initiative.initiative;

import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.initiative.FundingPublished;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFunded;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFundsSettled;

/** Folds and publishes what a fund's money does to an initiative; it is decided where the fund is. */
final class FundingDecider {
    private FundingDecider() {}

    static Initiative evolve(Initiative now, FundingEvent event) {
        Set<String> funds = new TreeSet<>(now.unsettledFunds());
        return switch (event) {
            case InitiativeFunded funded -> {
                funds.add(funded.fund());
                yield now.with(it -> {
                    it.funding = funded.funding();
                    it.unsettledFunds = Set.copyOf(funds);
                });
            }
            case InitiativeFundsSettled settled -> {
                funds.remove(settled.fund());
                yield now.with(it -> it.unsettledFunds = Set.copyOf(funds));
            }
        };
    }

    static FundingPublished publish(String id, FundingEvent event) {
        return switch (event) {
            case InitiativeFunded(var fund, var allocation, var cents, var on, var funding) ->
                new FundingPublished.InitiativeFunded(id, fund, allocation, cents, on, funding);
            case InitiativeFundsSettled(var fund, var on) -> new FundingPublished.InitiativeFundsSettled(id, fund, on);
        };
    }
}

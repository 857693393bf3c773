package nz.flagships.initiative.budget;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code budget-round} to the kernel. */
public final class BudgetRoundRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<BudgetRound, BudgetRoundCommand, BudgetRoundEvent> AGGREGATE = Aggregate.of(
                    "budget-round",
                    "budget-rounds",
                    120,
                    BudgetRound.EMPTY,
                    BudgetRoundCommand.class,
                    BudgetRoundEvent.class,
                    BudgetRoundDecider::decide,
                    BudgetRoundDecider::evolve,
                    BudgetRoundDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<BudgetRound, BudgetRoundCommand, BudgetRoundEvent> aggregate() {
        return AGGREGATE;
    }
}

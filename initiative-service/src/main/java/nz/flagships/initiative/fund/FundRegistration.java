package nz.flagships.initiative.fund;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code fund} to the kernel. */
public final class FundRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Fund, FundCommand, FundEvent> AGGREGATE = Aggregate.of(
                    "fund",
                    "funds",
                    100,
                    Fund.EMPTY,
                    FundCommand.class,
                    FundEvent.class,
                    FundDecider::decide,
                    FundDecider::evolve,
                    FundPublication::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Fund, FundCommand, FundEvent> aggregate() {
        return AGGREGATE;
    }
}

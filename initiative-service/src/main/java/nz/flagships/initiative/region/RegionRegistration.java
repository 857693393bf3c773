package nz.flagships.initiative.region;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code region} to the kernel. */
public final class RegionRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Region, RegionCommand, RegionEvent> AGGREGATE = Aggregate.of(
                    "region",
                    "regions",
                    40,
                    Region.EMPTY,
                    RegionCommand.class,
                    RegionEvent.class,
                    RegionDecider::decide,
                    RegionDecider::evolve,
                    RegionDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Region, RegionCommand, RegionEvent> aggregate() {
        return AGGREGATE;
    }
}

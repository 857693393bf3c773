package nz.flagships.initiative.series;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code series} to the kernel. */
public final class SeriesRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Series, SeriesCommand, SeriesEvent> AGGREGATE = Aggregate.of(
                    "series",
                    "series",
                    70,
                    Series.EMPTY,
                    SeriesCommand.class,
                    SeriesEvent.class,
                    SeriesDecider::decide,
                    SeriesDecider::evolve,
                    SeriesDecider::publish)
            .publicToRead()
            .protectedBy(new SmallCounts())
            .build();

    @Produces
    @Singleton
    Aggregate<Series, SeriesCommand, SeriesEvent> aggregate() {
        return AGGREGATE;
    }
}

package nz.flagships.initiative.measure;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code measure} to the kernel. */
public final class MeasureRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Measure, MeasureCommand, MeasureEvent> AGGREGATE = Aggregate.of(
                    "measure",
                    "measures",
                    60,
                    Measure.EMPTY,
                    MeasureCommand.class,
                    MeasureEvent.class,
                    MeasureDecider::decide,
                    MeasureDecider::evolve,
                    MeasureDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Measure, MeasureCommand, MeasureEvent> aggregate() {
        return AGGREGATE;
    }
}

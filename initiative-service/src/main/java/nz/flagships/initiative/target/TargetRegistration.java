package nz.flagships.initiative.target;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code target} to the kernel. */
public final class TargetRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Target, TargetCommand, TargetEvent> AGGREGATE = Aggregate.of(
                    "target",
                    "targets",
                    80,
                    Target.EMPTY,
                    TargetCommand.class,
                    TargetEvent.class,
                    TargetDecider::decide,
                    TargetDecider::evolve,
                    TargetDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Target, TargetCommand, TargetEvent> aggregate() {
        return AGGREGATE;
    }
}

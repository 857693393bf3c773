package nz.flagships.initiative.source;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code source} to the kernel. */
public final class SourceRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Source, SourceCommand, SourceEvent> AGGREGATE = Aggregate.of(
                    "source",
                    "sources",
                    10,
                    Source.EMPTY,
                    SourceCommand.class,
                    SourceEvent.class,
                    SourceDecider::decide,
                    SourceDecider::evolve,
                    SourceDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Source, SourceCommand, SourceEvent> aggregate() {
        return AGGREGATE;
    }
}

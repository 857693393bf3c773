package nz.flagships.initiative.programme;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code programme} to the kernel. */
public final class ProgrammeRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Programme, ProgrammeCommand, ProgrammeEvent> AGGREGATE = Aggregate.of(
                    "programme",
                    "programmes",
                    50,
                    Programme.EMPTY,
                    ProgrammeCommand.class,
                    ProgrammeEvent.class,
                    ProgrammeDecider::decide,
                    ProgrammeDecider::evolve,
                    ProgrammeDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Programme, ProgrammeCommand, ProgrammeEvent> aggregate() {
        return AGGREGATE;
    }
}

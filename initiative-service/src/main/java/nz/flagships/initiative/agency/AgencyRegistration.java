package nz.flagships.initiative.agency;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code agency} to the kernel. */
public final class AgencyRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Agency, AgencyCommand, AgencyEvent> AGGREGATE = Aggregate.of(
                    "agency",
                    "agencies",
                    20,
                    Agency.EMPTY,
                    AgencyCommand.class,
                    AgencyEvent.class,
                    AgencyDecider::decide,
                    AgencyDecider::evolve,
                    AgencyDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Agency, AgencyCommand, AgencyEvent> aggregate() {
        return AGGREGATE;
    }
}

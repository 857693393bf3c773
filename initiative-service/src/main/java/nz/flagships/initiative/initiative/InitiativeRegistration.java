package nz.flagships.initiative.initiative;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code initiative} to the kernel. */
public final class InitiativeRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Initiative, InitiativeCommand, InitiativeEvent> AGGREGATE = Aggregate.of(
                    "initiative",
                    "initiatives",
                    90,
                    Initiative.EMPTY,
                    InitiativeCommand.class,
                    InitiativeEvent.class,
                    InitiativeDecider::decide,
                    InitiativeDecider::evolve,
                    InitiativeDecider::publish)
            .deadlines(InitiativeDecider::deadlines)
            .tells(InitiativeDecider::tell, Role.INITIATIVE_LEAD, Role.AGENCY_SYSTEM, Role.NATIONAL_OFFICE)
            .publicToRead()
            .toldInFullTo(InitiativeDecider::toldInFullTo)
            .build();

    @Produces
    @Singleton
    Aggregate<Initiative, InitiativeCommand, InitiativeEvent> aggregate() {
        return AGGREGATE;
    }
}

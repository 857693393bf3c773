package nz.flagships.events.cases;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** The lead agency asked another one to join. */
@Described("The lead agency asked another agency to join the case.")
public record AgencyInvited(
        @Described("The code of the agency that may join.") String invited) implements PublishedEvent {}

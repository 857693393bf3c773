package nz.flagships.events.cases;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** An agency left. */
@Described("An agency left the case and no longer sees it.")
public record AgencyLeftCase(
        @Described("The code of the agency that left.") String left,
        @Described("Why.") LeavingReason reason) implements PublishedEvent {}

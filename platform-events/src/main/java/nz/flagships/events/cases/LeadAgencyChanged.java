package nz.flagships.events.cases;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** Another agency of the case leads it. */
@Described("Another agency of the case leads it from now on.")
public record LeadAgencyChanged(
        @Described("The code of the agency that led it.") String from,
        @Described("The code of the agency that leads it.") String to)
        implements PublishedEvent {}

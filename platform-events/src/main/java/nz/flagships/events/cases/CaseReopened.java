package nz.flagships.events.cases;

import java.time.YearMonth;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** A closed case was opened again. */
@Described("A closed case was opened again by the agency that led it.")
public record CaseReopened(
        @Described("The month it was opened again in, Pacific/Auckland's.")
        YearMonth reopenedIn,

        @Described("Why.") ReopeningReason reason)
        implements PublishedEvent {}

package nz.flagships.events.cases;

import java.time.YearMonth;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** The lead agency closed the case. */
@Described("The lead agency closed the case.")
public record CaseClosed(
        @Described("The month it was closed in, Pacific/Auckland's.")
        YearMonth closedIn,

        @Described("Whole months since the day it was opened, or last opened again.")
        int monthsOpen,

        @Described("Why.") ClosingReason reason,

        @Described("How things stand, in the judgement of the lead agency.")
        ClosingOutcome outcome)
        implements PublishedEvent {}

package nz.flagships.events.cases;

import java.time.YearMonth;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** The lead agency closed the case. */
@Described("The lead agency closed the case.")
public record CaseClosed(
        @Described("The month it was closed in, Pacific/Auckland's.")
        YearMonth closedIn,

        @Described(
                "Months from the one it was opened in, or last opened again in, to the one it was closed in: 0 within one month.")
        int monthsOpen,

        @Described("Why.") ClosingReason reason,

        @Described("How things stand, in the judgement of the lead agency.")
        ClosingOutcome outcome)
        implements PublishedEvent {}

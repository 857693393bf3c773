package nz.flagships.events.cases;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** An invited agency joined. */
@Described("An invited agency joined the case and sees it from now on.")
public record AgencyJoinedCase(
        @Described("The code of the agency that joined.") String joined,
        @Described("On what it shares what it knows.") LegalBasis legalBasis,
        @Described("What it joined for.") JoiningPurpose purpose)
        implements PublishedEvent {}

package nz.flagships.events.initiative;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** What is published of agencies. */
public sealed interface AgencyPublished extends PublishedEvent {
    /** An agency and its part in the sector. */
    @Described("An agency of the justice sector was registered")
    record AgencyRegistered(
            @Described("The code of the agency") String agency,
            @Described("Its name") String name,

            @Described("Whether it is a partner of the Frontline Flagships")
            boolean flagshipPartner,

            @Described("Whether it saves into the Justice Sector Fund")
            boolean fundMember)
            implements AgencyPublished {}
}

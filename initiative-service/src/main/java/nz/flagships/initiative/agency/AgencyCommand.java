package nz.flagships.initiative.agency;

import jakarta.validation.constraints.Size;
import nz.flagships.events.Described;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;

/** What may be said of an agency. */
public sealed interface AgencyCommand {
    /** An agency becomes one that facts can name. */
    @Fact(
            value = "AgencyRegistered",
            description = "An agency of the justice sector was registered",
            begins = true,
            subject = "EXAMPLE-AGENCY",
            example = """
                    {"name": "Example Agency", "flagshipPartner": true, "fundMember": false}""")
    @Allowed(Role.STEWARD)
    record RegisterAgency(
            @Described("Its name") @Size(min = 1, max = 200) String name,

            @Described("Whether it is a partner of the Frontline Flagships")
            boolean flagshipPartner,

            @Described("Whether it saves into the Justice Sector Fund")
            boolean fundMember)
            implements AgencyCommand {}
}

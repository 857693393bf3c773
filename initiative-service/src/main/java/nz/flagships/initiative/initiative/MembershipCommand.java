package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of who runs an initiative. */
public sealed interface MembershipCommand extends InitiativeCommand {
    /** The lead wants one more agency to run it. */
    @Fact(
            value = "AgencyInvitedToInitiative",
            description =
                    "The lead agency invited another one to run the initiative with it; who is invited joins by itself."
                            + " An agency that is not registered is named, so that no slip of the pen invites anybody",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"agency": "EXAMPLE-PARTNER", "name": "Example Partner Trust", "on": "2014-02-20"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record InviteToInitiative(
            @Described("The code of the agency that is invited") @Pattern(regexp = CODE)
            String agency,

            @Described("Its name, where it is not registered; else left out") @Size(min = 1, max = 200) @Nullable
            String name,

            @Described("When: 2014, 2014-02 or 2014-02-20; left out only under basis published") @Nullable
            PartialDate on)
            implements MembershipCommand {}

    /** One more agency runs it. */
    @Fact(
            value = "AgencyJoinedInitiative",
            description =
                    "An agency joined those that run the initiative; said by itself after it was invited, by the lead"
                            + " agency, or by a steward",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"agency": "EXAMPLE-PARTNER", "on": "2014-03-01"}""",
            by = "EXAMPLE-PARTNER")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record JoinInitiative(
            @Described("The code of the agency") String agency,

            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on)
            implements MembershipCommand {}

    /** Another agency leads it. */
    @Fact(
            value = "LeadAgencyChanged",
            description = "Another agency leads the initiative, one of its partners; the one before stays as a partner",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"agency": "EXAMPLE-PARTNER", "on": "2014-09-01", "reason": "Most of the work is theirs now"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ChangeLead(
            @Described("The code of the agency that leads it from then on")
            String agency,

            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements MembershipCommand {}

    /** One agency fewer runs it. */
    @Fact(
            value = "AgencyLeftInitiative",
            description = "An agency left those that run the initiative; the lead agency cannot",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"agency": "EXAMPLE-AGENCY", "on": "2014-12-01", "reason": "Its part is done"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record LeaveInitiative(
            @Described("The code of the agency") String agency,

            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements MembershipCommand {}
}

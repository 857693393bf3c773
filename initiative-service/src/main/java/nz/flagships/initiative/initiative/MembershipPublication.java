package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyInvitedToInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyJoinedInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyLeftInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.LeadAgencyChanged;

/** What is published of who runs an initiative. */
final class MembershipPublication {
    private MembershipPublication() {}

    static InitiativePublished publish(String id, MembershipEvent event) {
        return switch (event) {
            case AgencyInvitedToInitiative(var agency, var name, var on) ->
                new InitiativePublished.AgencyInvitedToInitiative(id, agency, name, on);
            case AgencyJoinedInitiative(var agency, var on) ->
                new InitiativePublished.AgencyJoinedInitiative(id, agency, on);
            case AgencyLeftInitiative(var agency, var on, var reason) ->
                new InitiativePublished.AgencyLeftInitiative(id, agency, on, reason);
            case LeadAgencyChanged(var agency, var previous, var on, var reason) ->
                new InitiativePublished.LeadAgencyChanged(id, agency, previous, on, reason);
        };
    }
}

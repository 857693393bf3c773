package nz.flagships.initiative.agency;

import static nz.flagships.initiative.agency.AgencyRejection.REGISTERED_ALREADY;

import nz.flagships.events.initiative.AgencyPublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.AgencyCommand.RegisterAgency;
import nz.flagships.initiative.agency.AgencyEvent.AgencyRegistered;

final class AgencyDecider {
    private AgencyDecider() {}

    static Decision<AgencyEvent> decide(Agency now, AgencyCommand command, Context at) {
        return switch (command) {
            case RegisterAgency(var name, var flagshipPartner, var fundMember) ->
                Ruling.<AgencyEvent>over(at)
                        .refuse(now.registered(), REGISTERED_ALREADY, null)
                        .otherwise(() -> Decision.happened(new AgencyRegistered(name, flagshipPartner, fundMember)));
        };
    }

    static Agency evolve(Agency now, AgencyEvent event) {
        return switch (event) {
            case AgencyRegistered(var name, var flagshipPartner, var fundMember) ->
                new Agency(name, flagshipPartner, fundMember);
        };
    }

    static AgencyPublished publish(String id, AgencyEvent event) {
        return switch (event) {
            case AgencyRegistered(var name, var flagshipPartner, var fundMember) ->
                new AgencyPublished.AgencyRegistered(id, name, flagshipPartner, fundMember);
        };
    }
}

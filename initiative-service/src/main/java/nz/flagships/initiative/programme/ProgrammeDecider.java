package nz.flagships.initiative.programme;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.programme.ProgrammeRejection.DEFINED_ALREADY;

import nz.flagships.events.initiative.ProgrammePublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.programme.ProgrammeCommand.DefineProgramme;
import nz.flagships.initiative.programme.ProgrammeEvent.ProgrammeDefined;
import nz.flagships.initiative.region.Region;

final class ProgrammeDecider {
    private ProgrammeDecider() {}

    static Decision<ProgrammeEvent> decide(Programme now, ProgrammeCommand command, Context at) {
        return switch (command) {
            case DefineProgramme(var name, var partners, var regions) ->
                Ruling.<ProgrammeEvent>over(at)
                        .refuse(now.defined(), DEFINED_ALREADY, null)
                        .allKnown(Agency.class, partners, UNKNOWN_AGENCY, "/partners")
                        .allKnown(Region.class, regions, UNKNOWN_REGION, "/regions")
                        .otherwise(() -> Decision.happened(new ProgrammeDefined(name, partners, regions)));
        };
    }

    static Programme evolve(Programme now, ProgrammeEvent event) {
        return switch (event) {
            case ProgrammeDefined(var name, var partners, var regions) -> new Programme(name, partners, regions);
        };
    }

    static ProgrammePublished publish(String id, ProgrammeEvent event) {
        return switch (event) {
            case ProgrammeDefined(var name, var partners, var regions) ->
                new ProgrammePublished.ProgrammeDefined(id, name, partners, regions);
        };
    }
}

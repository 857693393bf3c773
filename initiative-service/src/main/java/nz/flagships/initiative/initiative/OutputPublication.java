package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.OutputPublished;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRecorded;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRevised;

/** What is published of what an initiative puts out, with the unit of each number. */
final class OutputPublication {
    private OutputPublication() {}

    static OutputPublished publish(String id, OutputEvent event) {
        return switch (event) {
            case InitiativeOutputRecorded(var output, var region, var period, var quantity) ->
                new OutputPublished.InitiativeOutputRecorded(id, output, region, period, quantity, output.unit());
            case InitiativeOutputRevised(var output, var region, var period, var quantity, var previous, var reason) ->
                new OutputPublished.InitiativeOutputRevised(
                        id, output, region, period, quantity, previous, output.unit(), reason);
        };
    }
}

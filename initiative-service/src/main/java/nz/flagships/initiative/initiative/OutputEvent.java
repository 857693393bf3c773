package nz.flagships.initiative.initiative;

import nz.flagships.events.Period;
import nz.flagships.events.initiative.OutputKind;

/** What an initiative puts out. */
public sealed interface OutputEvent extends InitiativeEvent {
    record InitiativeOutputRecorded(OutputKind output, String region, Period period, long quantity)
            implements OutputEvent {}

    record InitiativeOutputRevised(
            OutputKind output, String region, Period period, long quantity, long previousQuantity, String reason)
            implements OutputEvent {}
}

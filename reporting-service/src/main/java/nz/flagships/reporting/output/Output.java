package nz.flagships.reporting.output;

import static nz.flagships.projections.readmodel.Fold.known;

import java.time.LocalDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.events.initiative.OutputPublished;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRecorded;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRevised;
import nz.flagships.projections.readmodel.Fact;
import nz.flagships.projections.readmodel.Key;
import nz.flagships.projections.readmodel.ReadModel;
import org.jspecify.annotations.Nullable;

/**
 * So many of an output; a row of {@code GET /v1/outputs}.
 *
 * @param initiative the code of the initiative
 * @param region the code of the region
 * @param output what was counted
 * @param period as it was spelt
 * @param firstDay of the period
 * @param lastDay of the period
 * @param quantity how many
 * @param unit what one of them is
 * @param revised whether it was another number once
 * @param synthetic whether it was made up for a demonstration
 * @param provenance of the number that stands
 */
public record Output(
        String initiative,
        String region,
        OutputKind output,
        Period period,
        LocalDate firstDay,
        LocalDate lastDay,
        long quantity,
        String unit,
        boolean revised,
        boolean synthetic,
        Provenance provenance) {
    /** The number that stands, per output, region and days, however these are spelt. */
    public static final ReadModel<Output> MODEL = ReadModel.of(
                    "outputs", Output.class, "initiative", "output", "region", "firstDay", "lastDay")
            .fold(
                    OutputPublished.class,
                    e -> Key.of(
                            e.initiative(),
                            e.output(),
                            e.region(),
                            e.period().first(),
                            e.period().last()),
                    Output::after);

    private static Output after(@Nullable Output now, OutputPublished event, Fact fact) {
        @Nullable
        Output before = switch (event) {
            case InitiativeOutputRecorded e -> null;
            case InitiativeOutputRevised e -> known(now);
        };
        return new Output(
                event.initiative(),
                event.region(),
                event.output(),
                event.period(),
                event.period().first(),
                event.period().last(),
                event.quantity(),
                event.unit(),
                before != null,
                fact.isSynthetic(),
                fact.provenance());
    }
}

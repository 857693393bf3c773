package nz.flagships.reporting.output;

import java.time.LocalDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.OutputKind;

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
        Provenance provenance) {}

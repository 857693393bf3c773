package nz.flagships.reporting.outcome;

import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.reporting.target.Standing;
import org.jspecify.annotations.Nullable;

/**
 * How far a target had been reached on a day, by the version that was in force then; a row of {@code GET
 * /v1/targets/progress}.
 *
 * @param measure its code
 * @param region its code
 * @param version of the target, its place among what was said of it
 * @param event {@code TargetSet} or {@code TargetRevised}
 * @param announcedOn from when that version is in force
 * @param value aimed at
 * @param unit of the value
 * @param baseline the day from which progress counts
 * @param by the day it is to be reached
 * @param period the last one that had ended by the day and has a figure; null where there is none
 * @param now its figure
 * @param progress (base − now)/(base − target), four decimals; null where it cannot be reckoned
 * @param standing null where it cannot be reckoned
 * @param reason why it cannot
 * @param synthetic whether the target or the figure was made up
 * @param provenance of the version of the target
 */
public record TargetProgress(
        String measure,
        String region,
        long version,
        String event,
        LocalDate announcedOn,
        @Nullable BigDecimal value,
        @Nullable String unit,
        @Nullable LocalDate baseline,
        @Nullable LocalDate by,
        @Nullable Period period,
        @Nullable BigDecimal now,
        @Nullable BigDecimal progress,
        @Nullable Standing standing,
        @Nullable String reason,
        boolean synthetic,
        Provenance provenance) {}

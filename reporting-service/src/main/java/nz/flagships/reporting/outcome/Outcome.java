package nz.flagships.reporting.outcome;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.reporting.target.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What a measure came to in a region and a period; a row of {@code GET /v1/outcomes}.
 *
 * @param measure its code
 * @param region its code
 * @param period as it was posted; for a derived figure as its first part was; for a question without an answer as asked
 * @param firstDay inclusive
 * @param lastDay inclusive
 * @param value null where there is none; an incomplete sum has the sum of what there is
 * @param status null where there is no figure at all
 * @param unit of the value
 * @param sources codes of the sources it rests on
 * @param derived null for a figure that was published for this very region
 * @param parts for a derived figure: the published figures it is made of, those that are missing too
 * @param complete whether every part is there
 * @param reason why there is no value, or why it is incomplete
 * @param previous the same period a year earlier; null with {@code previousReason}
 * @param previousReason why nothing may be compared
 * @param target the target in force on the last day, or null
 * @param provenance for a derived figure: synthetic if anything it rests on is
 * @param recordedAt when the last fact it rests on was recorded; null where there is none
 * @param knownAt when the last fact it rests on became known; null where there is none
 */
public record Outcome(
        String measure,
        String region,
        Period period,
        LocalDate firstDay,
        LocalDate lastDay,
        @Nullable BigDecimal value,
        @Nullable ObservationStatus status,
        String unit,
        List<String> sources,
        @Nullable Derived derived,
        List<Part> parts,
        boolean complete,
        @Nullable String reason,
        @Nullable Previous previous,
        @Nullable String previousReason,
        @Nullable Aim target,
        Provenance provenance,
        @Nullable Instant recordedAt,
        @Nullable Instant knownAt) {
    /**
     * One of the figures that a derived one is made of.
     *
     * @param value null where it is missing or suppressed
     * @param status null where it is missing
     * @param source the code of its source, where it names one
     */
    public record Part(
            String region,
            Period period,
            @Nullable BigDecimal value,
            @Nullable ObservationStatus status,
            @Nullable String source) {}

    /**
     * What a figure is compared with.
     *
     * @param change this value less the previous one
     * @param changePercent of the previous value, two decimals; null for measures that are changes themselves, and from 0
     * @param synthetic whether it rests on anything made up
     * @param acrossBreak the reason of the series break that lies between and may be bridged, or null
     */
    public record Previous(
            Period period,
            BigDecimal value,
            ObservationStatus status,
            BigDecimal change,
            @Nullable BigDecimal changePercent,
            @Nullable Derived derived,
            boolean synthetic,
            @Nullable String acrossBreak) {}

    /**
     * The target in force, and how the value stands to it.
     *
     * @param value aimed at
     * @param baseline the day from which progress counts
     * @param by the day it is to be reached
     * @param progress (base − now)/(base − target), four decimals; null where it cannot be reckoned
     * @param standing null where it cannot be reckoned
     * @param synthetic whether the target was made up
     * @param reason why there is no progress, or null
     */
    public record Aim(
            @Nullable BigDecimal value,
            @Nullable String unit,
            @Nullable LocalDate by,
            @Nullable LocalDate baseline,
            @Nullable BigDecimal progress,
            @Nullable Standing standing,
            boolean synthetic,
            @Nullable String reason) {}
}

package nz.flagships.reporting.outcome;

import java.math.BigDecimal;
import java.util.List;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What somebody claimed in public, beside what the figures say; a row of {@code GET /v1/claims}.
 *
 * @param measure its code
 * @param number of the claim among those of its measure
 * @param region its code
 * @param from when the claim starts from, as far as said
 * @param to when it ends
 * @param claimedChangePercent the change that is claimed
 * @param by whose claim it is
 * @param source the code of the source
 * @param figures published figures of the same time, of the region and of what it lies in
 * @param reason why no figure of the region itself is shown: none, or kept back; null where one is
 * @param synthetic whether the claim, or a figure beside it, was made up for a demonstration
 * @param provenance of the claim
 */
public record Claim(
        String measure,
        long number,
        String region,
        PartialDate from,
        PartialDate to,
        BigDecimal claimedChangePercent,
        String by,
        String source,
        List<Figure> figures,
        @Nullable String reason,
        boolean synthetic,
        Provenance provenance) {
    /**
     * A figure beside a claim.
     *
     * @param relation to the region of the claim
     * @param measure of the claim, or one that tells its changes
     * @param value of the period
     * @param changePercent on the same period a year earlier; null where that cannot be told
     * @param changeReason why it cannot
     * @param sources codes of the sources it rests on
     */
    public record Figure(
            Relation relation,
            String measure,
            String region,
            Period period,
            BigDecimal value,
            String unit,
            @Nullable ObservationStatus status,
            @Nullable BigDecimal changePercent,
            @Nullable String changeReason,
            List<String> sources,
            boolean synthetic) {}

    /** How the region of a figure lies to that of the claim. */
    public enum Relation {
        /** It is the same. */
        SAME,
        /** The claim's lies in it. */
        WIDER
    }
}

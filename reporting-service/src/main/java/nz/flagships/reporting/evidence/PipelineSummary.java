package nz.flagships.reporting.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A stage of the pipeline; a row of {@code GET /v1/evidence/pipeline/summary}.
 *
 * @param stage in the order of the pipeline
 * @param order its place, 1 to 5
 * @param initiatives those whose last stage it is
 * @param everIn those that have reached it
 * @param medianDaysInStage of those of which days are known, by what they are at least; null where there are none
 * @param cents at stake of those whose last stage it is
 * @param synthetic whether any of this was made up for a demonstration
 */
public record PipelineSummary(
        Stage stage,
        int order,
        int initiatives,
        int everIn,
        @Nullable BigDecimal medianDaysInStage,
        BigInteger cents,
        boolean synthetic) {}

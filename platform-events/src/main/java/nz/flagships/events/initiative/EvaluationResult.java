package nz.flagships.events.initiative;

import java.math.BigDecimal;
import nz.flagships.events.Described;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found of one outcome.
 *
 * @param of the outcome, what it counts for, and how its effect is told
 * @param effect in its unit
 * @param intervalLow lower end of its interval, included; null where there is no interval
 * @param intervalHigh upper end, included
 * @param confidenceLevel of the interval, in per cent; null where it was not published
 * @param treated how many were treated
 * @param comparison how many were compared with
 * @param method how it was reckoned
 * @param source the code of the source
 * @param caveats what to bear in mind
 * @param judged what it says
 */
public record EvaluationResult(
        @Described("The outcome, what it counts for, and how its effect is told")
        RegisteredOutcome of,

        @Described("The effect, in its unit. " + EvaluationResult.KEPT_BACK)
        BigDecimal effect,

        @Described("The lower end of its interval, included; null where there is no interval. "
                + EvaluationResult.KEPT_BACK)
        @Nullable
        BigDecimal intervalLow,

        @Described("The upper end of its interval, included; null where there is no interval. "
                + EvaluationResult.KEPT_BACK)
        @Nullable
        BigDecimal intervalHigh,

        @Described("The confidence level of the interval, in per cent; null where not published") @Nullable
        BigDecimal confidenceLevel,

        @Described("How many were treated; null where not said. " + EvaluationResult.KEPT_BACK) @Nullable
        Long treated,

        @Described("How many were compared with; null where not said. " + EvaluationResult.KEPT_BACK) @Nullable
        Long comparison,

        @Described("How it was reckoned; null where not said") @Nullable
        String method,

        @Described("The code of the source; null where not said") @Nullable
        String source,

        @Described("What to bear in mind; null where not said") @Nullable
        String caveats,

        @Described("What it says") Judgement judged) {
    private static final String KEPT_BACK =
            "Where the outcome is a measure, not to be shown further unless its sensitivity is AGGREGATE";
}

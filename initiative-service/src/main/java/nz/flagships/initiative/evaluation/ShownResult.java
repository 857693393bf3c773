package nz.flagships.initiative.evaluation;

import java.math.BigDecimal;
import nz.flagships.events.Described;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.RegisteredOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found of one outcome, as it is answered: the published result, or what it says without its numbers.
 * The published record promises an effect to whoever reads Kafka or the log, and keeps that promise; so this is another.
 *
 * @param of the outcome, what it counts for, and how its effect is told
 * @param effect in its unit
 * @param intervalLow lower end of its interval, included
 * @param intervalHigh upper end, included
 * @param confidenceLevel of the interval, in per cent
 * @param treated how many were treated
 * @param comparison how many were compared with
 * @param method how it was reckoned
 * @param source the code of the source
 * @param caveats what to bear in mind
 * @param judged what it says
 * @param suppressed whether numbers are kept back from whoever asks
 */
public record ShownResult(
        @Described("The outcome, what it counts for, and how its effect is told")
        RegisteredOutcome of,

        @Described("The effect, in its unit; null where it is kept back") @Nullable
        BigDecimal effect,

        @Described("The lower end of its interval, included; null where there is no interval, or it is kept back")
        @Nullable
        BigDecimal intervalLow,

        @Described("The upper end of its interval, included; null where there is no interval, or it is kept back")
        @Nullable
        BigDecimal intervalHigh,

        @Described("The confidence level of the interval, in per cent; null where not published") @Nullable
        BigDecimal confidenceLevel,

        @Described("How many were treated; null where not said, or kept back") @Nullable
        Long treated,

        @Described("How many were compared with; null where not said, or kept back") @Nullable
        Long comparison,

        @Described("How it was reckoned; null where not said") @Nullable
        String method,

        @Described("The code of the source; null where not said") @Nullable
        String source,

        @Described("What to bear in mind; null where not said") @Nullable
        String caveats,

        @Described("What it says") Judgement judged,

        @Described(
                "Whether numbers are kept back because they count people: effect, interval and numbers of both groups, or"
                        + " beside such a result the numbers of both groups alone")
        boolean suppressed) {
    /** All of it. */
    static ShownResult inFull(EvaluationResult result) {
        return new ShownResult(
                result.of(),
                result.effect(),
                result.intervalLow(),
                result.intervalHigh(),
                result.confidenceLevel(),
                result.treated(),
                result.comparison(),
                result.method(),
                result.source(),
                result.caveats(),
                result.judged(),
                false);
    }

    /**
     * What it says, and none of its numbers: how many were treated counts people; a difference is in the measure's own unit;
     * and of a ratio the width of the interval is made of the four counts.
     */
    ShownResult withoutNumbers() {
        return new ShownResult(
                of, null, null, null, confidenceLevel, null, null, method, source, caveats, judged, true);
    }

    /** Its numbers without those of the groups, which are the same for all that one study found. */
    ShownResult withoutSizes() {
        return new ShownResult(
                of,
                effect,
                intervalLow,
                intervalHigh,
                confidenceLevel,
                null,
                null,
                method,
                source,
                caveats,
                judged,
                suppressed || treated != null || comparison != null);
    }
}

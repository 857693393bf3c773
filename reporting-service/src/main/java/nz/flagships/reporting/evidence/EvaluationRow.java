package nz.flagships.reporting.evidence;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One outcome of an evaluation: what was found of it, or that it is yet to be found, or why it never was; a row of
 * {@code GET /v1/evaluations}.
 *
 * @param evaluation its id: the code of its subject, a colon and the code of the study or the source
 * @param number of the outcome in the evaluation
 * @param subject the code of the initiative or the intervention
 * @param kind what its subject is
 * @param title of the evaluation; null where not published
 * @param design how it was made; null where not published
 * @param stage how far it is
 * @param registered whether it was registered here, and in time
 * @param outcome its name
 * @param measure the code of the measure, where it is one
 * @param population who it was observed of
 * @param role what its result counts for
 * @param effect in its unit; null where there is none yet, or where it is missing or kept back
 * @param unit of the effect
 * @param direction which way is good
 * @param scale what means no effect: 0 of a difference, 1 of a ratio
 * @param intervalLow the lower end of its interval, included
 * @param intervalHigh the upper end, included
 * @param confidenceLevel in per cent
 * @param treated how many
 * @param comparison how many
 * @param judged what the result says; null until it is concluded
 * @param missing whether it was registered and there is no result
 * @param missingReason why
 * @param suppressed whether effect, interval and the numbers of both groups are kept back because they count people, or those
 *     numbers alone beside such a result
 * @param verdict of the evaluation; null until it is concluded
 * @param smallestWorthwhileEffect as registered
 * @param concludedOn the day it was completed; for a published one when it was published, as far as known
 * @param outcomeFrom the first day of its outcome window
 * @param outcomeTo the last day of its outcome window
 * @param treatedRegions codes of regions
 * @param comparisonRegions codes of regions
 * @param treatedCohort in words, where no regions are treated
 * @param comparisonCohort in words
 * @param successRule in words
 * @param method how the result was reckoned
 * @param source the code of the source of the result
 * @param caveats what to bear in mind
 * @param override why mixed evidence was accepted as ground to seek long-term funding; null where nobody said so
 * @param synthetic whether any of this was made up for a demonstration
 * @param provenance of the result; of the registration where there is none yet
 */
public record EvaluationRow(
        String evaluation,
        int number,
        String subject,
        SubjectKind kind,
        @Nullable String title,
        @Nullable EvaluationDesign design,
        Stage stage,
        Registered registered,
        String outcome,
        @Nullable String measure,
        @Nullable String population,
        OutcomeRole role,
        @Nullable BigDecimal effect,
        String unit,
        Direction direction,
        EffectScale scale,
        @Nullable BigDecimal intervalLow,
        @Nullable BigDecimal intervalHigh,
        @Nullable BigDecimal confidenceLevel,
        @Nullable Long treated,
        @Nullable Long comparison,
        @Nullable Judgement judged,
        boolean missing,
        @Nullable String missingReason,

        @Described(
                "Whether effect, interval and numbers of both groups are kept back because the measure counts people, or the"
                        + " numbers of both groups alone because another result of the evaluation is kept back")
        boolean suppressed,

        @Nullable Verdict verdict,
        @Nullable BigDecimal smallestWorthwhileEffect,
        @Nullable String concludedOn,
        @Nullable LocalDate outcomeFrom,
        @Nullable LocalDate outcomeTo,
        List<String> treatedRegions,
        List<String> comparisonRegions,
        @Nullable String treatedCohort,
        @Nullable String comparisonCohort,
        @Nullable String successRule,
        @Nullable String method,
        @Nullable String source,
        @Nullable String caveats,
        @Nullable String override,
        boolean synthetic,
        Provenance provenance) {
    /** How far an evaluation is. */
    public enum Stage {
        /** Nothing is looked at yet. */
        PLANNED,
        /** It is under way. */
        IN_FIELD,
        /** It has its results, or the reasons why there are none. */
        CONCLUDED
    }

    /** Whether an evaluation was registered here, and in time. */
    public enum Registered {
        /** Before its outcome window had ended. */
        PRE_REGISTERED,
        /** After its outcome window had ended. */
        EXPLORATORY,
        /** Published elsewhere, and not registered here. */
        PUBLISHED
    }
}

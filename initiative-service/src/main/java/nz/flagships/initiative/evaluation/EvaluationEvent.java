package nz.flagships.initiative.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.EvaluationGroups;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;

/** What happens to an evaluation. */
public sealed interface EvaluationEvent {
    record EvaluationRegistered(
            SubjectKind kind,
            String title,
            EvaluationDesign design,
            List<RegisteredOutcome> measures,
            EvaluationGroups groups,
            @Nullable Days baselineWindow,
            Days outcomeWindow,
            String successRule,
            BigDecimal confidenceLevel,
            LocalDate registeredOn,
            Preregistration registered,
            String registeredBy)
            implements EvaluationEvent {}

    record EvaluationEnteredField() implements EvaluationEvent {}

    /** @param by whose numbers they are, if the outcome counts people; null where it was recorded before that was kept */
    record EvaluationCompleted(
            SubjectKind kind,
            LocalDate on,
            List<EvaluationResult> results,
            List<MissingResult> missing,
            Verdict verdict,
            Preregistration registered,
            @Nullable String by)
            implements EvaluationEvent {}

    /** @param by as of {@link EvaluationCompleted} */
    record EvaluationPublished(
            SubjectKind kind,
            @Nullable String title,
            @Nullable EvaluationDesign design,
            @Nullable PartialDate publishedOn,
            @Nullable Days outcomeWindow,
            List<EvaluationResult> results,
            Verdict verdict,
            @Nullable String by)
            implements EvaluationEvent {}

    record EvaluationOverridden(String reason, String by) implements EvaluationEvent {}
}

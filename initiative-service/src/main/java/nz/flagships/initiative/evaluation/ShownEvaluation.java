package nz.flagships.initiative.evaluation;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;

/** The published events of an evaluation that have results, as a history answers them to whom numbers are not shown. */
sealed interface ShownEvaluation extends PublishedEvent {
    /** As {@link nz.flagships.events.initiative.EvaluationsPublished.EvaluationCompleted}. */
    record EvaluationCompleted(
            String evaluation,
            String subject,
            SubjectKind kind,
            LocalDate on,
            List<ShownResult> results,
            List<MissingResult> missing,
            Verdict verdict,
            Preregistration registered)
            implements ShownEvaluation {}

    /** As {@link nz.flagships.events.initiative.EvaluationsPublished.EvaluationPublished}. */
    record EvaluationPublished(
            String evaluation,
            String subject,
            SubjectKind kind,
            @Nullable String title,
            @Nullable EvaluationDesign design,
            @Nullable PartialDate publishedOn,
            @Nullable Days outcomeWindow,
            List<ShownResult> results,
            Verdict verdict)
            implements ShownEvaluation {}
}

package nz.flagships.initiative.evaluation;

import nz.flagships.events.initiative.EvaluationsPublished;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationCompleted;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationEnteredField;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationOverridden;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationPublished;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationRegistered;

/** What is published of an evaluation: all of it. */
final class EvaluationPublication {
    private EvaluationPublication() {}

    static EvaluationsPublished publish(String id, EvaluationEvent event) {
        String subject = SubjectAndStudy.of(id).subject();
        return switch (event) {
            case EvaluationRegistered e ->
                new EvaluationsPublished.EvaluationRegistered(
                        id,
                        subject,
                        e.kind(),
                        e.title(),
                        e.design(),
                        e.measures(),
                        e.groups(),
                        e.baselineWindow(),
                        e.outcomeWindow(),
                        e.successRule(),
                        e.confidenceLevel(),
                        e.registeredOn(),
                        e.registered());
            case EvaluationEnteredField() -> new EvaluationsPublished.EvaluationEnteredField(id, subject);
            case EvaluationCompleted(var kind, var on, var results, var missing, var verdict, var registered, var by) ->
                new EvaluationsPublished.EvaluationCompleted(
                        id, subject, kind, on, results, missing, verdict, registered);
            case EvaluationPublished e ->
                new EvaluationsPublished.EvaluationPublished(
                        id,
                        subject,
                        e.kind(),
                        e.title(),
                        e.design(),
                        e.publishedOn(),
                        e.outcomeWindow(),
                        e.results(),
                        e.verdict());
            case EvaluationOverridden(var reason, var by) ->
                new EvaluationsPublished.EvaluationOverridden(id, subject, reason, by);
        };
    }
}

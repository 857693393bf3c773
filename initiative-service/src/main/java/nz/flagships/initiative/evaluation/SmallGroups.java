package nz.flagships.initiative.evaluation;

import java.util.List;
import java.util.function.Supplier;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.EvaluationsPublished;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.eventstore.decision.Protection;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.initiative.measure.Measure;

/**
 * Of a result on a measure that counts people the numbers are shown to nobody but the agency that posted it; that there is
 * one, what it says and what follows from it are. An outcome that is no measure is a publication's own words; but beside one
 * of which the numbers are kept back the sizes of the groups are too, since they are those of the same study.
 */
final class SmallGroups implements Protection<Evaluation> {
    @Override
    public Evaluation state(String id, Evaluation now, Viewer viewer, Others others) {
        return viewer.agency().equals(now.concludedBy()) ? now : now.showing(shown(now.results(), others));
    }

    @Override
    public PublishedEvent event(
            String id,
            Supplier<Evaluation> now,
            PublishedEvent published,
            String postedBy,
            Viewer viewer,
            Others others) {
        if (!(published instanceof EvaluationsPublished said) || postedBy.equals(viewer.agency())) {
            return published;
        }
        return switch (said) {
            case EvaluationsPublished.EvaluationCompleted e
            when keepsBack(e.results(), others) ->
                new ShownEvaluation.EvaluationCompleted(
                        e.evaluation(),
                        e.subject(),
                        e.kind(),
                        e.on(),
                        shown(inFull(e.results()), others),
                        e.missing(),
                        e.verdict(),
                        e.registered());
            case EvaluationsPublished.EvaluationPublished e
            when keepsBack(e.results(), others) ->
                new ShownEvaluation.EvaluationPublished(
                        e.evaluation(),
                        e.subject(),
                        e.kind(),
                        e.title(),
                        e.design(),
                        e.publishedOn(),
                        e.outcomeWindow(),
                        shown(inFull(e.results()), others),
                        e.verdict());
            case EvaluationsPublished.EvaluationCompleted all -> all;
            case EvaluationsPublished.EvaluationPublished all -> all;
            case EvaluationsPublished.EvaluationRegistered registered -> registered;
            case EvaluationsPublished.EvaluationEnteredField entered -> entered;
            case EvaluationsPublished.EvaluationOverridden overridden -> overridden;
        };
    }

    private static boolean keepsBack(List<EvaluationResult> results, Others others) {
        return results.stream().anyMatch(each -> !isShownAsPosted(each.of(), others));
    }

    private static List<ShownResult> inFull(List<EvaluationResult> results) {
        return results.stream().map(ShownResult::inFull).toList();
    }

    private static List<ShownResult> shown(List<ShownResult> results, Others others) {
        return results.stream().allMatch(each -> isShownAsPosted(each.of(), others))
                ? results
                : results.stream()
                        .map(each -> isShownAsPosted(each.of(), others) ? each.withoutSizes() : each.withoutNumbers())
                        .toList();
    }

    private static boolean isShownAsPosted(RegisteredOutcome of, Others others) {
        String measure = of.outcome().measure();
        return measure == null || Measure.isShownAsPosted(measure, others);
    }
}

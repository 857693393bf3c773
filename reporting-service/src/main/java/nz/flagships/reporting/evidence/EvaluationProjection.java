package nz.flagships.reporting.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationCompleted;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationEnteredField;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationOverridden;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationPublished;
import nz.flagships.events.initiative.EvaluationsPublished.EvaluationRegistered;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

/** Keeps evaluations: what each is to look at, and what it found. */
@ApplicationScoped
public class EvaluationProjection extends FactProjection {
    private static final Table EVALUATION = Table.of(
            "evaluation",
            1,
            "evaluation",
            "subject",
            "kind",
            "title",
            "design",
            "treated_regions",
            "comparison_regions",
            "treated_cohort",
            "comparison_cohort",
            "baseline_from",
            "baseline_to",
            "outcome_from",
            "outcome_to",
            "success_rule",
            "confidence_level",
            "registered_on",
            "registered");
    private static final Table OUTCOME = Table.of(
            "evaluation_outcome",
            2,
            "evaluation",
            "number",
            "measure",
            "name",
            "unit",
            "direction",
            "population",
            "role",
            "scale",
            "worthwhile");
    private static final Table ENTRY = Table.of("evaluation_entry", 1, "evaluation");
    private static final Table CONCLUSION = Table.of(
            "evaluation_conclusion",
            1,
            "evaluation",
            "subject",
            "kind",
            "title",
            "design",
            "outcome_from",
            "outcome_to",
            "concluded_on",
            "verdict",
            "registered");
    private static final Table RESULT = Table.of(
            "evaluation_result",
            2,
            "evaluation",
            "number",
            "measure",
            "name",
            "unit",
            "direction",
            "population",
            "role",
            "scale",
            "worthwhile",
            "effect",
            "interval_low",
            "interval_high",
            "confidence_level",
            "treated",
            "comparison",
            "method",
            "by_source",
            "caveats",
            "judged",
            "missing_reason");
    private static final Table OVERRIDE = Table.of("evaluation_override", 1, "evaluation", "reason", "agency");

    EvaluationProjection() {
        super("evaluations", "initiative", "evaluation");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "EvaluationRegistered" -> registered(fact, fact.says(EvaluationRegistered.class), rows);
            case "EvaluationEnteredField" ->
                rows.of(ENTRY).add(fact, fact.says(EvaluationEnteredField.class).evaluation());
            case "EvaluationCompleted" -> {
                EvaluationCompleted e = fact.says(EvaluationCompleted.class);
                rows.of(CONCLUSION)
                        .add(
                                fact,
                                e.evaluation(),
                                e.subject(),
                                e.kind(),
                                null,
                                null,
                                null,
                                null,
                                e.on().toString(),
                                e.verdict(),
                                e.registered().name());
                found(fact, e.evaluation(), e.results(), e.missing(), rows);
            }
            case "EvaluationPublished" -> {
                EvaluationPublished e = fact.says(EvaluationPublished.class);
                rows.of(CONCLUSION)
                        .add(
                                fact,
                                e.evaluation(),
                                e.subject(),
                                e.kind(),
                                e.title(),
                                e.design(),
                                from(e.outcomeWindow()),
                                to(e.outcomeWindow()),
                                text(e.publishedOn()),
                                e.verdict(),
                                "PUBLISHED");
                found(fact, e.evaluation(), e.results(), List.of(), rows);
            }
            case "EvaluationOverridden" -> {
                EvaluationOverridden e = fact.says(EvaluationOverridden.class);
                rows.of(OVERRIDE).add(fact, e.evaluation(), e.reason(), e.agency());
            }
            default -> {
                // Another fact about evaluations than this version shows.
            }
        }
    }

    private static void registered(Fact fact, EvaluationRegistered e, Batch rows) {
        rows.of(EVALUATION)
                .add(
                        fact,
                        e.evaluation(),
                        e.subject(),
                        e.kind(),
                        e.title(),
                        e.design(),
                        e.groups().treatedRegions(),
                        e.groups().comparisonRegions(),
                        e.groups().treatedCohort(),
                        e.groups().comparisonCohort(),
                        from(e.baselineWindow()),
                        to(e.baselineWindow()),
                        e.outcomeWindow().from(),
                        e.outcomeWindow().to(),
                        e.successRule(),
                        e.confidenceLevel(),
                        e.registeredOn(),
                        e.registered());
        int number = 0;
        for (RegisteredOutcome of : e.measures()) {
            rows.of(OUTCOME).add(fact, outcome(e.evaluation(), number++, of).toArray());
        }
    }

    private static void found(
            Fact fact, String evaluation, List<EvaluationResult> results, List<MissingResult> missing, Batch rows) {
        int number = 0;
        for (EvaluationResult each : results) {
            List<@Nullable Object> row = outcome(evaluation, number++, each.of());
            row.addAll(Arrays.asList(
                    each.effect(),
                    each.intervalLow(),
                    each.intervalHigh(),
                    each.confidenceLevel(),
                    each.treated(),
                    each.comparison(),
                    each.method(),
                    each.source(),
                    each.caveats(),
                    each.judged(),
                    null));
            rows.of(RESULT).add(fact, row.toArray());
        }
        for (MissingResult each : missing) {
            List<@Nullable Object> row = outcome(evaluation, number++, each.of());
            row.addAll(Arrays.asList(
                    null, null, null, null, null, null, null, null, null, Judgement.UNKNOWN, each.reason()));
            rows.of(RESULT).add(fact, row.toArray());
        }
    }

    private static List<@Nullable Object> outcome(String evaluation, int number, RegisteredOutcome of) {
        return new ArrayList<>(Arrays.asList(
                evaluation,
                number,
                of.outcome().measure(),
                of.outcome().name(),
                of.unit(),
                of.outcome().direction(),
                of.outcome().population(),
                of.role(),
                of.scale(),
                of.smallestWorthwhileEffect()));
    }

    private static @Nullable Object from(@Nullable Days days) {
        return days == null ? null : days.from();
    }

    private static @Nullable Object to(@Nullable Days days) {
        return days == null ? null : days.to();
    }

    private static @Nullable String text(@Nullable PartialDate date) {
        return date == null ? null : date.text();
    }
}

package nz.flagships.reporting.evidence;

import java.math.BigDecimal;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.reporting.query.Relation;
import org.jspecify.annotations.Nullable;

/** Reads evaluations: what was found, and what is yet to be. */
final class EvaluationRows {
    /**
     * Results, missing ones too; and for evaluations without a conclusion the outcomes they are to report on. Of a result only
     * what is shown of it, so that no filter, order or place to go on from can tell what is kept back.
     */
    private static final String ALL = """
            select r.evaluation, r.number, c.subject, c.kind, coalesce(e.title, c.title) as title, coalesce(e.design, c.design) as design,
                   'CONCLUDED' as stage, c.registered, r.name, r.measure, r.population, r.role, r.effect, r.unit, r.direction, r.scale,
                   r.interval_low, r.interval_high, r.confidence_level, r.treated, r.comparison, r.judged, r.missing_reason,
                   r.suppressed, c.verdict,
                   r.worthwhile, c.concluded_on, coalesce(e.outcome_from, c.outcome_from) as outcome_from,
                   coalesce(e.outcome_to, c.outcome_to) as outcome_to, e.treated_regions, e.comparison_regions, e.treated_cohort,
                   e.comparison_cohort, e.success_rule, r.method, r.by_source, r.caveats, o.reason as override,
                   r.basis, r.source, r.note, r.inferred, 'SYNTHETIC' in (r.basis, e.basis, o.basis) as synthetic
            from evaluation_result_shown r
            join evaluation_conclusion c on c.evaluation = r.evaluation
            left join evaluation e on e.evaluation = r.evaluation
            left join evaluation_override o on o.evaluation = r.evaluation
            union all
            select u.evaluation, u.number, e.subject, e.kind, e.title, e.design,
                   case when n.evaluation is null then 'PLANNED' else 'IN_FIELD' end, e.registered, u.name, u.measure, u.population,
                   u.role, null, u.unit, u.direction, u.scale,
                   null, null, e.confidence_level, null, null, null, null,
                   false, null,
                   u.worthwhile, null, e.outcome_from,
                   e.outcome_to, e.treated_regions, e.comparison_regions, e.treated_cohort,
                   e.comparison_cohort, e.success_rule, null, null, null, null,
                   e.basis, e.source, e.note, e.inferred, e.basis = 'SYNTHETIC'
            from evaluation_outcome u
            join evaluation e on e.evaluation = u.evaluation
            left join evaluation_entry n on n.evaluation = u.evaluation
            where not exists (select 1 from evaluation_conclusion c where c.evaluation = u.evaluation)
            """;

    static final Relation<EvaluationRow> RELATION = Relation.of(
                    ALL,
                    row -> new EvaluationRow(
                            row.text("evaluation"),
                            row.integer("number"),
                            row.text("subject"),
                            row.one(SubjectKind.class, "kind"),
                            row.textOrNull("title"),
                            row.oneOrNull(EvaluationDesign.class, "design"),
                            row.one(EvaluationRow.Stage.class, "stage"),
                            row.one(EvaluationRow.Registered.class, "registered"),
                            row.text("name"),
                            row.textOrNull("measure"),
                            row.textOrNull("population"),
                            row.one(OutcomeRole.class, "role"),
                            row.decimal("effect"),
                            row.text("unit"),
                            row.one(Direction.class, "direction"),
                            row.one(EffectScale.class, "scale"),
                            row.decimal("interval_low"),
                            row.decimal("interval_high"),
                            row.decimal("confidence_level"),
                            whole(row.decimal("treated")),
                            whole(row.decimal("comparison")),
                            row.oneOrNull(Judgement.class, "judged"),
                            row.textOrNull("missing_reason") != null,
                            row.textOrNull("missing_reason"),
                            row.flag("suppressed"),
                            row.oneOrNull(Verdict.class, "verdict"),
                            row.decimal("worthwhile"),
                            row.textOrNull("concluded_on"),
                            row.dayOrNull("outcome_from"),
                            row.dayOrNull("outcome_to"),
                            row.texts("treated_regions"),
                            row.texts("comparison_regions"),
                            row.textOrNull("treated_cohort"),
                            row.textOrNull("comparison_cohort"),
                            row.textOrNull("success_rule"),
                            row.textOrNull("method"),
                            row.textOrNull("by_source"),
                            row.textOrNull("caveats"),
                            row.textOrNull("override"),
                            row.flag("synthetic"),
                            row.provenance()))
            .columns(
                    "evaluation",
                    "number",
                    "subject",
                    "kind",
                    "title",
                    "design",
                    "stage",
                    "registered",
                    "measure",
                    "population",
                    "role",
                    "effect",
                    "unit",
                    "direction",
                    "scale",
                    "intervalLow",
                    "intervalHigh",
                    "confidenceLevel",
                    "treated",
                    "comparison",
                    "judged",
                    "missingReason",
                    "suppressed",
                    "verdict",
                    "concludedOn",
                    "outcomeFrom",
                    "outcomeTo",
                    "treatedRegions",
                    "comparisonRegions",
                    "treatedCohort",
                    "comparisonCohort",
                    "successRule",
                    "method",
                    "caveats",
                    "override")
            .column("synthetic", "coalesce(synthetic, false)")
            .column("outcome", "name")
            .column("missing", "missing_reason is not null")
            .column("smallestWorthwhileEffect", "worthwhile")
            .column("source", "by_source")
            .provenance();

    private EvaluationRows() {}

    private static @Nullable Long whole(@Nullable BigDecimal count) {
        return count == null ? null : count.longValueExact();
    }
}

package nz.flagships.initiative.evaluation;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_MEASURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.evaluation.EvaluationRejection.COMPARED_WITH_ITSELF;
import static nz.flagships.initiative.evaluation.EvaluationRejection.HALF_AN_INTERVAL;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_AN_EVALUATION;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_AN_OUTCOME;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_A_RATIO;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NO_COMPARISON;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NO_GROUPS;
import static nz.flagships.initiative.evaluation.EvaluationRejection.OUTCOME_TWICE;
import static nz.flagships.initiative.evaluation.EvaluationRejection.OUTSIDE_ITS_INTERVAL;
import static nz.flagships.initiative.evaluation.EvaluationRejection.TOO_MANY_DIGITS;
import static nz.flagships.initiative.evaluation.EvaluationRejection.UNKNOWN_INTERVENTION;
import static nz.flagships.initiative.evaluation.EvaluationRejection.WINDOWS_OVERLAP;
import static nz.flagships.initiative.evaluation.EvaluationRejection.WINDOW_REVERSED;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import nz.flagships.events.Intervention;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.initiative.ObservedValue;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.evaluation.EvaluationCommand.PostedOutcome;
import nz.flagships.initiative.evaluation.EvaluationCommand.RegisterEvaluation;
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.measure.Measure;
import nz.flagships.initiative.region.Region;
import org.jspecify.annotations.Nullable;

/** What must hold of any evaluation, whether it is registered here or was published elsewhere. */
final class EvaluationRules {
    private EvaluationRules() {}

    /** It is named by a subject that there is. */
    static Ruling<EvaluationEvent> subject(SubjectKind kind, Context at) {
        SubjectAndStudy of = SubjectAndStudy.of(at.id());
        Ruling<EvaluationEvent> ruling =
                Ruling.<EvaluationEvent>over(at).refuse(of.isNeither(), NOT_AN_EVALUATION, null);
        return switch (kind) {
            case INITIATIVE ->
                ruling.refuse(() -> at.find(Initiative.class, of.subject()).isEmpty(), UNKNOWN_INITIATIVE, null);
            case INTERVENTION ->
                ruling.refuse(
                        () -> Arrays.stream(Intervention.values())
                                .noneMatch(each -> each.name().equals(of.subject())),
                        UNKNOWN_INTERVENTION,
                        "/kind");
        };
    }

    /** Its groups are said in one of the two ways, and there is something to compare with where the design needs it. */
    static Ruling<EvaluationEvent> groups(RegisterEvaluation register, Context at) {
        List<String> treated = Ruling.orNone(register.treatedRegions());
        List<String> comparison = Ruling.orNone(register.comparisonRegions());
        boolean regions = !treated.isEmpty() || !comparison.isEmpty();
        boolean compares = !comparison.isEmpty()
                || register.cohort() != null && register.cohort().comparison() != null;
        return Ruling.<EvaluationEvent>over(at)
                .refuse(regions == (register.cohort() != null) || regions && treated.isEmpty(), NO_GROUPS, "/cohort")
                .refuse(
                        register.design().needsComparison() && !compares,
                        NO_COMPARISON,
                        regions ? "/comparisonRegions" : "/cohort/comparison")
                .allKnown(Region.class, treated, UNKNOWN_REGION, "/treatedRegions")
                .allKnown(Region.class, comparison, UNKNOWN_REGION, "/comparisonRegions")
                .refuse(
                        () -> treated.stream().anyMatch(comparison::contains),
                        COMPARED_WITH_ITSELF,
                        "/comparisonRegions",
                        () -> "Given twice: "
                                + treated.stream().filter(comparison::contains).toList());
    }

    /** A window runs forwards; null passes. */
    static Ruling<EvaluationEvent> window(@Nullable Days window, String pointer, Context at) {
        Ruling<EvaluationEvent> ruling = Ruling.over(at);
        return window == null
                ? ruling
                : ruling.inCalendar(window.from(), pointer + "/from")
                        .inCalendar(window.to(), pointer + "/to")
                        .refuse(window.to().isBefore(window.from()), WINDOW_REVERSED, pointer + "/to");
    }

    /** The baseline is over before the outcome window begins. */
    static Ruling<EvaluationEvent> inOrder(@Nullable Days baseline, Days outcome, Context at) {
        return Ruling.<EvaluationEvent>over(at)
                .refuse(
                        () -> baseline != null && !baseline.to().isBefore(outcome.from()),
                        WINDOWS_OVERLAP,
                        "/baselineWindow/to",
                        () -> "The outcome window begins on " + outcome.from());
    }

    /** Each is a measure that there is, or an outcome with all that belongs to one; and none stands there twice. */
    static Ruling<EvaluationEvent> outcomes(List<PostedOutcome> outcomes, String list, Context at) {
        Ruling<EvaluationEvent> ruling = Ruling.over(at);
        for (int i = 0; i < outcomes.size(); i++) {
            PostedOutcome outcome = outcomes.get(i);
            String pointer = list + "/" + i + "/outcome";
            ruling.refuse(!outcome.isMeasure() && !outcome.isItsOwn(), NOT_AN_OUTCOME, pointer)
                    .known(Measure.class, outcome.measure(), UNKNOWN_MEASURE, pointer + "/measure");
        }
        return ruling.refuse(
                () -> {
                    List<EvaluationOutcome> all =
                            outcomes.stream().map(each -> resolved(each, at)).toList();
                    return all.stream()
                            .anyMatch(one ->
                                    all.stream().filter(one::isSame).limit(2).count() > 1);
                },
                OUTCOME_TWICE,
                list);
    }

    /** What a posted outcome is, once the rules above have let it pass. */
    static EvaluationOutcome resolved(PostedOutcome posted, Context at) {
        if (posted.measure() == null) {
            return new EvaluationOutcome(
                    null,
                    Objects.requireNonNull(posted.name()),
                    Objects.requireNonNull(posted.unit()),
                    Objects.requireNonNull(posted.direction()),
                    posted.population());
        }
        Measure measure = at.find(Measure.class, posted.measure()).orElseThrow();
        return new EvaluationOutcome(
                posted.measure(),
                Objects.requireNonNull(measure.name()),
                Objects.requireNonNull(measure.unit()),
                Objects.requireNonNull(measure.direction()),
                null);
    }

    /**
     * An effect lies within its interval and can be what its scale says.
     *
     * @param scale null where the outcome is not known; another rule says so
     */
    static Ruling<EvaluationEvent> effect(
            @Nullable EffectScale scale,
            BigDecimal effect,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            @Nullable BigDecimal level,
            String pointer,
            Context at) {
        return Ruling.<EvaluationEvent>over(at)
                .and(exact(effect, pointer + "/effect", at))
                .and(exact(low, pointer + "/intervalLow", at))
                .and(exact(high, pointer + "/intervalHigh", at))
                .and(exact(level, pointer + "/confidenceLevel", at))
                .refuse(low == null != (high == null), HALF_AN_INTERVAL, pointer + "/intervalHigh")
                .refuse(low == null && level != null, HALF_AN_INTERVAL, pointer + "/confidenceLevel")
                .refuse(
                        () -> low != null && high != null && (low.compareTo(effect) > 0 || effect.compareTo(high) > 0),
                        OUTSIDE_ITS_INTERVAL,
                        pointer + "/effect",
                        () -> "The interval is from " + low + " to " + high)
                .refuse(
                        scale == EffectScale.RATIO && (effect.signum() <= 0 || low != null && low.signum() < 0),
                        NOT_A_RATIO,
                        pointer + "/effect");
    }

    static Ruling<EvaluationEvent> exact(@Nullable BigDecimal number, String pointer, Context at) {
        return Ruling.<EvaluationEvent>over(at)
                .refuse(number != null && !ObservedValue.isExact(number), TOO_MANY_DIGITS, pointer);
    }

    static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : ObservedValue.plain(number);
    }
}

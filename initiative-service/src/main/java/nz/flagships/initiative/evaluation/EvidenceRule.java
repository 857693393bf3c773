package nz.flagships.initiative.evaluation;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What results come to. One rule for whatever was registered and whatever was published ({@code docs/decisions/0005}).
 * Intervals include their ends: one that touches no effect includes it.
 */
public final class EvidenceRule {
    private EvidenceRule() {}

    /**
     * What one result says.
     *
     * @param of the outcome; where neither way is called good, an interval beside no effect tells of a movement and not of
     *     a good one
     * @param low of its interval; null where it has none
     * @param high of its interval
     */
    static Judgement judge(RegisteredOutcome of, @Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low == null || high == null) {
            return Judgement.UNKNOWN;
        }
        BigDecimal noEffect = of.scale().noEffect();
        boolean below = high.compareTo(noEffect) < 0;
        boolean above = low.compareTo(noEffect) > 0;
        if (!below && !above) {
            return Judgement.NONE;
        }
        return switch (of.outcome().direction()) {
            case LOWER_BETTER -> below ? Judgement.BETTER : Judgement.WORSE;
            case HIGHER_BETTER -> above ? Judgement.BETTER : Judgement.WORSE;
            case NEUTRAL, AMBIGUOUS -> Judgement.UNKNOWN;
        };
    }

    /** The verdict of an evaluation. A primary outcome without a result is unknown: leaving a bad one out gains nothing. */
    static Verdict verdict(List<EvaluationResult> results, List<MissingResult> missing) {
        List<EvaluationResult> primary = results.stream()
                .filter(each -> each.of().role() == OutcomeRole.PRIMARY)
                .toList();
        boolean all = !primary.isEmpty()
                && missing.stream().noneMatch(each -> each.of().role() == OutcomeRole.PRIMARY);
        boolean secondaryWorse = results.stream()
                .anyMatch(each -> each.of().role() == OutcomeRole.SECONDARY && each.judged() == Judgement.WORSE);
        if (all && !secondaryWorse && primary.stream().allMatch(each -> each.judged() == Judgement.BETTER)) {
            return Verdict.EFFECTIVE;
        }
        if (primary.stream().anyMatch(each -> each.judged() == Judgement.BETTER)) {
            return Verdict.MIXED;
        }
        if (primary.stream().anyMatch(each -> each.judged() == Judgement.WORSE)) {
            return Verdict.HARMFUL;
        }
        return all && primary.stream().allMatch(EvidenceRule::excludesAWorthwhileEffect)
                ? Verdict.INEFFECTIVE
                : Verdict.INCONCLUSIVE;
    }

    /** Whether its interval holds no effect, and not the smallest that would have been worthwhile. */
    private static boolean excludesAWorthwhileEffect(EvaluationResult result) {
        BigDecimal worthwhile = result.of().smallestWorthwhileEffect();
        BigDecimal low = result.intervalLow();
        BigDecimal high = result.intervalHigh();
        return result.judged() == Judgement.NONE
                && worthwhile != null
                && low != null
                && high != null
                && (worthwhile.compareTo(low) < 0 || worthwhile.compareTo(high) > 0);
    }

    /** Whether a value lies on the good side of no effect; no side is, where neither way is called good. */
    static boolean isGood(RegisteredOutcome of, BigDecimal effect) {
        int side = effect.compareTo(of.scale().noEffect());
        return switch (of.outcome().direction()) {
            case LOWER_BETTER -> side < 0;
            case HIGHER_BETTER -> side > 0;
            case NEUTRAL, AMBIGUOUS -> false;
        };
    }

    /**
     * What all evaluations of an initiative come to together: the same rule, one level up, and in whatever order they came.
     * A later evaluation joins the earlier ones and replaces none, so that the last word cannot be shopped for; one that is
     * inconclusive adds nothing to one that is not.
     */
    public static Verdict together(Collection<Verdict> verdicts) {
        boolean better = verdicts.contains(Verdict.EFFECTIVE);
        boolean worse = verdicts.contains(Verdict.HARMFUL);
        boolean none = verdicts.contains(Verdict.INEFFECTIVE);
        if (better && !worse && !none && !verdicts.contains(Verdict.MIXED)) {
            return Verdict.EFFECTIVE;
        }
        if (better || verdicts.contains(Verdict.MIXED)) {
            return Verdict.MIXED;
        }
        if (worse) {
            return Verdict.HARMFUL;
        }
        return none ? Verdict.INEFFECTIVE : Verdict.INCONCLUSIVE;
    }
}

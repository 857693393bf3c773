package nz.flagships.initiative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of conventions, branch by branch. */
class EvidenceRuleTest {
    private static RegisteredOutcome outcome(
            OutcomeRole role, Direction direction, EffectScale scale, @Nullable String worthwhile) {
        return new RegisteredOutcome(
                new EvaluationOutcome(null, "Reoffending", "percent", direction, "participants"),
                role,
                "percent",
                scale,
                number(worthwhile));
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    @ParameterizedTest(name = "{0} {1}: {2} to {3} is {4}")
    @CsvSource({
        // differences: no effect is 0
        "LOWER_BETTER,  DIFFERENCE, -5,    -1,    BETTER",
        "LOWER_BETTER,  DIFFERENCE,  1,     5,    WORSE",
        "LOWER_BETTER,  DIFFERENCE, -5,     5,    NONE",
        "LOWER_BETTER,  DIFFERENCE, -5,     0,    NONE",
        "LOWER_BETTER,  DIFFERENCE,  0,     5,    NONE",
        "LOWER_BETTER,  DIFFERENCE,  0,     0,    NONE",
        "LOWER_BETTER,  DIFFERENCE, -5, -0.0000000001, BETTER",
        "LOWER_BETTER,  DIFFERENCE,   ,      ,    UNKNOWN",
        "HIGHER_BETTER, DIFFERENCE,  1,     5,    BETTER",
        "HIGHER_BETTER, DIFFERENCE, -5,    -1,    WORSE",
        "HIGHER_BETTER, DIFFERENCE, -1,     1,    NONE",
        "HIGHER_BETTER, DIFFERENCE,  0.0,   5,    NONE",
        "HIGHER_BETTER, DIFFERENCE, -5,     0.00, NONE",
        "HIGHER_BETTER, DIFFERENCE,   ,      ,    UNKNOWN",
        // neither way is called good: a movement is no verdict, and no movement is none
        "AMBIGUOUS,     DIFFERENCE,  1,     5,    UNKNOWN",
        "AMBIGUOUS,     DIFFERENCE, -5,    -1,    UNKNOWN",
        "AMBIGUOUS,     DIFFERENCE, -5,     5,    NONE",
        "AMBIGUOUS,     DIFFERENCE,   ,      ,    UNKNOWN",
        "NEUTRAL,       DIFFERENCE,  1,     5,    UNKNOWN",
        "NEUTRAL,       DIFFERENCE, -1,     5,    NONE",
        // ratios: no effect is 1
        "LOWER_BETTER,  RATIO,       0.5,   0.9,  BETTER",
        "LOWER_BETTER,  RATIO,       1.1,   1.5,  WORSE",
        "LOWER_BETTER,  RATIO,       0.5,   1,    NONE",
        "LOWER_BETTER,  RATIO,       1.00,  1.5,  NONE",
        "LOWER_BETTER,  RATIO,       0.9,   1.1,  NONE",
        "HIGHER_BETTER, RATIO,       1.1,   1.5,  BETTER",
        "HIGHER_BETTER, RATIO,       0.5,   0.9,  WORSE",
        "HIGHER_BETTER, RATIO,       0.5,   1.0,  NONE",
        "AMBIGUOUS,     RATIO,       0.5,   0.9,  UNKNOWN"
    })
    void aResultIsJudgedByWhichSideOfNoEffectItsWholeIntervalLies(
            Direction direction, EffectScale scale, @Nullable String low, @Nullable String high, Judgement judged) {
        assertThat(EvidenceRule.judge(outcome(OutcomeRole.PRIMARY, direction, scale, null), number(low), number(high)))
                .isEqualTo(judged);
    }

    /**
     * Each result is written role, interval and smallest worthwhile effect: {@code P-5..-1/-3}; {@code P?} has no interval,
     * {@code P!} is missing. Less is better.
     */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        // effective: all primary better, no secondary worse
        "P-5..-1,                     EFFECTIVE",
        "P-5..-1 P-9..-2,             EFFECTIVE",
        "P-5..-1 S-5..-1,             EFFECTIVE",
        "P-5..-1 S-5..5,              EFFECTIVE",
        "P-5..-1 S?,                  EFFECTIVE",
        "P-5..-1 S!,                  EFFECTIVE",
        // mixed: any better, and yet not effective
        "P-5..-1 S1..5,               MIXED",
        "P-5..-1 P1..5,               MIXED",
        "P-5..-1 P-5..5,              MIXED",
        "P-5..-1 P-5..5/-9,           MIXED",
        "P-5..-1 P?,                  MIXED",
        "P-5..-1 P!,                  MIXED",
        "P? P-47.95..-5.85,           MIXED",
        // harmful: any worse and none better
        "P1..5,                       HARMFUL",
        "P1..5 P-5..5,                HARMFUL",
        "P1..5 P?,                    HARMFUL",
        "P1..5 P!,                    HARMFUL",
        "P1..5 P-5..5/-9,             HARMFUL",
        "P1..5 S-5..-1,               HARMFUL",
        // ineffective: all none, each excluding the smallest worthwhile effect
        "P-2..2/-3,                   INEFFECTIVE",
        "P-2..2/-3 P-1..4/-2,         INEFFECTIVE",
        "P-2..2/-3 S-5..-1,           INEFFECTIVE",
        "P-2..2/-3 S1..5,             INEFFECTIVE",
        "P-2..2/-3 S!,                INEFFECTIVE",
        "P-2..0/-3,                   INEFFECTIVE",
        // inconclusive: whatever else
        "P-2..2,                      INCONCLUSIVE",
        "P-2..2/-2,                   INCONCLUSIVE",
        "P-2..2/-1,                   INCONCLUSIVE",
        "P-2..2/-3 P-2..2,            INCONCLUSIVE",
        "P-2..2/-3 P-4..2/-3,         INCONCLUSIVE",
        "P-2..2/-3 P?,                INCONCLUSIVE",
        "P-2..2/-3 P!,                INCONCLUSIVE",
        "P?,                          INCONCLUSIVE",
        "P?/-3,                       INCONCLUSIVE",
        "P? P?,                       INCONCLUSIVE",
        "P!,                          INCONCLUSIVE",
        "P! S-5..-1,                  INCONCLUSIVE",
        "P? S1..5,                    INCONCLUSIVE"
    })
    void theVerdictFollowsFromTheResults(String spelt, Verdict verdict) {
        List<EvaluationResult> results = new ArrayList<>();
        List<MissingResult> missing = new ArrayList<>();
        for (String each : spelt.split(" ", -1)) {
            OutcomeRole role = each.charAt(0) == 'P' ? OutcomeRole.PRIMARY : OutcomeRole.SECONDARY;
            String[] parts = each.substring(1).split("/", -1);
            RegisteredOutcome of =
                    outcome(role, Direction.LOWER_BETTER, EffectScale.DIFFERENCE, parts.length == 1 ? null : parts[1]);
            if (parts[0].equals("!")) {
                missing.add(new MissingResult(of, "Nobody counted"));
            } else if (parts[0].equals("?")) {
                results.add(result(of, null, null));
            } else {
                String[] ends = parts[0].split("\\.\\.", -1);
                results.add(result(of, ends[0], ends[1]));
            }
        }

        assertThat(EvidenceRule.verdict(results, missing)).isEqualTo(verdict);
        Collections.reverse(results);
        assertThat(EvidenceRule.verdict(results, missing))
                .as("in another order")
                .isEqualTo(verdict);
    }

    private static EvaluationResult result(RegisteredOutcome of, @Nullable String low, @Nullable String high) {
        return new EvaluationResult(
                of,
                low == null ? BigDecimal.ZERO : new BigDecimal(low),
                number(low),
                number(high),
                null,
                null,
                null,
                null,
                null,
                null,
                EvidenceRule.judge(of, number(low), number(high)));
    }

    @Test
    void whereMoreIsBetterTheWorthwhileEffectLiesAbove() {
        RegisteredOutcome of = outcome(OutcomeRole.PRIMARY, Direction.HIGHER_BETTER, EffectScale.RATIO, "1.2");

        assertThat(EvidenceRule.verdict(List.of(result(of, "0.9", "1.1")), List.of()))
                .isEqualTo(Verdict.INEFFECTIVE);
        assertThat(EvidenceRule.verdict(List.of(result(of, "0.9", "1.2")), List.of()))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void neverIsAMeasureWithoutAGoodWayEffectiveOrHarmful() {
        RegisteredOutcome of = outcome(OutcomeRole.PRIMARY, Direction.AMBIGUOUS, EffectScale.DIFFERENCE, null);

        assertThat(EvidenceRule.verdict(List.of(result(of, "-9", "-5")), List.of()))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(EvidenceRule.verdict(List.of(result(of, "5", "9")), List.of()))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest(name = "{0} together are {1}")
    @CsvSource({
        "EFFECTIVE, EFFECTIVE",
        "EFFECTIVE INCONCLUSIVE, EFFECTIVE",
        "EFFECTIVE EFFECTIVE, EFFECTIVE",
        "EFFECTIVE HARMFUL, MIXED",
        "EFFECTIVE INEFFECTIVE, MIXED",
        "EFFECTIVE MIXED, MIXED",
        "MIXED, MIXED",
        "MIXED HARMFUL, MIXED",
        "MIXED INCONCLUSIVE, MIXED",
        "HARMFUL, HARMFUL",
        "HARMFUL INEFFECTIVE, HARMFUL",
        "HARMFUL INCONCLUSIVE, HARMFUL",
        "INEFFECTIVE, INEFFECTIVE",
        "INEFFECTIVE INCONCLUSIVE, INEFFECTIVE",
        "INCONCLUSIVE INCONCLUSIVE INCONCLUSIVE, INCONCLUSIVE"
    })
    void severalEvaluationsComeToOneWhateverTheirOrder(String verdicts, Verdict together) {
        List<Verdict> all = new ArrayList<>(
                Arrays.stream(verdicts.split(" ", -1)).map(Verdict::valueOf).toList());

        assertThat(EvidenceRule.together(all)).isEqualTo(together);
        Collections.reverse(all);
        assertThat(EvidenceRule.together(all)).isEqualTo(together);
    }

    @Test
    void leavingAPrimaryResultOutNeverMakesAVerdictEffective() {
        long seed = 20170525L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 10_000; run++) {
            List<EvaluationResult> results = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                int low = random.nextInt(21) - 10;
                results.add(result(
                        outcome(OutcomeRole.PRIMARY, Direction.LOWER_BETTER, EffectScale.DIFFERENCE, "-3"),
                        Integer.toString(low),
                        Integer.toString(low + random.nextInt(10))));
            }
            EvaluationResult dropped = results.get(random.nextInt(results.size()));
            List<EvaluationResult> rest = new ArrayList<>(results);
            rest.remove(dropped);

            Verdict without = EvidenceRule.verdict(rest, List.of(new MissingResult(dropped.of(), "Left out")));

            assertThat(without).isNotEqualTo(Verdict.EFFECTIVE).isNotEqualTo(Verdict.INEFFECTIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "percent, DIFFERENCE",
        "percentage points, DIFFERENCE",
        "days, DIFFERENCE",
        "ratio, RATIO",
        "Odds ratio, RATIO",
        "rate ratio, RATIO",
        "relative risk, RATIO",
        "duration, DIFFERENCE",
        "ratio points, DIFFERENCE"
    })
    void theUnitTellsTheScaleWhereNothingElseDoes(String unit, EffectScale scale) {
        assertThat(EffectScale.of(unit)).isEqualTo(scale);
    }
}

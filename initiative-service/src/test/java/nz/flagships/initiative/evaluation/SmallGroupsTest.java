package nz.flagships.initiative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.eventstore.command.Shown;
import nz.flagships.eventstore.decision.Protection.Others;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationCompleted;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationOverridden;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationPublished;
import nz.flagships.initiative.measure.Measure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmallGroupsTest {
    private static final String ID = "OUT_OF_GATE:STUDY";
    private static final SmallGroups PROTECTION = new SmallGroups();

    private static EvaluationResult result(@Nullable String measure) {
        return new EvaluationResult(
                new RegisteredOutcome(
                        new EvaluationOutcome(measure, "Returned", "people", Direction.LOWER_BETTER, null),
                        OutcomeRole.PRIMARY,
                        "people",
                        EffectScale.RATIO,
                        new BigDecimal("0.9")),
                new BigDecimal("0.5"),
                new BigDecimal("0.2"),
                new BigDecimal("0.8"),
                new BigDecimal(95),
                4L,
                8L,
                "Counted",
                "PAPER",
                "One year only",
                Judgement.BETTER);
    }

    private static EvaluationCompleted completed(@Nullable String by, EvaluationResult... results) {
        return new EvaluationCompleted(
                SubjectKind.INTERVENTION,
                LocalDate.parse("2015-11-30"),
                List.of(results),
                List.of(),
                Verdict.EFFECTIVE,
                Preregistration.PRE_REGISTERED,
                by);
    }

    private static EvaluationPublished published(@Nullable String by, EvaluationResult... results) {
        return new EvaluationPublished(
                SubjectKind.INTERVENTION, null, null, null, null, List.of(results), Verdict.EFFECTIVE, by);
    }

    /** One measure is defined, with this sensitivity; of every other nothing is known. */
    private static Others defined(String code, Sensitivity sensitivity) {
        return new Others() {
            @Override
            public <T> Optional<T> find(Class<T> state, String id) {
                return state == Measure.class && id.equals(code)
                        ? Optional.of(state.cast(new Measure(
                                code,
                                MeasureKind.COUNT,
                                "people",
                                Direction.LOWER_BETTER,
                                Geography.RESIDENCE,
                                sensitivity,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of())))
                        : Optional.empty();
            }
        };
    }

    private static Viewer of(String agency) {
        return new Viewer(agency, "somebody", Set.of(Role.ANALYST, Role.STEWARD, Role.AUDITOR));
    }

    private static List<ShownResult> state(EvaluationEvent event, String viewer, Others others) {
        return PROTECTION
                .state(ID, EvaluationDecider.evolve(Evaluation.EMPTY, event), of(viewer), others)
                .results();
    }

    private static PublishedEvent event(EvaluationEvent event, String postedBy, String viewer, Others others) {
        return PROTECTION.event(
                ID,
                () -> {
                    throw new AssertionError("A page of a history is read without what it all came to");
                },
                EvaluationPublication.publish(ID, event),
                postedBy,
                of(viewer),
                others);
    }

    private static void isWithoutNumbers(ShownResult shown) {
        assertThat(shown.suppressed()).isTrue();
        assertThat(shown)
                .extracting(
                        ShownResult::effect,
                        ShownResult::intervalLow,
                        ShownResult::intervalHigh,
                        ShownResult::treated,
                        ShownResult::comparison)
                .containsOnlyNulls();
        assertThat(shown)
                .as("what it says stays")
                .extracting(
                        ShownResult::of,
                        ShownResult::judged,
                        ShownResult::confidenceLevel,
                        ShownResult::method,
                        ShownResult::source,
                        ShownResult::caveats)
                .containsExactly(
                        result("KEPT").of(), Judgement.BETTER, new BigDecimal(95), "Counted", "PAPER", "One year only");
    }

    @ParameterizedTest
    @EnumSource(names = {"PEOPLE", "SENSITIVE"})
    void ofAMeasureThatCountsPeopleNoNumberIsShown(Sensitivity sensitivity) {
        // given
        Others others = defined("KEPT", sensitivity);
        for (String viewer : List.of("", "COURTS")) {
            for (EvaluationEvent said :
                    List.of(completed("POLICE", result("KEPT")), published("POLICE", result("KEPT")))) {
                // when
                List<ShownResult> state = state(said, viewer, others);
                PublishedEvent event = event(said, "POLICE", viewer, others);

                // then
                assertThat(state).singleElement().satisfies(SmallGroupsTest::isWithoutNumbers);
                switch (event) {
                    case ShownEvaluation.EvaluationCompleted e -> {
                        assertThat(e.results()).singleElement().satisfies(SmallGroupsTest::isWithoutNumbers);
                        assertThat(e.verdict()).isEqualTo(Verdict.EFFECTIVE);
                        assertThat(e.evaluation()).isEqualTo(ID);
                    }
                    case ShownEvaluation.EvaluationPublished e -> {
                        assertThat(e.results()).singleElement().satisfies(SmallGroupsTest::isWithoutNumbers);
                        assertThat(e.verdict()).isEqualTo(Verdict.EFFECTIVE);
                        assertThat(e.evaluation()).isEqualTo(ID);
                    }
                    default -> throw new AssertionError(event.toString());
                }
            }
        }
    }

    @Test
    void ofAMeasureThatNobodyHasDefinedNoNumberIsShown() {
        Others others = defined("ANOTHER", Sensitivity.AGGREGATE);
        assertThat(state(completed("POLICE", result("KEPT")), "COURTS", others))
                .singleElement()
                .satisfies(SmallGroupsTest::isWithoutNumbers);
    }

    @Test
    void theAgencyThatPostedItSeesIt() {
        Others others = defined("KEPT", Sensitivity.SENSITIVE);
        EvaluationEvent said = completed("POLICE", result("KEPT"));
        assertThat(state(said, "POLICE", others)).containsExactly(ShownResult.inFull(result("KEPT")));
        assertThat(event(said, "POLICE", "POLICE", others)).isEqualTo(EvaluationPublication.publish(ID, said));
    }

    @Test
    void whoseNumbersAreOfWhichItWasNotKeptIsNobodyInTheState() {
        Others others = defined("KEPT", Sensitivity.SENSITIVE);
        for (String viewer : List.of("", "POLICE")) {
            assertThat(state(completed(null, result("KEPT")), viewer, others))
                    .singleElement()
                    .satisfies(SmallGroupsTest::isWithoutNumbers);
        }
    }

    @Test
    void whatCountsNoPeopleAndAPublicationsOwnWordsStayAsTheyAre() {
        Others others = defined("SHOWN", Sensitivity.AGGREGATE);
        EvaluationEvent said = published("JUSTICE", result("SHOWN"), result(null));
        assertThat(state(said, "", others))
                .containsExactly(ShownResult.inFull(result("SHOWN")), ShownResult.inFull(result(null)));
        assertThat(event(said, "JUSTICE", "", others)).isEqualTo(EvaluationPublication.publish(ID, said));
    }

    private static void isWithoutSizes(ShownResult shown) {
        ShownResult all = ShownResult.inFull(result(null));
        assertThat(shown)
                .extracting(ShownResult::treated, ShownResult::comparison)
                .containsOnlyNulls();
        assertThat(shown.suppressed()).isTrue();
        assertThat(shown)
                .usingRecursiveComparison()
                .ignoringFields("treated", "comparison", "suppressed")
                .isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(names = {"PEOPLE", "SENSITIVE"})
    void besideOneThatIsKeptBackTheOthersAreShownWithoutTheSizesOfTheGroups(Sensitivity sensitivity) {
        Others others = defined("KEPT", sensitivity);
        for (EvaluationEvent said : List.of(
                completed("POLICE", result(null), result("KEPT")), published("POLICE", result(null), result("KEPT")))) {
            for (String viewer : List.of("", "COURTS")) {
                List<ShownResult> history = switch (event(said, "POLICE", viewer, others)) {
                    case ShownEvaluation.EvaluationCompleted e -> e.results();
                    case ShownEvaluation.EvaluationPublished e -> e.results();
                    default -> throw new AssertionError(said.toString());
                };
                for (List<ShownResult> shown : List.of(state(said, viewer, others), history)) {
                    isWithoutSizes(shown.getFirst());
                    isWithoutNumbers(shown.getLast());
                }
            }
            assertThat(state(said, "POLICE", others))
                    .containsExactly(ShownResult.inFull(result(null)), ShownResult.inFull(result("KEPT")));
        }
    }

    @Test
    void whereNoSizesWereSaidNoneAreKeptBack() {
        ShownResult of = ShownResult.inFull(result(null)).withoutSizes();
        ShownResult none = new ShownResult(
                of.of(),
                of.effect(),
                of.intervalLow(),
                of.intervalHigh(),
                of.confidenceLevel(),
                null,
                null,
                of.method(),
                of.source(),
                of.caveats(),
                of.judged(),
                false);
        assertThat(none.withoutSizes()).isEqualTo(none);
    }

    @Test
    void whatHasNoResultsStaysAsItIs() {
        EvaluationEvent said = new EvaluationOverridden("Less harm is enough", "JUSTICE");
        assertThat(event(said, "JUSTICE", "", defined("KEPT", Sensitivity.SENSITIVE)))
                .isEqualTo(EvaluationPublication.publish(ID, said));
    }

    @Test
    void whoConcludedItIsNotShownInTheState() {
        Evaluation now = EvaluationDecider.evolve(Evaluation.EMPTY, completed("POLICE", result("KEPT")));
        assertThat(Shown.tree(now).has("concludedBy")).isFalse();
        assertThat(Shown.tree(now).toString()).doesNotContain("POLICE");
    }
}

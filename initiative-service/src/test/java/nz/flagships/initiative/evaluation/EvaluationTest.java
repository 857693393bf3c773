package nz.flagships.initiative.evaluation;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.Known.measure;
import static nz.flagships.initiative.Known.region;
import static nz.flagships.initiative.evaluation.EvaluationRegistration.AGGREGATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.EvaluationsPublished;
import nz.flagships.events.initiative.EvidencePublished;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.Judgement;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.ReferenceRejection;
import nz.flagships.initiative.evaluation.Evaluation.Stage;
import nz.flagships.initiative.evaluation.EvaluationCommand.Cohort;
import nz.flagships.initiative.evaluation.EvaluationCommand.CompleteEvaluation;
import nz.flagships.initiative.evaluation.EvaluationCommand.EnterField;
import nz.flagships.initiative.evaluation.EvaluationCommand.Missing;
import nz.flagships.initiative.evaluation.EvaluationCommand.OverrideEvaluation;
import nz.flagships.initiative.evaluation.EvaluationCommand.PostedMeasure;
import nz.flagships.initiative.evaluation.EvaluationCommand.PostedOutcome;
import nz.flagships.initiative.evaluation.EvaluationCommand.PostedResult;
import nz.flagships.initiative.evaluation.EvaluationCommand.PublishEvaluation;
import nz.flagships.initiative.evaluation.EvaluationCommand.PublishedResult;
import nz.flagships.initiative.evaluation.EvaluationCommand.RegisterEvaluation;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationCompleted;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationEnteredField;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationOverridden;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationPublished;
import nz.flagships.initiative.evaluation.EvaluationEvent.EvaluationRegistered;
import nz.flagships.initiative.initiative.EvidenceEvent;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceInField;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceInconclusive;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceMixed;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceOverridden;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidencePlanned;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundEffective;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundHarmful;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundIneffective;
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.initiative.InitiativeEvent;
import nz.flagships.initiative.initiative.InitiativeRegistration;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.measure.MeasureRegistration;
import nz.flagships.initiative.region.RegionRegistration;
import nz.flagships.initiative.source.SourceEvent.SourceRegistered;
import nz.flagships.initiative.source.SourceRegistration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    private static final String ID = "PANELS:STUDY";
    private static final Days YEAR = new Days(day("2014-07-01"), day("2015-06-30"));
    private static final PostedOutcome BURGLARY = new PostedOutcome("BURGLARY", null, null, null, null);
    private static final PostedOutcome HARM =
            new PostedOutcome(null, "Harm", "days", Direction.LOWER_BETTER, "participants");
    private static final Provenance PAPER = new Provenance(Basis.PUBLISHED, "STUDY", null, List.of());
    private static final InitiativeEvent PROPOSED = new InitiativeProposed(
            "Iwi panels", "FUND", List.of("NZ"), List.of("ALTERNATIVE"), "POLICE", List.of("JUSTICE"));

    private static Given<Evaluation, EvaluationCommand, EvaluationEvent> evaluation(EvaluationEvent... before) {
        return about(ID, before);
    }

    private static Given<Evaluation, EvaluationCommand, EvaluationEvent> about(String id, EvaluationEvent... before) {
        return given(AGGREGATE)
                .on(id, before)
                .at("2016-01-01T00:00:00Z")
                .by("POLICE", Role.INITIATIVE_LEAD)
                .knowing(InitiativeRegistration.AGGREGATE, "PANELS", PROPOSED)
                .knowing(MeasureRegistration.AGGREGATE, "BURGLARY", measure(MeasureKind.COUNT, "offences"))
                .knowing(SourceRegistration.AGGREGATE, "STUDY", new SourceRegistered("A study", date("2015")))
                .knowing(RegionRegistration.AGGREGATE, "NORTH", region(RegionKind.POLICE_AREA, (String) null))
                .knowing(RegionRegistration.AGGREGATE, "SOUTH", region(RegionKind.POLICE_AREA, (String) null));
    }

    private static InitiativeEvent[] and(InitiativeEvent... more) {
        List<InitiativeEvent> all = new ArrayList<>(List.of(PROPOSED));
        all.addAll(Arrays.asList(more));
        return all.toArray(InitiativeEvent[]::new);
    }

    private static Elsewhere says(EvidenceEvent event) {
        return new Elsewhere("initiative", "PANELS", event);
    }

    // ---- what is posted, with what a test changes
    // ----------------------------------------------------------------------

    private static PostedMeasure primary(PostedOutcome outcome, @Nullable String worthwhile) {
        return new PostedMeasure(outcome, OutcomeRole.PRIMARY, null, null, number(worthwhile));
    }

    private static PostedMeasure secondary(PostedOutcome outcome) {
        return new PostedMeasure(outcome, OutcomeRole.SECONDARY, null, null, null);
    }

    private static RegisterEvaluation register(PostedMeasure... measures) {
        return register(YEAR, measures);
    }

    private static RegisterEvaluation register(Days outcomeWindow, PostedMeasure... measures) {
        return new RegisterEvaluation(
                SubjectKind.INITIATIVE,
                "A study",
                EvaluationDesign.MATCHED_COHORT,
                List.of(measures),
                null,
                null,
                new Cohort("Participants", "People alike"),
                null,
                outcomeWindow,
                "Less harm",
                null);
    }

    private static RegisterEvaluation in(
            EvaluationDesign design,
            @Nullable List<String> treated,
            @Nullable List<String> comparison,
            @Nullable Cohort cohort,
            @Nullable Days baseline) {
        return new RegisterEvaluation(
                SubjectKind.INITIATIVE,
                "A study",
                design,
                List.of(primary(HARM, null)),
                treated,
                comparison,
                cohort,
                baseline,
                YEAR,
                "Less harm",
                null);
    }

    /** As it is on record after its registration. */
    private static EvaluationRegistered registeredEvent(RegisterEvaluation register) {
        return switch (evaluation().when(register).decision()) {
            case Happened<EvaluationEvent> happened ->
                (EvaluationRegistered) happened.events().getFirst();
            case Refused<EvaluationEvent> refused -> throw new AssertionError(refused.toString());
        };
    }

    private static PostedResult result(PostedOutcome outcome, String effect) {
        return result(outcome, effect, null, null);
    }

    private static PostedResult result(
            PostedOutcome outcome, String effect, @Nullable String low, @Nullable String high) {
        return new PostedResult(
                outcome, new BigDecimal(effect), null, number(low), number(high), null, 10L, 20L, null, null, null);
    }

    private static CompleteEvaluation complete(PostedResult... results) {
        return new CompleteEvaluation(day("2015-11-30"), List.of(results), null);
    }

    private static PublishedResult published(
            PostedOutcome outcome, String effect, @Nullable String low, @Nullable String high) {
        return new PublishedResult(
                outcome,
                null,
                new BigDecimal(effect),
                null,
                null,
                number(low),
                number(high),
                null,
                1013L,
                null,
                null,
                null);
    }

    private static PublishEvaluation publish(PublishedResult... results) {
        return new PublishEvaluation(SubjectKind.INITIATIVE, null, null, null, List.of(results));
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    // ---- registered
    // ----------------------------------------------------------------------------------------------------

    @Test
    void anEvaluationIsRegistered() {
        var given = evaluation();

        var when = given.when(register(primary(BURGLARY, "-3.0"), secondary(HARM)));

        Evaluation now = when.state();
        assertThat(now.stage()).isEqualTo(Stage.PLANNED);
        assertThat(now.registered()).isEqualTo(Preregistration.EXPLORATORY);
        assertThat(now.registeredBy()).isEqualTo("POLICE");
        assertThat(now.confidenceLevel()).isEqualTo(new BigDecimal(95));
        assertThat(now.measures())
                .satisfiesExactly(
                        burglary -> {
                            assertThat(burglary.unit()).isEqualTo("offences");
                            assertThat(burglary.outcome().direction()).isEqualTo(Direction.LOWER_BETTER);
                            assertThat(burglary.smallestWorthwhileEffect()).isEqualTo(new BigDecimal(-3));
                        },
                        harm -> assertThat(harm.role()).isEqualTo(OutcomeRole.SECONDARY));
        when.thenElsewhere(says(new EvidencePlanned(ID)));
        assertThat(when.published())
                .singleElement()
                .isInstanceOfSatisfying(EvaluationsPublished.EvaluationRegistered.class, e -> {
                    assertThat(e.subject()).isEqualTo("PANELS");
                    assertThat(e.registeredOn()).isEqualTo(day("2016-01-01"));
                });
    }

    @ParameterizedTest(name = "at {0} of {1} it is {2}")
    @CsvSource({
        "2015-06-29T12:00:00Z, OPERATIONAL, PRE_REGISTERED",
        // Half past eleven at night in Auckland is still the last day of the window.
        "2015-06-30T11:30:00Z, OPERATIONAL, PRE_REGISTERED",
        "2015-06-30T12:00:00Z, OPERATIONAL, EXPLORATORY"
    })
    void itIsPreregisteredUntilItsOutcomeWindowEnds(String at, Basis basis, Preregistration registered) {
        assertThat(evaluation()
                        .at(at)
                        .madeKnown(Instant.parse("2014-01-01T00:00:00Z"))
                        .when(register(primary(HARM, null)))
                        .state()
                        .registered())
                .as("whatever day the poster gives it")
                .isEqualTo(registered);
    }

    @Test
    void aRegistrationThatAStewardTakesFromHistoryHasTheDayItWasMadeKnown() {
        assertThat(evaluation()
                        .by("JUSTICE", Role.STEWARD)
                        .provenance(PAPER)
                        .madeKnown(Instant.parse("2014-01-01T00:00:00Z"))
                        .when(register(primary(HARM, null)))
                        .state()
                        .registered())
                .isEqualTo(Preregistration.PRE_REGISTERED);
    }

    @Test
    void anEvaluationIsOfSomethingThatThereIs() {
        var harm = register(primary(HARM, null));

        refused(about("PANELS"), harm, EvaluationRejection.NOT_AN_EVALUATION);
        refused(about("A:B:C"), harm, EvaluationRejection.NOT_AN_EVALUATION);
        refused(about("NOTHING:STUDY"), harm, ReferenceRejection.UNKNOWN_INITIATIVE);
        refused(about("NOTHING:STUDY"), of(SubjectKind.INTERVENTION), EvaluationRejection.UNKNOWN_INTERVENTION);
        about("RESTORATIVE_JUSTICE:STUDY")
                .by("POLICE", Role.ANALYST)
                .when(of(SubjectKind.INTERVENTION))
                .thenElsewhere();
        refused(about("RESTORATIVE_JUSTICE:STUDY"), of(SubjectKind.INTERVENTION), EvaluationRejection.NOT_YOURS);
    }

    private static RegisterEvaluation of(SubjectKind kind) {
        return new RegisterEvaluation(
                kind,
                "A study",
                EvaluationDesign.MATCHED_COHORT,
                List.of(primary(HARM, null)),
                null,
                null,
                new Cohort("Participants", "People alike"),
                null,
                YEAR,
                "Less harm",
                null);
    }

    @Test
    void whoRunsTheInitiativeRegistersOrAnAnalystOrASteward() {
        var harm = register(primary(HARM, null));

        refused(evaluation().by("CYF", Role.INITIATIVE_LEAD), harm, EvaluationRejection.NOT_YOURS);
        evaluation().by("CYF", Role.ANALYST).when(harm).thenElsewhere(says(new EvidencePlanned(ID)));
        evaluation().by("CYF", Role.STEWARD).when(harm).thenElsewhere(says(new EvidencePlanned(ID)));
        evaluation().by("JUSTICE", Role.INITIATIVE_LEAD).when(harm).thenElsewhere(says(new EvidencePlanned(ID)));
    }

    @Test
    void itIsRegisteredOnceAndNotAfterItIsConcluded() {
        var harm = register(primary(HARM, null));
        var registered = registeredEvent(harm);

        refused(evaluation(registered), harm, EvaluationRejection.REGISTERED_ALREADY);
        refused(evaluation(registered, completed(Verdict.EFFECTIVE)), harm, EvaluationRejection.COMPLETED_ALREADY);
        refused(evaluation(publishedEvent()), harm, EvaluationRejection.PUBLISHED_ALREADY);
    }

    private static EvaluationCompleted completed(Verdict verdict) {
        return new EvaluationCompleted(
                SubjectKind.INITIATIVE,
                day("2015-11-30"),
                List.of(),
                List.of(),
                verdict,
                Preregistration.EXPLORATORY,
                "POLICE");
    }

    private static EvaluationPublished publishedEvent() {
        return new EvaluationPublished(
                SubjectKind.INITIATIVE, null, null, null, null, List.of(), Verdict.MIXED, "JUSTICE");
    }

    @Test
    void itSaysWhoIsTreatedAndWhatWithCompared() {
        Cohort both = new Cohort("Participants", "People alike");
        var none = EvaluationDesign.BEFORE_AND_AFTER;
        var did = EvaluationDesign.DIFFERENCE_IN_DIFFERENCES;

        refused(evaluation(), in(none, null, null, null, null), EvaluationRejection.NO_GROUPS);
        refused(evaluation(), in(none, List.of(), List.of(), null, null), EvaluationRejection.NO_GROUPS);
        refused(evaluation(), in(did, List.of("NORTH"), null, both, null), EvaluationRejection.NO_GROUPS);
        refused(evaluation(), in(did, null, List.of("SOUTH"), null, null), EvaluationRejection.NO_GROUPS);
        refused(evaluation(), in(did, List.of("NORTH"), null, null, null), EvaluationRejection.NO_COMPARISON);
        refused(
                evaluation(),
                in(did, null, null, new Cohort("Participants", null), null),
                EvaluationRejection.NO_COMPARISON);
        refused(
                evaluation(),
                in(did, List.of("NORTH"), List.of("SOUTH", "NORTH"), null, null),
                EvaluationRejection.COMPARED_WITH_ITSELF);
        refused(
                evaluation(),
                in(did, List.of("NOWHERE"), List.of("SOUTH"), null, null),
                ReferenceRejection.UNKNOWN_REGION);
        refused(
                evaluation(),
                in(did, List.of("NORTH"), List.of("SOUTH", "SOUTH"), null, null),
                ReferenceRejection.NAMED_TWICE);
        evaluation().when(in(none, List.of("NORTH"), null, null, null)).thenElsewhere(says(new EvidencePlanned(ID)));
        evaluation()
                .when(in(did, List.of("NORTH"), List.of("SOUTH"), null, new Days(day("2013-07-01"), day("2014-06-30"))))
                .thenElsewhere(says(new EvidencePlanned(ID)));
    }

    @Test
    void itsWindowsRunForwardsAndOneAfterTheOther() {
        var harm = primary(HARM, null);
        Cohort both = new Cohort("Participants", "People alike");
        var design = EvaluationDesign.MATCHED_COHORT;

        refused(
                evaluation(),
                register(new Days(day("2015-06-30"), day("2014-07-01")), harm),
                EvaluationRejection.WINDOW_REVERSED);
        refused(
                evaluation(),
                in(design, null, null, both, new Days(day("2014-06-30"), day("2013-07-01"))),
                EvaluationRejection.WINDOW_REVERSED);
        refused(
                evaluation(),
                in(design, null, null, both, new Days(day("2013-07-01"), day("2014-07-01"))),
                EvaluationRejection.WINDOWS_OVERLAP);
        refused(
                evaluation(),
                register(new Days(day("2014-07-01"), day("9999-12-31")), harm),
                ReferenceRejection.OUT_OF_THE_CALENDAR);
    }

    @Test
    void itsOutcomesAreWholeAndStandThereOnce() {
        PostedOutcome half = new PostedOutcome(null, "Harm", null, Direction.LOWER_BETTER, "participants");
        PostedOutcome doubled = new PostedOutcome("BURGLARY", "Burglary", null, null, null);
        PostedOutcome other = new PostedOutcome("NOTHING", null, null, null, null);
        PostedOutcome sameInOtherLetters =
                new PostedOutcome(null, "HARM", "hours", Direction.HIGHER_BETTER, "Participants");

        refused(evaluation(), register(primary(half, null)), EvaluationRejection.NOT_AN_OUTCOME);
        refused(evaluation(), register(primary(doubled, null)), EvaluationRejection.NOT_AN_OUTCOME);
        refused(evaluation(), register(primary(other, null)), ReferenceRejection.UNKNOWN_MEASURE);
        refused(
                evaluation(),
                register(primary(HARM, null), secondary(sameInOtherLetters)),
                EvaluationRejection.OUTCOME_TWICE);
        refused(evaluation(), register(secondary(HARM)), EvaluationRejection.NO_PRIMARY_OUTCOME);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "LOWER_BETTER, percent, 3, EVAL-013",
        "LOWER_BETTER, percent, 0, EVAL-013",
        "LOWER_BETTER, percent, -3, ",
        "HIGHER_BETTER, percent, -3, EVAL-013",
        "HIGHER_BETTER, percent, 3, ",
        "LOWER_BETTER, odds ratio, 0.9, ",
        "LOWER_BETTER, odds ratio, 1.1, EVAL-013",
        "LOWER_BETTER, odds ratio, 1, EVAL-013",
        "AMBIGUOUS, percent, -3, EVAL-013",
        "LOWER_BETTER, percent, -0.12345678901, EVAL-017"
    })
    void theSmallestWorthwhileEffectLiesOnTheGoodSide(
            Direction direction, String unit, String worthwhile, @Nullable String code) {
        PostedOutcome outcome = new PostedOutcome(null, "Harm", unit, direction, "participants");

        var decision = evaluation().when(register(primary(outcome, worthwhile))).decision();

        assertThat(code(decision)).isEqualTo(code);
    }

    private static @Nullable String code(Decision<EvaluationEvent> decision) {
        return switch (decision) {
            case Refused<EvaluationEvent>(var by, var met, var at) -> by.code();
            case Happened<EvaluationEvent> happened -> null;
        };
    }

    // ---- in the field
    // --------------------------------------------------------------------------------------------------

    @Test
    void theClockSaysWhenItsOutcomeWindowBegins() {
        var registered = registeredEvent(register(primary(HARM, null)));

        assertThat(AGGREGATE.deadlines(registered))
                .containsExactly(new Deadline(
                        "field", day("2014-07-01").atStartOfDay(Context.ZONE).toInstant(), new EnterField()));
        var entered = evaluation(registered)
                .knowing(InitiativeRegistration.AGGREGATE, "PANELS", and(new EvidencePlanned(ID)))
                .at("2014-06-30T12:00:00Z")
                .when(new EnterField());
        entered.then(new EvaluationEnteredField()).thenElsewhere(says(new EvidenceInField(ID)));
        assertThat(entered.published()).containsExactly(new EvaluationsPublished.EvaluationEnteredField(ID, "PANELS"));
        assertThat(AGGREGATE.notices(entered.state(), new EvaluationEnteredField()))
                .containsExactly(Notice.of(Notice.Kind.DUE, Set.of("POLICE"), null));
        assertThat(AGGREGATE.deadlines(new EvaluationEnteredField())).containsExactly(Deadline.cleared("field"));
        assertThat(AGGREGATE.deadlines(completed(Verdict.MIXED))).containsExactly(Deadline.cleared("field"));
        refused(
                evaluation(registered).at("2014-06-30T11:59:59Z"),
                new EnterField(),
                EvaluationRejection.NOT_IN_FIELD_YET);
        refused(
                evaluation(registered, new EvaluationEnteredField()),
                new EnterField(),
                EvaluationRejection.NOT_IN_FIELD_YET);
        refused(evaluation(), new EnterField(), EvaluationRejection.NOT_IN_FIELD_YET);
    }

    @Test
    void aPlanUnsaysNothingThatWasFound() {
        evaluation()
                .knowing(
                        InitiativeRegistration.AGGREGATE,
                        "PANELS",
                        and(new InitiativeFoundEffective("PANELS:OTHER", Verdict.EFFECTIVE)))
                .when(register(primary(HARM, null)))
                .thenElsewhere();
    }

    // ---- completed
    // -----------------------------------------------------------------------------------------------------

    @Test
    void anEvaluationIsCompletedAndItsVerdictFollows() {
        var registered = registeredEvent(register(primary(BURGLARY, "-3"), secondary(HARM)));

        var completed = evaluation(registered, new EvaluationEnteredField())
                .when(new CompleteEvaluation(
                        day("2015-07-01"),
                        List.of(result(BURGLARY, "-11.50", "-18.2", "-4.8")),
                        List.of(new Missing(HARM, "Nobody counted"))));

        Evaluation now = completed.state();
        assertThat(now.stage()).isEqualTo(Stage.COMPLETED);
        assertThat(now.verdict()).isEqualTo(Verdict.EFFECTIVE);
        assertThat(now.results())
                .singleElement()
                .satisfies(
                        result -> assertThat(result.judged()).isEqualTo(Judgement.BETTER),
                        result -> assertThat(result.effect()).isEqualTo(new BigDecimal("-11.5")),
                        result -> assertThat(result.confidenceLevel()).isEqualTo(new BigDecimal(95)));
        assertThat(now.missing())
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).isEqualTo("Nobody counted"));
        completed.thenElsewhere(says(new InitiativeFoundEffective(ID, Verdict.EFFECTIVE)));
        assertThat(completed.published())
                .singleElement()
                .isInstanceOfSatisfying(
                        EvaluationsPublished.EvaluationCompleted.class,
                        e -> assertThat(e.verdict()).isEqualTo(Verdict.EFFECTIVE));
    }

    @Test
    void theInitiativeIsToldWhatAllItsEvaluationsComeTo() {
        var registered = registeredEvent(register(primary(HARM, "-3")));

        evaluation(registered)
                .when(complete(result(HARM, "4", "1", "7")))
                .thenElsewhere(says(new InitiativeFoundHarmful(ID, Verdict.HARMFUL)));
        evaluation(registered)
                .when(complete(result(HARM, "0", "-1", "1")))
                .thenElsewhere(says(new InitiativeFoundIneffective(ID, Verdict.INEFFECTIVE)));
        evaluation(registered)
                .when(complete(result(HARM, "0")))
                .thenElsewhere(says(new EvidenceInconclusive(ID, Verdict.INCONCLUSIVE)));
        evaluation(registered)
                .knowing(
                        InitiativeRegistration.AGGREGATE,
                        "PANELS",
                        and(new InitiativeFoundEffective("PANELS:OTHER", Verdict.EFFECTIVE)))
                .when(complete(result(HARM, "4", "1", "7")))
                .thenElsewhere(says(new EvidenceMixed(ID, Verdict.HARMFUL)));
        evaluation(registered)
                .knowing(
                        InitiativeRegistration.AGGREGATE,
                        "PANELS",
                        and(new InitiativeFoundEffective("PANELS:OTHER", Verdict.EFFECTIVE)))
                .when(complete(result(HARM, "0")))
                .thenElsewhere(says(new InitiativeFoundEffective(ID, Verdict.INCONCLUSIVE)));
    }

    @Test
    void itIsCompletedOnceByWhomeverRegisteredItWhenItsWindowIsOver() {
        var registered = registeredEvent(register(primary(HARM, null)));
        var complete = complete(result(HARM, "-4", "-7", "-1"));

        refused(evaluation(), complete, EvaluationRejection.NOT_REGISTERED);
        refused(evaluation(registered, completed(Verdict.MIXED)), complete, EvaluationRejection.COMPLETED_ALREADY);
        refused(evaluation(publishedEvent()), complete, EvaluationRejection.PUBLISHED_ALREADY);
        refused(evaluation(registered).by("JUSTICE", Role.ANALYST), complete, EvaluationRejection.NOT_YOURS);
        evaluation(registered)
                .by("JUSTICE", Role.STEWARD)
                .when(complete)
                .thenElsewhere(says(new InitiativeFoundEffective(ID, Verdict.EFFECTIVE)));
        refused(
                evaluation(registered),
                new CompleteEvaluation(day("2015-06-30"), complete.results(), null),
                EvaluationRejection.WINDOW_NOT_OVER);
        refused(
                evaluation(registered),
                new CompleteEvaluation(day("2016-01-02"), complete.results(), null),
                ReferenceRejection.IN_THE_FUTURE);
        refused(
                evaluation(registered).at("2015-06-01T00:00:00Z"),
                new CompleteEvaluation(day("2015-07-01"), complete.results(), null),
                ReferenceRejection.IN_THE_FUTURE);
    }

    @Test
    void itHasOneResultPerRegisteredOutcomeOrSaysWhyNot() {
        var registered = registeredEvent(register(primary(BURGLARY, null), secondary(HARM)));
        PostedOutcome other = new PostedOutcome(null, "Harm", "days", Direction.LOWER_BETTER, "victims");
        PostedOutcome inHours = new PostedOutcome(null, "Harm", "hours", Direction.LOWER_BETTER, "participants");
        PostedOutcome turned = new PostedOutcome(null, "Harm", "days", Direction.HIGHER_BETTER, "participants");
        var burglary = result(BURGLARY, "-4", "-7", "-1");

        refused(evaluation(registered), complete(burglary), EvaluationRejection.RESULT_MISSING);
        refused(
                evaluation(registered),
                complete(burglary, result(other, "1")),
                EvaluationRejection.OUTCOME_NOT_REGISTERED);
        refused(
                evaluation(registered),
                new CompleteEvaluation(
                        day("2015-11-30"), List.of(burglary), List.of(new Missing(other, "Nobody counted"))),
                EvaluationRejection.OUTCOME_NOT_REGISTERED);
        refused(
                evaluation(registered),
                complete(burglary, burglary, result(HARM, "1")),
                EvaluationRejection.OUTCOME_TWICE);
        refused(
                evaluation(registered),
                new CompleteEvaluation(
                        day("2015-11-30"),
                        List.of(burglary, result(HARM, "1")),
                        List.of(new Missing(HARM, "Nobody counted"))),
                EvaluationRejection.OUTCOME_TWICE);
        refused(evaluation(registered), complete(burglary, result(inHours, "1")), EvaluationRejection.ANOTHER_UNIT);
        refused(evaluation(registered), complete(burglary, result(turned, "1")), EvaluationRejection.ANOTHER_UNIT);
    }

    @ParameterizedTest(name = "{0}: {1} in {2} to {3} at {4} is {5}")
    @CsvSource({
        // unit | effect | low | high | level | code
        "days,       -4,  -7,   -1,   95,   ",
        "days,       -4,  -7,   -1,     ,   ",
        "days,       -4,  -4,   -4,   95.0, ",
        "days,       -4,  -7,     ,     , EVAL-018",
        "days,       -4,    ,   -1,     , EVAL-018",
        "days,       -4,    ,     ,   95, EVAL-018",
        "days,       -4,  -3,   -1,     , EVAL-019",
        "days,       -4,  -7,   -5,     , EVAL-019",
        "days,       -4,  -1,   -7,     , EVAL-019",
        "days,       -4,  -7,   -1,   50, EVAL-020",
        "days, -4.00000000001, -7, -1,  , EVAL-017",
        "days,       -4, -7.00000000001, -1, , EVAL-017",
        "odds ratio, 0.8, 0.6,  0.9,    , ",
        "odds ratio, 0.8,   0,  0.9,    , ",
        "odds ratio,  -4,  -7,   -1,    , EVAL-021",
        "odds ratio,   0,   0,    1,    , EVAL-021",
        "odds ratio, 0.8, -0.1, 0.9,    , EVAL-021"
    })
    void aResultIsWhole(
            String unit,
            String effect,
            @Nullable String low,
            @Nullable String high,
            @Nullable String level,
            @Nullable String code) {
        PostedOutcome outcome = new PostedOutcome(null, "Harm", unit, Direction.LOWER_BETTER, "participants");
        var registered = registeredEvent(register(primary(outcome, null)));
        PostedResult result = new PostedResult(
                outcome,
                new BigDecimal(effect),
                null,
                number(low),
                number(high),
                number(level),
                null,
                null,
                null,
                null,
                null);

        assertThat(code(evaluation(registered).when(complete(result)).decision()))
                .isEqualTo(code);
        assertThat(code(evaluation()
                        .by("JUSTICE", Role.STEWARD)
                        .provenance(PAPER)
                        .when(publish(new PublishedResult(
                                outcome,
                                null,
                                new BigDecimal(effect),
                                null,
                                null,
                                number(low),
                                number(high),
                                number(level),
                                null,
                                null,
                                null,
                                null)))
                        .decision()))
                .as("published, where any level may be given")
                .isEqualTo("EVAL-020".equals(code) ? null : code);
    }

    @Test
    void aResultKeepsTheUnitOfItsRegistrationAndNamesASourceThatThereIs() {
        var registered = registeredEvent(
                register(new PostedMeasure(HARM, OutcomeRole.PRIMARY, "percent", EffectScale.DIFFERENCE, null)));

        refused(
                evaluation(registered),
                complete(
                        new PostedResult(HARM, BigDecimal.ONE, "days", null, null, null, null, null, null, null, null)),
                EvaluationRejection.ANOTHER_UNIT);
        refused(
                evaluation(registered),
                complete(new PostedResult(
                        HARM, BigDecimal.ONE, "percent", null, null, null, null, null, null, "NOTHING", null)),
                ReferenceRejection.UNKNOWN_SOURCE);
    }

    // ---- published elsewhere
    // -------------------------------------------------------------------------------------------

    @Test
    void theIwiPanelsAreMixed() {
        PostedOutcome rate =
                new PostedOutcome(null, "Rate of reoffending", "percent", Direction.LOWER_BETTER, "participants");

        var when = evaluation()
                .by("JUSTICE", Role.STEWARD)
                .provenance(PAPER)
                .when(publish(published(rate, "0", null, null), published(HARM, "-26.9", "-47.95", "-5.85")));

        assertThat(when.state().verdict()).isEqualTo(Verdict.MIXED);
        assertThat(when.state().results())
                .extracting(ShownResult::judged)
                .containsExactly(Judgement.UNKNOWN, Judgement.BETTER);
        when.thenElsewhere(says(new EvidenceMixed(ID, Verdict.MIXED)));
        assertThat(when.published())
                .singleElement()
                .isInstanceOfSatisfying(EvaluationsPublished.EvaluationPublished.class, e -> {
                    assertThat(e.publishedOn()).isEqualTo(date("2015"));
                    assertThat(e.verdict()).isEqualTo(Verdict.MIXED);
                });
    }

    @Test
    void anInterventionsVerdictIsItsOwn() {
        about("RESTORATIVE_JUSTICE:STUDY")
                .by("JUSTICE", Role.STEWARD)
                .provenance(PAPER)
                .when(new PublishEvaluation(
                        SubjectKind.INTERVENTION, null, null, null, List.of(published(HARM, "-5", null, null))))
                .thenElsewhere();
    }

    @Test
    void whatIsPublishedNamesItsPublicationAndIsThereOnce() {
        var publish = publish(published(HARM, "-5", null, null));
        var steward = Role.STEWARD;

        refused(evaluation().by("JUSTICE", steward), publish, EvaluationRejection.NOT_A_PUBLICATION);
        refused(
                evaluation()
                        .by("JUSTICE", steward)
                        .provenance(new Provenance(Basis.SYNTHETIC, "STUDY", null, List.of())),
                publish,
                EvaluationRejection.NOT_A_PUBLICATION);
        refused(
                about("PANELS:OTHER").by("JUSTICE", steward).provenance(PAPER),
                publish,
                EvaluationRejection.NOT_A_PUBLICATION);
        refused(
                evaluation(publishedEvent()).by("JUSTICE", steward).provenance(PAPER),
                publish,
                EvaluationRejection.PUBLISHED_ALREADY);
        refused(
                evaluation(registeredEvent(register(primary(HARM, null))))
                        .by("JUSTICE", steward)
                        .provenance(PAPER),
                publish,
                EvaluationRejection.REGISTERED_ALREADY);
    }

    @Test
    void whatIsPublishedIsHeldToTheSameRules() {
        var steward = evaluation().by("JUSTICE", Role.STEWARD).provenance(PAPER);
        var harm = published(HARM, "-5", null, null);
        PublishedResult spoiler = new PublishedResult(
                HARM, OutcomeRole.SECONDARY, BigDecimal.ONE, null, null, null, null, null, null, null, null, null);

        refused(steward, publish(harm, harm), EvaluationRejection.OUTCOME_TWICE);
        refused(steward, publish(spoiler), EvaluationRejection.NO_PRIMARY_OUTCOME);
        refused(
                steward,
                publish(published(new PostedOutcome(null, "Harm", null, null, null), "1", null, null)),
                EvaluationRejection.NOT_AN_OUTCOME);
        refused(
                steward,
                publish(published(new PostedOutcome("NOTHING", null, null, null, null), "1", null, null)),
                ReferenceRejection.UNKNOWN_MEASURE);
        refused(
                steward,
                new PublishEvaluation(
                        SubjectKind.INITIATIVE,
                        null,
                        null,
                        new Days(day("2015-01-01"), day("2016-01-02")),
                        List.of(harm)),
                ReferenceRejection.IN_THE_FUTURE);
        refused(
                steward,
                new PublishEvaluation(
                        SubjectKind.INITIATIVE,
                        null,
                        null,
                        new Days(day("2015-01-02"), day("2015-01-01")),
                        List.of(harm)),
                EvaluationRejection.WINDOW_REVERSED);
    }

    // ---- overridden
    // ----------------------------------------------------------------------------------------------------

    @Test
    void mixedEvidenceIsOverriddenWithAReasonOnce() {
        var mixed = evaluation(publishedEvent())
                .by("JUSTICE", Role.NATIONAL_OFFICE)
                .knowing(InitiativeRegistration.AGGREGATE, "PANELS", and(new EvidenceMixed(ID, Verdict.MIXED)));

        var overridden = mixed.when(new OverrideEvaluation("Less harm is enough"));

        overridden
                .then(new EvaluationOverridden("Less harm is enough", "JUSTICE"))
                .thenElsewhere(says(new EvidenceOverridden(ID, "Less harm is enough")));
        assertThat(overridden.state().verdict()).as("the verdict stays").isEqualTo(Verdict.MIXED);
        assertThat(overridden.state().override()).isEqualTo("Less harm is enough");
        assertThat(overridden.published())
                .containsExactly(
                        new EvaluationsPublished.EvaluationOverridden(ID, "PANELS", "Less harm is enough", "JUSTICE"));
        refused(
                mixed.knowing(
                        InitiativeRegistration.AGGREGATE,
                        "PANELS",
                        and(new EvidenceMixed(ID, Verdict.MIXED), new EvidenceOverridden(ID, "Once"))),
                new OverrideEvaluation("Twice"),
                EvaluationRejection.NOTHING_TO_OVERRIDE);
    }

    @Test
    void nothingButMixedEvidenceCanBeOverridden() {
        for (Verdict verdict : List.of(Verdict.EFFECTIVE, Verdict.INCONCLUSIVE, Verdict.INEFFECTIVE, Verdict.HARMFUL)) {
            refused(
                    evaluation(publishedEvent())
                            .knowing(
                                    InitiativeRegistration.AGGREGATE,
                                    "PANELS",
                                    and(EvidenceEvent.found(verdict, ID, verdict))),
                    new OverrideEvaluation("It would be nice"),
                    EvaluationRejection.NOTHING_TO_OVERRIDE);
        }
        refused(evaluation(), new OverrideEvaluation("It would be nice"), EvaluationRejection.NOT_REGISTERED);
        refused(
                evaluation(registeredEvent(register(primary(HARM, null)))),
                new OverrideEvaluation("It would be nice"),
                EvaluationRejection.NOTHING_TO_OVERRIDE);
    }

    // ---- what it makes of the initiative
    // -------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "EFFECTIVE, EFFECTIVE",
        "MIXED, MIXED",
        "INCONCLUSIVE, INCONCLUSIVE",
        "INEFFECTIVE, INEFFECTIVE",
        "HARMFUL, HARMFUL"
    })
    void theInitiativesEvidenceFollows(Verdict together, EvidenceStatus status) {
        Initiative before = Initiative.EMPTY;
        for (InitiativeEvent event :
                and(new EvidencePlanned(ID), new EvidenceInField(ID), new EvidenceOverridden("PANELS:OLD", "Old"))) {
            before = InitiativeRegistration.AGGREGATE.evolve(before, event);
        }
        assertThat(before.evidence()).isEqualTo(EvidenceStatus.IN_FIELD);

        Initiative after = InitiativeRegistration.AGGREGATE.evolve(
                before, EvidenceEvent.found(together, ID, Verdict.INCONCLUSIVE));

        assertThat(after.evidence()).isEqualTo(status);
        assertThat(after.verdicts()).containsEntry(ID, Verdict.INCONCLUSIVE);
        assertThat(after.evidenceOverride()).as("another verdict ends it").isNull();
        assertThat(after.hasQualifyingEvidence()).isEqualTo(together == Verdict.EFFECTIVE);
        assertThat(InitiativeRegistration.AGGREGATE.publish("PANELS", EvidenceEvent.found(together, ID, together)))
                .isInstanceOf(EvidencePublished.class);
    }

    private static void refused(
            Given<Evaluation, EvaluationCommand, EvaluationEvent> given, EvaluationCommand command, Rejection why) {
        given.when(command).thenRefused(why);
    }
}

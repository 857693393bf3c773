package nz.flagships.initiative.evaluation;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;
import static nz.flagships.eventstore.decision.Notice.Kind.DUE;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.evaluation.EvaluationRejection.ANOTHER_LEVEL;
import static nz.flagships.initiative.evaluation.EvaluationRejection.ANOTHER_UNIT;
import static nz.flagships.initiative.evaluation.EvaluationRejection.COMPLETED_ALREADY;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOTHING_TO_OVERRIDE;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_A_PUBLICATION;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_IN_FIELD_YET;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_REGISTERED;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_WORTHWHILE;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NOT_YOURS;
import static nz.flagships.initiative.evaluation.EvaluationRejection.NO_PRIMARY_OUTCOME;
import static nz.flagships.initiative.evaluation.EvaluationRejection.OUTCOME_NOT_REGISTERED;
import static nz.flagships.initiative.evaluation.EvaluationRejection.OUTCOME_TWICE;
import static nz.flagships.initiative.evaluation.EvaluationRejection.PUBLISHED_ALREADY;
import static nz.flagships.initiative.evaluation.EvaluationRejection.REGISTERED_ALREADY;
import static nz.flagships.initiative.evaluation.EvaluationRejection.RESULT_MISSING;
import static nz.flagships.initiative.evaluation.EvaluationRejection.WINDOW_NOT_OVER;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationGroups;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.EvaluationResult;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.evaluation.Evaluation.Stage;
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
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.measure.Measure;
import nz.flagships.initiative.source.Source;
import org.jspecify.annotations.Nullable;

final class EvaluationDecider {
    private static final String FIELD = "field";

    private EvaluationDecider() {}

    static Decision<EvaluationEvent> decide(Evaluation now, EvaluationCommand command, Context at) {
        return switch (command) {
            case RegisterEvaluation register -> register(now, register, at);
            case EnterField() -> enterField(now, at);
            case CompleteEvaluation complete -> complete(now, complete, at);
            case PublishEvaluation publish -> publish(now, publish, at);
            case OverrideEvaluation(var reason) -> override(now, reason, at);
        };
    }

    // ---- registered
    // ----------------------------------------------------------------------------------------------------

    private static Decision<EvaluationEvent> register(Evaluation now, RegisterEvaluation register, Context at) {
        String subject = SubjectAndStudy.of(at.id()).subject();
        return EvaluationRules.subject(register.kind(), at)
                .and(isNew(now, at))
                .refuse(
                        // Nobody runs an intervention: only whose work it is to evaluate may speak for all who use it.
                        () -> !at.roles().contains(Role.STEWARD)
                                && !at.roles().contains(Role.ANALYST)
                                && (register.kind() == SubjectKind.INTERVENTION
                                        || !initiative(subject, at).runBy(at.agency())),
                        NOT_YOURS,
                        null,
                        () -> "The token is of " + at.agency())
                .and(EvaluationRules.groups(register, at))
                .and(EvaluationRules.window(register.baselineWindow(), "/baselineWindow", at))
                .and(EvaluationRules.window(register.outcomeWindow(), "/outcomeWindow", at))
                .and(EvaluationRules.inOrder(register.baselineWindow(), register.outcomeWindow(), at))
                .and(EvaluationRules.exact(register.confidenceLevel(), "/confidenceLevel", at))
                .and(measures(register.measures(), at))
                .otherwise(() -> {
                    LocalDate day = registeredOn(at);
                    EvaluationRegistered registered = new EvaluationRegistered(
                            register.kind(),
                            register.title(),
                            register.design(),
                            register.measures().stream()
                                    .map(each -> registered(each, at))
                                    .toList(),
                            groups(register),
                            register.baselineWindow(),
                            register.outcomeWindow(),
                            register.successRule(),
                            requireNonNull(EvaluationRules.plain(register.levelMeant())),
                            day,
                            day.isAfter(register.outcomeWindow().to())
                                    ? Preregistration.EXPLORATORY
                                    : Preregistration.PRE_REGISTERED,
                            at.agency());
                    Happened<EvaluationEvent> happened = Decision.happened(registered);
                    return tells(register.kind(), subject, EvidenceStatus.PLANNED, at)
                            ? happened.and("initiative", subject, new EvidenceEvent.EvidencePlanned(at.id()))
                            : happened;
                });
    }

    /**
     * The day that counts against the outcome window: ours, so that no agency can date a registration back; for history that
     * a steward keeps, the day its source made it known.
     */
    private static LocalDate registeredOn(Context at) {
        return at.provenance().basis() == Basis.OPERATIONAL ? at.today() : LocalDate.ofInstant(at.time(), Context.ZONE);
    }

    private static Ruling<EvaluationEvent> isNew(Evaluation now, Context at) {
        return Ruling.<EvaluationEvent>over(at)
                .refuse(now.stage() == Stage.PUBLISHED, PUBLISHED_ALREADY, null)
                .refuse(now.stage() == Stage.COMPLETED, COMPLETED_ALREADY, null)
                .refuse(now.isRegistered(), REGISTERED_ALREADY, null);
    }

    private static Ruling<EvaluationEvent> measures(List<PostedMeasure> measures, Context at) {
        Ruling<EvaluationEvent> ruling = EvaluationRules.outcomes(
                        measures.stream().map(PostedMeasure::outcome).toList(), "/measures", at)
                .refuse(
                        measures.stream().noneMatch(each -> each.role() == OutcomeRole.PRIMARY),
                        NO_PRIMARY_OUTCOME,
                        "/measures");
        for (int i = 0; i < measures.size(); i++) {
            PostedMeasure measure = measures.get(i);
            BigDecimal worthwhile = measure.smallestWorthwhileEffect();
            String pointer = "/measures/" + i + "/smallestWorthwhileEffect";
            ruling.and(EvaluationRules.exact(worthwhile, pointer, at))
                    .refuse(
                            () -> worthwhile != null && !EvidenceRule.isGood(registered(measure, at), worthwhile),
                            NOT_WORTHWHILE,
                            pointer,
                            () -> {
                                RegisteredOutcome of = registered(measure, at);
                                return "It is " + worthwhile + ", no effect is "
                                        + of.scale().noEffect() + ", the direction "
                                        + of.outcome().direction();
                            });
        }
        return ruling;
    }

    private static RegisteredOutcome registered(PostedMeasure measure, Context at) {
        EvaluationOutcome outcome = EvaluationRules.resolved(measure.outcome(), at);
        String unit = requireNonNullElse(measure.unit(), outcome.unit());
        return new RegisteredOutcome(
                outcome,
                measure.role(),
                unit,
                requireNonNullElseGet(measure.scale(), () -> EffectScale.of(unit)),
                EvaluationRules.plain(measure.smallestWorthwhileEffect()));
    }

    private static EvaluationGroups groups(RegisterEvaluation register) {
        return new EvaluationGroups(
                Ruling.orNone(register.treatedRegions()),
                Ruling.orNone(register.comparisonRegions()),
                register.cohort() == null ? null : register.cohort().treated(),
                register.cohort() == null ? null : register.cohort().comparison());
    }

    // ---- in the field: said by the clock
    // -------------------------------------------------------------------------------

    private static Decision<EvaluationEvent> enterField(Evaluation now, Context at) {
        return Ruling.<EvaluationEvent>over(at)
                .refuse(
                        now.stage() != Stage.PLANNED
                                || at.today()
                                        .isBefore(requireNonNull(now.outcomeWindow())
                                                .from()),
                        NOT_IN_FIELD_YET,
                        null)
                .otherwise(() -> {
                    String subject = SubjectAndStudy.of(at.id()).subject();
                    Happened<EvaluationEvent> happened = Decision.happened(new EvaluationEnteredField());
                    return tells(requireNonNull(now.kind()), subject, EvidenceStatus.IN_FIELD, at)
                            ? happened.and("initiative", subject, new EvidenceEvent.EvidenceInField(at.id()))
                            : happened;
                });
    }

    /** Whether the initiative comes further by it: what was found once is not unsaid by another plan. */
    private static boolean tells(SubjectKind kind, String subject, EvidenceStatus status, Context at) {
        EvidenceStatus before = initiative(subject, at).evidence();
        return kind == SubjectKind.INITIATIVE
                && (before == EvidenceStatus.NONE
                        || before == EvidenceStatus.PLANNED && status == EvidenceStatus.IN_FIELD);
    }

    /** That the days in which its outcomes are observed have begun is for whoever registered it. */
    static List<Notice> tell(Evaluation now, EvaluationEvent event) {
        String registeredBy = now.registeredBy();
        return event instanceof EvaluationEnteredField && registeredBy != null
                ? List.of(Notice.of(DUE, Set.of(registeredBy), null))
                : List.of();
    }

    static List<Deadline> deadlines(EvaluationEvent event) {
        return switch (event) {
            case EvaluationRegistered registered ->
                List.of(new Deadline(
                        FIELD,
                        registered
                                .outcomeWindow()
                                .from()
                                .atStartOfDay(Context.ZONE)
                                .toInstant(),
                        new EnterField()));
            case EvaluationEnteredField entered -> List.of(Deadline.cleared(FIELD));
            case EvaluationCompleted completed -> List.of(Deadline.cleared(FIELD));
            case EvaluationPublished published -> List.of();
            case EvaluationOverridden overridden -> List.of();
        };
    }

    // ---- completed
    // -----------------------------------------------------------------------------------------------------

    private static Decision<EvaluationEvent> complete(Evaluation now, CompleteEvaluation complete, Context at) {
        List<Missing> missing = requireNonNullElse(complete.missing(), List.of());
        return Ruling.<EvaluationEvent>over(at)
                .refuse(now.stage() == Stage.PUBLISHED, PUBLISHED_ALREADY, null)
                .refuse(now.stage() == Stage.UNKNOWN, NOT_REGISTERED, null)
                .refuse(
                        () -> !at.roles().contains(Role.STEWARD) && !at.agency().equals(now.registeredBy()),
                        NOT_YOURS,
                        null,
                        () -> "It was registered by " + now.registeredBy())
                .refuse(now.stage() == Stage.COMPLETED, COMPLETED_ALREADY, null)
                .happened(complete.on(), "/on")
                .refuse(
                        () -> !complete.on()
                                .isAfter(requireNonNull(now.outcomeWindow()).to()),
                        WINDOW_NOT_OVER,
                        "/on",
                        () -> "Its last day is "
                                + requireNonNull(now.outcomeWindow()).to())
                .and(results(now, complete.results(), at))
                .and(missing(now, missing, at))
                .and(onePerOutcome(now, complete.results(), missing, at))
                .otherwise(() -> {
                    List<EvaluationResult> results = complete.results().stream()
                            .map(each -> result(now, each))
                            .toList();
                    List<MissingResult> without = missing.stream()
                            .map(each -> new MissingResult(requireNonNull(named(now, each.outcome())), each.reason()))
                            .toList();
                    Verdict verdict = EvidenceRule.verdict(results, without);
                    return concluded(
                            new EvaluationCompleted(
                                    requireNonNull(now.kind()),
                                    complete.on(),
                                    results,
                                    without,
                                    verdict,
                                    requireNonNull(now.registered()),
                                    at.agency()),
                            requireNonNull(now.kind()),
                            verdict,
                            at);
                });
    }

    private static Ruling<EvaluationEvent> results(Evaluation now, List<PostedResult> results, Context at) {
        Ruling<EvaluationEvent> ruling = Ruling.over(at);
        for (int i = 0; i < results.size(); i++) {
            PostedResult result = results.get(i);
            RegisteredOutcome of = named(now, result.outcome());
            String pointer = "/results/" + i;
            ruling.and(registered(now, result.outcome(), pointer, at))
                    .refuse(
                            () -> result.unit() != null
                                    && of != null
                                    && !result.unit().equals(of.unit()),
                            ANOTHER_UNIT,
                            pointer + "/unit",
                            () -> "Registered: " + requireNonNull(of).unit())
                    .and(EvaluationRules.effect(
                            of == null ? null : of.scale(),
                            result.effect(),
                            result.intervalLow(),
                            result.intervalHigh(),
                            result.confidenceLevel(),
                            pointer,
                            at))
                    .refuse(
                            () -> result.confidenceLevel() != null
                                    && result.confidenceLevel().compareTo(requireNonNull(now.confidenceLevel())) != 0,
                            ANOTHER_LEVEL,
                            pointer + "/confidenceLevel",
                            () -> "Registered: " + now.confidenceLevel())
                    .known(Source.class, result.source(), UNKNOWN_SOURCE, pointer + "/source");
        }
        return ruling;
    }

    private static Ruling<EvaluationEvent> missing(Evaluation now, List<Missing> missing, Context at) {
        Ruling<EvaluationEvent> ruling = Ruling.over(at);
        for (int i = 0; i < missing.size(); i++) {
            ruling.and(registered(now, missing.get(i).outcome(), "/missing/" + i, at));
        }
        return ruling;
    }

    private static Ruling<EvaluationEvent> registered(
            Evaluation now, PostedOutcome outcome, String pointer, Context at) {
        RegisteredOutcome of = named(now, outcome);
        return Ruling.<EvaluationEvent>over(at)
                .refuse(
                        () -> of == null,
                        OUTCOME_NOT_REGISTERED,
                        pointer + "/outcome",
                        () -> "Registered: "
                                + now.measures().stream()
                                        .map(each -> spell(each.outcome()))
                                        .toList())
                .refuse(of != null && !outcome.agreesWith(of.outcome()), ANOTHER_UNIT, pointer + "/outcome");
    }

    /** Every registered outcome has a result or a reason, and one of them. */
    private static Ruling<EvaluationEvent> onePerOutcome(
            Evaluation now, List<PostedResult> results, List<Missing> missing, Context at) {
        List<PostedOutcome> all = Stream.concat(
                        results.stream().map(PostedResult::outcome),
                        missing.stream().map(Missing::outcome))
                .toList();
        Ruling<EvaluationEvent> ruling = Ruling.over(at);
        for (RegisteredOutcome of : now.measures()) {
            long times = all.stream().filter(each -> each.names(of.outcome())).count();
            ruling.refuse(
                            () -> times == 0,
                            RESULT_MISSING,
                            "/missing",
                            () -> "Nothing is said of " + spell(of.outcome()))
                    .refuse(() -> times > 1, OUTCOME_TWICE, "/results");
        }
        return ruling;
    }

    private static @Nullable RegisteredOutcome named(Evaluation now, PostedOutcome outcome) {
        return now.measures().stream()
                .filter(each -> outcome.names(each.outcome()))
                .findFirst()
                .orElse(null);
    }

    private static EvaluationResult result(Evaluation now, PostedResult posted) {
        RegisteredOutcome of = requireNonNull(named(now, posted.outcome()));
        return new EvaluationResult(
                of,
                requireNonNull(EvaluationRules.plain(posted.effect())),
                EvaluationRules.plain(posted.intervalLow()),
                EvaluationRules.plain(posted.intervalHigh()),
                posted.intervalLow() == null ? null : now.confidenceLevel(),
                posted.treated(),
                posted.comparison(),
                posted.method(),
                posted.source(),
                posted.caveats(),
                EvidenceRule.judge(of, posted.intervalLow(), posted.intervalHigh()));
    }

    // ---- published elsewhere
    // -------------------------------------------------------------------------------------------

    private static Decision<EvaluationEvent> publish(Evaluation now, PublishEvaluation publish, Context at) {
        String source = at.provenance().source();
        Ruling<EvaluationEvent> ruling = EvaluationRules.subject(publish.kind(), at)
                .and(isNew(now, at))
                .refuse(
                        () -> at.provenance().basis() != Basis.PUBLISHED
                                || !SubjectAndStudy.of(at.id()).study().equals(source),
                        NOT_A_PUBLICATION,
                        "/provenance",
                        () -> "The basis is " + at.provenance().basis() + ", the source " + source)
                .and(EvaluationRules.window(publish.outcomeWindow(), "/outcomeWindow", at))
                .refuse(
                        () -> publish.outcomeWindow() != null
                                && publish.outcomeWindow().to().isAfter(at.today()),
                        IN_THE_FUTURE,
                        "/outcomeWindow/to",
                        () -> "Today is " + at.today())
                .and(EvaluationRules.outcomes(
                        publish.results().stream().map(PublishedResult::outcome).toList(), "/results", at))
                .refuse(
                        publish.results().stream().allMatch(each -> each.role() == OutcomeRole.SECONDARY),
                        NO_PRIMARY_OUTCOME,
                        "/results");
        List<PublishedResult> results = publish.results();
        for (int i = 0; i < results.size(); i++) {
            PublishedResult result = results.get(i);
            ruling.and(EvaluationRules.effect(
                    scale(result, at),
                    result.effect(),
                    result.intervalLow(),
                    result.intervalHigh(),
                    result.confidenceLevel(),
                    "/results/" + i,
                    at));
        }
        return ruling.otherwise(() -> {
            List<EvaluationResult> found =
                    results.stream().map(each -> result(each, source, at)).toList();
            Verdict verdict = EvidenceRule.verdict(found, List.of());
            PartialDate publishedOn = at.find(Source.class, requireNonNull(source))
                    .orElse(Source.EMPTY)
                    .published();
            return concluded(
                    new EvaluationPublished(
                            publish.kind(),
                            publish.title(),
                            publish.design(),
                            publishedOn,
                            publish.outcomeWindow(),
                            found,
                            verdict,
                            at.agency()),
                    publish.kind(),
                    verdict,
                    at);
        });
    }

    private static @Nullable EffectScale scale(PublishedResult result, Context at) {
        PostedOutcome outcome = result.outcome();
        boolean isKnown = outcome.isItsOwn()
                || outcome.isMeasure()
                        && at.find(Measure.class, requireNonNull(outcome.measure()))
                                .isPresent();
        return isKnown ? of(result, at).scale() : null;
    }

    private static RegisteredOutcome of(PublishedResult result, Context at) {
        return registered(
                new PostedMeasure(result.outcome(), result.roleMeant(), result.unit(), result.scale(), null), at);
    }

    private static EvaluationResult result(PublishedResult posted, @Nullable String source, Context at) {
        RegisteredOutcome of = of(posted, at);
        return new EvaluationResult(
                of,
                requireNonNull(EvaluationRules.plain(posted.effect())),
                EvaluationRules.plain(posted.intervalLow()),
                EvaluationRules.plain(posted.intervalHigh()),
                EvaluationRules.plain(posted.confidenceLevel()),
                posted.treated(),
                posted.comparison(),
                posted.method(),
                source,
                posted.caveats(),
                EvidenceRule.judge(of, posted.intervalLow(), posted.intervalHigh()));
    }

    /** The verdict joins those of the initiative's other evaluations; what they come to together is said of the initiative. */
    private static Happened<EvaluationEvent> concluded(
            EvaluationEvent event, SubjectKind kind, Verdict verdict, Context at) {
        Happened<EvaluationEvent> happened = Decision.happened(event);
        if (kind == SubjectKind.INTERVENTION) {
            return happened;
        }
        String subject = SubjectAndStudy.of(at.id()).subject();
        List<Verdict> all = new ArrayList<>(initiative(subject, at).verdicts().values());
        all.add(verdict);
        return happened.and("initiative", subject, EvidenceEvent.found(EvidenceRule.together(all), at.id(), verdict));
    }

    // ---- overridden
    // ----------------------------------------------------------------------------------------------------

    private static Decision<EvaluationEvent> override(Evaluation now, String reason, Context at) {
        String subject = SubjectAndStudy.of(at.id()).subject();
        return Ruling.<EvaluationEvent>over(at)
                .refuse(now.stage() == Stage.UNKNOWN, NOT_REGISTERED, null)
                .refuse(
                        () -> now.verdict() == null
                                || now.kind() != SubjectKind.INITIATIVE
                                || initiative(subject, at).evidence() != EvidenceStatus.MIXED
                                || initiative(subject, at).evidenceOverride() != null,
                        NOTHING_TO_OVERRIDE,
                        null,
                        () -> "The verdict is " + now.verdict() + ", the evidence on " + subject + " is "
                                + initiative(subject, at).evidence()
                                + (initiative(subject, at).evidenceOverride() == null ? "" : ", and overridden"))
                .otherwise(() -> Decision.<EvaluationEvent>happened(new EvaluationOverridden(reason, at.agency()))
                        .and("initiative", subject, new EvidenceEvent.EvidenceOverridden(at.id(), reason)));
    }

    private static Initiative initiative(String code, Context at) {
        return at.find(Initiative.class, code).orElse(Initiative.EMPTY);
    }

    // ---- folded
    // --------------------------------------------------------------------------------------------------------

    static Evaluation evolve(Evaluation now, EvaluationEvent event) {
        return switch (event) {
            case EvaluationRegistered e ->
                new Evaluation(
                        Stage.PLANNED,
                        e.kind(),
                        e.title(),
                        e.registered(),
                        e.registeredBy(),
                        e.measures(),
                        e.outcomeWindow(),
                        e.confidenceLevel(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null);
            case EvaluationEnteredField() -> now.at(Stage.IN_FIELD);
            case EvaluationCompleted(var kind, var on, var results, var missing, var verdict, var registered, var by) ->
                now.completed(shown(results), missing, by, verdict);
            case EvaluationPublished e ->
                new Evaluation(
                        Stage.PUBLISHED,
                        e.kind(),
                        e.title(),
                        null,
                        null,
                        List.of(),
                        e.outcomeWindow(),
                        null,
                        shown(e.results()),
                        List.of(),
                        e.by(),
                        e.verdict(),
                        null);
            case EvaluationOverridden(var reason, var by) -> now.overridden(reason);
        };
    }

    private static List<ShownResult> shown(List<EvaluationResult> results) {
        return results.stream().map(ShownResult::inFull).toList();
    }

    private static String spell(EvaluationOutcome outcome) {
        return outcome.measure() != null ? outcome.measure() : outcome.name() + " (" + outcome.population() + ")";
    }
}

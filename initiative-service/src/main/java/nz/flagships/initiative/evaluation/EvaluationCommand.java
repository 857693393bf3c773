package nz.flagships.initiative.evaluation;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.EffectScale;
import nz.flagships.events.initiative.EvaluationDesign;
import nz.flagships.events.initiative.EvaluationOutcome;
import nz.flagships.events.initiative.OutcomeRole;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.decision.InFull;
import org.jspecify.annotations.Nullable;

/** What may be said of an evaluation. Its id is the code of its subject, a colon and the code of the study or the source. */
public sealed interface EvaluationCommand {
    /** The confidence level of intervals, in per cent, where none is said. */
    BigDecimal USUAL_LEVEL = new BigDecimal(95);

    /** The unit of an effect; null where it is that of a measure, which only the measure says. */
    private static @Nullable String unitMeant(@Nullable String given, PostedOutcome outcome) {
        return given == null ? outcome.unit() : given;
    }

    private static @Nullable EffectScale scaleMeant(@Nullable EffectScale given, @Nullable String unit) {
        return given == null && unit != null ? EffectScale.of(unit) : given;
    }

    /**
     * What is looked at: a measure's code and nothing else, or a name with unit, direction and population. A result names its
     * registered outcome by the measure, or by the name and the population.
     */
    record PostedOutcome(
            @Described("The code of a measure; alone, without the others") @Nullable
            String measure,

            @Described("The name of an outcome that is no measure") @Size(min = 1, max = 200) @Nullable
            String name,

            @Described("Its unit") @Size(min = 1, max = 60) @Nullable
            String unit,

            @Described("Which way it should move") @Nullable Direction direction,

            @Described("Who it is observed of, in words") @Size(min = 1, max = 300) @Nullable
            String population) {
        boolean isMeasure() {
            return measure != null && name == null && unit == null && direction == null && population == null;
        }

        boolean isItsOwn() {
            return measure == null && name != null && unit != null && direction != null && population != null;
        }

        /** Whether it names a registered outcome. */
        boolean names(EvaluationOutcome registered) {
            return measure != null
                    ? measure.equals(registered.measure())
                    : registered.measure() == null
                            && registered.name().equals(name)
                            && Objects.equals(registered.population(), population);
        }

        /** Whether what it says besides is what was registered. */
        boolean agreesWith(EvaluationOutcome registered) {
            return (unit == null || unit.equals(registered.unit()))
                    && (direction == null || direction == registered.direction());
        }
    }

    /** An outcome to report on. */
    record PostedMeasure(
            @Described("What is looked at") PostedOutcome outcome,

            @Described("Whether it decides the verdict (PRIMARY) or can only spoil it (SECONDARY)")
            OutcomeRole role,

            @Described("The unit of the effect; the outcome's if left out") @Size(min = 1, max = 60) @Nullable
            String unit,

            @Described(
                    "DIFFERENCE (no effect is 0) or RATIO (no effect is 1); if left out a ratio where the unit's name"
                            + " ends in `ratio` or is `relative risk`")
            @Nullable
            EffectScale scale,

            @Described(
                    "The smallest effect worth having, as an effect: -5 where less is better; without it the verdict is"
                            + " never ineffective")
            @Nullable
            BigDecimal smallestWorthwhileEffect) {
        PostedMeasure inFull() {
            String unitMeant = unitMeant(unit, outcome);
            return new PostedMeasure(outcome, role, unitMeant, scaleMeant(scale, unitMeant), smallestWorthwhileEffect);
        }
    }

    /** Groups that are no regions. */
    record Cohort(
            @Described("Who is treated, in words, and without anybody's name") @Size(min = 1, max = 500)
            String treated,

            @Described("Whom they are compared with, in words") @Size(min = 1, max = 500) @Nullable
            String comparison) {}

    /** What was found of a registered outcome. */
    record PostedResult(
            @Described("A registered outcome") PostedOutcome outcome,
            @Described("The effect, in its unit") BigDecimal effect,

            @Described("The unit of the effect; if given, it is the registered one") @Size(min = 1, max = 60) @Nullable
            String unit,

            @Described("The lower end of its interval, included") @Nullable
            BigDecimal intervalLow,

            @Described("The upper end of its interval, included") @Nullable
            BigDecimal intervalHigh,

            @Described("The confidence level of the interval in per cent; if given, it is the registered one")
            @DecimalMin("50")
            @DecimalMax("99.999")
            @Nullable
            BigDecimal confidenceLevel,

            @Described("How many were treated") @PositiveOrZero @Nullable
            Long treated,

            @Described("How many were compared with") @PositiveOrZero @Nullable
            Long comparison,

            @Described("How it was reckoned") @Size(min = 1, max = 1000) @Nullable
            String method,

            @Described("The code of a source") @Nullable String source,

            @Described("What to bear in mind") @Size(min = 1, max = 2000) @Nullable
            String caveats) {}

    /** A registered outcome without a result. */
    record Missing(
            @Described("A registered outcome") PostedOutcome outcome,

            @Described("Why there is no result") @Size(min = 1, max = 1000)
            String reason) {}

    /** What was found, as it was published. */
    record PublishedResult(
            @Described("What was looked at") PostedOutcome outcome,

            @Described("What it counts for; PRIMARY if left out") @Nullable
            OutcomeRole role,

            @Described("The effect, in its unit") BigDecimal effect,

            @Described("The unit of the effect; the outcome's if left out") @Size(min = 1, max = 60) @Nullable
            String unit,

            @Described("DIFFERENCE (no effect is 0) or RATIO (no effect is 1); if left out as the unit says") @Nullable
            EffectScale scale,

            @Described("The lower end of its interval, included; left out where none was published") @Nullable
            BigDecimal intervalLow,

            @Described("The upper end of its interval, included; left out where none was published") @Nullable
            BigDecimal intervalHigh,

            @Described("The confidence level of the interval in per cent; left out where it was not published")
            @DecimalMin("50")
            @DecimalMax("99.999")
            @Nullable
            BigDecimal confidenceLevel,

            @Described("How many were treated") @PositiveOrZero @Nullable
            Long treated,

            @Described("How many were compared with") @PositiveOrZero @Nullable
            Long comparison,

            @Described("How it was reckoned") @Size(min = 1, max = 1000) @Nullable
            String method,

            @Described("What to bear in mind") @Size(min = 1, max = 2000) @Nullable
            String caveats) {
        /** What it counts for. */
        OutcomeRole roleMeant() {
            return requireNonNullElse(role, OutcomeRole.PRIMARY);
        }

        PublishedResult inFull() {
            String unitMeant = unitMeant(unit, outcome);
            return new PublishedResult(
                    outcome,
                    roleMeant(),
                    effect,
                    unitMeant,
                    scaleMeant(scale, unitMeant),
                    intervalLow,
                    intervalHigh,
                    confidenceLevel,
                    treated,
                    comparison,
                    method,
                    caveats);
        }
    }

    /** Before it has looked. */
    @Fact(
            value = "EvaluationRegistered",
            description =
                    "An evaluation of an initiative or an intervention was registered: what it will look at, in whom,"
                            + " when, and when it succeeds. The subject is the code of the initiative or the intervention, a colon"
                            + " and a code for the study. It is pre-registered if its outcome window has not ended on that day",
            begins = true,
            subject = "EXAMPLE-INITIATIVE:EXAMPLE-STUDY",
            example = """
                    {"kind": "INITIATIVE", "title": "Example study of the joint meetings", "design": "MATCHED_COHORT",
                     "measures": [{"outcome": {"measure": "EXAMPLE-MEASURE"}, "role": "PRIMARY", "unit": "percent",
                                   "smallestWorthwhileEffect": -3},
                                  {"outcome": {"name": "Complaints", "unit": "complaints", "direction": "LOWER_BETTER",
                                               "population": "people who took part"}, "role": "SECONDARY"}],
                     "cohort": {"treated": "People whose case came before a joint meeting",
                                "comparison": "People alike in age and history whose case did not"},
                     "baselineWindow": {"from": "2013-07-01", "to": "2014-06-30"},
                     "outcomeWindow": {"from": "2014-07-01", "to": "2015-06-30"},
                     "successRule": "Fewer offences are recorded than of the people who are alike", "confidenceLevel": 95}""")
    @Allowed({Role.ANALYST, Role.INITIATIVE_LEAD, Role.AGENCY_SYSTEM, Role.STEWARD})
    record RegisterEvaluation(
            @Described("What the subject is") SubjectKind kind,

            @Described("Its title") @Size(min = 1, max = 200)
            String title,

            @Described("How it comes to its comparison") EvaluationDesign design,

            @InAnyOrder @Described("The outcomes it is to report on; at least one is primary") @Size(min = 1, max = 50)
            List<PostedMeasure> measures,

            @InAnyOrder @Described("The codes of the regions that are treated") @Size(max = 50) @Nullable
            List<String> treatedRegions,

            @InAnyOrder @Described("The codes of the regions that are compared with") @Size(max = 50) @Nullable
            List<String> comparisonRegions,

            @Described("The groups, where they are no regions") @Nullable
            Cohort cohort,

            @Described("The days before, that it starts from") @Nullable
            Days baselineWindow,

            @Described("The days in which the outcome is observed")
            Days outcomeWindow,

            @Described("When it succeeds, in words; the verdict is decided by the rule for all evaluations")
            @Size(min = 1, max = 1000)
            String successRule,

            @Described("The confidence level of its intervals in per cent; 95 if left out")
            @DecimalMin("50")
            @DecimalMax("99.999")
            @Nullable
            BigDecimal confidenceLevel)
            implements EvaluationCommand, InFull<RegisterEvaluation> {
        /** The confidence level of its intervals. */
        BigDecimal levelMeant() {
            return requireNonNullElse(confidenceLevel, USUAL_LEVEL);
        }

        @Override
        public RegisterEvaluation inFull() {
            return new RegisterEvaluation(
                    kind,
                    title,
                    design,
                    measures.stream().map(PostedMeasure::inFull).toList(),
                    treatedRegions,
                    comparisonRegions,
                    cohort,
                    baselineWindow,
                    outcomeWindow,
                    successRule,
                    levelMeant());
        }
    }

    /** Said by the clock. */
    @Fact(
            value = "EvaluationEnteredField",
            description = "The outcome window of an evaluation has begun. Said by the clock, never posted",
            postable = false,
            subject = "EXAMPLE-INITIATIVE:EXAMPLE-STUDY",
            example = "{}")
    @Allowed({})
    record EnterField() implements EvaluationCommand {}

    /** It says what it found. */
    @Fact(
            value = "EvaluationCompleted",
            description =
                    "An evaluation was completed: one result for each registered outcome, and a reason for each that"
                            + " has none. The verdict follows by rule",
            subject = "EXAMPLE-INITIATIVE:EXAMPLE-STUDY",
            example = """
                    {"on": "2015-11-30",
                     "results": [{"outcome": {"measure": "EXAMPLE-MEASURE"}, "effect": -11.5, "unit": "percent",
                                  "intervalLow": -18.2, "intervalHigh": -4.8, "confidenceLevel": 95, "treated": 811,
                                  "comparison": 2406, "method": "Poisson regression, widened for overdispersion",
                                  "source": "EXAMPLE-SOURCE", "caveats": "One year only"}],
                     "missing": [{"outcome": {"name": "Complaints", "population": "people who took part"},
                                  "reason": "Too few forms came back"}]}""")
    @Allowed({Role.ANALYST, Role.INITIATIVE_LEAD, Role.AGENCY_SYSTEM, Role.STEWARD})
    record CompleteEvaluation(
            @Described("The day it was completed") LocalDate on,

            @InAnyOrder(lately = true) @Described("One for each registered outcome that was observed") @Size(max = 50)
            List<PostedResult> results,

            @InAnyOrder(lately = true)
            @Described("The registered outcomes that have no result, and why")
            @Size(max = 50)
            @Nullable
            List<Missing> missing)
            implements EvaluationCommand {}

    /** Somebody published it elsewhere. */
    @Fact(
            value = "EvaluationPublished",
            description =
                    "An evaluation was published elsewhere and needs no registration here. Its basis is published; the"
                            + " subject is the code of the initiative or the intervention, a colon and the code of that source. The"
                            + " verdict follows by the same rule",
            subject = "EXAMPLE-INITIATIVE-TAILORED:EXAMPLE-SOURCE",
            example = """
                    {"kind": "INITIATIVE",
                     "results": [{"outcome": {"name": "Rate of reoffending", "unit": "percent", "direction": "LOWER_BETTER",
                                              "population": "participants"}, "effect": 0, "treated": 1013},
                                 {"outcome": {"name": "Harm in prison days", "unit": "days", "direction": "LOWER_BETTER",
                                              "population": "participants"}, "effect": -26.9, "intervalLow": -47.95,
                                  "intervalHigh": -5.85, "treated": 1013}],
                     "provenance": {"basis": "published", "source": "EXAMPLE-SOURCE"}}""")
    @Allowed(Role.STEWARD)
    record PublishEvaluation(
            @Described("What the subject is") SubjectKind kind,

            @Described("Its title; left out if not published") @Size(min = 1, max = 200) @Nullable
            String title,

            @Described("How it comes to its comparison; left out if not published") @Nullable
            EvaluationDesign design,

            @Described("The days in which the outcome was observed; left out if not published") @Nullable
            Days outcomeWindow,

            @InAnyOrder(lately = true) @Described("Its results") @Size(min = 1, max = 50)
            List<PublishedResult> results)
            implements EvaluationCommand, InFull<PublishEvaluation> {
        @Override
        public PublishEvaluation inFull() {
            return new PublishEvaluation(
                    kind,
                    title,
                    design,
                    outcomeWindow,
                    results.stream().map(PublishedResult::inFull).toList());
        }
    }

    /** The verdict stays what it is. */
    @Fact(
            value = "EvaluationOverridden",
            description =
                    "The evidence on the initiative is mixed, and the National Office accepts it as ground to seek"
                            + " long-term funding, with a reason; the verdict stays, and another verdict ends the override",
            subject = "EXAMPLE-INITIATIVE-TAILORED:EXAMPLE-SOURCE",
            example = """
                    {"reason": "Nobody reoffends more, and the harm done is less by a fifth"}""")
    @Allowed(Role.NATIONAL_OFFICE)
    record OverrideEvaluation(
            @Described("Why mixed evidence is enough") @Size(min = 1, max = 1000)
            String reason) implements EvaluationCommand {}
}

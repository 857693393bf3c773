package nz.flagships.events.initiative;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of evaluations. */
public sealed interface EvaluationsPublished extends PublishedEvent {
    /** What it will look at, said before it has looked. */
    @Described("An evaluation was registered: its design, what it will look at, and when it succeeds")
    record EvaluationRegistered(
            @Described("The id of the evaluation: the code of its subject, a colon and the code of the study")
            String evaluation,

            @Described("The code of the initiative or the intervention")
            String subject,

            @Described("What the subject is") SubjectKind kind,
            @Described("Its title") String title,
            @Described("How it comes to its comparison") EvaluationDesign design,

            @Described("The outcomes it is to report on") List<RegisteredOutcome> measures,

            @Described("Who or where is treated, and what with compared")
            EvaluationGroups groups,

            @Described("The days before, that it starts from; null where there are none") @Nullable
            Days baselineWindow,

            @Described("The days in which the outcome is observed")
            Days outcomeWindow,

            @Described("When it succeeds, in words") String successRule,

            @Described("The confidence level of its intervals, in per cent")
            BigDecimal confidenceLevel,

            @Described("The day it was registered") LocalDate registeredOn,

            @Described("Whether that was before its outcome window had ended")
            Preregistration registered)
            implements EvaluationsPublished {}

    /** Said by the clock. */
    @Described("The outcome window of an evaluation has begun; said by the clock")
    record EvaluationEnteredField(
            @Described("The id of the evaluation") String evaluation,

            @Described("The code of the initiative or the intervention")
            String subject)
            implements EvaluationsPublished {}

    /** What it found. */
    @Described("An evaluation was completed: its results, and the verdict that follows from them by rule")
    record EvaluationCompleted(
            @Described("The id of the evaluation") String evaluation,

            @Described("The code of the initiative or the intervention")
            String subject,

            @Described("What the subject is") SubjectKind kind,
            @Described("The day it was completed") LocalDate on,
            @Described("One per outcome that was observed") List<EvaluationResult> results,

            @Described("Registered outcomes of which there is no result")
            List<MissingResult> missing,

            @Described("What it comes to") Verdict verdict,

            @Described("Whether it was registered before its outcome window had ended")
            Preregistration registered)
            implements EvaluationsPublished {}

    /** Published elsewhere; never registered here. */
    @Described("An evaluation was published elsewhere; its verdict follows from its results by the same rule")
    record EvaluationPublished(
            @Described("The id of the evaluation: the code of its subject, a colon and the code of its source")
            String evaluation,

            @Described("The code of the initiative or the intervention")
            String subject,

            @Described("What the subject is") SubjectKind kind,

            @Described("Its title; null where not said") @Nullable
            String title,

            @Described("How it comes to its comparison; null where not said") @Nullable
            EvaluationDesign design,

            @Described("When it was published, as far as known") @Nullable
            PartialDate publishedOn,

            @Described("The days in which the outcome was observed; null where not said") @Nullable
            Days outcomeWindow,

            @Described("Its results") List<EvaluationResult> results,
            @Described("What it comes to") Verdict verdict)
            implements EvaluationsPublished {}

    /** Verdicts stay what they are; what is allowed is to seek long-term funding on a mixed one. */
    @Described("Mixed evidence was accepted as ground to seek long-term funding, with a reason; the verdict stays")
    record EvaluationOverridden(
            @Described("The id of the evaluation") String evaluation,

            @Described("The code of the initiative") String subject,

            @Described("Why") String reason,

            @Described("The code of the agency that says so")
            String agency)
            implements EvaluationsPublished {}
}

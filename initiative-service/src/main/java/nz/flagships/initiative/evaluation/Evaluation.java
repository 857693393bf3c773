package nz.flagships.initiative.evaluation;

import java.math.BigDecimal;
import java.util.List;
import nz.flagships.events.initiative.Days;
import nz.flagships.events.initiative.MissingResult;
import nz.flagships.events.initiative.Preregistration;
import nz.flagships.events.initiative.RegisteredOutcome;
import nz.flagships.events.initiative.SubjectKind;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.eventstore.decision.NotShown;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation, from its registration to its verdict; or one that was published elsewhere.
 *
 * @param stage how far it is
 * @param kind what its subject is; null before it is registered or published
 * @param title its title; null where it was not published
 * @param registered whether before its outcome could be known; null where it was never registered here
 * @param registeredBy the code of the agency that registered it
 * @param measures the outcomes it is to report on
 * @param outcomeWindow the days in which the outcome is observed
 * @param confidenceLevel of its intervals, in per cent
 * @param results what it found
 * @param missing what it was to find and did not
 * @param concludedBy the code of the agency that posted the results; null until then, and where it was not kept
 * @param verdict what it comes to; null until it is concluded
 * @param override why it is enough to seek long-term funding although the evidence is mixed; null where nobody says so
 */
public record Evaluation(
        Stage stage,
        @Nullable SubjectKind kind,
        @Nullable String title,
        @Nullable Preregistration registered,
        @Nullable String registeredBy,
        List<RegisteredOutcome> measures,
        @Nullable Days outcomeWindow,
        @Nullable BigDecimal confidenceLevel,
        List<ShownResult> results,
        List<MissingResult> missing,
        @NotShown @Nullable String concludedBy,
        @Nullable Verdict verdict,
        @Nullable String override) {
    /** Before it is registered or published. */
    public static final Evaluation EMPTY = new Evaluation(
            Stage.UNKNOWN, null, null, null, null, List.of(), null, null, List.of(), List.of(), null, null, null);

    /** How far an evaluation is. */
    public enum Stage {
        /** There is none. */
        UNKNOWN,
        /** It is registered, and its outcome window has not begun. */
        PLANNED,
        /** Its outcome window has begun. */
        IN_FIELD,
        /** It was registered, and has its verdict. */
        COMPLETED,
        /** It was published elsewhere, and has its verdict. */
        PUBLISHED
    }

    Evaluation at(Stage next) {
        return with(next, results, missing, concludedBy, verdict, override);
    }

    Evaluation completed(List<ShownResult> found, List<MissingResult> notFound, @Nullable String by, Verdict comesTo) {
        return with(Stage.COMPLETED, found, notFound, by, comesTo, override);
    }

    /** The same with what may be shown of its results. */
    Evaluation showing(List<ShownResult> shown) {
        return with(stage, shown, missing, concludedBy, verdict, override);
    }

    Evaluation overridden(String reason) {
        return with(stage, results, missing, concludedBy, verdict, reason);
    }

    /** The one copy: what was registered stays. */
    private Evaluation with(
            Stage next,
            List<ShownResult> found,
            List<MissingResult> notFound,
            @Nullable String by,
            @Nullable Verdict comesTo,
            @Nullable String reason) {
        return new Evaluation(
                next,
                kind,
                title,
                registered,
                registeredBy,
                measures,
                outcomeWindow,
                confidenceLevel,
                found,
                notFound,
                by,
                comesTo,
                reason);
    }

    boolean isRegistered() {
        return stage == Stage.PLANNED || stage == Stage.IN_FIELD || stage == Stage.COMPLETED;
    }
}

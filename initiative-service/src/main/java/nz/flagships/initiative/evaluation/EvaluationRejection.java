package nz.flagships.initiative.evaluation;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.FORBIDDEN;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of an evaluation is refused. */
public enum EvaluationRejection implements Rejection {
    NOT_AN_EVALUATION(new Rule(
            "EVAL-001",
            INVALID,
            "An evaluation is named by its subject and its study or source",
            "Write the code of the initiative or the intervention, a colon and a code for the study, as"
                    + " JSF-OUT-OF-GATE:outofgate-15")),
    UNKNOWN_INTERVENTION(new Rule(
            "EVAL-002",
            INVALID,
            "There is no such intervention",
            "Name one of RESTORATIVE_JUSTICE, IWI_PANEL, OUT_OF_GATE, ALCOHOL_INTERLOCK, DRIVER_LICENCE,"
                    + " PRISON_MENTAL_HEALTH, FAMILY_VIOLENCE_COURT_PROGRAMME, VICTIM_SAFETY, ALCOHOL_AND_DRUG_TREATMENT,"
                    + " GANG_EXIT_SUPPORT, or give the kind INITIATIVE")),
    REGISTERED_ALREADY(new Rule(
            "EVAL-003",
            CONFLICT,
            "The evaluation is registered already",
            "Complete it, or register another study under a code of its own")),
    PUBLISHED_ALREADY(new Rule(
            "EVAL-004",
            CONFLICT,
            "The subject has an evaluation from this source already",
            "Nothing is left to do; another source is another evaluation")),
    NOT_REGISTERED(
            new Rule("EVAL-005", NOT_FOUND, "There is no such evaluation", "Post its EvaluationRegistered first")),
    COMPLETED_ALREADY(new Rule(
            "EVAL-006",
            CONFLICT,
            "The evaluation is completed already",
            "Nothing is left to do; another look is another study, under a code of its own")),
    NOT_YOURS(new Rule(
            "EVAL-007",
            FORBIDDEN,
            "An initiative is evaluated by the agencies that run it or by analysts, an intervention by analysts, and an"
                    + " evaluation is completed by the agency that registered it",
            "Post with a token of one of these agencies, with the role analyst to register, or as a steward")),
    NOT_AN_OUTCOME(new Rule(
            "EVAL-010",
            INVALID,
            "An outcome is a measure's code alone, or a name with its unit, direction and population",
            "Give `measure` and nothing else, or `name`, `unit`, `direction` and `population`")),
    OUTCOME_TWICE(new Rule("EVAL-011", INVALID, "An outcome stands in the list twice", "Name each outcome once")),
    NO_PRIMARY_OUTCOME(new Rule(
            "EVAL-012",
            INVALID,
            "No outcome is primary, so that nothing could decide the verdict",
            "Say of at least one outcome that it is PRIMARY")),
    NOT_WORTHWHILE(new Rule(
            "EVAL-013",
            INVALID,
            "The smallest worthwhile effect does not lie on the good side of no effect",
            "Give it as an effect: below no effect where less is better, above it where more is; leave it out where neither"
                    + " way is called good")),
    OUTCOME_NOT_REGISTERED(new Rule(
            "EVAL-014",
            INVALID,
            "A result is of an outcome that was not registered",
            "Report on the registered outcomes only; name them by the measure, or by name and population")),
    RESULT_MISSING(new Rule(
            "EVAL-015",
            INVALID,
            "A registered outcome has neither a result nor a reason why there is none",
            "Give its result, or declare it in `missing` with the reason")),
    ANOTHER_UNIT(new Rule(
            "EVAL-016",
            INVALID,
            "The unit or the direction is not the one that was registered",
            "Report the effect as it was registered")),
    TOO_MANY_DIGITS(new Rule(
            "EVAL-017",
            INVALID,
            "A number has more than 15 significant digits, or more than 10 after the point",
            "Round it to 15 significant digits")),
    HALF_AN_INTERVAL(new Rule(
            "EVAL-018",
            INVALID,
            "An interval has two ends, and only an interval has a confidence level",
            "Give `intervalLow` and `intervalHigh`, or neither of them and no `confidenceLevel`")),
    OUTSIDE_ITS_INTERVAL(new Rule(
            "EVAL-019",
            INVALID,
            "The effect does not lie within its interval",
            "Give an interval with intervalLow ≤ effect ≤ intervalHigh")),
    ANOTHER_LEVEL(new Rule(
            "EVAL-020",
            INVALID,
            "The confidence level is not the one that was registered",
            "Report the interval at the registered level: a narrower one would prove too much")),
    NOT_A_RATIO(new Rule(
            "EVAL-021",
            INVALID,
            "A ratio is more than nothing, and its interval begins at 0 or above",
            "Give the effect as a ratio, 1 being no effect; or say that its scale is DIFFERENCE")),
    NO_GROUPS(new Rule(
            "EVAL-022",
            INVALID,
            "Who is treated is said by regions or by a cohort, one of the two",
            "Give `treatedRegions`, or `cohort`")),
    NO_COMPARISON(new Rule(
            "EVAL-023",
            INVALID,
            "This design compares the treated with others, who are not said",
            "Give `comparisonRegions` or `cohort/comparison`, or another design")),
    COMPARED_WITH_ITSELF(new Rule(
            "EVAL-024",
            INVALID,
            "A region is treated and compared with at once",
            "Leave it out of one of the two lists")),
    WINDOW_REVERSED(
            new Rule("EVAL-025", INVALID, "A window ends before it begins", "Give a `to` on or after its `from`")),
    WINDOWS_OVERLAP(new Rule(
            "EVAL-026",
            INVALID,
            "The baseline is not over when the outcome window begins",
            "End the baseline before the outcome window")),
    WINDOW_NOT_OVER(new Rule(
            "EVAL-027",
            CONFLICT,
            "The outcome window is not over",
            "Complete the evaluation when the last day of its outcome window has passed")),
    NOT_A_PUBLICATION(new Rule(
            "EVAL-028",
            INVALID,
            "An evaluation that was never registered here is taken from a publication, the source it is named by",
            "Post it with basis published and the source that stands after the colon; or register it and complete it")),
    NOT_IN_FIELD_YET(new Rule(
            "EVAL-029",
            CONFLICT,
            "The outcome window has not begun, or the clock has nothing left to say of it",
            "Wait for the first day of the outcome window")),
    NOTHING_TO_OVERRIDE(new Rule(
            "EVAL-030",
            CONFLICT,
            "Only mixed evidence on an initiative can be overridden, and once",
            "Effective evidence needs no override; any other may not have one: post another evaluation"));

    private final Rule rule;

    EvaluationRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

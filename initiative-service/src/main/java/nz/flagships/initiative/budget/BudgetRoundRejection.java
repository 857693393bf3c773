package nz.flagships.initiative.budget;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.FORBIDDEN;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a Budget round is refused. */
public enum BudgetRoundRejection implements Rejection {
    OPENED_ALREADY(new Rule(
            "BUD-001", CONFLICT, "A Budget round with this code was opened already", "Use it, or choose another code")),
    NO_SUCH_ROUND(new Rule("BUD-002", NOT_FOUND, "There is no such Budget round", "Post its BudgetRoundOpened first")),
    ROUND_IS_CLOSED(new Rule(
            "BUD-003",
            CONFLICT,
            "The Budget round is closed",
            "Lodge the bid in a round that is open; what was decided elsewhere a steward posts with basis published")),
    DAY_IS_MISSING(new Rule(
            "BUD-004",
            INVALID,
            "A date may be missing only where a publication does not give it",
            "Give the date in `on`, or as a steward post it with basis published")),
    BEFORE_IT_WAS_OPENED(new Rule(
            "BUD-005", INVALID, "The date lies before the round was opened", "Give a day on or after its opening")),
    NOT_SHOWN_TO_WORK(new Rule(
            "BUD-006",
            CONFLICT,
            "Long-term funding is sought only for what was shown effective, or for mixed evidence that was overridden with"
                    + " a reason",
            "Post an evaluation that shows it; where the evidence is mixed, have the National Office post an"
                    + " EvaluationOverridden")),
    DOES_NOT_RUN(new Rule(
            "BUD-007",
            CONFLICT,
            "The initiative does not run, so that it cannot be funded for the long term",
            "Bid for one that was started and is not closed; what was decided elsewhere a steward posts with basis"
                    + " published")),
    BID_ALREADY(new Rule(
            "BUD-008",
            CONFLICT,
            "The initiative has a bid in this round already",
            "Wait for its decision; another bid goes into another round")),
    NOT_YOURS(new Rule(
            "BUD-009",
            FORBIDDEN,
            "A bid comes from an agency that runs the initiative",
            "Post with a token of its lead agency or of one of its partners, or as a steward")),
    NO_BID(new Rule(
            "BUD-010",
            CONFLICT,
            "The initiative has no bid in this round",
            "Post its BudgetBidLodged first; what was decided elsewhere a steward posts with basis published")),
    DECIDED_ALREADY(
            new Rule("BUD-011", CONFLICT, "The round has decided on this initiative already", "Nothing is left to do")),
    BIDDER_DECIDES(new Rule(
            "BUD-012",
            FORBIDDEN,
            "Nobody decides on their own bid",
            "Have it recorded by another agency than those that bid or run the initiative")),
    GRANT_NEEDS_MONEY(new Rule(
            "BUD-013",
            INVALID,
            "A grant has an amount and years, a decline has neither",
            "Give `amountCents` and `years` with GRANTED, and leave both out with DECLINED")),
    BEFORE_THE_BID(new Rule(
            "BUD-014", INVALID, "It was decided before the bid was lodged", "Give a day on or after that of the bid")),
    REASON_IS_MISSING(new Rule(
            "BUD-015",
            INVALID,
            "A decision without a bid here says why it is recorded",
            "Give the `reason`, as that it was decided before its evaluation was published")),
    UNDECIDED_BIDS(new Rule(
            "BUD-016",
            CONFLICT,
            "The round has bids that are not decided",
            "Post a BudgetDecisionRecorded for each of them first")),
    CLOSED_ALREADY(new Rule("BUD-017", CONFLICT, "The Budget round is closed already", "Nothing is left to do")),
    TOO_MANY_BIDS(new Rule(
            "BUD-018",
            CONFLICT,
            "The round has bids for, or decisions on, 10,000 initiatives, which is as many as it may have",
            "Open another round for those that are left")),
    CLOSED_BEFORE_ITS_LAST_DAY(new Rule(
            "BUD-019",
            INVALID,
            "The round was closed before its last bid was lodged or decided",
            "Give a day on or after the last of those, which detail names"));

    private final Rule rule;

    BudgetRoundRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

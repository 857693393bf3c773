package nz.flagships.initiative.fund;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.FORBIDDEN;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of the Fund is refused. */
public enum FundRejection implements Rejection {
    LOT_BANKED_ALREADY(new Rule(
            "FUND-001", CONFLICT, "The Fund has a lot with this code already", "Choose another code for the saving")),
    NO_SUCH_LOT(new Rule(
            "FUND-002", NOT_FOUND, "The Fund has no such lot", "Post its SavingBanked first, or name another")),
    AGREEMENT_IS_MISSING(new Rule(
            "FUND-003",
            INVALID,
            "A saving is banked with the Minister of Finance's agreement",
            "Name it in `agreement`; only what is published or synthetic may lack it")),
    MORE_THAN_UNALLOCATED(new Rule(
            "FUND-004",
            CONFLICT,
            "No more of a saving can be taken back than is unallocated",
            "Reverse at most what the detail says, or cancel or return allocations first")),
    SUM_TOO_LARGE(new Rule(
            "FUND-005",
            INVALID,
            "The Fund's sums end at 2^53 - 1 cents",
            "Nothing of this size can be recorded; check the amount, which is in cents")),
    BEFORE_ITS_GROUND(new Rule(
            "FUND-006",
            INVALID,
            "The day lies before that of what it rests on",
            "Give a day on or after the one that the detail names")),
    YEAR_OF_ANOTHER_TIME(new Rule(
            "FUND-007",
            INVALID,
            "The financial year is not one that a saving of that day is of",
            "Give a year from ten before the one the day lies in to the one after it; 2016-07-29 lies in FY2017")),
    BEFORE_ANY_YEAR(new Rule(
            "FUND-008",
            INVALID,
            "The day lies before FY1900, the first financial year that the Fund has",
            "Give a day from 1899-07-01 on")),
    BID_SUBMITTED_ALREADY(new Rule(
            "FUND-010", CONFLICT, "The Fund has a bid with this code already", "Choose another code for the bid")),
    NO_SUCH_BID(new Rule("FUND-011", NOT_FOUND, "The Fund has no such bid", "Post its FundingBidSubmitted first")),
    BIDDER_DOES_NOT_RUN_IT(new Rule(
            "FUND-017",
            FORBIDDEN,
            "Money is bid for by an agency that runs the initiative it is for",
            "Post with a token of the initiative's lead agency, or of one of its partners")),
    OWN_BID(new Rule(
            "FUND-012",
            FORBIDDEN,
            "Nobody assesses or declines a bid of their own agency",
            "Let an assessor of another agency than the bidder do it")),
    BID_DECIDED_ALREADY(new Rule(
            "FUND-013",
            CONFLICT,
            "The bid was assessed, declined or funded already",
            "Look at the bid; another try is a bid with another code")),
    BID_NOT_ASSESSED(new Rule(
            "FUND-014",
            CONFLICT,
            "Only a bid that was assessed, and is not funded yet, can be allocated to",
            "Post its FundingBidAssessed first; one bid is funded once")),
    NOT_AS_BID_FOR(new Rule(
            "FUND-015",
            INVALID,
            "The allocation is for another initiative or agency than its bid, or for more",
            "Take initiative, agency and at most the amount of the bid")),
    INITIATIVE_IS_OVER(new Rule(
            "FUND-016",
            CONFLICT,
            "No money goes to an initiative that is over",
            "Fund one that is not closed, declined or withdrawn; what was approved elsewhere a steward posts with basis"
                    + " published")),
    ALLOCATION_PROPOSED_ALREADY(new Rule(
            "FUND-020",
            CONFLICT,
            "The Fund has an allocation with this code already",
            "Choose another code for the allocation")),
    NO_SUCH_ALLOCATION(
            new Rule("FUND-021", NOT_FOUND, "The Fund has no such allocation", "Post its AllocationProposed first")),
    PROFILE_DOES_NOT_ADD_UP(new Rule(
            "FUND-022",
            INVALID,
            "The years of the profile do not add up to the amount",
            "Let the cents of all years add up to `amountCents`")),
    LOTS_DO_NOT_ADD_UP(new Rule(
            "FUND-023",
            INVALID,
            "What is drawn on the lots does not add up to the amount",
            "Let the cents of all lots add up to `amountCents`")),
    LOT_OF_A_LATER_YEAR(new Rule(
            "FUND-024",
            INVALID,
            "A lot funds the year it was saved in and later ones, never an earlier one",
            "Draw on lots of that year or earlier ones, or spend the money later")),
    OVERDRAWN(new Rule(
            "FUND-025",
            CONFLICT,
            "A lot cannot be drawn on for more than is available",
            "Draw at most what the detail says, or on other lots")),
    PERSON_IS_MISSING(new Rule(
            "FUND-026",
            FORBIDDEN,
            "Who approves must be told apart from others",
            "Post with a token that names the person in the claim sub")),
    APPROVER_IS_THE_BIDDER(new Rule(
            "FUND-027",
            FORBIDDEN,
            "Nobody approves an allocation to their own agency",
            "Let an approver of another agency than the bidder and the receiver endorse it")),
    SAME_APPROVER_TWICE(new Rule(
            "FUND-028",
            FORBIDDEN,
            "The two approvers are two people",
            "Let another person endorse it, with a token of their own")),
    NOT_PENDING(new Rule(
            "FUND-029",
            CONFLICT,
            "The allocation was approved or cancelled already",
            "Look at the allocation; more money is another allocation")),
    NOT_APPROVED(new Rule(
            "FUND-030",
            CONFLICT,
            "The allocation is not approved",
            "Two approvers endorse it first; a cancelled one stays so")),
    MORE_THAN_APPROVED(new Rule(
            "FUND-031",
            CONFLICT,
            "No more can be transferred than is approved and not transferred yet",
            "Transfer at most what the detail says")),
    MORE_THAN_TRANSFERRED(new Rule(
            "FUND-032",
            CONFLICT,
            "No more can be drawn down than was transferred and neither spent nor returned",
            "Draw down at most what the detail says, or transfer more first")),
    MORE_THAN_UNDRAWN(new Rule(
            "FUND-033", CONFLICT, "No more can be returned than is undrawn", "Return at most what the detail says")),
    MORE_THAN_UNTRANSFERRED(new Rule(
            "FUND-034",
            CONFLICT,
            "No more can be cancelled than is not transferred yet",
            "Cancel at most what the detail says; what was transferred is returned")),
    NOT_THE_RECEIVER(new Rule(
            "FUND-035",
            FORBIDDEN,
            "Money is drawn down and returned by the agency that received it, or by the Fund's manager",
            "Post with a token of the receiving agency, or of a fund manager")),
    CARRIED_BACKWARD(new Rule(
            "FUND-036", INVALID, "Money is carried forward to a later financial year", "Name a later year in `to`")),
    MORE_THAN_PLANNED(new Rule(
            "FUND-037",
            CONFLICT,
            "No more can be carried forward than that year's profile still holds",
            "Carry forward at most what the detail says")),
    FIGURE_PUBLISHED_ALREADY(new Rule(
            "FUND-040",
            CONFLICT,
            "The source's figure for this day is on record already",
            "Nothing is left to do; a source that corrects itself is another source"));

    private final Rule rule;

    FundRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

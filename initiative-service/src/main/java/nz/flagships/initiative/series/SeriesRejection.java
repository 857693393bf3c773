package nz.flagships.initiative.series;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.FORBIDDEN;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a series is refused. */
public enum SeriesRejection implements Rejection {
    NOT_A_SERIES(new Rule(
            "SER-001",
            INVALID,
            "A series is named by a measure and a region",
            "Write the measure's code, a colon and the region's, as BURGLARY:NZ")),
    OBSERVED_ALREADY(new Rule(
            "SER-002",
            CONFLICT,
            "These days have an observation already",
            "Post an ObservationRevised with the reason; FY2013 and YE2013-06 are the same days")),
    NOT_OBSERVED(new Rule(
            "SER-003",
            NOT_FOUND,
            "These days have no observation",
            "Post an ObservationRecorded, or give the period that was recorded")),
    NOT_THE_RECORDER(new Rule(
            "SER-004",
            FORBIDDEN,
            "An observation is revised or withdrawn by the agency that recorded it, or by a steward",
            "Ask the agency that recorded it, or a steward")),
    NOT_OVER_YET(new Rule(
            "SER-005",
            INVALID,
            "The period is not over yet",
            "Post it after the period's last day in Pacific/Auckland")),
    STOCK_NEEDS_A_DAY(
            new Rule("SER-006", INVALID, "A stock is observed at a day", "Give the day as the period, as 2013-06-30")),
    DAY_NEEDS_A_STOCK(new Rule(
            "SER-007",
            INVALID,
            "Only a stock is observed at a day",
            "Give the period the value is over, as FY2013, 2013-Q3 or 2013-07")),
    TOO_MANY_DIGITS(new Rule(
            "SER-008",
            INVALID,
            "The value has more than 15 significant digits, or more than 10 after the point",
            "Round it to 15 significant digits")),
    OUT_OF_RANGE(new Rule(
            "SER-009",
            INVALID,
            "The value cannot be one of this measure",
            "Counts and stocks are whole numbers from 0; rates and medians are not negative; a percentage is from"
                    + " -100 to 1000000")),
    SUPPRESSED_HAS_NO_VALUE(new Rule(
            "SER-010",
            INVALID,
            "A suppressed value is not given, and every other one is",
            "Leave the value out with status Q, and give it with any other")),
    NEEDS_STATUS_B(new Rule(
            "SER-011",
            INVALID,
            "The period straddles a break of the series",
            "Post it with status B, or D if it is of another definition")),
    NEEDS_STATUS_D(new Rule(
            "SER-012",
            INVALID,
            "The region was not there on every day of the period",
            "Post it with status D if it was restated for this region, or for the region that was there")),
    NOTHING_CHANGES(new Rule(
            "SER-013", CONFLICT, "The observation has this value and status already", "Nothing is left to do"));

    private final Rule rule;

    SeriesRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

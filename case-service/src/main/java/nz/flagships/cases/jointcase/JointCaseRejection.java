package nz.flagships.cases.jointcase;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.FORBIDDEN;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;
import static nz.flagships.eventstore.decision.Rejection.Kind.UNKNOWN_REFERENCE;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a joint case is refused. */
public enum JointCaseRejection implements Rejection {
    UNKNOWN_REGION(
            "CASE-001",
            UNKNOWN_REFERENCE,
            "A region is named that is not known here",
            "Use a code from /v1/regions of reporting-service; if it was defined just now, send its Consistency-Token"),
    NO_REGION_OF_CASES(
            "CASE-002",
            INVALID,
            "A case is in a police area or a programme area",
            "Use the code of a region whose kind is POLICE_AREA or PROGRAMME_AREA"),
    REGION_NOT_THERE(
            "CASE-003",
            INVALID,
            "The region was not there on the day the case was opened",
            "Use the code of the region that held on that day: its predecessor or its successor"),
    UNKNOWN_PROGRAMME(
            "CASE-004",
            UNKNOWN_REFERENCE,
            "A programme is named that is not known here",
            "Use a code from /v1/programmes of reporting-service; if it was defined just now, send its Consistency-Token"),
    UNKNOWN_INITIATIVE(
            "CASE-005",
            UNKNOWN_REFERENCE,
            "An initiative is named that is not known here",
            "Use a code from /v1/initiatives of reporting-service; if it was proposed just now, send its Consistency-Token"),
    UNKNOWN_THEME(
            "CASE-006",
            UNKNOWN_REFERENCE,
            "A theme is named that is not known here",
            "Use a code from /v1/themes of reporting-service; if it was defined just now, send its Consistency-Token"),
    THEME_NAMED_TWICE("CASE-007", INVALID, "A theme is named twice", "Name each theme once"),
    IN_THE_FUTURE(
            "CASE-008",
            INVALID,
            "A fact cannot have happened in the future",
            "Give a day that is not after today in Pacific/Auckland"),
    TOO_LONG_AGO("CASE-009", INVALID, "No joint case is older than 1990", "Give a day from 1990-01-01 on"),
    OPENED_ALREADY("CASE-010", CONFLICT, "The case was opened already", "Begin another case"),
    NOT_THE_LEAD(
            "CASE-011",
            FORBIDDEN,
            "Only the lead agency invites, closes, opens again and passes the lead",
            "Ask the lead agency to say so"),
    INVITED_ALREADY("CASE-012", CONFLICT, "The agency was invited already", "Nothing is to be done: it may join"),
    JOINED_ALREADY("CASE-013", CONFLICT, "The agency works on the case already", "Nothing is to be done"),
    NOT_INVITED(
            "CASE-014",
            NOT_FOUND,
            "There is no such case that your agency works on or may join",
            "Check the id or reference; an agency joins a case that is open, after its lead agency invited it"),
    LEAD_CANNOT_LEAVE(
            "CASE-015", CONFLICT, "The lead agency cannot leave", "Pass the lead to another agency of the case first"),
    LEADS_ALREADY("CASE-016", CONFLICT, "The agency leads the case already", "Nothing is to be done"),
    NOT_A_MEMBER(
            "CASE-017",
            CONFLICT,
            "The lead can only pass to an agency that works on the case",
            "Invite the agency, and pass the lead when it has joined"),
    IS_CLOSED("CASE-018", CONFLICT, "The case is closed", "Open the case again first"),
    IS_NOT_CLOSED("CASE-019", CONFLICT, "The case is not closed", "Nothing is to be done: it is open"),
    CLOSED_BEFORE_OPENED(
            "CASE-020",
            INVALID,
            "A case cannot be closed before it was opened, or last opened again",
            "Give a day that is not before that day"),
    REOPENED_BEFORE_CLOSED(
            "CASE-021",
            INVALID,
            "A case cannot be opened again before it was closed",
            "Give a day that is not before that day"),
    NOBODY_IS_INVITED(
            "CASE-022",
            UNKNOWN_REFERENCE,
            "The agency is not registered, so that nobody would be invited",
            "Use a code from /v1/agencies of reporting-service; if it was registered just now, send its Consistency-Token; where the agency is meant to"
                    + " be one that is not registered, say its `name`"),
    TOO_MANY_AGENCIES(
            "CASE-023",
            CONFLICT,
            "A case has at most 100 agencies that work on it or are invited",
            "Invite those alone that are to work on the case; there is room again when an agency has left it");

    private final Rule rule;

    JointCaseRejection(String code, Kind kind, String title, String mend) {
        this.rule = new Rule(code, kind, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

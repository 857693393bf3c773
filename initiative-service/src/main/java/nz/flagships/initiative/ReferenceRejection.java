package nz.flagships.initiative;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.UNKNOWN_REFERENCE;

import nz.flagships.eventstore.decision.Rejection;

/** The refusals that any aggregate may give: codes that are not known, and dates that cannot be. */
public enum ReferenceRejection implements Rejection {
    UNKNOWN_REGION(new Rule(
            "REF-001",
            UNKNOWN_REFERENCE,
            "A region is named that is not known",
            "Post its RegionDefined first, or use a code from /v1/regions of reporting-service")),
    UNKNOWN_MEASURE(new Rule(
            "REF-002",
            UNKNOWN_REFERENCE,
            "A measure is named that is not known",
            "Post its MeasureDefined first, or use a code from /v1/measures of reporting-service")),
    UNKNOWN_SOURCE(new Rule(
            "REF-003",
            UNKNOWN_REFERENCE,
            "A source is named that is not known",
            "Post its SourceRegistered first, or use a code from /v1/sources of reporting-service")),
    UNKNOWN_AGENCY(new Rule(
            "REF-004",
            UNKNOWN_REFERENCE,
            "An agency is named that is not known",
            "Post its AgencyRegistered first, or use a code from /v1/agencies of reporting-service")),
    UNKNOWN_PROGRAMME(new Rule(
            "REF-005",
            UNKNOWN_REFERENCE,
            "A programme is named that is not known",
            "Post its ProgrammeDefined first, or use a code from /v1/programmes of reporting-service")),
    UNKNOWN_THEME(new Rule(
            "REF-006",
            UNKNOWN_REFERENCE,
            "A theme is named that is not known",
            "Post its ThemeDefined first, or use a code from /v1/themes of reporting-service")),
    UNKNOWN_INITIATIVE(new Rule(
            "REF-007",
            UNKNOWN_REFERENCE,
            "An initiative is named that is not known",
            "Post its InitiativeProposed first, or use a code from /v1/initiatives of reporting-service")),
    NAMED_TWICE(new Rule("REF-008", INVALID, "A code stands in the list twice", "Name each code once")),
    IN_THE_FUTURE(new Rule(
            "REF-009",
            INVALID,
            "A fact cannot have happened in the future",
            "Give a day that is not after today in Pacific/Auckland")),
    OUT_OF_THE_CALENDAR(new Rule(
            "REF-010",
            INVALID,
            "The date lies outside the years 1840 to 2199",
            "Give a date from 1840-01-01 to 2199-12-31")),
    ALIKE(new Rule(
            "REF-011",
            CONFLICT,
            "Another code differs from this one by capitals only",
            "Use the code that is there, or choose one that nobody takes for it"));

    private final Rule rule;

    ReferenceRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}

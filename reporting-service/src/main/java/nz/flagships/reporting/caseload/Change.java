package nz.flagships.reporting.caseload;

/** What happened to a case that moves it in or out of the caseload. */
enum Change {
    OPENED,
    CLOSED,
    REOPENED
}

package nz.flagships.events.cases;

/** How things stand when a case is closed, in the judgement of its lead agency. */
public enum ClosingOutcome {
    /** Less risk than at the opening. */
    RISK_REDUCED,
    /** As much risk as at the opening. */
    RISK_UNCHANGED,
    /** More risk than at the opening. */
    RISK_INCREASED,
    /** Nobody can say. */
    NOT_KNOWN
}

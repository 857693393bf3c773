package nz.flagships.events.cases;

/** Why a closed case is opened again. */
public enum ReopeningReason {
    /** Something happened again. */
    NEW_INCIDENT,
    /** The risk has grown. */
    RISK_INCREASED,
    /** An agency of the case asked for it. */
    AGENCY_REQUEST,
    /** It should not have been closed. */
    CLOSED_IN_ERROR
}

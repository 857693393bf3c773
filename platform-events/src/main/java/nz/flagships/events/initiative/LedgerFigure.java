package nz.flagships.events.initiative;

/** Which figure of the Fund's ledger a published one is to be compared with, as at its day. */
public enum LedgerFigure {
    /** Approved less cancelled and returned: what went into initiatives. */
    NET_APPROVED,
    /** How many initiatives have net approvals. */
    INITIATIVES_FUNDED,
    /** How many agencies have banked savings. */
    AGENCIES_THAT_SAVED,
    /** What is available. */
    AVAILABLE,
    /** What was approved on that day, or in that month or year. */
    APPROVED_THEN
}

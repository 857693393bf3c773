package nz.flagships.events.cases;

/** Why an agency leaves a case. */
public enum LeavingReason {
    /** Its part is done. */
    WORK_COMPLETED,
    /** It turned out to have no part in it. */
    NOT_INVOLVED,
    /** Another agency took over its part. */
    HANDED_OVER,
    /** It may not share any longer. */
    LEGAL_BASIS_ENDED
}

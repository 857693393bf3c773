package nz.flagships.events.initiative;

/** What is known of an initiative's effect; the verdicts follow from evaluations, by rule and never by hand. */
public enum EvidenceStatus {
    /** No evaluation is planned. */
    NONE,
    /** An evaluation is registered, its outcome window has not begun. */
    PLANNED,
    /** The outcome window of a registered evaluation has begun. */
    IN_FIELD,
    /** All primary results are better, and none is worse. */
    EFFECTIVE,
    /** Some results are better, and others are not. */
    MIXED,
    /** The results say too little. */
    INCONCLUSIVE,
    /** No effect that is worth having. */
    INEFFECTIVE,
    /** A primary result is worse, and none is better. */
    HARMFUL
}

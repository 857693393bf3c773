package nz.flagships.events.initiative;

/** How much a barrier is in the way. */
public enum BarrierSeverity {
    /** It slows the initiative down. */
    LOW,
    /** A part of the initiative cannot go on. */
    MEDIUM,
    /** The initiative cannot go on. */
    HIGH
}

package nz.flagships.events.initiative;

/** Where a barrier stands. */
public enum BarrierStatus {
    /** It was raised, or raised again; whoever runs the initiative has to act. */
    OPEN,
    /** The National Office has to act. */
    ESCALATED,
    /** The National Office gave advice; whoever runs the initiative has to act. */
    ADVISED,
    /** It is in the way no more. */
    RESOLVED,
    /** Another initiative has it now. */
    CARRIED
}

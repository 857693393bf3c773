package nz.flagships.events.initiative;

/** How a barrier went. */
public enum BarrierResolution {
    /** It is gone. */
    REMOVED,
    /** It is there, but in the way no more. */
    WORKED_AROUND,
    /** It matters no more: what it was in the way of is over. */
    LAPSED
}

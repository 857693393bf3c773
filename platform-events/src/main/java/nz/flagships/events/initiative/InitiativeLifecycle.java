package nz.flagships.events.initiative;

/** Where an initiative stands in its life; one of its three statuses, independent of its evidence and its funding. */
public enum InitiativeLifecycle {
    /** Somebody wants it. */
    PROPOSED,
    /** It may begin. */
    APPROVED,
    /** It runs, as a trial. */
    TRIALLING,
    /** It stands still, and may go on. */
    PAUSED,
    /** It runs for good: long-term funding was granted. */
    ESTABLISHED,
    /** It is over. */
    CLOSED,
    /** It was proposed, and the answer was no. */
    DECLINED,
    /** Whoever proposed it wants it no more; it never ran. */
    WITHDRAWN;

    /** Whether nothing more can become of it. */
    public boolean isOver() {
        return this == CLOSED || this == DECLINED || this == WITHDRAWN;
    }
}

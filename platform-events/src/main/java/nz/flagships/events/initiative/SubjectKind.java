package nz.flagships.events.initiative;

/** What an evaluation is of. */
public enum SubjectKind {
    /** An initiative, by its code. */
    INITIATIVE,
    /** An intervention, wherever it is done. */
    INTERVENTION
}

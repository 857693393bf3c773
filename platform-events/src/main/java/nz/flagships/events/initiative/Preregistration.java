package nz.flagships.events.initiative;

/** Whether an evaluation was registered before its outcome could be known. */
public enum Preregistration {
    /** Registered before its outcome window had ended. */
    PRE_REGISTERED,
    /** Registered after its outcome window had ended. */
    EXPLORATORY
}

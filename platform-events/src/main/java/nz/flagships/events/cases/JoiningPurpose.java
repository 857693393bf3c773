package nz.flagships.events.cases;

/** What an agency joins a case for. */
public enum JoiningPurpose {
    /** Keeping victims safe. */
    VICTIM_SAFETY,
    /** Less offending by the same people. */
    REDUCING_REOFFENDING,
    /** The care and protection of children. */
    CHILD_WELLBEING,
    /** Support for a family or whānau. */
    WHANAU_SUPPORT,
    /** A case before a court. */
    COURT_PROCESS,
    /** Housing, health, income or education. */
    SOCIAL_SERVICES
}

package nz.flagships.events;

/** What is done with people, as joint cases refer them and evaluations study it; the codes are the same in every service. */
public enum Intervention {
    /** Victim and offender meet, by agreement of the victim. */
    RESTORATIVE_JUSTICE,
    /** A panel of the iwi hears the matter instead of a court. */
    IWI_PANEL,
    /** Support after release. */
    OUT_OF_GATE,
    /** A lock that starts the car for a sober driver only. */
    ALCOHOL_INTERLOCK,
    /** Help to gain a driver licence. */
    DRIVER_LICENCE,
    /** A mental health service in prisons and at Community Corrections sites. */
    PRISON_MENTAL_HEALTH,
    /** The programme of a family violence court. */
    FAMILY_VIOLENCE_COURT_PROGRAMME,
    /** What makes a victim safer. */
    VICTIM_SAFETY,
    /** Treatment for alcohol and other drugs. */
    ALCOHOL_AND_DRUG_TREATMENT,
    /** Support to leave a gang. */
    GANG_EXIT_SUPPORT
}

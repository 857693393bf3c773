package nz.flagships.events.cases;

/** On what an agency may share what it knows in a joint case. */
public enum LegalBasis {
    /** An approved information sharing agreement (Privacy Act 2020, Part 7; from 2013 Part 9A of the Act of 1993). */
    INFORMATION_SHARING_AGREEMENT,
    /** The person concerned agreed (information privacy principle 11(1)(c)). */
    CONSENT,
    /** A serious threat to somebody's life or health (information privacy principle 11(1)(f)). */
    SERIOUS_THREAT,
    /** The maintenance of the law (information privacy principle 11(1)(e)). */
    MAINTENANCE_OF_THE_LAW,
    /** Protection from family violence (Family Violence Act 2018, section 20). */
    FAMILY_VIOLENCE_ACT,
    /** The wellbeing or safety of a child (Oranga Tamariki Act 1989, section 66C). */
    ORANGA_TAMARIKI_ACT
}

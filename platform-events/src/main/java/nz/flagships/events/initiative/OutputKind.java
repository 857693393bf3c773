package nz.flagships.events.initiative;

/** What initiatives put out that can be counted; each is a count over a period, so that periods add up. */
public enum OutputKind {
    /** Appearances of people in prison before a court by audio-visual link. */
    VIDEO_LINK_APPEARANCES("appearances"),
    /** Fingerprints recovered from scenes and exhibits. */
    FINGERPRINTS_RECOVERED("fingerprints"),
    /** Fingerprints that led to a person. */
    FINGERPRINTS_IDENTIFIED("fingerprints"),
    /** Restorative justice conferences held. */
    RESTORATIVE_JUSTICE_CONFERENCES("conferences"),
    /** Hearings held by iwi or community panels. */
    PANEL_HEARINGS("hearings"),
    /** Alcohol interlocks fitted to vehicles. */
    INTERLOCKS_FITTED("interlocks"),
    /** Driver licences gained, of any stage. */
    LICENCES_GAINED("licences"),
    /** Sessions of mental health services held. */
    MENTAL_HEALTH_SESSIONS("sessions");

    private final String unit;

    OutputKind(String unit) {
        this.unit = unit;
    }

    /** What is counted. */
    public String unit() {
        return unit;
    }
}

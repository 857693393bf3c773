package nz.flagships.events.initiative;

/** What one result says. */
public enum Judgement {
    /** Its interval lies wholly on the good side of no effect. */
    BETTER,
    /** Its interval lies wholly on the bad side of no effect. */
    WORSE,
    /** Its interval includes no effect. */
    NONE,
    /** It has no interval, or there is none of it, or it moved and neither way is called good. */
    UNKNOWN
}

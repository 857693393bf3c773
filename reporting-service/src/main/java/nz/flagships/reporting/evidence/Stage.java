package nz.flagships.reporting.evidence;

/** How far an initiative has come on the way to long-term funding, in this order. */
public enum Stage {
    /** It was started, or the Fund has approved money for it. */
    TRIAL,
    /** An evaluation of it has its verdict. */
    EVALUATED,
    /** All of its evaluations together find it effective. */
    EFFECTIVE,
    /** Long-term funding was sought. */
    SOUGHT,
    /** Long-term funding was granted. */
    GRANTED
}

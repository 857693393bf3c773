package nz.flagships.reporting.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an initiative has come on the way to long-term funding, in this order. */
public enum Stage {
    /** It was started, or the Fund has approved money for it. */
    @JsonProperty("trial")
    TRIAL,
    /** An evaluation of it has its verdict. */
    @JsonProperty("evaluated")
    EVALUATED,
    /** All of its evaluations together find it effective. */
    @JsonProperty("effective")
    EFFECTIVE,
    /** Long-term funding was sought. */
    @JsonProperty("sought")
    SOUGHT,
    /** Long-term funding was granted. */
    @JsonProperty("granted")
    GRANTED
}

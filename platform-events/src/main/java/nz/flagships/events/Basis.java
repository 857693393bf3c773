package nz.flagships.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a fact rests on. */
public enum Basis {
    /** Happened in the work itself, posted by the agency that did it. The default. */
    @JsonProperty("operational")
    OPERATIONAL,
    /** Taken from a publication; only a steward may say so, and names the source. */
    @JsonProperty("published")
    PUBLISHED,
    /** Generated for a demonstration or a test; whatever is derived from it is marked so, on screen too. */
    @JsonProperty("synthetic")
    SYNTHETIC
}

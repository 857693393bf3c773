package nz.flagships.events;

/** The status of an observed value, after SDMX's code list CL_OBS_STATUS. */
public enum ObservationStatus {
    /** Normal. */
    A,
    /** The period straddles a break of the series; compared with nothing. */
    B,
    /** Another definition or area than the one in force. */
    D,
    /** Estimated. */
    E,
    /** Provisional. */
    P,
    /** Suppressed: the value is null, never 0. */
    Q
}

package nz.flagships.local;

/** Something on this machine is not as it must be; the message is for a person and says how to mend it. */
public final class LocalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what a person reads. */
    public LocalException(String message) {
        super(message);
    }

    /** With what a person reads, and what was behind it. */
    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}

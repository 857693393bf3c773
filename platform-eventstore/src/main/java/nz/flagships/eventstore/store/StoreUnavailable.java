package nz.flagships.eventstore.store;

/**
 * PostgreSQL could not be asked. Answered with 503 and Retry-After: a retry under the same idempotency key is safe, and is
 * a duplicate where the first attempt was stored after all.
 */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeKnown;

    public StoreUnavailable(String message, boolean outcomeKnown, Throwable cause) {
        super(message, cause);
        this.outcomeKnown = outcomeKnown;
    }

    /** True: nothing was stored. False: the connection was lost around the commit, and nobody can say yet. */
    public boolean outcomeKnown() {
        return outcomeKnown;
    }
}

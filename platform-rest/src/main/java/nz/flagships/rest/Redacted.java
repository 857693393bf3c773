package nz.flagships.rest;

import org.jspecify.annotations.Nullable;

/**
 * An exception as it may be logged: its class and where it happened, without its message, since messages of parsers and
 * of the database carry values, and values may be about people.
 */
public final class Redacted extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 8;

    private Redacted(Throwable of, @Nullable Throwable cause) {
        super(of.getClass().getName(), cause, false, true);
        setStackTrace(of.getStackTrace());
    }

    /** The exception and its causes without their messages. */
    public static Redacted of(Throwable e) {
        return of(e, 0);
    }

    private static Redacted of(Throwable e, int depth) {
        Throwable cause = e.getCause();
        return new Redacted(e, cause == null || depth == DEEPEST ? null : of(cause, depth + 1));
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}

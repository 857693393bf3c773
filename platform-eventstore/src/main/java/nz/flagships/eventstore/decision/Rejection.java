package nz.flagships.eventstore.decision;

/**
 * A reason to refuse, one constant per rule in an enum beside the aggregate. Failure is data with a stable code: codes
 * are never reused, and texts never carry personal data.
 */
public interface Rejection {
    /** How the refusal is answered. */
    enum Kind {
        /** 422: the value can never be right. */
        INVALID(422),
        /** 422 with Retry-After: a code that is not known here (yet). */
        UNKNOWN_REFERENCE(422),
        /** 409: the state does not allow it (any more, or yet). */
        CONFLICT(409),
        /** 403: not yours. */
        FORBIDDEN(403),
        /** 404: there is no such thing, or you may not know of it. */
        NOT_FOUND(404);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /** Stable: {@code INIT-021}. */
    String code();

    /** How it is answered. */
    Kind kind();

    /** What rule was met, one sentence. */
    String title();

    /** How to mend it, one sentence. */
    String mend();
}

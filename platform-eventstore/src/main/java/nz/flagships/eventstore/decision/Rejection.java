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
        /** 409 with Retry-After: time alone will allow it. Where the clock said so, its deadline stays. */
        NOT_YET(409),
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

    /**
     * What a rule says, so that an enum of them reads like a table.
     *
     * @param code stable: {@code INIT-021}
     * @param kind how it is answered
     * @param title what rule was met, one sentence
     * @param mend how to mend it, one sentence
     */
    record Rule(String code, Kind kind, String title, String mend) {}

    /** The rule that this constant stands for. */
    Rule rule();

    /** Stable: {@code INIT-021}. */
    default String code() {
        return rule().code();
    }

    /** How it is answered. */
    default Kind kind() {
        return rule().kind();
    }

    /** What rule was met, one sentence. */
    default String title() {
        return rule().title();
    }

    /** How to mend it, one sentence. */
    default String mend() {
        return rule().mend();
    }
}

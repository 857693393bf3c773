package nz.flagships.rest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import nz.flagships.events.ConsistencyToken;

/** What a service with a reader offers, so that a request that carries a {@link ConsistencyToken} waits for it. */
public interface ConsistencyGate {
    /** What became of it. */
    enum Answer {
        /** All has been applied here; what a service does not read counts as applied. */
        APPLIED,
        /** Not within the time, or known not to come within it. */
        NOT_YET,
        /** As many wait as may. */
        TOO_MANY
    }

    /**
     * Waits until all of the positions have been applied here, without holding a thread.
     *
     * @param atMost the longest
     * @param known whether the caller has a valid token; what is not for everybody to know is not waited for without one,
     *     or the wait would say whether such a position exists
     */
    CompletionStage<Answer> await(List<ConsistencyToken> tokens, Duration atMost, boolean known);
}

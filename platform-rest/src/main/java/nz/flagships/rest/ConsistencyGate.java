package nz.flagships.rest;

import java.time.Duration;
import java.util.List;
import nz.flagships.events.ConsistencyToken;

/** What a service with a reader offers, so that a request that carries a {@link ConsistencyToken} waits for it. */
public interface ConsistencyGate {
    /**
     * Waits until all of the positions have been applied here. Blocks; never called on the event loop.
     *
     * @return whether they have been, within the time; a service that does not read what a token names counts it as
     *     applied
     */
    boolean await(List<ConsistencyToken> tokens, Duration atMost);
}

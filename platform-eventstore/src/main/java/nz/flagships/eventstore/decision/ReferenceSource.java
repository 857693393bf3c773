package nz.flagships.eventstore.decision;

import java.util.Optional;

/**
 * Codes that another service has published, for {@link Context#find}: a bean per kind of reference, over the read model
 * of a service. A code that is not known here (yet) is nothing, and the decider says so.
 *
 * @param <T> the class that stands for the reference
 */
public interface ReferenceSource<T> {
    /** The class that deciders ask for. */
    Class<T> type();

    /** What is known of a code. */
    Optional<T> find(String id);

    /** Whether {@link #find} answers from memory, so that it may be asked on the event loop. */
    default boolean inMemory() {
        return false;
    }
}

package nz.flagships.eventstore.decision;

import java.util.Optional;
import java.util.function.Supplier;
import nz.flagships.events.PublishedEvent;

/**
 * What of an aggregate is kept from some of those who may read it: figures that count too few people. It holds for every
 * route by which the state and the history are read; the log for other services has what Kafka has.
 *
 * @param <S> the folded state
 */
public interface Protection<S> {
    /** Looks at another aggregate by the class of its state, as it is now. */
    interface Others {
        /** Nothing where it does not exist. */
        <T> Optional<T> find(Class<T> state, String id);
    }

    /** The state as the viewer may see it. */
    S state(String id, S state, Viewer viewer, Others others);

    /**
     * A published event as the viewer may see it.
     *
     * @param now the state of the aggregate, which costs its whole history where it is not in memory: asked for only where
     *     something depends on it
     * @param postedBy the code of the agency that said so
     */
    PublishedEvent event(
            String id, Supplier<S> now, PublishedEvent published, String postedBy, Viewer viewer, Others others);
}

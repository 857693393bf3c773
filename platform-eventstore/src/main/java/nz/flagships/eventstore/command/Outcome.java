package nz.flagships.eventstore.command;

import java.util.List;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Problem;
import org.jspecify.annotations.Nullable;

/** What became of a posting. */
public sealed interface Outcome {
    /**
     * Committed and durable.
     *
     * @param stream of its first event
     * @param version of that stream after it
     * @param positions the last position it was given in each shard, that of its own stream first
     * @param types of its events on its own stream
     */
    record Stored(String stream, long version, List<ConsistencyToken> positions, List<String> types)
            implements Outcome {}

    /**
     * The same fact was stored before.
     *
     * @param version of its stream after its last event there, as when it was stored
     * @param position of that event
     */
    record Duplicate(String stream, long version, ConsistencyToken position) implements Outcome {}

    /**
     * It would be stored; a dry run.
     *
     * @param stream of its first event; of what would get its id from the service, that of no thing there is
     * @param version of that stream after it; null where who tries it may not know yet where the stream stands
     * @param types of its events on its own stream
     */
    record Valid(String stream, @Nullable Long version, List<String> types) implements Outcome {}

    /** Nothing was stored. */
    record Rejected(Problem problem) implements Outcome {}
}

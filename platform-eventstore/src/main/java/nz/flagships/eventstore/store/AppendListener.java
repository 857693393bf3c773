package nz.flagships.eventstore.store;

/** Told after each commit; called on the appender's thread, so it only wakes somebody. */
@FunctionalInterface
public interface AppendListener {
    /**
     * @param shards bit <i>n</i> is set when shard <i>n</i> has new events
     */
    void appended(int shards);
}

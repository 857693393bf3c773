package nz.flagships.projections;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import nz.flagships.events.EventEnvelope;

/**
 * A read model: what it wants to know, and how it writes it down. Offer it as an {@code @ApplicationScoped} bean.
 *
 * <p>What it may rely on: events of one shard come in the order of their positions, each exactly once as far as committed
 * rows can tell. What it may not: any order <em>between</em> shards or sources. An initiative may come before the region
 * it names, so rows must commute across streams: write a stub row for what is not known yet, and have no foreign keys.
 */
public interface Projection {
    /** Names it in logs and metrics; stable, in kebab case: {@code outcomes}. */
    String name();

    /** The services it listens to, as in a consistency token: {@code initiative}, {@code case}. */
    Set<String> sources();

    /**
     * Whether it wants this event. Private events are never offered. Decide by {@link EventEnvelope#type()},
     * {@link EventEnvelope#name()} or {@link EventEnvelope#aggregate()}; a type that is unknown to this version is simply
     * not wanted.
     */
    boolean wants(EventEnvelope event);

    /**
     * Folds a batch in memory and writes the outcome in as few statements as it can (one upsert per table, rows sorted by
     * key so that two replicas cannot lock each other out), in the transaction that also moves the cursors. It must not
     * commit, roll back or close, and keeps nothing in memory that a rollback would make untrue; learn what was committed
     * by {@link AppliedListener}. It may be called again with the same or with parts of the same events.
     *
     * @param batch at least one event, all of them wanted, of one or several shards and sources
     * @param connection in a transaction, READ COMMITTED
     * @throws SQLException of PostgreSQL: where the fault passes (a lost connection, a deadlock, a full disk) the batch is
     *     tried again for as long as it takes
     * @throws RuntimeException where an event cannot be understood; like an {@code SQLException} that will not pass (a
     *     value out of range) it stops that event's shard, visibly, until the next start
     */
    void apply(List<EventEnvelope> batch, Connection connection) throws SQLException;
}

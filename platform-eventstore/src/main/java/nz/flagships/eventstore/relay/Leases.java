package nz.flagships.eventstore.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.eventstore.store.StoredEvents;
import org.jspecify.annotations.Nullable;

/**
 * What the relay keeps in PostgreSQL, over one connection of its own: leases by the database's clock, marks, epochs; and
 * what it reads there.
 */
final class Leases implements AutoCloseable {
    /**
     * @param shard held until the lease ends
     * @param epoch the current one
     * @param head the last position committed
     * @param published the mark
     */
    record Held(int shard, int epoch, long head, long published) {}

    /**
     * @param committed the last position committed, by shard
     * @param published the mark, by shard
     * @param free a bit for each shard that nobody holds, or whose lease has ended
     */
    record Heads(long[] committed, long[] published, int free) {}

    private final Connection connection;
    private final String owner;
    private final PreparedStatement heads;
    private final PreparedStatement unpublished;
    private final PreparedStatement mark;

    Leases(Connection connection, String owner) throws SQLException {
        this.connection = connection;
        this.owner = owner;
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            // A mark that a crash forgets is only published again, so nobody waits for the disk here.
            statement.execute("set synchronous_commit = off; set statement_timeout = '30s'");
        }
        heads = connection.prepareStatement("""
                select h.shard, h.head, r.published, r.owner is null or r.lease_until < clock_timestamp()
                from shard_head h join shard_relay r on r.shard = h.shard""");
        unpublished = connection.prepareStatement(StoredEvents.SELECT_AFTER);
        mark = connection.prepareStatement("""
                update shard_relay r set published = m.position
                from (select unnest(?::smallint[]) as shard, unnest(?::bigint[]) as position) m
                where r.shard = m.shard and r.owner = ? and r.published < m.position""");
    }

    /**
     * Takes what is free or expired, and renews what is held.
     *
     * @param but shards to leave alone, a bit each
     */
    List<Held> take(Duration lease, int but) throws SQLException {
        List<Held> held = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("""
                update shard_relay r set owner = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond'
                from shard_head h
                where h.shard = r.shard and r.shard in (
                    select shard from shard_relay
                    where (owner is null or owner = ? or lease_until < clock_timestamp()) and ? & (1 << shard) = 0
                    order by shard for update skip locked)
                returning r.shard, (select max(p.epoch) from shard_epoch p where p.shard = r.shard), h.head, r.published""")) {
            update.setString(1, owner);
            update.setLong(2, lease.toMillis());
            update.setString(3, owner);
            update.setInt(4, but);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    held.add(new Held(rows.getInt(1), rows.getInt(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return held;
    }

    /** Gives everything back, so that another replica need not wait. */
    void release() throws SQLException {
        release(-1);
    }

    /** Gives some shards back, a bit each: another replica may be able to do what this one cannot. */
    void release(int shards) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update shard_relay set owner = null, lease_until = null where owner = ? and ? & (1 << shard) <> 0")) {
            update.setString(1, owner);
            update.setInt(2, shards);
            update.executeUpdate();
        }
    }

    /** Where every shard stands. */
    Heads heads() throws SQLException {
        long[] committed = new long[Shards.COUNT];
        long[] published = new long[Shards.COUNT];
        int free = 0;
        try (ResultSet rows = heads.executeQuery()) {
            while (rows.next()) {
                committed[rows.getInt(1)] = rows.getLong(2);
                published[rows.getInt(1)] = rows.getLong(3);
                free |= rows.getBoolean(4) ? 1 << rows.getInt(1) : 0;
            }
        }
        return new Heads(committed, published, free);
    }

    /** Events of several shards, each after a position, in order within each shard; each within its bounds. */
    List<StoredEvent> after(List<Integer> shards, long[] positions, int limitEach, long bytesEach) throws SQLException {
        Short[] which = new Short[shards.size()];
        Long[] from = new Long[shards.size()];
        for (int i = 0; i < which.length; i++) {
            which[i] = shards.get(i).shortValue();
            from[i] = positions[shards.get(i)];
        }
        unpublished.setArray(1, connection.createArrayOf("int2", which));
        unpublished.setArray(2, connection.createArrayOf("int8", from));
        unpublished.setInt(3, limitEach);
        unpublished.setLong(4, bytesEach);
        return StoredEvents.read(unpublished);
    }

    /** Moves marks forward; never backward, and only while the shard is held. */
    void mark(List<Integer> shards, long[] positions) throws SQLException {
        Short[] which = new Short[shards.size()];
        Long[] to = new Long[shards.size()];
        for (int i = 0; i < which.length; i++) {
            which[i] = shards.get(i).shortValue();
            to[i] = positions[shards.get(i)];
        }
        mark.setArray(1, connection.createArrayOf("int2", which));
        mark.setArray(2, connection.createArrayOf("int8", to));
        mark.setString(3, owner);
        mark.executeUpdate();
    }

    /** The id of the event at a position, or null. */
    @Nullable
    UUID eventAt(int shard, long position) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select id from event where shard = ? and position = ?")) {
            query.setInt(1, shard);
            query.setLong(2, position);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getObject(1, UUID.class) : null;
            }
        }
    }

    /** When the event at a position was recorded, or null where there is none. */
    @Nullable
    Instant recordedAt(int shard, long position) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select recorded_at from event where shard = ? and position = ?")) {
            query.setInt(1, shard);
            query.setLong(2, position);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getObject(1, OffsetDateTime.class).toInstant() : null;
            }
        }
    }

    /** The events at positions, by position, as their records would say it. */
    Map<Long, LastRecords.Last> stored(int shard, Collection<Long> positions) throws SQLException {
        Map<Long, LastRecords.Last> stored = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select e.position,
                       (select max(p.epoch) from shard_epoch p where p.shard = e.shard and p.from_position <= e.position),
                       e.id
                from event e where e.shard = ? and e.position = any (?)""")) {
            query.setInt(1, shard);
            query.setArray(2, connection.createArrayOf("int8", positions.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    stored.put(
                            rows.getLong(1),
                            new LastRecords.Last(
                                    rows.getInt(2),
                                    rows.getLong(1),
                                    rows.getObject(3, UUID.class).toString()));
                }
            }
        }
        return stored;
    }

    /**
     * From a position on, positions count in a new epoch. What stands on the topic already is marked, so that nothing older
     * follows it there.
     */
    void raiseEpoch(int shard, int epoch, long from, long onTopic) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into shard_epoch (shard, epoch, from_position) values (?, ?, ?) on conflict do nothing");
                PreparedStatement marked = connection.prepareStatement(
                        "update shard_relay set published = greatest(published, ?) where shard = ?")) {
            // Unlike a mark, an epoch that a crash forgets is not always found again by what stands on the topic.
            statement.execute("set local synchronous_commit = on");
            insert.setInt(1, shard);
            insert.setInt(2, epoch);
            insert.setLong(3, from);
            insert.executeUpdate();
            marked.setLong(1, onTopic);
            marked.setInt(2, shard);
            marked.executeUpdate();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

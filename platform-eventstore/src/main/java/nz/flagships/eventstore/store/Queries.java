package nz.flagships.eventstore.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.EventStore.ShardHead;
import org.jspecify.annotations.Nullable;

/** What is read from the store. */
final class Queries {
    private Queries() {}

    static List<StoredEvent> stream(Connection connection, String stream, long fromVersion) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                StoredEvents.SELECT + " where e.shard = ? and e.stream = ? and e.version >= ? order by e.version")) {
            query.setInt(1, Shards.of(stream));
            query.setString(2, stream);
            query.setLong(3, fromVersion);
            return StoredEvents.read(query);
        }
    }

    static List<StoredEvent> stream(Connection connection, String stream, long fromVersion, int most, long bytes)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(StoredEvents.page(
                "select * from event where shard = ? and stream = ? and version >= ? order by version limit ?",
                "version"))) {
            query.setInt(1, Shards.of(stream));
            query.setString(2, stream);
            query.setLong(3, fromVersion);
            query.setInt(4, most);
            query.setLong(5, bytes);
            return StoredEvents.read(query);
        }
    }

    static List<StoredEvent> log(Connection connection, int shard, long after, int limit, long bytes)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(StoredEvents.page(
                "select * from event where shard = ? and position > ? order by position limit ?", "position"))) {
            query.setInt(1, shard);
            query.setLong(2, after);
            query.setInt(3, limit);
            query.setLong(4, bytes);
            return StoredEvents.read(query);
        }
    }

    static Map<String, Long> versions(Connection connection, Collection<String> streams) throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        if (streams.isEmpty()) {
            return versions;
        }
        streams.forEach(stream -> versions.put(stream, 0L));
        try (PreparedStatement query =
                connection.prepareStatement("select stream, version from stream where stream = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", versions.keySet().toArray(String[]::new)));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    versions.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return versions;
    }

    /**
     * What is stored under keys, with the last event of each fact: those of one fact follow each other on its stream, and say
     * the same of where they come from. From one to the next, by the stream's index: a query for where that ends is planned as
     * a look at all that the stream has, once for each key.
     */
    static final String KEYS = """
            with recursive fact (agency, source, id, fingerprint, stream, shard, version, position, metadata) as (
                select k.agency, k.source, k.id, k.fingerprint, k.stream, k.shard, e.version, e.position, e.metadata
                from unnest(?, ?, ?) as a (agency, source, id)
                join idempotency_key k on k.agency = a.agency and k.source = a.source and k.id = a.id
                join event e on e.shard = k.shard and e.stream = k.stream and e.version = k.version
              union all
                select f.agency, f.source, f.id, f.fingerprint, f.stream, f.shard, n.version, n.position, f.metadata
                from fact f
                cross join lateral (
                    select e.version, e.position, e.metadata from event e
                    where e.shard = f.shard and e.stream = f.stream and e.version = f.version + 1
                    offset 0) n
                where n.metadata = f.metadata)
            select distinct on (agency, source, id) agency, source, id, fingerprint, stream, version, shard, position
            from fact order by agency, source, id, version desc""";

    static Map<IdempotencyKey, StoredKey> keys(Connection connection, Collection<IdempotencyKey> keys)
            throws SQLException {
        Map<IdempotencyKey, StoredKey> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        int n = keys.size();
        String[] agencies = new String[n];
        String[] sources = new String[n];
        String[] ids = new String[n];
        int i = 0;
        for (IdempotencyKey key : keys) {
            agencies[i] = key.agency();
            sources[i] = key.source();
            ids[i++] = key.id();
        }
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setArray(1, connection.createArrayOf("text", agencies));
            query.setArray(2, connection.createArrayOf("text", sources));
            query.setArray(3, connection.createArrayOf("text", ids));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new IdempotencyKey(rows.getString(1), rows.getString(2), rows.getString(3)),
                            new StoredKey(
                                    rows.getBytes(4),
                                    rows.getString(5),
                                    rows.getLong(6),
                                    rows.getInt(7),
                                    rows.getLong(8)));
                }
            }
        }
        return found;
    }

    /** The holders of claims, by claim. */
    static Map<String, String> claims(Connection connection, Collection<String> claims) throws SQLException {
        Map<String, String> holders = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select value, stream from claim where value = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", claims.toArray(String[]::new)));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    holders.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return holders;
    }

    /** What a stream has claimed, in order. */
    static List<String> claims(Connection connection, String stream) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select value from claim where stream = ? order by value limit 10")) {
            query.setString(1, stream);
            return texts(query);
        }
    }

    /**
     * One statement whatever it finds, so that nobody learns from the time it takes, or from what else is asked, that there is
     * something they may not know of.
     */
    static List<String> meant(
            Connection connection, @Nullable String agency, @Nullable String stream, List<String> claims)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select s.stream
                        from (select 0 as nr, ?::text as stream
                              union all
                              select c.nr, k.stream
                              from unnest(?::text[]) with ordinality as c (value, nr) join claim k on k.value = c.value) m
                        join %s order by m.nr""".formatted(
                        agency == null
                                ? "stream s on s.stream = m.stream and s.version > 0"
                                : "party s on s.stream = m.stream and s.agency = ?"))) {
            query.setString(1, stream);
            query.setArray(2, connection.createArrayOf("text", claims.toArray(String[]::new)));
            if (agency != null) {
                query.setString(3, agency);
            }
            return texts(query).stream().distinct().toList();
        }
    }

    private static List<String> texts(PreparedStatement query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** The position of an event, if it is this one that stands there. */
    static @Nullable Long position(Connection connection, int shard, String stream, long version, UUID id)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select position from event where shard = ? and stream = ? and version = ? and id = ?")) {
            query.setInt(1, shard);
            query.setString(2, stream);
            query.setLong(3, version);
            query.setObject(4, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : null;
            }
        }
    }

    static List<ShardHead> heads(Connection connection) throws SQLException {
        List<ShardHead> heads = new ArrayList<>(Shards.COUNT);
        try (PreparedStatement query = connection.prepareStatement("""
                        select h.shard, (select max(p.epoch) from shard_epoch p where p.shard = h.shard), h.head, r.published
                        from shard_head h join shard_relay r on r.shard = h.shard order by h.shard""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                heads.add(new ShardHead(rows.getInt(1), rows.getInt(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return heads;
    }
}

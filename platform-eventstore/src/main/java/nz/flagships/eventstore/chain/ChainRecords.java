package nz.flagships.eventstore.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.chain.ChainStatus.Pass;
import nz.flagships.eventstore.chain.ChainStatus.Shard;
import nz.flagships.eventstore.store.StoreUnavailable;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.eventstore.store.StoredEvents;
import org.jspecify.annotations.Nullable;

/** What the verification reads and keeps in PostgreSQL; a connection for each question, none in between. */
final class ChainRecords {
    /** Of breaks that are kept of a pass: where there are more, one sees the first and how many. */
    private static final int MOST_BREAKS = 1000;

    private static final int PASSES_KEPT = 30;
    private static final int SHOWN_BREAKS = 100;

    /** By night in New Zealand, when nobody waits. */
    private static final String DUE = """
            begun < (date_trunc('day', clock_timestamp() at time zone 'Pacific/Auckland' - interval '2 hours')
                     + interval '2 hours') at time zone 'Pacific/Auckland'""";

    /** Events in order of position with what stands around them, by number and bytes; the first comes whatever its size. */
    private static final String PAGE = """
            select e.shard, e.position, 0, e.stream, e.version, e.id, e.type, e.data, e.metadata,
                   e.occurred_at, e.recorded_at, e.known_at, e.hash, b.hash, b.position, s.version,
                   exists (select from event n where n.shard = e.shard and n.stream = e.stream and n.version > e.version)
            from (select p.*, sum(octet_length(p.data)) over (order by p.position rows unbounded preceding)
                              - octet_length(p.data) as bytes_before
                  from (select * from event where shard = ? and position > ? and position <= ?
                        order by position limit ?) p) e
            left join lateral (
                select hash, position from event
                where event.shard = e.shard and event.stream = e.stream and event.version = e.version - 1 limit 1) b on true
            left join lateral (select version from stream where stream.stream = e.stream limit 1) s on true
            where e.bytes_before < ?
            order by e.position""";

    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;

    ChainRecords(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Takes the lease, if nobody has it. */
    boolean lease(UUID owner, Duration lease) {
        return ask(connection -> update(
                        connection,
                        "update chain_lease set owner = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond'"
                                + " where owner is null or lease_until < clock_timestamp()",
                        owner.toString(),
                        lease.toMillis())
                == 1);
    }

    void release(UUID owner) {
        ask(connection -> update(
                connection,
                "update chain_lease set owner = null, lease_until = null where owner = ?",
                owner.toString()));
    }

    /** The pass that is under way or was the last, unless another is due. */
    Optional<Long> current() {
        return ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select pass, completed is not null and " + DUE
                            + " from chain_pass order by pass desc limit 1");
                    ResultSet rows = query.executeQuery()) {
                return rows.next() && !rows.getBoolean(2) ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        });
    }

    boolean completed(long pass) {
        return ask(connection ->
                exists(connection, "select from chain_pass where pass = ? and completed is not null", pass));
    }

    /** Begins a pass from the first event, or names the one that is under way. */
    long begin() {
        return transaction(connection -> {
            // Two that begin at once: the second finds what the first has begun.
            update(connection, "update chain_lease set one = one");
            try (PreparedStatement query = connection.prepareStatement(
                            "select pass from chain_pass where completed is null order by pass desc limit 1");
                    ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                    return rows.getLong(1);
                }
            }
            long pass;
            try (PreparedStatement insert =
                            connection.prepareStatement("insert into chain_pass default values returning pass");
                    ResultSet rows = insert.executeQuery()) {
                rows.next();
                pass = rows.getLong(1);
            }
            update(
                    connection,
                    "insert into chain_progress (pass, shard, target, block) select ?, shard, head, ? from shard_head",
                    pass,
                    ShardWalk.At.START.block());
            update(connection, "delete from chain_pass where pass <= ?", pass - PASSES_KEPT);
            return pass;
        });
    }

    void complete(long pass) {
        ask(connection -> update(
                connection,
                "update chain_pass set completed = clock_timestamp() where pass = ? and completed is null",
                pass));
    }

    /** The last position of each shard. */
    long[] heads() {
        return ask(connection -> {
            long[] heads = new long[Shards.COUNT];
            try (PreparedStatement query = connection.prepareStatement("select shard, head from shard_head");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    heads[rows.getInt(1)] = rows.getLong(2);
                }
            }
            return heads;
        });
    }

    /**
     * What lies before a walk.
     *
     * @param seals the next ones, by their last position
     * @param page the next events, fewer or none where there are no more
     */
    record Stretch(ShardWalk.At from, TreeMap<Long, byte[]> seals, List<ShardWalk.Link> page) {}

    /** The next stretch of a shard, up to a position; empty where the walk has come there. */
    Stretch next(long pass, int shard, long through, int most, long bytes) {
        return ask(connection -> {
            ShardWalk.At from = at(connection, pass, shard);
            if (from.position() >= through) {
                return new Stretch(from, new TreeMap<>(), List.of());
            }
            return new Stretch(
                    from,
                    seals(connection, shard, from.position(), most + 1),
                    page(connection, shard, from.position(), through, most, bytes));
        });
    }

    private static ShardWalk.At at(Connection connection, long pass, int shard) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select position, block, sealed, broken from chain_progress where pass = ? and shard = ?")) {
            query.setLong(1, pass);
            query.setInt(2, shard);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? new ShardWalk.At(rows.getLong(1), rows.getBytes(2), rows.getLong(3), rows.getBoolean(4))
                        : ShardWalk.At.START;
            }
        }
    }

    private static TreeMap<Long, byte[]> seals(Connection connection, int shard, long after, int most)
            throws SQLException {
        TreeMap<Long, byte[]> seals = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select through, digest from chain_seal where shard = ? and through > ? order by through limit ?")) {
            query.setInt(1, shard);
            query.setLong(2, after);
            query.setInt(3, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    seals.put(rows.getLong(1), rows.getBytes(2));
                }
            }
        }
        return seals;
    }

    private static List<ShardWalk.Link> page(
            Connection connection, int shard, long after, long through, int most, long bytes) throws SQLException {
        List<ShardWalk.Link> page = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(PAGE)) {
            query.setInt(1, shard);
            query.setLong(2, after);
            query.setLong(3, through);
            query.setInt(4, most);
            query.setLong(5, bytes);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(link(rows));
                }
            }
        }
        return page;
    }

    private static ShardWalk.Link link(ResultSet rows) throws SQLException {
        StoredEvent event = StoredEvents.event(rows);
        byte[] before = rows.getBytes(14);
        long beforePosition = rows.getLong(15);
        long version = rows.getLong(16);
        return new ShardWalk.Link(event, before, beforePosition, rows.wasNull() ? null : version, rows.getBoolean(17));
    }

    /**
     * Keeps how far a walk has come and what it found, and renews the lease.
     *
     * @return false when the lease was lost, or another has come further: nothing was kept then
     */
    boolean keep(UUID owner, Duration lease, long pass, int shard, ShardWalk.At from, ShardWalk walk, int events) {
        return transaction(connection -> {
            if (update(
                            connection,
                            "update chain_lease set lease_until = clock_timestamp() + ? * interval '1 millisecond'"
                                    + " where owner = ? and lease_until > clock_timestamp()",
                            lease.toMillis(),
                            owner.toString())
                    == 0) {
                return false;
            }
            ShardWalk.At at = walk.at();
            if (update(
                            connection,
                            "update chain_progress set position = ?, block = ?, sealed = ?, broken = ?"
                                    + " where pass = ? and shard = ? and position = ?",
                            at.position(),
                            at.block(),
                            at.sealed(),
                            at.broken(),
                            pass,
                            (long) shard,
                            from.position())
                    == 0) {
                return false;
            }
            for (ShardWalk.Seal seal : walk.laid()) {
                update(
                        connection,
                        "insert into chain_seal (shard, through, digest) values (?, ?, ?) on conflict do nothing",
                        (long) shard,
                        seal.through(),
                        seal.digest());
            }
            long room = MOST_BREAKS - number(connection, "select count(*) from chain_break where pass = ?", pass);
            long found = Math.max(0, walk.breaks().size() - Math.max(0, room));
            for (ChainBreak one :
                    walk.breaks().stream().limit(Math.max(0, room)).toList()) {
                found += insert(connection, pass, one);
            }
            update(
                    connection,
                    "update chain_pass set verified = verified + ?, breaks = breaks + ? where pass = ?",
                    (long) events,
                    found,
                    pass);
            return true;
        });
    }

    private static int insert(Connection connection, long pass, ChainBreak one) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into chain_break (pass, shard, position, through, kind, event, expected, found)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setLong(1, pass);
            insert.setInt(2, one.shard());
            insert.setLong(3, one.position());
            insert.setLong(4, one.through());
            insert.setString(5, one.kind().name());
            insert.setObject(6, one.event(), java.sql.Types.OTHER);
            insert.setBytes(7, one.expected());
            insert.setBytes(8, one.found());
            return insert.executeUpdate();
        }
    }

    /** How far it is, and what the last passes found. */
    ChainStatus status() {
        return ask(connection -> {
            Pass current = pass(connection, "select * from chain_pass order by pass desc limit 1");
            Pass completed =
                    pass(connection, "select * from chain_pass where completed is not null order by pass desc limit 1");
            List<Shard> shards = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("""
                            select h.shard, coalesce(p.position, 0), h.head from shard_head h
                            left join chain_progress p on p.shard = h.shard and p.pass = ? order by h.shard""")) {
                query.setLong(1, current == null ? 0 : current.pass());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        shards.add(new Shard(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
                    }
                }
            }
            return new ChainStatus(current, completed, shards, breaks(connection, current, completed));
        });
    }

    /** Those of the pass under way, and until it is completed those of the one before it. */
    private static List<ChainBreak> breaks(Connection connection, @Nullable Pass current, @Nullable Pass completed)
            throws SQLException {
        List<ChainBreak> breaks = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct on (shard, position, kind) shard, position, through, kind, event, expected, found
                from chain_break where pass in (?, ?) order by shard, position, kind, pass desc limit ?""")) {
            query.setLong(1, current == null ? 0 : current.pass());
            query.setLong(2, completed == null ? 0 : completed.pass());
            query.setInt(3, SHOWN_BREAKS);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    breaks.add(new ChainBreak(
                            rows.getInt(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            ChainBreak.Kind.valueOf(rows.getString(4)),
                            rows.getObject(5, UUID.class),
                            rows.getBytes(6),
                            rows.getBytes(7)));
                }
            }
        }
        return breaks;
    }

    private static @Nullable Pass pass(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            return rows.next()
                    ? new Pass(
                            rows.getLong("pass"),
                            instant(rows, "begun"),
                            rows.getObject("completed") == null ? null : instant(rows, "completed"),
                            rows.getLong("verified"),
                            rows.getLong("breaks"))
                    : null;
        }
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Since when there is something to verify: the age of a verification that never was. */
    Instant since() {
        return ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "select coalesce(min(begun), clock_timestamp()) from chain_pass");
                    ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    private static boolean exists(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement query = prepared(connection, sql, values);
                ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement query = prepared(connection, sql, values);
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = prepared(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private <T> T transaction(Work<T> work) {
        return ask(connection -> {
            connection.setAutoCommit(false);
            try {
                T done = work.run(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private <T> T ask(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return work.run(connection);
        } catch (SQLException e) {
            throw new StoreUnavailable("The verification cannot go on: SQLSTATE " + e.getSQLState(), true, e);
        }
    }
}

package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code reader_parked}. */
@ApplicationScoped
class ParkedTable {
    private static final String COLUMNS = "p.position, p.stream, p.event_id, p.type, p.reason, p.projection, p.fault";

    /** What of a stream is set aside, by the first of it. */
    record Stream(ShardKey shard, Parked first, long events, Instant since, Instant triedAt) {}

    /** The streams of which something is set aside, per shard. */
    Map<ShardKey, Set<String>> streams(Connection connection, Collection<ShardKey> shards) throws SQLException {
        Map<ShardKey, Set<String>> streams = new HashMap<>();
        if (shards.isEmpty()) {
            return streams; // as with every batch while nothing is set aside
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct stream from reader_parked where source = ? and shard = ? and stream is not null")) {
            for (ShardKey shard : shards) {
                select.setString(1, shard.source());
                select.setInt(2, shard.shard());
                Set<String> of = new HashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        of.add(row.getString(1));
                    }
                }
                streams.put(shard, of);
            }
        }
        return streams;
    }

    void insert(Connection connection, ShardKey shard, List<Parked> parked) throws SQLException {
        if (parked.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into reader_parked (source, shard, position, stream, event_id, type, reason, projection, fault)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            for (Parked p : parked) {
                insert.setString(1, shard.source());
                insert.setInt(2, shard.shard());
                insert.setLong(3, p.position());
                insert.setString(4, p.stream());
                insert.setString(5, p.id());
                insert.setString(6, p.type());
                insert.setString(7, p.reason().name());
                insert.setString(8, p.projection());
                insert.setString(9, p.fault());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The positions of a shard that are set aside, in order. */
    long[] positions(Connection connection, ShardKey shard) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select position from reader_parked where source = ? and shard = ? order by position")) {
            select.setString(1, shard.source());
            select.setInt(2, shard.shard());
            List<Long> positions = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    positions.add(row.getLong(1));
                }
            }
            return positions.stream().mapToLong(Long::longValue).toArray();
        }
    }

    Optional<Parked> at(Connection connection, ShardKey shard, long position) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from reader_parked p where source = ? and shard = ? and position = ?")) {
            select.setString(1, shard.source());
            select.setInt(2, shard.shard());
            select.setLong(3, position);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(parked(row)) : Optional.empty();
            }
        }
    }

    /** What of a stream comes next, in order. */
    List<Parked> of(Connection connection, ShardKey shard, String stream, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                + " from reader_parked p where source = ? and shard = ? and stream = ? order by position limit ?")) {
            select.setString(1, shard.source());
            select.setInt(2, shard.shard());
            select.setString(3, stream);
            select.setInt(4, limit);
            List<Parked> next = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    next.add(parked(row));
                }
            }
            return next;
        }
    }

    /** Whether an event is set aside, and none of its stream that was said before it. */
    boolean isNext(Connection connection, ShardKey shard, long position) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select p.position = ? from reader_parked p
                join reader_parked one on one.source = p.source and one.shard = p.shard and one.position = ?
                where p.source = ? and p.shard = ? and (p.stream = one.stream or p.position = one.position)
                order by p.position limit 1
                """)) {
            select.setLong(1, position);
            select.setLong(2, position);
            select.setString(3, shard.source());
            select.setInt(4, shard.shard());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** @return whether all of them were there */
    boolean delete(Connection connection, ShardKey shard, List<Long> positions) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from reader_parked where source = ? and shard = ? and position = any (?)")) {
            delete.setString(1, shard.source());
            delete.setInt(2, shard.shard());
            delete.setArray(3, connection.createArrayOf("int8", positions.toArray()));
            return delete.executeUpdate() == positions.size();
        }
    }

    /** It is known now whose it is. */
    boolean isOf(Connection connection, ShardKey shard, Parked p) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update reader_parked set stream = ? where source = ? and shard = ? and position = ?")) {
            update.setString(1, p.stream());
            update.setString(2, shard.source());
            update.setInt(3, shard.shard());
            update.setLong(4, p.position());
            return update.executeUpdate() == 1;
        }
    }

    /** It was tried again, and could not be taken. */
    void tried(Connection connection, ShardKey shard, Parked p) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update reader_parked set reason = ?, projection = ?, fault = ?, tried_at = now()
                where source = ? and shard = ? and position = ?
                """)) {
            update.setString(1, p.reason().name());
            update.setString(2, p.projection());
            update.setString(3, p.fault());
            update.setString(4, shard.source());
            update.setInt(5, shard.shard());
            update.setLong(6, p.position());
            update.executeUpdate();
        }
    }

    /**
     * Streams of which something is set aside, those first that were not tried for longest.
     *
     * @param sources of these services
     * @param untriedFor that were not tried for that long
     * @param limit at most so many
     */
    List<Stream> streams(Connection connection, Collection<String> sources, Duration untriedFor, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + """
                , p.source, p.shard, s.events, p.parked_at, p.tried_at
                from (select source, shard, min(position) as position, count(*) as events from reader_parked
                      group by source, shard, coalesce(stream, position::text)) s
                join reader_parked p using (source, shard, position)
                where p.source = any (?) and p.tried_at <= now() - make_interval(secs => ?)
                order by p.tried_at, p.source, p.shard, p.position limit ?
                """)) {
            select.setArray(1, connection.createArrayOf("text", sources.toArray()));
            select.setDouble(2, untriedFor.toMillis() / 1000.0);
            select.setInt(3, limit);
            List<Stream> streams = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    streams.add(new Stream(
                            new ShardKey(row.getString(8), row.getInt(9)),
                            parked(row),
                            row.getLong(10),
                            Objects.requireNonNull(row.getTimestamp(11)).toInstant(),
                            Objects.requireNonNull(row.getTimestamp(12)).toInstant()));
                }
            }
            return streams;
        }
    }

    private static Parked parked(ResultSet row) throws SQLException {
        @Nullable String projection = row.getString(6);
        return new Parked(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Parked.Reason.valueOf(row.getString(5)),
                projection,
                row.getString(7));
    }
}

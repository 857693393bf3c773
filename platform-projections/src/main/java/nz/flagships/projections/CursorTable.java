package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import nz.flagships.events.Shards;
import org.jspecify.annotations.Nullable;

/** The table {@code reader_cursor}. */
@ApplicationScoped
class CursorTable {
    private static final String COLUMNS = "c.source, c.shard, c.epoch, c.position, c.applied, c.kafka_offset,"
            + " c.last_recorded_at, c.stopped_reason, c.stopped_position, c.stopped_projection, c.stopped_since,"
            // A version that does not know the column moves the cursor all the same.
            + " case when c.last_id_position = c.position then c.last_id end,"
            + " c.parked, c.parked_changes";

    /** Gives every source its sixteen rows. */
    void begin(Connection connection, Collection<String> sources) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into reader_cursor (source, shard)
                select s, n from unnest(?::text[]) s cross join generate_series(0, ?) n
                order by s, n on conflict do nothing
                """)) {
            insert.setArray(1, connection.createArrayOf("text", sources.toArray()));
            insert.setInt(2, Shards.COUNT - 1);
            insert.executeUpdate();
        }
    }

    /** All cursors, by source and shard. */
    List<Cursor> read(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from reader_cursor c order by c.source, c.shard")) {
            return cursors(select);
        }
    }

    /** Locks cursors, in the order of their keys, and returns them as they stand. */
    List<Cursor> lock(Connection connection, List<ShardKey> sorted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + """
                 from reader_cursor c join unnest(?::text[], ?::smallint[]) k (source, shard) using (source, shard)
                order by c.source, c.shard for update of c
                """)) {
            select.setArray(1, texts(connection, sorted.stream().map(ShardKey::source)));
            select.setArray(2, numbers(connection, "int2", sorted.stream().map(ShardKey::shard)));
            return cursors(select);
        }
    }

    /**
     * Where a run of events leads that follows a cursor without a hole.
     *
     * @param events how many of them were applied
     * @param parked how many were set aside
     */
    record Move(
            Cursor from,
            int epoch,
            long position,
            int events,
            int parked,
            long offset,
            @Nullable Instant lastRecordedAt,
            @Nullable String lastId) {

        Cursor to() {
            return new Cursor(
                    from.source(),
                    from.shard(),
                    epoch,
                    position,
                    from.applied() + events,
                    Math.max(offset, from.offset()),
                    lastRecordedAt,
                    null,
                    lastId,
                    from.parked() + parked,
                    from.parkedChanges() + (parked > 0 ? 1 : 0));
        }
    }

    /**
     * Moves cursors, each only if it still stands where it was.
     *
     * @return whether all did
     */
    boolean move(Connection connection, List<Move> moves) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update reader_cursor c set
                    epoch = m.epoch, position = m.position, applied = c.applied + m.events,
                    kafka_offset = greatest(c.kafka_offset, m.kafka_offset), last_recorded_at = m.recorded,
                    last_id = m.last_id, last_id_position = m.position,
                    parked = c.parked + m.parked, parked_changes = c.parked_changes + sign(m.parked)::bigint,
                    moved_at = now(), stopped_reason = null, stopped_position = null, stopped_projection = null,
                    stopped_since = null
                from unnest(?::text[], ?::smallint[], ?::int[], ?::bigint[], ?::int[], ?::bigint[], ?::int[],
                        ?::bigint[], ?::timestamptz[], ?::text[], ?::int[])
                    m (source, shard, was_epoch, was_position, epoch, position, events, kafka_offset, recorded,
                        last_id, parked)
                where c.source = m.source and c.shard = m.shard
                    and c.epoch = m.was_epoch and c.position = m.was_position
                """)) {
            update.setArray(
                    1, texts(connection, moves.stream().map(m -> m.from().source())));
            update.setArray(
                    2,
                    numbers(connection, "int2", moves.stream().map(m -> m.from().shard())));
            update.setArray(
                    3,
                    numbers(connection, "int4", moves.stream().map(m -> m.from().epoch())));
            update.setArray(
                    4,
                    numbers(connection, "int8", moves.stream().map(m -> m.from().position())));
            update.setArray(5, numbers(connection, "int4", moves.stream().map(Move::epoch)));
            update.setArray(6, numbers(connection, "int8", moves.stream().map(Move::position)));
            update.setArray(7, numbers(connection, "int4", moves.stream().map(Move::events)));
            update.setArray(8, numbers(connection, "int8", moves.stream().map(Move::offset)));
            update.setArray(
                    9,
                    texts(
                            connection,
                            moves.stream().map(Move::lastRecordedAt).map(at -> at == null ? null : at.toString())));
            update.setArray(10, texts(connection, moves.stream().map(Move::lastId)));
            update.setArray(11, numbers(connection, "int4", moves.stream().map(Move::parked)));
            return update.executeUpdate() == moves.size();
        }
    }

    /** Moves the offset alone: what came from Kafka behind the cursor's position was nothing to apply. */
    void passOver(Connection connection, ShardKey key, long offset) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update reader_cursor set kafka_offset = greatest(kafka_offset, ?) where source = ? and shard = ?
                """)) {
            update.setLong(1, offset);
            update.setString(2, key.source());
            update.setInt(3, key.shard());
            update.executeUpdate();
        }
    }

    /** Events that were set aside are applied now. */
    void takenAgain(Connection connection, ShardKey key, int events) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update reader_cursor set applied = applied + ?, parked = parked - ?, parked_changes = parked_changes + 1
                where source = ? and shard = ?
                """)) {
            update.setInt(1, events);
            update.setInt(2, events);
            update.setString(3, key.source());
            update.setInt(4, key.shard());
            update.executeUpdate();
        }
    }

    /** Writes down, or clears, why a shard goes no further. */
    void stop(Connection connection, ShardKey key, Cursor.@Nullable Stopped stopped) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update reader_cursor set stopped_reason = ?, stopped_position = ?, stopped_projection = ?, stopped_since = ?
                where source = ? and shard = ?
                """)) {
            update.setString(1, stopped == null ? null : stopped.reason().name());
            update.setObject(2, stopped == null ? null : stopped.position());
            update.setString(3, stopped == null ? null : stopped.projection());
            update.setTimestamp(4, stopped == null ? null : Timestamp.from(stopped.since()));
            update.setString(5, key.source());
            update.setInt(6, key.shard());
            update.executeUpdate();
        }
    }

    private static List<Cursor> cursors(PreparedStatement select) throws SQLException {
        List<Cursor> cursors = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Timestamp recorded = row.getTimestamp(7);
                cursors.add(new Cursor(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        recorded == null ? null : recorded.toInstant(),
                        stopped(row),
                        row.getString(12),
                        row.getLong(13),
                        row.getLong(14)));
            }
        }
        return cursors;
    }

    private static Cursor.@Nullable Stopped stopped(ResultSet row) throws SQLException {
        String reason = row.getString(8);
        return reason == null
                ? null
                : new Cursor.Stopped(
                        Cursor.Reason.valueOf(reason),
                        row.getLong(9),
                        row.getString(10),
                        row.getTimestamp(11).toInstant());
    }

    private static Array texts(Connection connection, Stream<? extends @Nullable String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static Array numbers(Connection connection, String type, Stream<? extends Number> values)
            throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}

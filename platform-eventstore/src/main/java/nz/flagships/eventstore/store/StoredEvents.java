package nz.flagships.eventstore.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How events are read from their table, for those who bring a connection of their own. */
public final class StoredEvents {
    static final String SELECT = """
            select e.shard, e.position,
                   (select max(p.epoch) from shard_epoch p where p.shard = e.shard and p.from_position <= e.position),
                   e.stream, e.version, e.id, e.type, e.data, e.metadata, e.occurred_at, e.recorded_at, e.known_at, e.hash
            from event e""";

    /**
     * Events of several shards, in order within each.
     *
     * <p>Parameters: shards ({@code smallint[]}), the position in each after which to read ({@code bigint[]}), how many of
     * each, and how many bytes of data of each; the first of each comes whatever its size.
     */
    public static final String SELECT_AFTER = """
            select e.shard, e.position,
                   (select max(p.epoch) from shard_epoch p where p.shard = e.shard and p.from_position <= e.position),
                   e.stream, e.version, e.id, e.type, e.data, e.metadata, e.occurred_at, e.recorded_at, e.known_at, e.hash
            from (select unnest(?::smallint[]) as shard, unnest(?::bigint[]) as after) w
            cross join lateral (
                select * from (
                    select p.*, sum(octet_length(p.data)) over (order by p.position rows unbounded preceding)
                                - octet_length(p.data) as before
                    from (select * from event where event.shard = w.shard and event.position > w.after
                          order by event.position limit ?) p) b
                where b.before < ?) e
            order by e.shard, e.position""";

    /**
     * A page by number and bytes: what does not fit is left on the disk, since the length of a text is known without it.
     *
     * @param rows the rows by number, with parameters of their own; the bytes come after those
     * @param by what they are in the order of
     */
    static String page(String rows, String by) {
        return SELECT.replace(
                        "from event e",
                        "from (select p.*, sum(octet_length(p.data)) over (order by p." + by
                                + " rows unbounded preceding) - octet_length(p.data) as before from (" + rows
                                + ") p) e")
                + " where e.before < ? order by e." + by;
    }

    private StoredEvents() {}

    /** Runs one of the queries. */
    public static List<StoredEvent> read(PreparedStatement query) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                events.add(event(rows));
            }
        }
        return events;
    }

    /** The event of the row that the result stands at: its first thirteen columns, in the order of {@link #SELECT_AFTER}. */
    public static StoredEvent event(ResultSet rows) throws SQLException {
        return new StoredEvent(
                rows.getInt(1),
                rows.getLong(2),
                rows.getInt(3),
                rows.getString(4),
                rows.getLong(5),
                rows.getObject(6, UUID.class),
                rows.getString(7),
                rows.getString(8),
                rows.getString(9),
                rows.getObject(10, OffsetDateTime.class).toInstant(),
                rows.getObject(11, OffsetDateTime.class).toInstant(),
                rows.getObject(12, OffsetDateTime.class).toInstant(),
                rows.getBytes(13));
    }
}

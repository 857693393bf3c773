package nz.flagships.eventstore.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/** What somebody should learn of, in the order in which it was committed. It is written by appends; here it is read. */
public final class Inbox {
    /**
     * @param position counts; one event has one, whoever is told of it
     * @param kind what they have to do with it
     * @param stream what it is about
     * @param version of the event
     * @param type of the event
     * @param part which part of it; null for all
     * @param agency who said it
     * @param recordedAt when we recorded it
     * @param synthetic whether it was made up
     * @param claims what the stream has claimed: its references
     */
    public record Entry(
            long position,
            String kind,
            String stream,
            long version,
            String type,
            @Nullable String part,
            String agency,
            Instant recordedAt,
            boolean synthetic,
            List<String> claims) {}

    /**
     * @param entries in order
     * @param head the last position there is for anybody
     */
    public record Page(List<Entry> entries, long head) {}

    private final DataSource dataSource;

    /** @param dataSource where the event store is */
    public Inbox(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Under which name those who have a role are told. No agency has such a code. */
    public static String addressee(Role role) {
        return "role/" + role.claim();
    }

    /**
     * What came after a position. Each addressee's part of the index is read no further than a page.
     *
     * @param limit at most so many
     * @param references whether things have any here: else claims are not looked at
     */
    public Page after(List<String> addressees, long after, int limit, boolean references) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select h.position, t.position, t.kind, t.stream, t.version, t.type, t.part, t.agency, t.recorded_at,
                            t.synthetic,
                            case when ? then
                                array(select c.value from claim c where c.stream = t.stream order by c.value limit 10)
                            else '{}' end
                        from inbox_head h left join (
                            select distinct on (e.position) e.*
                            from unnest(?::text[]) a (addressee)
                            cross join lateral (
                                select * from inbox i where i.addressee = a.addressee and i.position > ?
                                order by i.position limit ?) e
                            order by e.position limit ?) t on true
                        order by t.position""")) {
            query.setBoolean(1, references);
            query.setArray(2, connection.createArrayOf("text", addressees.toArray(String[]::new)));
            query.setLong(3, after);
            query.setInt(4, limit);
            query.setInt(5, limit);
            List<Entry> entries = new ArrayList<>();
            long head = 0;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    head = row.getLong(1);
                    if (row.getString(3) != null) {
                        entries.add(entry(row));
                    }
                }
            }
            return new Page(entries, head);
        } catch (SQLException e) {
            throw new StoreUnavailable("PostgreSQL did not answer: SQLSTATE " + e.getSQLState(), true, e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Array claims = row.getArray(11);
        return new Entry(
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getBoolean(10),
                Arrays.asList((String[]) claims.getArray()));
    }
}

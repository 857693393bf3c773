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
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/** What somebody should learn of, in the order in which it was committed. It is written by appends; here it is read. */
public final class Inbox {
    /**
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
     * What somebody has read, or may read.
     *
     * @param entries in order
     * @param read by addressee, how many of its own entries come no later than the last of these; of an addressee who has
     *     none, 0
     * @param more whether there is more already
     */
    public record Page(List<Entry> entries, SortedMap<String, Long> read, boolean more) {}

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
     * What came after so many of each addressee's own. Each addressee's part of the index is read no further than a page.
     *
     * @param read by addressee, how many of its own were read; more than it has counts as all that it has
     * @param limit at most so many
     * @param references whether things have any here: else claims are not looked at
     */
    public Page after(SortedMap<String, Long> read, int limit, boolean references) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select t.addressee, t.number, t.nth, t.kind, t.stream, t.version, t.type, t.part, t.agency,
                            t.recorded_at, t.synthetic,
                            case when ? and t.nth <= ? then
                                array(select c.value from claim c where c.stream = t.stream order by c.value limit 10)
                            else '{}' end
                        from (
                            select a.addressee, least(a.read, coalesce(
                                    (select max(h.number) from inbox h where h.addressee = a.addressee), 0)) as number,
                                0 as nth, null as kind, null as stream, null::bigint as version,
                                null as type, null as part, null as agency, null::timestamptz as recorded_at,
                                null::boolean as synthetic
                            from unnest(?::text[], ?::bigint[]) a (addressee, read)
                            union all
                            select e.addressee, e.number, dense_rank() over (order by e.position), e.kind,
                                e.stream, e.version, e.type, e.part, e.agency, e.recorded_at, e.synthetic
                            from unnest(?::text[], ?::bigint[]) a (addressee, read)
                            cross join lateral (
                                select * from inbox i where i.addressee = a.addressee and i.number > a.read
                                order by i.number limit ?) e) t
                        where t.nth <= ? + 1
                        order by t.nth, t.addressee""")) {
            Array addressees = connection.createArrayOf("text", read.keySet().toArray());
            Array numbers = connection.createArrayOf("bigint", read.values().toArray());
            query.setBoolean(1, references);
            query.setInt(2, limit);
            query.setArray(3, addressees);
            query.setArray(4, numbers);
            query.setArray(5, addressees);
            query.setArray(6, numbers);
            query.setInt(7, limit + 1);
            query.setInt(8, limit);
            SortedMap<String, Long> now = new TreeMap<>();
            List<Entry> entries = new ArrayList<>();
            boolean more = false;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long nth = row.getLong(3);
                    if (nth > limit) {
                        more = true;
                        break;
                    }
                    now.put(row.getString(1), row.getLong(2));
                    // Somebody may be told of one event by two names.
                    if (nth > entries.size()) {
                        entries.add(entry(row));
                    }
                }
            }
            return new Page(entries, now, more);
        } catch (SQLException e) {
            throw new StoreUnavailable("PostgreSQL did not answer: SQLSTATE " + e.getSQLState(), true, e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Array claims = row.getArray(12);
        return new Entry(
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getBoolean(11),
                Arrays.asList((String[]) claims.getArray()));
    }
}

package nz.flagships.eventstore.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What the clock has to say. Deadlines are set and cleared by appends; here the poller takes those that are due. The clock
 * is the database's, so that replicas agree.
 */
public final class Deadlines {
    /**
     * @param stream whose deadline
     * @param key unique within the stream
     * @param due when
     * @param command the command's JSON, as it was set
     * @param attempt 1 for the first time it is taken
     * @param lease tells this taking from another one
     */
    public record Due(String stream, String key, Instant due, String command, int attempt, UUID lease) {}

    private final DataSource dataSource;

    /** @param dataSource where the event store is */
    public Deadlines(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Takes what is due, the oldest first. Nobody else gets it until the lease is over; whoever does not say
     * {@link #done} in time must expect that another replica says the same, so the command needs an idempotency key made
     * from stream, key and due.
     */
    public List<Due> lease(int limit, Duration lease) {
        UUID mine = UUID.randomUUID();
        List<Due> taken = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        update deadline d
                        set owner = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
                        from (select stream, key from deadline
                              where due <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
                              order by due limit ? for update skip locked) t
                        where d.stream = t.stream and d.key = t.key
                        returning d.stream, d.key, d.due, d.command, d.attempts""")) {
            update.setString(1, mine.toString());
            update.setLong(2, lease.toMillis());
            update.setInt(3, limit);
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    taken.add(new Due(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getString(4),
                            rows.getInt(5),
                            mine));
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("Deadlines could not be taken: SQLSTATE " + e.getSQLState(), true, e);
        }
        return taken;
    }

    /** Gives a row back that could not be said yet: whoever looks next may take it at once. */
    public void notYet(Due due) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update deadline set owner = null, lease_until = null where stream = ? and key = ? and due = ? and owner = ?")) {
            update.setString(1, due.stream());
            update.setString(2, due.key());
            update.setObject(3, due.due().atOffset(ZoneOffset.UTC));
            update.setString(4, due.lease().toString());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreUnavailable("A deadline could not be given back: SQLSTATE " + e.getSQLState(), false, e);
        }
    }

    /** It was said. Does nothing where the deadline was meanwhile set again, cleared, or taken by another. */
    public void done(Due due) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from deadline where stream = ? and key = ? and due = ? and owner = ?")) {
            delete.setString(1, due.stream());
            delete.setString(2, due.key());
            delete.setObject(3, due.due().atOffset(ZoneOffset.UTC));
            delete.setString(4, due.lease().toString());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new StoreUnavailable("A deadline could not be ended: SQLSTATE " + e.getSQLState(), false, e);
        }
    }
}

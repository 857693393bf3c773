package nz.flagships.reporting.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import org.jboss.logging.Logger;

/** The read models at one moment. */
@ApplicationScoped
public class ReadModels {
    private static final Logger LOG = Logger.getLogger(ReadModels.class);

    /** What one question may have the database for, each of its statements; and this service, to put a page together. */
    static final int MOST_MILLIS = 30_000;

    private static final String CANCELLED = "57014";
    /** The class of what cannot be made a date or a number (PostgreSQL, appendix A). */
    private static final String DATA_EXCEPTION = "22";

    private static final int RETRY_SECONDS = 30;

    private final DataSource database;

    ReadModels(DataSource database) {
        this.database = database;
    }

    /** The end of a question that takes too long. */
    static ProblemException tooLong() {
        return new ProblemException(QueryRule.TOO_LONG.problem().retryAfter(RETRY_SECONDS));
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Reads in a transaction that sees one moment: rows and cursors fit. While PostgreSQL is away the request is answered
     * with a problem that passes, and one that takes the database for too long is given up.
     */
    public <T> T read(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "set transaction isolation level repeatable read, read only; set local statement_timeout = "
                                + MOST_MILLIS);
                T found = work.with(connection);
                connection.commit();
                return found;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                throw tooLong();
            }
            // Not its message: it may carry values.
            LOG.errorf("The read models cannot be read: SQL state %s", e.getSQLState());
            if (e.getSQLState() != null && e.getSQLState().startsWith(DATA_EXCEPTION)) {
                // Only what was asked for can be to blame: to come back later would not help.
                throw QueryRule.BAD_FILTER.exception("A value lies beyond what there can be.");
            }
            throw RequestRule.UNAVAILABLE.exception();
        }
    }
}

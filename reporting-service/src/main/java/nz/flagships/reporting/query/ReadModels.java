package nz.flagships.reporting.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import nz.flagships.rest.RequestRule;
import org.jboss.logging.Logger;

/** The read models at one moment. */
@ApplicationScoped
public class ReadModels {
    private static final Logger LOG = Logger.getLogger(ReadModels.class);

    private final DataSource database;

    ReadModels(DataSource database) {
        this.database = database;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Reads in a transaction that sees one moment: rows and cursors fit. While PostgreSQL is away the request is answered
     * with a problem that passes.
     */
    public <T> T read(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
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
            // Not its message: it may carry values.
            LOG.errorf("The read models cannot be read: SQL state %s", e.getSQLState());
            throw RequestRule.UNAVAILABLE.exception();
        }
    }
}

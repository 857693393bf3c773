package nz.flagships.eventstore.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import nz.flagships.local.TestPlatform;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** An event store of a test's own, in a new database of the test's server. */
public final class StoreDatabase {
    static final Map<String, String> PLACEHOLDERS =
            Map.of("writer", "initiative_writer", "reader", "initiative_reader");

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final TestPlatform platform = TestPlatform.postgres();
    private final String name = "store_" + NEXT.incrementAndGet() + "_" + Long.toHexString(System.nanoTime());

    /** Creates and migrates it. */
    public StoreDatabase() {
        try (Connection connection =
                        DriverManager.getConnection(platform.jdbcUrl("postgres"), "postgres", platform.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner initiative_owner");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Flyway.configure()
                .dataSource(platform.jdbcUrl(name), "initiative_owner", platform.password())
                .locations("classpath:db/eventstore")
                .placeholders(PLACEHOLDERS)
                .load()
                .migrate();
    }

    /** As the service sees it. */
    public PGSimpleDataSource writer() {
        return as("initiative_writer");
    }

    /** As the service sees it when the network between them loses things. */
    public PGSimpleDataSource writer(LosingProxy through) {
        return through.through(writer(), platform.password());
    }

    /** Where it is. */
    public String address() {
        return platform.jdbcUrl(name);
    }

    /** As an operator or analyst who only looks. */
    public PGSimpleDataSource reader() {
        return as("initiative_reader");
    }

    /** As the owner of the tables sees it. */
    public PGSimpleDataSource owner() {
        return as("initiative_owner");
    }

    /** As nobody should. */
    public PGSimpleDataSource superuser() {
        return as("postgres");
    }

    private PGSimpleDataSource as(String user) {
        return as(user, platform.password());
    }

    PGSimpleDataSource as(String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(platform.jdbcUrl(name));
        source.setUser(user);
        source.setPassword(password);
        source.setLogServerErrorDetail(false);
        source.setApplicationName("store");
        return source;
    }

    /** Sends everybody away and lets nobody in, or lets them in again; asked through a connection to another database. */
    void allowConnections(Connection other, boolean allowed) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + allowed);
            if (!allowed) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            }
        }
    }

    /** The first column of the first row. */
    public long number(String sql) {
        try (Connection connection = superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

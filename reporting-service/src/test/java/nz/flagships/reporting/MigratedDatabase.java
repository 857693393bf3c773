package nz.flagships.reporting;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import nz.flagships.local.TestPlatform;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A database of a test's own with this service's tables and roles, and nothing in them. */
public final class MigratedDatabase {
    public static final String SCHEMA = "reporting_v2";

    private MigratedDatabase() {}

    public static void create(TestPlatform platform, String name) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(platform.jdbcUrl("postgres"), "postgres", platform.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner reporting_owner");
        }
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(platform.jdbcUrl(name), "reporting_owner", platform.password())
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/projections", "classpath:db/reporting")
                .placeholders(Map.of("writer", "reporting_writer", "reader", "reporting_reader"));
        Models.TABLES.customize(flyway);
        flyway.load().migrate();
    }
}

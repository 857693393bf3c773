package nz.flagships.projections;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import nz.flagships.local.TestPlatform;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema with the tables of the reader, made anew. */
final class ReaderSchema {
    private static final List<String> MIGRATIONS =
            List.of("V20__reader_cursors", "R__reader_cursors_last_event", "R__reader_filled", "R__reader_parked");

    private ReaderSchema() {}

    /**
     * Makes it, and points there.
     *
     * @param schema another's than that of a service that another test has left running, which would judge these cursors by
     *     its log
     */
    static void make(PGSimpleDataSource database, String schema) throws SQLException, IOException {
        TestPlatform platform = TestPlatform.postgres();
        database.setUrl(platform.jdbcUrl("reporting"));
        database.setUser("reporting_owner");
        database.setPassword(platform.password());
        database.setCurrentSchema(schema);
        execute(database, "drop schema if exists %1$s cascade; create schema %1$s".formatted(schema));
        for (String migration : MIGRATIONS) {
            try (InputStream sql = Objects.requireNonNull(
                    ReaderSchema.class.getResourceAsStream("/db/projections/" + migration + ".sql"))) {
                execute(database, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    static void execute(DataSource database, String text) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}

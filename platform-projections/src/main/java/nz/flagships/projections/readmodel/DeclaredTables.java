package nz.flagships.projections.readmodel;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Makes the tables of declared models, as one more migration of the service's schema. Its checksum is the models' own: a
 * schema that was made for others is refused at the start, and never altered. Offer it as a bean; Flyway finds no migration
 * of Java by itself outside of the folders it looks through.
 */
public final class DeclaredTables implements FlywayConfigurationCustomizer {
    private final ReadModels models;
    private final String version;

    /**
     * @param version of the migration: after those whose tables it rests on, before those that rest on its
     */
    public DeclaredTables(ReadModels models, String version) {
        this.models = models;
        this.version = version;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.javaMigrations(new Tables(models, MigrationVersion.fromVersion(version)));
    }

    private record Tables(ReadModels models, MigrationVersion version) implements JavaMigration {
        private static final int HEX = 16;

        @Override
        public MigrationVersion getVersion() {
            return version;
        }

        @Override
        public String getDescription() {
            return "declared read models";
        }

        @Override
        public Integer getChecksum() {
            return new BigInteger(models.fingerprint(), HEX).intValue();
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute(models.ddl());
            }
        }
    }
}

package nz.flagships.reporting;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import nz.flagships.rest.MigratedSchema;
import org.flywaydb.core.Flyway;

/** Before anything is read or shown: that the tables are as new as this version wants them. */
@Singleton
final class SchemaAtStart {
    void check(@Observes @Priority(1) StartupEvent start, Flyway flyway, DataSource database) {
        MigratedSchema.require(flyway.getConfiguration(), database);
    }
}

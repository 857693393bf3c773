package nz.flagships.rest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.Configuration;
import org.jboss.logging.Logger;

/**
 * The tables that this version of a service needs. It does not serve, read or publish on older ones: a reader that meets a
 * table without a column would stop its shards as if an event were at fault. On newer ones it does, since migrations only
 * expand while an older version runs: that is what a release is rolled back on.
 */
public final class MigratedSchema {
    private static final Logger LOG = Logger.getLogger(MigratedSchema.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int SAID_EVERY = 30;

    private MigratedSchema() {}

    /**
     * Returns when the database can be reached and is new enough; waits for the first, as long as it takes.
     *
     * @param migrations which the service knows, and where they are recorded
     * @param database as the service itself sees it, which is not the owner
     * @throws IllegalStateException when the database is older, saying what to do
     */
    public static void require(Configuration migrations, DataSource database) {
        for (int tried = 0; !reachable(database, tried % SAID_EVERY == 0); tried++) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while PostgreSQL was away", e);
            }
        }
        MigrationInfo[] all = Flyway.configure()
                .configuration(migrations)
                .dataSource(database)
                .load()
                .info()
                .all();
        List<String> missing = named(all, MigrationState.PENDING, MigrationState.IGNORED, MigrationState.FAILED);
        if (!missing.isEmpty()) {
            String sentence =
                    "The database lacks the migrations " + missing + " of this version: run the same image once with"
                            + " FLAGSHIPS_MIGRATE=true, QUARKUS_INIT_AND_EXIT=true and FLAGSHIPS_POSTGRES_OWNER_PASSWORD, as its"
                            + " init container does, then start it again";
            LOG.fatal(sentence);
            throw new IllegalStateException(sentence);
        }
        List<String> newer = named(all, MigrationState.FUTURE_SUCCESS);
        if (!newer.isEmpty()) {
            LOG.infof("The database is newer than this version, which does not know its migrations %s: served", newer);
        }
    }

    /** Grants that are run anew are no part of it: they never take away what an older version needs. */
    private static List<String> named(MigrationInfo[] all, MigrationState... states) {
        return Stream.of(all)
                .filter(each -> each.getVersion() != null && List.of(states).contains(each.getState()))
                .map(each -> "V" + each.getVersion() + " " + each.getDescription())
                .toList();
    }

    private static boolean reachable(DataSource database, boolean say) {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            if (say) {
                LOG.warnf("PostgreSQL cannot be used, and is waited for: %s", DatabaseFault.said(e));
            }
            return false;
        }
    }
}

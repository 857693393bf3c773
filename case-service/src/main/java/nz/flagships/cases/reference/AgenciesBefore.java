package nz.flagships.cases.reference;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Shards;
import nz.flagships.projections.SourceLog;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.projections.Sources;
import org.jboss.logging.Logger;

/**
 * Reads once more, after an upgrade, which agencies were registered before this service kept them: the reader's cursors have passed
 * those events. Until it is done they are not known here, and an invitation of one is to be sent again a little later.
 */
@ApplicationScoped
class AgenciesBefore {
    private static final Logger LOG = Logger.getLogger(AgenciesBefore.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;

    private final DataSource database;
    private final Sources sources;
    private final ExecutorService threads;
    private volatile boolean leaving;

    AgenciesBefore(DataSource database, Sources sources, @VirtualThreads ExecutorService threads) {
        this.database = database;
        this.sources = sources;
        this.threads = threads;
    }

    void start(@Observes StartupEvent event) {
        threads.execute(this::untilRead);
    }

    void stop(@Observes ShutdownEvent event) {
        leaving = true;
    }

    private void untilRead() {
        while (!leaving) {
            try {
                if (isWanted()) {
                    read(sources.log("initiative"));
                    LOG.info("Agencies that were registered before are known now");
                }
                return;
            } catch (SourceUnreachable | SQLException e) {
                LOG.infof(
                        "Agencies that were registered before are not known yet: %s",
                        e.getClass().getSimpleName());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean isWanted() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select 1 from passed_by where kind = 'agency'");
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** Every shard from its beginning; what comes meanwhile comes to the reader. */
    void read(SourceLog log) throws SourceUnreachable, SQLException {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            List<EventEnvelope> page = log.after(shard, 0, PAGE).events();
            while (!page.isEmpty()) {
                List<String> codes = page.stream()
                        .filter(event -> event.name().equals(ReferenceProjection.AGENCY))
                        .map(EventEnvelope::subjectId)
                        .toList();
                if (!codes.isEmpty()) {
                    try (Connection connection = database.getConnection()) {
                        ReferenceProjection.writeAgencies(codes, connection);
                    }
                }
                page = log.after(shard, page.getLast().position(), PAGE).events();
            }
        }
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from passed_by where kind = 'agency'")) {
            delete.executeUpdate();
        }
    }
}

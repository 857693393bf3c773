package nz.flagships.reporting.caseload;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Shards;
import nz.flagships.projections.SourceLog;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.projections.Sources;
import nz.flagships.reporting.readmodel.Row;
import org.jboss.logging.Logger;

/**
 * Reads once more, after an upgrade, who has led the cases that were there before this service kept it: the reader's cursors have
 * passed those events. Until it is done no months are frozen, since cases would be rounded together that must not be. It begins
 * when no replica of the version before is there any more, which would go on to pass such events by.
 */
@ApplicationScoped
public class LeadsBefore {
    private static final Logger LOG = Logger.getLogger(LeadsBefore.class);
    private static final Set<String> SAY_WHO_LEADS = Set.of("CaseOpened", "LeadAgencyChanged");
    private static final int PAGE = 1_000;

    private final DataSource database;
    private final Sources sources;
    private final CaseloadProjection projection;
    private volatile boolean done;

    LeadsBefore(DataSource database, Sources sources, CaseloadProjection projection) {
        this.database = database;
        this.sources = sources;
        this.projection = projection;
    }

    @Scheduled(
            identity = "leads-before",
            every = "1m",
            delayed = "{flagships.caseload.leads-after:10m}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void untilRead() throws SQLException {
        if (done) {
            return;
        }
        if (isWanted()) {
            try {
                read(sources.log("case"), database, projection);
                LOG.info("Who has led the cases that were there before is known now");
            } catch (SourceUnreachable e) {
                LOG.info("Who has led the cases that were there before is not known yet; no months are frozen");
                return;
            }
        }
        done = true;
    }

    private boolean isWanted() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return isWanted(connection);
        }
    }

    /** Whether it is still to be read. */
    static boolean isWanted(Connection connection) throws SQLException {
        return !Row.list(connection, "select 1 from passed_by where kind = 'lead'", row -> true)
                .isEmpty();
    }

    /** Every shard from its beginning; what comes meanwhile comes to the reader. A row that is there is written alike. */
    static void read(SourceLog log, DataSource database, CaseloadProjection projection)
            throws SourceUnreachable, SQLException {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            List<EventEnvelope> page = log.after(shard, 0, PAGE).events();
            while (!page.isEmpty()) {
                List<EventEnvelope> leads = page.stream()
                        .filter(event -> SAY_WHO_LEADS.contains(event.name()))
                        .toList();
                if (!leads.isEmpty()) {
                    try (Connection connection = database.getConnection()) {
                        projection.apply(leads, connection);
                    }
                }
                page = log.after(shard, page.getLast().position(), PAGE).events();
            }
        }
        try (Connection connection = database.getConnection();
                Statement delete = connection.createStatement()) {
            delete.executeUpdate("delete from passed_by where kind = 'lead'");
        }
    }
}

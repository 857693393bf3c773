package nz.flagships.reporting.caseload;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import nz.flagships.events.Basis;
import nz.flagships.projections.Cursors;
import nz.flagships.projections.Filling;
import nz.flagships.reporting.disclosure.RoundedCount;
import nz.flagships.reporting.disclosure.UnitKeys;
import nz.flagships.reporting.query.Answers;
import nz.flagships.reporting.query.NewZealand;
import nz.flagships.reporting.readmodel.Row;
import nz.flagships.reporting.region.RegionRows;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Freezes the caseload: counts all closed months, rounds them and keeps the whole as a new vintage. Once a month, on the
 * 5th in New Zealand; facts that come later enter the next vintage. An operator may do so in between.
 *
 * <p>One replica at a time: the lease is an advisory lock of PostgreSQL that ends with its session, whatever becomes of
 * its holder.
 */
@ApplicationScoped
public class FreezeMonths {
    private static final Logger LOG = Logger.getLogger(FreezeMonths.class);
    private static final int DAY = 5;
    private static final long LEASE = 0x66726565_7a65L; // "freeze", a number that no one else locks

    private final DataSource database;
    private final Cursors cursors;
    private final Filling filling;
    private final Clock clock;
    private final String secret;

    FreezeMonths(
            DataSource database,
            Cursors cursors,
            Filling filling,
            Clock clock,
            @ConfigProperty(name = "flagships.caseload.secret") Optional<String> secret) {
        this.database = database;
        this.cursors = cursors;
        this.filling = filling;
        this.clock = clock;
        // One that is missing is found at the start, not on the 5th.
        this.secret = secret.orElse("");
        new UnitKeys(this.secret);
    }

    /**
     * A whole table as it was frozen.
     *
     * @param vintage its number
     * @param frozenAt when
     * @param through its last month, {@code 2026-10}
     * @param synthetic whether any case in it was made up
     */
    public record Vintage(long vintage, Instant frozenAt, YearMonth through, boolean synthetic) {}

    /** On the 5th, or as soon after it as this service runs. */
    @Scheduled(
            identity = "freeze-months",
            every = "{flagships.caseload.check-every:1h}",
            delayed = "{flagships.caseload.check-after:10m}")
    void whenDue() throws SQLException {
        LocalDate today = NewZealand.day(clock.instant());
        if (today.getDayOfMonth() < DAY) {
            return;
        }
        Instant due = today.withDayOfMonth(DAY).atStartOfDay(NewZealand.ZONE).toInstant();
        freeze(last -> last.isPresent() && !last.get().frozenAt().isBefore(due));
    }

    /** Freezes now. Where nothing has changed since the last vintage, that one stays. */
    public Optional<Vintage> freeze() throws SQLException {
        return freeze(last -> false);
    }

    private interface Enough {
        boolean is(Optional<Vintage> last);
    }

    private Optional<Vintage> freeze(Enough enough) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            // Before the transaction and its snapshot, which would not see what the holder before has just frozen.
            if (!leased(connection, "select pg_try_advisory_lock(" + LEASE + ")")) {
                return latest(connection);
            }
            try {
                return freezeAlone(connection, enough);
            } finally {
                connection.setAutoCommit(true);
                leased(connection, "select pg_advisory_unlock(" + LEASE + ")");
            }
        }
    }

    private Optional<Vintage> freezeAlone(Connection connection, Enough enough) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Rows and cursors of one moment.
            statement.execute("set transaction isolation level repeatable read");
            Optional<Vintage> last = latest(connection);
            Optional<Vintage> now =
                    !isWhole(connection) || enough.is(last) ? last : Optional.of(freeze(connection, last));
            connection.commit();
            return now;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    /** Whether all that has happened in cases is here. A vintage that lacks some would stay for ever. */
    private boolean isWhole(Connection connection) throws SQLException {
        return filling.isDone() && !LeadsBefore.isWanted(connection) && !isSetAside(connection);
    }

    private boolean isSetAside(Connection connection) throws SQLException {
        return cursors.read(connection).stream()
                .anyMatch(cursor -> cursor.source().equals("case") && cursor.parked() > 0);
    }

    private Vintage freeze(Connection connection, Optional<Vintage> last) throws SQLException {
        Instant now = clock.instant();
        YearMonth through = YearMonth.from(NewZealand.day(now)).minusMonths(1);
        List<CaseHistory> cases = cases(connection);
        List<Caseload.Cell> cells = Caseload.of(cases, RegionRows.read(connection), through, new UnitKeys(secret));
        if (last.isPresent() && cells.equals(cells(connection, last.get().vintage()))) {
            return last.get();
        }
        Vintage vintage = begin(connection, now, through, cases.stream().anyMatch(CaseHistory::synthetic));
        write(connection, vintage.vintage(), cells);
        LOG.infof("Froze the caseload through %s as vintage %d", through, vintage.vintage());
        return vintage;
    }

    private static boolean leased(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet leased = statement.executeQuery(query)) {
            return leased.next() && leased.getBoolean(1);
        }
    }

    static Optional<Vintage> latest(Connection connection) throws SQLException {
        return Row.list(
                        connection,
                        "select * from caseload_vintage order by vintage desc limit 1",
                        row -> new Vintage(
                                row.number("vintage"),
                                row.instant("frozen_at"),
                                YearMonth.from(row.day("through_month")),
                                row.flag("synthetic")))
                .stream()
                .findFirst();
    }

    static List<Caseload.Cell> cells(Connection connection, long vintage) throws SQLException {
        return Row.list(
                connection,
                "select * from caseload where vintage = ? order by region, month",
                row -> new Caseload.Cell(
                        row.text("region"),
                        YearMonth.from(row.day("month")),
                        new RoundedCount(row.integer("opened")),
                        new RoundedCount(row.integer("closed")),
                        new RoundedCount(row.integer("active"))),
                vintage);
    }

    private static List<CaseHistory> cases(Connection connection) throws SQLException {
        Map<String, List<CaseHistory.Step>> steps = new LinkedHashMap<>();
        Map<String, CaseHistory> begun = new LinkedHashMap<>();
        Row.list(connection, """
                select j.stream, j.region, j.basis, c.change, c.month, c.basis as change_basis, l.agencies
                from joint_case j join joint_case_change c on c.stream = j.stream
                    left join (select stream, array_agg(agency) as agencies from joint_case_lead group by stream) l
                        on l.stream = j.stream
                order by j.stream, c.version
                """, row -> {
            String stream = row.text("stream");
            boolean synthetic = row.one(Basis.class, "basis") == Basis.SYNTHETIC
                    || row.one(Basis.class, "change_basis") == Basis.SYNTHETIC;
            begun.merge(
                    stream,
                    new CaseHistory(
                            stream, row.text("region"), Set.copyOf(row.texts("agencies")), synthetic, List.of()),
                    (a, b) -> a.synthetic() ? a : b);
            steps.computeIfAbsent(stream, s -> new ArrayList<>())
                    .add(new CaseHistory.Step(row.one(Change.class, "change"), YearMonth.from(row.day("month"))));
            return stream;
        });
        return begun.values().stream()
                .map(one -> new CaseHistory(
                        one.stream(),
                        one.region(),
                        one.ledBy(),
                        one.synthetic(),
                        steps.getOrDefault(one.stream(), List.of())))
                .toList();
    }

    private Vintage begin(Connection connection, Instant now, YearMonth through, boolean synthetic)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into caseload_vintage (frozen_at, through_month, positions, synthetic)
                values (date_trunc('milliseconds', ?::timestamptz), ?, ?, ?) returning vintage, frozen_at
                """)) {
            insert.setObject(1, now.atOffset(ZoneOffset.UTC));
            insert.setObject(2, through.atDay(1));
            insert.setString(3, Answers.positions(cursors.read(connection)));
            insert.setBoolean(4, synthetic);
            try (ResultSet made = insert.executeQuery()) {
                made.next();
                return new Vintage(
                        made.getLong(1),
                        made.getObject(2, java.time.OffsetDateTime.class).toInstant(),
                        through,
                        synthetic);
            }
        }
    }

    private static void write(Connection connection, long vintage, List<Caseload.Cell> cells) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into caseload (vintage, region, month, opened, closed, active) values (?, ?, ?, ?, ?, ?)")) {
            for (Caseload.Cell cell : cells) {
                insert.setLong(1, vintage);
                insert.setString(2, cell.region());
                insert.setObject(3, cell.month().atDay(1));
                insert.setInt(4, cell.opened().value());
                insert.setInt(5, cell.closed().value());
                insert.setInt(6, cell.active().value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}

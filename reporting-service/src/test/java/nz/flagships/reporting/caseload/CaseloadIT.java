package nz.flagships.reporting.caseload;

import static java.util.Objects.requireNonNull;
import static nz.flagships.reporting.MigratedDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Shards;
import nz.flagships.events.cases.CaseClosed;
import nz.flagships.events.cases.CaseOpened;
import nz.flagships.events.cases.CaseReopened;
import nz.flagships.events.cases.ClosingOutcome;
import nz.flagships.events.cases.ClosingReason;
import nz.flagships.events.cases.LeadAgencyChanged;
import nz.flagships.events.cases.LegalBasis;
import nz.flagships.events.cases.ReopeningReason;
import nz.flagships.local.TestPlatform;
import nz.flagships.projections.Cursor;
import nz.flagships.projections.Cursors;
import nz.flagships.projections.SourceLog;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.reporting.MigratedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** From published facts of cases to the vintage that is frozen of them. */
class CaseloadIT {
    private static final Instant NOW = Instant.parse("2026-08-05T00:00:00Z");
    private static final YearMonth FIRST = YearMonth.of(2010, 1);
    private static final YearMonth LAST = YearMonth.of(2026, 7);
    private static final TestPlatform PLATFORM = TestPlatform.postgres();

    private final CaseloadProjection projection = new CaseloadProjection();
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final Map<String, Long> versions = new HashMap<>();
    private boolean filled = true;
    private long parked;
    private final FreezeMonths freezing = new FreezeMonths(
            database, new OneCursor(), () -> filled, Clock.fixed(NOW, ZoneOffset.UTC), Optional.of("only-for-tests"));

    private final class OneCursor implements Cursors {
        @Override
        public List<Cursor> read(Connection connection) {
            return List.of(new Cursor("case", 0, 1, 9, 9 - parked, 0, null, null, null, parked, 0));
        }

        @Override
        public List<Cursor> latest() {
            return List.of();
        }

        @Override
        public Map<Integer, Long> seen(String source) {
            return Map.of();
        }
    }

    @BeforeEach
    void prepare() throws SQLException {
        String name = "caseload_" + Long.toHexString(System.nanoTime());
        MigratedDatabase.create(PLATFORM, name);
        database.setUrl(PLATFORM.jdbcUrl(name) + "?currentSchema=" + SCHEMA);
        database.setUser("reporting_writer");
        database.setPassword(PLATFORM.password());
        write("insert into region (code, name, kind, basis, inferred, event_id, said_at, recorded_at, known_at)"
                + " values ('AREA', 'Area', 'POLICE_AREA', 'OPERATIONAL', '{}', 'e', now(), now(), now())");
    }

    @Test
    void whoever_was_passed_the_lead_finds_no_exact_number_of_the_others_cases() throws SQLException {
        // given seven cases of another agency, and what is shown of them
        List<EventEnvelope> facts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            facts.add(fact("case/theirs-" + i, opened()));
        }
        tell(facts);
        int shown = requireNonNull(active(freeze()).get(LAST));

        // and ten more that it opened and passed to us, which we close and open again as we like, dated back
        Random random = new Random(1);
        Map<YearMonth, Integer> ours = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            facts.addAll(movedAtWill("case/passed-" + i, random, ours));
        }
        tell(facts.subList(7, facts.size()));

        // when we take away, month by month of one vintage, what we know to be active of ours
        double left = active(freeze()).entrySet().stream()
                .filter(cell -> cell.getKey().isAfter(FIRST))
                .mapToInt(cell -> cell.getValue() - ours.getOrDefault(cell.getKey(), 0))
                .average()
                .orElseThrow();

        // then what is left is what was shown of the others all along
        assertThat(left).isBetween(shown - 0.4, shown + 0.4);
        assertThat(Math.abs(left - 7)).isGreaterThan(0.5);
    }

    @Test
    void no_months_are_frozen_before_it_is_known_who_has_led_the_cases_that_were_there()
            throws SQLException, SourceUnreachable {
        // given cases that were there before it was kept who has led them
        List<EventEnvelope> log = List.of(
                fact("case/a", opened()),
                fact("case/a", new LeadAgencyChanged("THEIRS", "OURS")),
                fact("case/b", opened()));
        tell(log);
        write("delete from joint_case_lead");
        write("insert into passed_by values ('lead')");

        // when
        Optional<FreezeMonths.Vintage> before = freezing.freeze();
        LeadsBefore.read(logOf(log), database, projection);
        Optional<FreezeMonths.Vintage> after = freezing.freeze();

        // then
        assertThat(before).isEmpty();
        assertThat(after).isPresent();
        assertThat(texts("select stream || ' ' || agency from joint_case_lead order by 1"))
                .containsExactly("case/a OURS", "case/a THEIRS", "case/b THEIRS");
    }

    @Test
    void freezes_nothing_while_the_read_models_are_being_filled() throws SQLException {
        tell(List.of(fact("case/early", opened())));

        filled = false;
        Optional<FreezeMonths.Vintage> before = freezing.freeze();
        filled = true;

        assertThat(before).isEmpty();
        assertThat(freezing.freeze()).isPresent();
    }

    @Test
    void freezes_nothing_while_a_case_is_set_aside() throws SQLException {
        tell(List.of(fact("case/early", opened())));

        parked = 1;
        Optional<FreezeMonths.Vintage> before = freezing.freeze();
        parked = 0;

        assertThat(before).isEmpty();
        assertThat(freezing.freeze()).isPresent();
    }

    private List<EventEnvelope> movedAtWill(String stream, Random random, Map<YearMonth, Integer> active) {
        List<EventEnvelope> facts = new ArrayList<>();
        facts.add(fact(stream, opened()));
        facts.add(fact(stream, new LeadAgencyChanged("THEIRS", "OURS")));
        boolean open = true;
        for (YearMonth month = FIRST.plusMonths(1); !month.isAfter(LAST); month = month.plusMonths(1)) {
            if (random.nextBoolean() != open) {
                open = !open;
                facts.add(fact(
                        stream,
                        open
                                ? new CaseReopened(month, ReopeningReason.NEW_INCIDENT)
                                : new CaseClosed(month, 0, ClosingReason.GOALS_MET, ClosingOutcome.RISK_REDUCED)));
            }
            if (open) {
                active.merge(month, 1, Integer::sum);
            }
        }
        return facts;
    }

    private static CaseOpened opened() {
        return new CaseOpened(FIRST, "AREA", List.of("THEME"), LegalBasis.CONSENT, "PROGRAMME", null, "THEIRS");
    }

    private EventEnvelope fact(String stream, PublishedEvent event) {
        long version = versions.merge(stream, 1L, Long::sum);
        return new EventEnvelope(
                UUID.randomUUID().toString(),
                "/flagships/case-service",
                "nz.flagships.case." + event.getClass().getSimpleName() + ".v1",
                stream,
                NOW,
                NOW,
                NOW,
                Shards.of(stream),
                version,
                1,
                version,
                "THEIRS",
                null,
                null,
                null,
                Json.canonical(event));
    }

    private void tell(List<EventEnvelope> facts) throws SQLException {
        try (Connection connection = database.getConnection()) {
            projection.apply(facts, connection);
        }
    }

    /** A log whose first shard has them all. */
    private static SourceLog logOf(List<EventEnvelope> events) {
        return new SourceLog() {
            @Override
            public String source() {
                return "case";
            }

            @Override
            public Page after(int shard, long position, int limit) {
                return new Page(new Head(shard, 1, 9, 9), shard == 0 && position == 0 ? events : List.of());
            }

            @Override
            public List<Head> heads() {
                return List.of();
            }
        };
    }

    private FreezeMonths.Vintage freeze() throws SQLException {
        return freezing.freeze().orElseThrow();
    }

    private Map<YearMonth, Integer> active(FreezeMonths.Vintage vintage) throws SQLException {
        Map<YearMonth, Integer> active = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            for (Caseload.Cell cell : FreezeMonths.cells(connection, vintage.vintage())) {
                active.put(cell.month(), cell.active().value());
            }
        }
        return active;
    }

    private void write(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}

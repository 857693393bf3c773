package nz.flagships.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.local.TestPlatform;
import nz.flagships.projections.readmodel.testing.GivenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a real PostgreSQL keeps of models is what is folded in memory. */
class ModelProjectionIT {
    private static final String STREAM = "initiative/PK";
    private static final LocalDate DUE = LocalDate.parse("2015-06-30");

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final ModelProjection projection = new ModelProjection(Goal.MODELS);

    @BeforeEach
    void prepare() throws SQLException {
        TestPlatform platform = TestPlatform.postgres();
        database.setUrl(platform.jdbcUrl("reporting"));
        database.setUser("reporting_owner");
        database.setPassword(platform.password());
        database.setCurrentSchema("models_it");
        empty();
    }

    private void empty() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists models_it cascade; create schema models_it; " + Goal.MODELS.ddl());
        }
    }

    private void apply(List<EventEnvelope> batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            projection.apply(batch, connection);
            connection.commit();
        }
    }

    private List<Goal> kept() throws SQLException {
        List<Goal> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from goals order by initiative, code")) {
            while (row.next()) {
                rows.add(Goal.GOAL.shape().readNamed(row));
            }
        }
        return rows;
    }

    private ModelChanges changes() throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<ModelChanges> all = ModelChanges.of(connection, List.of(Goal.GOAL));
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static GivenEvents history() {
        GivenEvents history = GivenEvents.of(Goal.MODELS);
        for (String initiative : List.of("PK", "EC", "HM")) {
            String stream = "initiative/" + initiative;
            history.given(
                    stream,
                    new InitiativeProposed(
                            initiative, "A", "FF", List.of("x,y", "\"z\"", "\\", ""), List.of(), "POLICE", List.of()));
            for (int i = 0; i < 10; i++) {
                history.given(stream, new MilestonePlanned(initiative, "M" + i, "Nº " + i, DUE.plusDays(i)));
            }
            history.whenMadeUp(stream, new MilestonePlanned(initiative, "MADE", "Up", DUE));
            history.given(
                    stream,
                    new InitiativeMilestoneReached(initiative, "M3", DUE, DUE, 0, false),
                    new MilestoneCancelled(initiative, "M4", null, DUE, false, "no"));
        }
        return history;
    }

    @Test
    void a_row_of_every_kind_of_column_is_read_as_it_was_written() throws SQLException {
        GivenEvents history = history();
        apply(history.events());
        assertThat(kept()).hasSize(30).isEqualTo(history.then(Goal.GOAL));
    }

    @Test
    void batches_of_any_size_come_to_the_same_rows_and_the_same_checksum() throws SQLException {
        GivenEvents history = history();
        apply(history.events());
        ModelChanges atOnce = changes();
        List<Goal> rows = kept();
        empty();
        for (EventEnvelope event : history.events()) {
            apply(List.of(event));
        }
        ModelChanges oneByOne = changes();
        assertThat(kept()).isEqualTo(rows);
        assertThat(oneByOne.checksum()).isEqualTo(atOnce.checksum());
        assertThat(oneByOne.rows()).isEqualTo(atOnce.rows()).isEqualTo(30);
        assertThat(oneByOne.changes()).isGreaterThan(atOnce.changes());
    }

    @Test
    void what_changes_no_row_changes_nothing_of_the_model() throws SQLException {
        GivenEvents history =
                ReadModelTest.planned().when(STREAM, new InitiativeMilestoneReached("PK", "M1", DUE, DUE, 0, false));
        apply(history.events());
        ModelChanges before = changes();
        // said once more
        apply(List.of(history.events().getLast()));
        assertThat(changes()).isEqualTo(before);
        // of another model
        apply(ReadModelTest.planned().events().subList(0, 1));
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void what_is_taken_away_leaves_the_checksum_of_nothing() throws SQLException {
        GivenEvents history = ReadModelTest.planned();
        apply(history.events());
        apply(history.when(STREAM, new MilestoneCancelled("PK", "M1", null, DUE, false, "no"))
                .events()
                .subList(2, 3));
        assertThat(kept()).isEmpty();
        assertThat(changes().checksum()).isZero();
        assertThat(changes().rows()).isZero();
    }
}

package nz.flagships.projections;

import static nz.flagships.projections.Events.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** When the schema of another version's read models may be asked. */
@SuppressWarnings("NullAway.Init") // prepared before each test
class FillingIT {
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final MemoryLog log = new MemoryLog("initiative");
    private final List<ReaderState> readers = new ArrayList<>();
    private Reader reader;
    private CatchUp catchUp;
    private SchemaFilling filling;

    @BeforeEach
    void prepare() throws SQLException, IOException {
        ReaderSchema.make(database, "filling_it");
    }

    @AfterEach
    void end() {
        readers.forEach(ReaderState::stop);
    }

    /** A replica, as it starts. */
    private void start() {
        start(Duration.ofDays(1));
    }

    private void start(Duration patience) {
        ReaderMetrics metrics = new ReaderMetrics(new SimpleMeterRegistry());
        ParkedTable parked = new ParkedTable();
        CursorTable table = new CursorTable();
        Listeners listeners = new Listeners(List.of());
        ReaderState state = new ReaderState(database, table, parked, listeners, metrics, Duration.ofMillis(100));
        reader = new Reader(
                state, database, table, parked, List.of(), listeners, metrics, new Tracing(OpenTelemetry.noop()));
        readers.add(state);
        Sources sources = new Sources(List.of(), List.of(log));
        catchUp = new CatchUp(state, reader, sources, metrics, 7, Duration.ofMillis(100));
        HeadWatch heads = new HeadWatch(state, sources, catchUp, metrics, Duration.ZERO);
        state.begin(sources.all());
        filling = new SchemaFilling(database, sources, heads, true, patience);
    }

    private HealthCheckResponse ready() throws SQLException {
        filling.look();
        return new FillingReadiness(filling).call();
    }

    private void arrive(int shard, int from, int to) {
        reader.accept(
                events("initiative", shard, from, to)
                        .map(event -> new Arrival(event, event.position()))
                        .toList(),
                catchUp);
    }

    @Test
    void isNotReadyUntilItHasWhatItsSourcesHadAndThenForGood() throws SQLException {
        // given
        events("initiative", 3, 1, 10).forEach(log::write);
        events("initiative", 4, 1, 5).forEach(log::write);
        start();

        // when
        HealthCheckResponse before = ready();
        arrive(3, 1, 4);
        HealthCheckResponse partly = ready();

        // then it says how far it is
        assertThat(before.getStatus()).isEqualTo(Status.DOWN);
        assertThat(before.getData().orElseThrow()).containsEntry("initiative", "0 of 15");
        assertThat(partly.getStatus()).isEqualTo(Status.DOWN);
        assertThat(partly.getData().orElseThrow()).containsEntry("initiative", "4 of 15");
        assertThat(filling.isDone()).isFalse();

        // and what its source has said since is not waited for
        events("initiative", 3, 11, 20).forEach(log::write);
        arrive(3, 5, 10);
        arrive(4, 1, 5);
        assertThat(ready().getStatus()).isEqualTo(Status.UP);

        // and another start changes nothing, though it is behind
        start();
        assertThat(ready().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void goesOnWhereItWasWhenItIsStartedAgain() throws SQLException {
        events("initiative", 3, 1, 10).forEach(log::write);
        start();
        ready();
        arrive(3, 1, 6);

        events("initiative", 3, 11, 20).forEach(log::write);
        start();

        assertThat(ready().getData().orElseThrow()).containsEntry("initiative", "6 of 10");
        arrive(3, 7, 10);
        assertThat(ready().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void waitsForASourceThatCannotBeAskedYet() throws SQLException {
        // given
        events("initiative", 3, 1, 10).forEach(log::write);
        log.reachable(false);
        start();

        // when
        HealthCheckResponse before = ready();
        log.reachable(true);
        HealthCheckResponse asked = ready();
        arrive(3, 1, 10);

        // then it is not taken for empty
        assertThat(before.getStatus()).isEqualTo(Status.DOWN);
        assertThat(before.getData().orElseThrow()).containsEntry("initiative", "cannot be asked what it has");
        assertThat(asked.getStatus()).isEqualTo(Status.DOWN);
        assertThat(asked.getData().orElseThrow()).containsEntry("initiative", "0 of 10");
        assertThat(ready().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void waitsNoLongerThanItIsToldWhereNobodyCanBeAsked() throws SQLException {
        log.reachable(false);
        start(Duration.ZERO);

        assertThat(ready().getStatus()).isEqualTo(Status.UP);
    }
}

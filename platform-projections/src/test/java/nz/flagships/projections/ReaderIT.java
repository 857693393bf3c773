package nz.flagships.projections;

import static nz.flagships.projections.Awaiting.await;
import static nz.flagships.projections.Events.event;
import static nz.flagships.projections.Events.events;
import static nz.flagships.projections.Events.hidden;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.EventEnvelope;
import nz.flagships.local.TestPlatform;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.projections.Reader.Arrival;
import nz.flagships.rest.metrics.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The reader's rule on a real PostgreSQL; what Kafka would bring is handed to it. */
@SuppressWarnings("NullAway.Init") // prepared before each test
class ReaderIT {
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final MemoryLog log = new MemoryLog("initiative");
    private final Numbers numbers = new Numbers();
    private final List<EventEnvelope> heard = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Reader> readers = new ArrayList<>();
    private Reader reader;
    private CatchUp catchUp;
    private HeadWatch heads;
    private Continuity continuity;
    private CursorGate gate;

    @BeforeEach
    void prepare() throws SQLException, IOException {
        TestPlatform platform = TestPlatform.postgres();
        database.setUrl(platform.jdbcUrl("reporting"));
        database.setUser("reporting_owner");
        database.setPassword(platform.password());
        try (InputStream migration = Objects.requireNonNull(
                        getClass().getResourceAsStream("/db/projections/V20__reader_cursors.sql"));
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists reader_cursor");
            statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(Numbers.TABLE);
        }
        start();
    }

    private void start() {
        ReaderMetrics metrics = new ReaderMetrics(registry);
        reader = new Reader(
                database,
                new CursorTable(),
                List.of(numbers),
                List.of(heard::addAll),
                metrics,
                new Tracing(OpenTelemetry.noop()),
                Duration.ofMillis(100));
        readers.add(reader);
        Sources sources = new Sources(List.of(), List.of(log));
        catchUp = new CatchUp(reader, sources, metrics, 7, Duration.ofMillis(100));
        heads = new HeadWatch(reader, sources, catchUp, Duration.ZERO);
        continuity = new ContinuityReport(reader, sources, heads);
        gate = new CursorGate(reader, sources, new LogFollower(reader, sources, catchUp, 100, Duration.ofMillis(50)));
        reader.begin(sources.all());
    }

    @AfterEach
    void end() {
        readers.forEach(Reader::stop);
    }

    @Test
    void appliesInOrderAndSkipsWhatComesAgain() throws SQLException {
        // given
        arrive(events("initiative", 3, 1, 5));

        // when
        arrive(events("initiative", 3, 2, 8));
        arrive(Stream.of(hidden("initiative", 3, 9), event("initiative", 3, 10)));

        // then
        assertThat(positions(3)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 10L);
        assertThat(cursor(3)).extracting(Cursor::position, Cursor::applied).containsExactly(10L, 10L);
        assertThat(cursor(3).lastRecordedAt()).isEqualTo(Events.RECORDED);
        assertThat(heard).hasSize(9);
    }

    @Test
    void keepsTheOffsetBesideTheCursor() throws SQLException {
        // when
        reader.accept(List.of(new Arrival(event("initiative", 1, 1), 42)), catchUp);

        // then
        assertThat(cursor(1).offset()).isEqualTo(42);
        assertThat(written(1).offset()).isEqualTo(42);
    }

    @Test
    void fillsAGapFromTheLogWhileOtherShardsGoOn() throws SQLException {
        // given
        events("initiative", 3, 1, 38).forEach(log::write);
        log.reachable(false);
        arrive(events("initiative", 3, 1, 2));

        // when
        arrive(Stream.concat(events("initiative", 3, 31, 35), events("initiative", 4, 1, 3)));
        arrive(events("initiative", 3, 36, 38));

        // then: the other shard is through, this one is held, and continuity does not hide it
        assertThat(cursor(4).position()).isEqualTo(3);
        await("the gap shows", () -> reader.progress(key(3)).stopped() != null);
        log.reachable(true);
        await("the gap is filled", () -> !reader.progress(key(3)).catchingUp());
        assertThat(cursor(3).position()).isEqualTo(38);
        assertThat(positions(3)).hasSize(38);
        assertThat(reader.progress(key(3)).stopped()).isNull();
        assertThat(Metric.READER_GAPS.counter(registry, "initiative").count()).isEqualTo(1);
        arrive(events("initiative", 3, 39, 39));
        assertThat(cursor(3).position()).isEqualTo(39);
    }

    @Test
    void saysWhatAGapHoldsBack() {
        // given
        events("initiative", 3, 1, 10).forEach(log::write);
        arrive(events("initiative", 3, 1, 2));
        log.reachable(false);

        // when
        arrive(events("initiative", 3, 9, 10));
        await("the gap shows", () -> reader.progress(key(3)).stopped() != null);
        Continuity.Report report = continuity.now();

        // then
        assertThat(report.missing()).isEqualTo(8);
        assertThat(report.sources().getFirst())
                .extracting(
                        Continuity.Source::reachable,
                        Continuity.Source::committed,
                        Continuity.Source::published,
                        Continuity.Source::lag)
                .containsExactly(false, null, null, null);
        Cursor.Stopped stopped = report.sources().getFirst().shards().get(3).stopped();
        assertThat(stopped).isNotNull().extracting(s -> s.reason()).isEqualTo(Reason.GAP);
    }

    @Test
    void saysHowFarItIsWhileABatchWaitsForALock() throws Exception {
        // given
        events("initiative", 3, 1, 10).forEach(log::write);
        arrive(events("initiative", 3, 1, 5));
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table number_said in exclusive mode");
            // a thread each: the common pool may have only one
            CompletableFuture<Void> batch = CompletableFuture.runAsync(
                    () -> arrive(events("initiative", 3, 6, 10)),
                    command -> Thread.ofPlatform().start(command));
            await("the batch to wait", () -> waiting() > 0);

            // when
            Continuity.Report report = CompletableFuture.supplyAsync(
                            continuity::now, command -> Thread.ofPlatform().start(command))
                    .get(30, TimeUnit.SECONDS);

            // then
            assertThat(batch).isNotDone();
            assertThat(report.sources().getFirst().lag()).isEqualTo(5);
            holder.rollback();
            batch.get(30, TimeUnit.SECONDS);
        }
        assertThat(continuity.now().sources().getFirst().lag()).isZero();
    }

    @Test
    void showsAPositionThatWasPassedOver() throws SQLException {
        // given
        events("initiative", 3, 1, 10).forEach(log::write);
        arrive(events("initiative", 3, 1, 10));

        // when: a fault that must not happen, made by hand
        execute("update reader_cursor set applied = applied - 2 where shard = 3");

        // then
        assertThat(continuity.now().missing()).isEqualTo(2);
    }

    @Test
    void isContinuousWhenAllIsThrough() {
        // given
        events("initiative", 3, 1, 10).forEach(log::write);
        arrive(events("initiative", 3, 1, 7));

        // when
        Continuity.Report report = continuity.now();

        // then: what is on its way is not missing
        assertThat(report.missing()).isZero();
        assertThat(report.sources().getFirst())
                .extracting(
                        Continuity.Source::committed,
                        Continuity.Source::published,
                        Continuity.Source::projected,
                        Continuity.Source::lag)
                .containsExactly(10L, 10L, 7L, 3L);
        assertThat(report.sources().getFirst().shards()).hasSize(16);
    }

    @Test
    void stopsOnlyTheShardOfAPoisonousEvent() throws SQLException {
        // given
        List<EventEnvelope> five = new ArrayList<>(events("initiative", 5, 1, 9).toList());
        five.set(5, event("initiative", 5, 6, 1, "{\"poison\":true}"));

        // when
        arrive(Stream.of(events("initiative", 4, 1, 9), five.stream(), events("initiative", 6, 1, 9))
                .flatMap(s -> s));
        arrive(events("initiative", 5, 10, 12));
        arrive(events("initiative", 6, 10, 12));

        // then
        assertThat(positions(4)).hasSize(9);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(positions(6)).hasSize(12);
        assertThat(written(5).stopped())
                .isNotNull()
                .extracting(s -> s.reason(), s -> s.position(), s -> s.projection())
                .containsExactly(Reason.POISON, 6L, "numbers");
        assertThat(continuity.now().missing()).isEqualTo(7);
        assertThat(registry.get(Metric.READER_STOPPED.meterName())
                        .tags("shard", "5")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void triesAStoppedShardAgainWhenAnOperatorSaysSo() throws SQLException {
        // given
        arrive(Stream.of(event("initiative", 5, 1), event("initiative", 5, 2, 1, "{\"poison\":true}")));
        events("initiative", 5, 1, 4).forEach(log::write);

        // when
        assertThat(reader.release(key(5))).isTrue();
        catchUp.begin(key(5), 4);

        // then
        await("it goes on", () -> cursor(5).position() == 4);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(written(5).stopped()).isNull();
        assertThat(continuity.now().missing()).isZero();
    }

    @Test
    void goesOnAfterARestartAndTriesAPoisonousEventAgain() throws SQLException {
        // given
        events("initiative", 5, 1, 4).forEach(log::write);
        events("initiative", 6, 1, 5).forEach(log::write);
        arrive(Stream.of(event("initiative", 5, 1), event("initiative", 5, 2, 1, "{\"poison\":true}")));
        arrive(events("initiative", 6, 1, 3));
        reader.stop();

        // when
        start();
        arrive(events("initiative", 5, 1, 4));
        arrive(events("initiative", 6, 2, 5));

        // then
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(positions(6)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(written(5).stopped()).isNull();
    }

    @Test
    void writesEverythingOnceWhenConnectionsAreCutInTheMidst() throws SQLException {
        // given
        AtomicInteger cuts = new AtomicInteger(3);
        numbers.interruption = (batch, connection) -> {
            if (cuts.getAndDecrement() > 0) {
                int pid = number(connection, "select pg_backend_pid()");
                execute("select pg_terminate_backend(" + pid + ")");
                await(
                        "the backend is gone",
                        () -> count("select count(*) from pg_stat_activity where pid = " + pid) == 0);
            }
        };

        // when
        arrive(Stream.concat(events("initiative", 1, 1, 20), events("initiative", 2, 1, 20)));

        // then
        assertThat(positions(1)).hasSize(20);
        assertThat(positions(2)).hasSize(20);
        assertThat(cuts.get()).isNegative();
        assertThat(written(1).applied()).isEqualTo(20);
        assertThat(registry.get(Metric.READER_RETRIES.meterName()).counter().count())
                .isEqualTo(3);
    }

    @Test
    void movesRowsAndCursorsTogetherOrNeither() throws SQLException {
        // given
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        numbers.interruption = (batch, connection) -> {
            switch (random.nextInt(4)) {
                case 0 -> throw new SQLException("deadlock", "40P01");
                case 1 -> throw new SQLException("out of memory", "53200");
                default -> {}
            }
        };
        List<EventEnvelope> all = IntStream.range(0, 16)
                .boxed()
                .flatMap(shard -> events("initiative", shard, 1, 30))
                .toList();

        // when: batches that overlap, and some are delivered again
        for (int i = 0; i < 60; i++) {
            int until = (i + 1) * 8;
            arrive(all.stream()
                    .filter(e -> (e.position() - 1) * 16 + e.shard() < until)
                    .filter(e -> (e.position() - 1) * 16 + e.shard() >= until - 8 - random.nextInt(40)));
            assertThat(count("select count(*) from number_said"))
                    .isEqualTo(count("select sum(applied) from reader_cursor"))
                    .isEqualTo(count("select sum(position) from reader_cursor"));
        }

        // then
        assertThat(count("select count(*) from number_said")).isEqualTo(480);
    }

    @Test
    void sharesShardsWithAnotherReplicaWithoutWritingTwice() throws SQLException {
        // given
        Reader first = reader;
        CatchUp firsts = catchUp;
        events("initiative", 1, 1, 30).forEach(log::write);
        start();

        // when
        first.accept(arrivals(events("initiative", 1, 1, 10)), firsts);
        arrive(events("initiative", 1, 1, 20));
        first.accept(arrivals(events("initiative", 1, 11, 30)), firsts);

        // then
        assertThat(positions(1)).hasSize(30);
        assertThat(written(1).position()).isEqualTo(30);
        assertThat(Metric.READER_GAPS.counter(registry, "initiative").count()).isZero();
    }

    @Test
    void letsAShardTryAgainThatAnotherReplicaStopped() throws SQLException {
        // given a shard that the first replica stopped
        Reader first = reader;
        CatchUp firsts = catchUp;
        first.accept(
                arrivals(Stream.of(event("initiative", 5, 1), event("initiative", 5, 2, 1, "{\"poison\":true}"))),
                firsts);
        events("initiative", 5, 1, 4).forEach(log::write);
        start();

        // when the second is asked
        assertThat(reader.release(key(5))).isTrue();
        catchUp.begin(key(5), reader.progress(key(5)).seen());

        // then it takes the event, and the first lets go too
        await("it goes on", () -> cursor(5).position() >= 2);
        assertThat(written(5).stopped()).isNull();
        await("the first goes on", () -> {
            try {
                first.refresh();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return !first.progress(key(5)).isHalted();
        });
        first.accept(arrivals(events("initiative", 5, 3, 6)), firsts);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(reader.release(key(5))).isFalse();
    }

    @Test
    void followsIntoANewEpochWhoseHistoryItShares() throws SQLException {
        // given
        events("initiative", 2, 1, 5).forEach(log::write);
        arrive(events("initiative", 2, 1, 5));

        // when
        log.write(event("initiative", 2, 6, 2, "{}"));
        arrive(Stream.of(event("initiative", 2, 6, 2, "{}")));

        // then
        await("it follows", () -> cursor(2).position() == 6);
        assertThat(written(2).epoch()).isEqualTo(2);
        arrive(Stream.of(event("initiative", 2, 7, 1, "{}")));
        assertThat(cursor(2).position())
                .as("a record from before the restore is skipped")
                .isEqualTo(6);
        assertThat(reader.progress(key(2)).stopped()).isNull();
    }

    @Test
    void stopsWhereANewEpochBeganBeforeItsCursor() throws SQLException {
        // given
        arrive(events("initiative", 2, 1, 5));
        events("initiative", 2, 1, 3).forEach(log::write);

        // when
        IntStream.rangeClosed(4, 8).forEach(p -> log.write(event("initiative", 2, p, 2, "{}")));
        arrive(Stream.of(event("initiative", 2, 4, 2, "{}")));

        // then
        await("it stops", () -> written(2).stopped() != null);
        Cursor.Stopped stopped = written(2).stopped();
        assertThat(stopped).isNotNull().extracting(s -> s.reason()).isEqualTo(Reason.EPOCH);
        assertThat(positions(2)).hasSize(5);
    }

    @Test
    void stopsWhereTheSourceWasRestoredToAnEarlierState() throws SQLException {
        // given
        events("initiative", 2, 1, 5).forEach(log::write);
        arrive(events("initiative", 2, 1, 5));
        log.restoreTo(2, 3);

        // when
        heads.look();

        // then: also after a restart, since the history is still another
        assertThat(continuity.now().sources().getFirst().shards().get(2).stopped())
                .isNotNull()
                .extracting(s -> s.reason())
                .isEqualTo(Reason.AHEAD_OF_SOURCE);
        start();
        arrive(events("initiative", 2, 6, 6));
        assertThat(positions(2)).hasSize(5);
    }

    @Test
    void fetchesWhatWasPublishedAndDoesNotArrive() throws SQLException {
        // given
        arrive(events("initiative", 9, 1, 2));
        events("initiative", 9, 1, 20).forEach(log::write);

        // when
        await("it is noticed", () -> !heads.look().isEmpty());

        // then
        await("it is fetched", () -> cursor(9).position() == 20);
        assertThat(positions(9)).hasSize(20);
    }

    @Test
    void letsWaitForAPosition() throws Exception {
        // given
        arrive(events("initiative", 1, 1, 2));
        List<ConsistencyToken> third = List.of(new ConsistencyToken("initiative", 1, 3));

        // when
        boolean before = gate.await(third, Duration.ofMillis(50));
        Thread writer = Thread.ofVirtual().start(() -> arrive(events("initiative", 1, 3, 3)));
        boolean after = gate.await(third, Duration.ofSeconds(30));
        writer.join();

        // then
        assertThat(before).isFalse();
        assertThat(after).isTrue();
        assertThat(gate.await(List.of(new ConsistencyToken("case", 1, 99)), Duration.ZERO))
                .as("what is not read here cannot be waited for")
                .isTrue();
    }

    private void arrive(Stream<EventEnvelope> events) {
        reader.accept(arrivals(events), catchUp);
    }

    private static List<Arrival> arrivals(Stream<EventEnvelope> events) {
        return events.map(e -> new Arrival(e, 0)).toList();
    }

    private static ShardKey key(int shard) {
        return new ShardKey("initiative", shard);
    }

    private Cursor cursor(int shard) {
        return reader.progress(key(shard)).cursor();
    }

    private Cursor written(int shard) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return reader.read(connection).get(shard);
        }
    }

    private List<Long> positions(int shard) throws SQLException {
        List<Long> positions = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select position from number_said where shard = " + shard + " order by nth")) {
            while (row.next()) {
                positions.add(row.getLong(1));
            }
        }
        return positions;
    }

    private long count(String query) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return number(connection, query);
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private int waiting() {
        try (Connection connection = database.getConnection()) {
            return number(
                    connection,
                    "select count(*) from pg_locks where not granted and relation = 'number_said'::regclass");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String statement) throws SQLException {
        execute(database, statement);
    }

    private static void execute(DataSource database, String text) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}

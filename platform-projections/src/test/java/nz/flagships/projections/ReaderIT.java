package nz.flagships.projections;

import static nz.flagships.projections.Awaiting.await;
import static nz.flagships.projections.Events.event;
import static nz.flagships.projections.Events.events;
import static nz.flagships.projections.Events.hidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.rest.ConsistencyGate.Answer;
import nz.flagships.rest.metrics.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The reader's rule on a real PostgreSQL; what Kafka would bring is handed to it. */
@SuppressWarnings("NullAway.Init") // prepared before each test
class ReaderIT {
    private static final String POISON = "{\"poison\":1}";
    private static final String POISON_TOO = "{\"poison\":2}";

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final MemoryLog log = new MemoryLog("initiative");
    private final Numbers numbers = new Numbers();
    private final List<EventEnvelope> heard = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<ReaderState> readers = new ArrayList<>();
    private AppliedListener listener = events -> {};
    private ReaderState state;
    private Reader reader;
    private Quarantine quarantine;
    private CatchUp catchUp;
    private HeadWatch heads;
    private Continuity continuity;
    private CursorGate gate;

    @BeforeEach
    void prepare() throws SQLException, IOException {
        ReaderSchema.make(database, "reader_it");
        execute(Numbers.TABLE);
        start();
    }

    /** A replica: its state, its reader. */
    private void replica(CursorTable table) {
        ReaderMetrics metrics = new ReaderMetrics(registry);
        ParkedTable parked = new ParkedTable();
        Listeners listeners = new Listeners(List.of(heard::addAll, events -> listener.applied(events)));
        state = new ReaderState(database, table, parked, listeners, metrics, Duration.ofMillis(100));
        reader = new Reader(
                state,
                database,
                table,
                parked,
                List.of(numbers),
                listeners,
                metrics,
                new Tracing(OpenTelemetry.noop()));
        readers.add(state);
    }

    private void start() {
        ReaderMetrics metrics = new ReaderMetrics(registry);
        replica(new CursorTable());
        Sources sources = new Sources(List.of(), List.of(log));
        catchUp = new CatchUp(state, reader, sources, metrics, 7, Duration.ofMillis(100));
        heads = new HeadWatch(state, sources, catchUp, metrics, Duration.ZERO);
        Channels channels =
                new Channels(state, metrics, channel -> Multi.createFrom().nothing(), Duration.ofMillis(1));
        continuity = new ContinuityReport(state, sources, heads, channels);
        quarantine = new Quarantine(state, reader, sources, database, new ParkedTable(), 7);
        gate = new CursorGate(
                state,
                sources,
                new LogFollower(state, reader, sources, catchUp, metrics, 100, Duration.ofMillis(50)),
                metrics);
        state.begin(sources.all());
    }

    @AfterEach
    void end() {
        readers.forEach(ReaderState::stop);
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
        await("the gap shows", () -> state.progress(key(3)).stopped() != null);
        log.reachable(true);
        await("the gap is filled", () -> !state.progress(key(3)).catchingUp());
        assertThat(cursor(3).position()).isEqualTo(38);
        assertThat(positions(3)).hasSize(38);
        assertThat(state.progress(key(3)).stopped()).isNull();
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
        await("the gap shows", () -> state.progress(key(3)).stopped() != null);
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
    void setsAsideTheStreamOfAPoisonousEventAndNobodyElses() throws SQLException {
        // given the sixth event of a shard cannot be taken, and the tenth is of its stream
        List<EventEnvelope> five =
                new ArrayList<>(events("initiative", 5, 1, 12).toList());
        five.set(5, event("initiative", 5, 6, 1, POISON));
        five.set(9, of(five.get(5), event("initiative", 5, 10)));
        five.forEach(log::write);

        // when
        arrive(Stream.of(events("initiative", 4, 1, 9), five.stream().limit(9), events("initiative", 6, 1, 9))
                .flatMap(s -> s));
        arrive(five.stream().skip(9));
        arrive(events("initiative", 6, 10, 12));

        // then
        await("all came through", () -> cursor(5).position() == 12);
        assertThat(positions(4)).hasSize(9);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L, 11L, 12L);
        assertThat(positions(6)).hasSize(12);
        assertThat(written(5).stopped()).isNull();
        assertThat(written(5).applied()).isEqualTo(10);
        assertThat(written(5).parked()).isEqualTo(2);
        assertThat(continuity.now().missing()).isZero();
        assertThat(continuity.now().parked()).isEqualTo(2);
        assertThat(registry.get(Metric.READER_PARKED.meterName()).gauge().value())
                .isEqualTo(2);
        assertThat(quarantine.streams(10))
                .singleElement()
                .satisfies(stream -> assertThat(stream.events()).isEqualTo(2))
                .extracting(ParkedTable.Stream::first)
                .extracting(Parked::position, Parked::reason, Parked::projection, Parked::fault)
                .containsExactly(6L, Parked.Reason.POISON, "numbers", "java.lang.IllegalStateException");

        // and whoever waits for one of them is told that it is not there
        assertThat(waitsInVain(5, 6)).isTrue();
        assertThat(waitsInVain(5, 10)).isTrue();
        assertThat(state.progress(key(5)).isApplied(9)).isTrue();
    }

    @Test
    void takesASetAsideStreamAgainInOrderWhenAnOperatorSaysSo() throws Exception {
        // given a stream of four, of which the second cannot be taken
        List<EventEnvelope> five = streamOf(5, Map.of(1L, "{}", 2L, POISON, 5L, "{}", 40L, POISON_TOO));
        five.forEach(log::write);
        arrive(five.stream());
        await("all came through", () -> cursor(5).position() == 40);
        assertThat(positions(5)).hasSize(37).doesNotContain(2L, 5L, 40L);

        // when it is tried before anything is mended
        assertThat(quarantine.takeAgain(key(5), 2)).hasValueSatisfying(taken -> {
            assertThat(taken.applied()).isZero();
            assertThat(taken.left()).isNotNull().extracting(Parked::position).isEqualTo(2L);
        });

        // and when the first is mended, and another still cannot be taken
        numbers.takes = POISON;
        heard.clear();
        assertThat(quarantine.takeAgain(key(5), 2)).hasValueSatisfying(taken -> {
            assertThat(taken.applied()).isEqualTo(2);
            assertThat(taken.left()).isNotNull().extracting(Parked::position).isEqualTo(40L);
        });
        assertThat(positions(5)).hasSize(39).endsWith(2L, 5L);
        assertThat(heard).extracting(EventEnvelope::position).containsExactly(2L, 5L);
        assertThat(continuity.now().parked()).isEqualTo(1);

        // then once that is mended too, nothing is set aside, and what the stream says next is applied at once
        numbers.takes = "poison";
        assertThat(quarantine.takeAgain(key(5), 40)).hasValueSatisfying(taken -> {
            assertThat(taken.applied()).isEqualTo(1);
            assertThat(taken.left()).isNull();
        });
        assertThat(quarantine.takeAgain(key(5), 40)).isEmpty();
        arrive(Stream.of(of(five.get(1), event("initiative", 5, 41))));
        assertThat(positions(5)).hasSize(41).endsWith(40L, 41L);
        assertThat(written(5).applied()).isEqualTo(41);
        assertThat(written(5).parked()).isZero();
        assertThat(continuity.now().missing()).isZero();
        assertThat(state.progress(key(5)).isApplied(2)).isTrue();
    }

    @Test
    void takesNothingAgainThatSomethingOfItsStreamGoesBefore() throws Exception {
        // given a stream of four that is set aside, since the first of it cannot be taken
        List<EventEnvelope> five = streamOf(5, Map.of(2L, POISON, 5L, "{}", 7L, "{}", 40L, POISON_TOO));
        five.forEach(log::write);
        arrive(five.stream());
        await("all came through", () -> cursor(5).position() == 40);

        // when somebody has looked it up while another took it, or found that it cannot be
        boolean taken = reader.takeAgain(key(5), List.of(five.get(4), five.get(6)));

        // then it is left where it is
        assertThat(taken).isFalse();
        assertThat(positions(5)).hasSize(36).doesNotContain(2L, 5L, 7L, 40L);
        assertThat(written(5).parked()).isEqualTo(4);
    }

    @Test
    void takesAStreamAgainInOrderHoweverManyDoSoAtOnce() throws Exception {
        // given a long stream that is set aside, and of which two cannot be taken
        Map<Long, String> stream = new HashMap<>();
        for (long position = 2; position <= 40; position++) {
            stream.put(position, position == 2 ? POISON : position == 23 ? POISON_TOO : "{}");
        }
        List<EventEnvelope> five = streamOf(5, stream);
        five.forEach(log::write);
        arrive(five.stream());
        await("all came through", () -> cursor(5).position() == 40);

        // when the first is mended, and many take it again
        numbers.takes = POISON;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    quarantine.takeAgain(key(5), 2);
                } catch (SQLException | SourceLog.SourceUnreachable e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        // then it stands at the other
        assertThat(positions(5))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 22).boxed().toList());
        assertThat(written(5).parked()).isEqualTo(18);
    }

    @Test
    void goesOnWhateverCannotBeReadInItsSourcesLog() throws Exception {
        // given the third can be read by nobody, and the fifth is of its stream
        List<EventEnvelope> five = streamOf(5, Map.of(3L, "{}", 5L, "{}"));
        five.forEach(log::write);
        events("initiative", 5, 6, 8).forEach(log::write);
        log.unreadable(5, 3, Objects.requireNonNull(five.get(2).subject()));
        log.unreadable(5, 7, null);

        // when: neither comes from Kafka
        arrive(Stream.concat(five.stream().limit(2), event8(five)));

        // then
        await("all came through", () -> cursor(5).position() == 8);
        assertThat(positions(5)).containsExactly(1L, 2L, 4L, 6L, 8L);
        assertThat(continuity.now().missing()).isZero();
        assertThat(continuity.now().parked()).isEqualTo(3);
        assertThat(quarantine.streams(10))
                .extracting(stream -> stream.first().position(), ParkedTable.Stream::events)
                .containsExactlyInAnyOrder(tuple(3L, 2L), tuple(7L, 1L));
        assertThat(written(5).stopped()).isNull();
        heads.look();
        heads.look();
        assertThat(written(5).stopped()).isNull();

        // when the next start is of a version that can read them
        state.stop();
        log.allIsReadable();
        start();
        quarantine.look(true);

        // then
        assertThat(positions(5)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(positions(5).indexOf(3L)).isLessThan(positions(5).indexOf(5L));
        assertThat(continuity.now().parked()).isZero();
        assertThat(continuity.now().missing()).isZero();
    }

    @Test
    void endsInWhatIsUnreadableAndGoesOnFromThere() throws SQLException {
        // given the last that was applied of a shard is one that is set aside, and the process has ended
        events("initiative", 5, 1, 4).forEach(log::write);
        log.unreadable(5, 4, null);
        arrive(events("initiative", 5, 1, 3));
        reader.accept(List.of(), Map.of(), catchUp);
        catchUp.begin(key(5), 4);
        await("it is set aside", () -> cursor(5).position() == 4);
        state.stop();
        start();
        quarantine.look(true);

        // when
        log.write(event("initiative", 5, 5));
        arrive(events("initiative", 5, 5, 5));

        // then
        heads.look();
        heads.look();
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 5L);
        assertThat(written(5).stopped()).isNull();
        assertThat(continuity.now().parked()).isEqualTo(1);
    }

    @Test
    void setsAsideOnEachReplicaWhatOneCouldNotTake() throws SQLException {
        // given two replicas, of which one meets the poisonous event
        List<EventEnvelope> five = streamOf(5, Map.of(2L, POISON, 4L, "{}", 6L, "{}"));
        five.forEach(log::write);
        Reader first = reader;
        CatchUp firsts = catchUp;
        ReaderState firstState = state;
        start();
        arrive(five.stream().limit(3));
        await("it is set aside", () -> cursor(5).position() == 3);

        // when the other goes on with the shard, and is asked for the stream
        first.accept(arrivals(five.stream()), firsts);

        // then
        await("all came through", () -> written(5).position() == 6);
        assertThat(positions(5)).containsExactly(1L, 3L, 5L);
        assertThat(firstState.progress(key(5)).parked()).containsExactly(2L, 4L, 6L);
        state.refresh();
        assertThat(state.progress(key(5)).parked()).containsExactly(2L, 4L, 6L);

        // and when one takes it again, both know
        numbers.takes = "poison";
        quarantine.look(true);
        firstState.refresh();
        assertThat(positions(5)).containsExactly(1L, 3L, 5L, 2L, 4L, 6L);
        assertThat(firstState.progress(key(5)).parked()).isEmpty();
        assertThat(firstState.progress(key(5)).cursor().parked()).isZero();
    }

    @Test
    void stopsTheShardWhereNoEventOfTheKindCouldBeTaken() throws SQLException {
        // given the projection's table is gone
        events("initiative", 5, 1, 4).forEach(log::write);
        arrive(events("initiative", 5, 1, 2));
        execute("alter table number_said rename to number_gone");

        // when
        arrive(events("initiative", 5, 3, 4));

        // then
        assertThat(written(5).stopped())
                .isNotNull()
                .extracting(s -> s.reason(), s -> s.position(), s -> s.projection())
                .containsExactly(Reason.POISON, 3L, "numbers");
        assertThat(written(5).parked()).isZero();
        assertThat(continuity.now().missing()).isEqualTo(2);
        assertThat(registry.get(Metric.READER_STOPPED.meterName())
                        .tags("shard", "5")
                        .gauge()
                        .value())
                .isEqualTo(1);

        // when it is back, and an operator says so
        execute("alter table number_gone rename to number_said");
        assertThat(state.release(key(5))).isTrue();
        catchUp.begin(key(5), 4);

        // then
        await("it goes on", () -> cursor(5).position() == 4);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(written(5).stopped()).isNull();
        assertThat(continuity.now().missing()).isZero();
    }

    @Test
    void triesAgainAfterARestartWhatStoppedAShard() throws SQLException {
        // given
        events("initiative", 5, 1, 4).forEach(log::write);
        execute("alter table number_said rename to number_gone");
        arrive(events("initiative", 5, 1, 2));
        assertThat(written(5).stopped()).isNotNull();
        state.stop();
        execute("alter table number_gone rename to number_said");

        // when
        start();
        arrive(events("initiative", 5, 1, 4));

        // then
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
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
        ReaderState firstState = state;
        CatchUp firsts = catchUp;
        events("initiative", 5, 1, 4).forEach(log::write);
        first.accept(arrivals(events("initiative", 5, 1, 1)), firsts);
        execute("alter table number_said rename to number_gone");
        first.accept(arrivals(events("initiative", 5, 2, 2)), firsts);
        execute("alter table number_gone rename to number_said");
        start();

        // when the second is asked
        assertThat(state.release(key(5))).isTrue();
        catchUp.begin(key(5), state.progress(key(5)).seen());

        // then it takes the event, and the first lets go too
        await("it goes on", () -> cursor(5).position() >= 2);
        assertThat(written(5).stopped()).isNull();
        await("the first goes on", () -> {
            try {
                firstState.refresh();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return !firstState.progress(key(5)).isHalted();
        });
        first.accept(arrivals(events("initiative", 5, 3, 6)), firsts);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(state.release(key(5))).isFalse();
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
        assertThat(state.progress(key(2)).stopped()).isNull();
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
    void goesOnWithinWhatARestoreKeptAndStopsBeyondIt() throws SQLException {
        // given two shards of a source that lost what came after the tenth, of which one was read further
        for (int shard : List.of(2, 3)) {
            events("initiative", shard, 1, 10).forEach(log::write);
            IntStream.rangeClosed(11, 13).forEach(p -> log.write(event("initiative", shard, p, 2, "{}")));
        }
        arrive(events("initiative", 2, 1, 8));
        arrive(events("initiative", 3, 1, 12));

        // when
        arrive(Stream.of(event("initiative", 2, 11, 2, "{}"), event("initiative", 3, 11, 2, "{}")));

        // then
        await("one goes on", () -> cursor(2).position() == 13);
        assertThat(positions(2)).hasSize(13);
        assertThat(written(2).stopped()).isNull();
        await("the other stops", () -> written(3).stopped() != null);
        assertThat(continuity.now().sources().getFirst().shards().get(3).stopped())
                .isNotNull()
                .extracting(Cursor.Stopped::reason)
                .isEqualTo(Reason.EPOCH);
        assertThat(positions(3)).hasSize(12);
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
    void whatItsSourceCannotPublishIsOnItsWayAndWaits() throws Exception {
        // given a source that has stored what Kafka has not got
        events("initiative", 4, 1, 10).forEach(log::write);
        log.unpublished = 3;
        arrive(events("initiative", 4, 1, 7));

        // when
        heads.look();
        Instant since = state.progress(new ShardKey("initiative", 4)).unpublishedSince();

        // then it is behind, and has been for as long as that stays so
        assertThat(continuity.now().sources().getFirst().lag()).isEqualTo(3);
        assertThat(since).isNotNull();
        events("initiative", 4, 11, 12).forEach(log::write);
        log.unpublished = 5;
        heads.look();
        assertThat(state.progress(new ShardKey("initiative", 4)).unpublishedSince())
                .isEqualTo(since);

        // and no more once all was published
        log.unpublished = 0;
        arrive(events("initiative", 4, 8, 12));
        heads.look();
        assertThat(state.progress(new ShardKey("initiative", 4)).unpublishedSince())
                .isNull();
        assertThat(continuity.now().sources().getFirst().lag()).isZero();
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
    void nobodyWaitsLongForASourceThatKeepsWhoeverAsked() throws Exception {
        // given: somebody has asked it, and hears nothing
        events("initiative", 3, 1, 10).forEach(log::write);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        log.fault = () -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Thread first = Thread.ofPlatform().start(() -> heads.heads("initiative", Duration.ZERO));
        asked.await();

        // when
        CompletableFuture<Continuity.Report> report = CompletableFuture.supplyAsync(
                continuity::now, command -> Thread.ofPlatform().start(command));

        // then
        try {
            assertThat(report.get(30, TimeUnit.SECONDS).sources().getFirst().reachable())
                    .isFalse();
        } finally {
            answered.countDown();
        }
        first.join();
        assertThat(continuity.now().sources().getFirst().committed()).isEqualTo(10);
    }

    @Test
    void letsWaitForAPosition() throws Exception {
        // given
        arrive(events("initiative", 1, 1, 2));
        List<ConsistencyToken> third = List.of(new ConsistencyToken("initiative", 1, 3));

        // when
        Answer before = waited(third, Duration.ofMillis(50));
        Thread writer = Thread.ofVirtual().start(() -> arrive(events("initiative", 1, 3, 3)));
        Answer after = waited(third, Duration.ofSeconds(30));
        writer.join();

        // then
        assertThat(before).isEqualTo(Answer.NOT_YET);
        assertThat(after).isEqualTo(Answer.APPLIED);
        assertThat(waited(List.of(new ConsistencyToken("case", 1, 99)), Duration.ZERO))
                .as("what is not read here cannot be waited for")
                .isEqualTo(Answer.APPLIED);
    }

    @Test
    void letsManyWaitForOneLook() throws Exception {
        // given
        arrive(events("initiative", 1, 1, 2));
        AtomicInteger asked = new AtomicInteger();
        CursorTable counted = new CursorTable() {
            @Override
            List<Cursor> read(Connection connection) throws SQLException {
                asked.incrementAndGet();
                return super.read(connection);
            }
        };
        replica(counted);
        state.begin(List.of("initiative"));
        arrive(events("initiative", 1, 1, 2));
        asked.set(0);
        Sources sources = new Sources(List.of(), List.of(log));
        ReaderMetrics metrics = new ReaderMetrics(registry);
        gate = new CursorGate(
                state,
                sources,
                new LogFollower(state, reader, sources, catchUp, metrics, 100, Duration.ofMillis(50)),
                metrics);
        List<ConsistencyToken> third = List.of(new ConsistencyToken("initiative", 1, 3));
        long begun = System.nanoTime();

        // when
        List<CompletableFuture<Answer>> waiting = IntStream.range(0, 300)
                .mapToObj(n -> gate.await(third, Duration.ofMillis(500), true).toCompletableFuture())
                .toList();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        // then
        long most = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 25 + 2;
        assertThat(waiting).allMatch(one -> one.join() == Answer.NOT_YET);
        assertThat(asked.get()).as("looks of 300 who wait").isLessThanOrEqualTo((int) most);
    }

    @Test
    void boundsWhoWaitsAndLetsNobodyWaitInVain() throws Exception {
        // given
        arrive(events("initiative", 1, 1, 2));
        List<ConsistencyToken> third = List.of(new ConsistencyToken("initiative", 1, 3));
        List<ConsistencyToken> far = List.of(new ConsistencyToken("initiative", 1, 999_999_999));

        // when
        List<CompletableFuture<Answer>> waiting = IntStream.range(0, CursorGate.MOST_UNKNOWN)
                .mapToObj(n -> gate.await(third, Duration.ofSeconds(30), false).toCompletableFuture())
                .toList();

        // then
        assertThat(gate.await(third, Duration.ofSeconds(30), false).toCompletableFuture())
                .isCompletedWithValue(Answer.TOO_MANY);
        assertThat(gate.await(far, Duration.ofSeconds(30), true).toCompletableFuture())
                .isCompletedWithValue(Answer.NOT_YET);
        CompletableFuture<Answer> known =
                gate.await(third, Duration.ofSeconds(30), true).toCompletableFuture();
        assertThat(known).isNotDone();
        arrive(events("initiative", 1, 3, 3));
        assertThat(known.get(30, TimeUnit.SECONDS)).isEqualTo(Answer.APPLIED);
        for (CompletableFuture<Answer> one : waiting) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(Answer.APPLIED);
        }
        CompletableFuture<Answer> again =
                gate.await(third, Duration.ofSeconds(30), false).toCompletableFuture();
        assertThat(again).isCompletedWithValue(Answer.APPLIED);
    }

    @Test
    void movesTheOffsetWithWhatTheLogMended() throws SQLException {
        // given
        events("initiative", 3, 1, 4).forEach(log::write);
        accept(Map.of(3, 1L), new Arrival(event("initiative", 3, 1), 1));

        // when: the second cannot be read, the fourth comes
        accept(Map.of(3, 4L), new Arrival(event("initiative", 3, 4), 4));

        // then
        await("it is mended", () -> cursor(3).position() == 4);
        assertThat(written(3).offset()).isEqualTo(4);

        // when: what comes last is nothing of ours
        accept(Map.of(3, 7L));

        // then
        assertThat(written(3).offset()).isEqualTo(7);
        assertThat(written(3).position()).isEqualTo(4);
        assertThat(written(3).applied()).isEqualTo(4);
    }

    @Test
    void keepsTheOffsetWhereSomethingIsStillHeldBack() throws SQLException {
        // given
        events("initiative", 3, 1, 4).forEach(log::write);
        log.reachable(false);
        accept(Map.of(3, 1L), new Arrival(event("initiative", 3, 1), 1));

        // when
        accept(Map.of(3, 4L), new Arrival(event("initiative", 3, 4), 4));
        accept(Map.of(3, 9L));

        // then
        assertThat(written(3).offset()).isEqualTo(1);
        log.reachable(true);
        await("it is mended", () -> cursor(3).position() == 4);
        assertThat(written(3).offset()).isEqualTo(9);
    }

    @Test
    void takesTheLogsWordAgainstWhatSomebodyPutOnTheTopic() throws SQLException {
        // given: at position 2 there is something that cannot be applied, and that the source never wrote
        events("initiative", 5, 1, 4).forEach(log::write);
        EventEnvelope forged = forged(5, 2, "{\"poison\":true}");

        // when
        arrive(Stream.of(event("initiative", 5, 1), forged));

        // then
        await("it goes on with the log's", () -> cursor(5).position() >= 2);
        await("it has caught up", () -> !state.progress(key(5)).catchingUp());
        assertThat(Metric.READER_UNREADABLE.counter(registry, "initiative").count())
                .isEqualTo(1);
        arrive(events("initiative", 5, 3, 4));
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(continuity.now().missing()).isZero();
    }

    @Test
    void goesOnPastWhatItsSourceNeverWrote() throws SQLException {
        // given
        log.write(event("initiative", 5, 1));

        // when: it cannot be applied, and the source has not come so far
        arrive(Stream.of(event("initiative", 5, 1), forged(5, 2, "{\"poison\":true}")));

        // then
        await("nothing is stopped", () -> !state.progress(key(5)).isHalted());
        await("it does not wait for it", () -> !state.progress(key(5)).catchingUp());
        assertThat(continuity.now().missing()).isZero();
        events("initiative", 5, 2, 3).forEach(log::write);
        arrive(events("initiative", 5, 2, 3));
        assertThat(positions(5)).containsExactly(1L, 2L, 3L);
        assertThat(written(5).stopped()).isNull();
    }

    @Test
    void asksAgainForWhatItsSourceCouldNotSayWhenItCame() throws SQLException {
        // given
        log.write(event("initiative", 5, 1));
        AtomicInteger asked = new AtomicInteger();
        log.fault = asked::incrementAndGet;
        log.reachable(false);
        arrive(Stream.of(event("initiative", 5, 1), forged(5, 2, "{\"poison\":true}")));
        await("the source was asked", () -> asked.get() > 0);
        await("it waits for it", () -> state.progress(key(5)).stopped() != null);
        assertThat(written(5).parked()).isZero();

        // when
        log.reachable(true);
        events("initiative", 5, 2, 3).forEach(log::write);
        heads.look();

        // then
        await("it goes on with the log's", () -> cursor(5).position() == 3);
        assertThat(positions(5)).containsExactly(1L, 2L, 3L);
        assertThat(written(5).stopped()).isNull();
    }

    @Test
    void setsAsideOnlyWhatItsSourceDidWrite() throws SQLException {
        // given
        events("initiative", 5, 1, 3).forEach(log::write);
        log.write(event("initiative", 5, 2, 1, POISON));
        log.reachable(false);

        // when its source cannot say so yet
        arrive(Stream.of(event("initiative", 5, 1), event("initiative", 5, 2, 1, POISON)));
        await("it waits for its source", () -> state.progress(key(5)).stopped() != null);
        assertThat(written(5).parked()).isZero();

        // then it waits, and no longer
        log.reachable(true);
        await("it is set aside", () -> cursor(5).position() >= 2);
        assertThat(written(5).parked()).isEqualTo(1);
        arrive(events("initiative", 5, 3, 3));
        await("the others go on", () -> cursor(5).position() == 3);
        assertThat(Metric.READER_UNREADABLE.counter(registry, "initiative").count())
                .isZero();
    }

    @Test
    void appliesNothingOnTopOfWhatItsSourceNeverWrote() throws SQLException {
        // given: somebody was faster than the source
        events("initiative", 5, 1, 2).forEach(log::write);
        arrive(Stream.of(event("initiative", 5, 1), forged(5, 2, "{}")));
        assertThat(cursor(5).position()).isEqualTo(2);

        // when
        log.write(event("initiative", 5, 3));
        arrive(events("initiative", 5, 2, 3));

        // then
        isStoppedAtAnotherHistory(5, 2);
        assertThat(positions(5)).containsExactly(1L, 2L);
        assertThat(continuity.now().missing()).as("the second and the third").isEqualTo(2);
        assertThat(Metric.READER_UNREADABLE.counter(registry, "initiative").count())
                .isEqualTo(1);
        assertThat(waitsInVain(5, 2)).isTrue();

        // when an operator has it tried again, or it is started anew, then it is none the better
        assertThat(state.release(key(5))).isTrue();
        catchUp.begin(key(5), state.progress(key(5)).seen());
        isStoppedAtAnotherHistory(5, 2);
        state.stop();
        start();
        arrive(events("initiative", 5, 2, 3));
        isStoppedAtAnotherHistory(5, 2);
        assertThat(positions(5)).containsExactly(1L, 2L);
    }

    @Test
    void knowsAfterARestartWhatWasAppliedLast() throws SQLException {
        // given: applied, and the process has ended before the source's own came
        events("initiative", 5, 1, 3).forEach(log::write);
        arrive(Stream.of(event("initiative", 5, 1), forged(5, 2, "{}")));
        state.stop();
        start();

        // when
        arrive(events("initiative", 5, 2, 3));

        // then
        isStoppedAtAnotherHistory(5, 2);
        assertThat(positions(5)).containsExactly(1L, 2L);
    }

    @Test
    void doesNotCallAnotherWhatAVersionAppliedThatKeepsNoIds() throws SQLException {
        // given
        events("initiative", 5, 1, 4).forEach(log::write);
        arrive(events("initiative", 5, 1, 2));
        state.stop();
        execute("update reader_cursor set position = 3, applied = 3 where shard = 5");
        start();

        // when
        arrive(events("initiative", 5, 3, 4));

        // then
        assertThat(cursor(5).position()).isEqualTo(4);
        assertThat(state.progress(key(5)).stopped()).isNull();
        assertThat(Metric.READER_GAPS.counter(registry, "initiative").count()).isZero();
    }

    @Test
    void takesTheSourcesOwnOfTwoThatArriveTogether() throws SQLException {
        // given
        events("initiative", 5, 1, 4).forEach(log::write);

        // when: in one batch, and the other one first
        arrive(Stream.of(
                event("initiative", 5, 1),
                forged(5, 2, "{}"),
                forged(5, 3, "{}"),
                event("initiative", 5, 2),
                event("initiative", 5, 3)));

        // then
        await("it is read on", () -> cursor(5).position() == 4);
        await("by the log", () -> !state.progress(key(5)).catchingUp());
        arrive(events("initiative", 5, 3, 4));
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(heard).extracting(EventEnvelope::id).doesNotContain("0197-forged-2", "0197-forged-3");
        assertThat(written(5).stopped()).isNull();
        assertThat(continuity.now().missing()).isZero();
    }

    @Test
    void isNotStoppedByWhoeverRepeatsAPositionWithAnotherId() throws SQLException {
        // given
        events("initiative", 5, 1, 4).forEach(log::write);
        arrive(events("initiative", 5, 1, 2));

        // when
        arrive(Stream.of(forged(5, 1, "{}"), forged(5, 2, "{}"), event("initiative", 5, 3)));

        // then
        await("it is read on", () -> cursor(5).position() == 4);
        await("its source was asked", () -> !state.progress(key(5)).catchingUp());
        arrive(events("initiative", 5, 3, 4));
        assertThat(positions(5)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(written(5).stopped()).isNull();
        assertThat(Metric.READER_UNREADABLE.counter(registry, "initiative").count())
                .isEqualTo(1);
    }

    @Test
    void holdsAMarkerAtTheHeadAgainstTheFactThatTakesItsPosition() throws SQLException {
        // given: nothing of it can be held against it, and its source is not as far
        log.write(event("initiative", 8, 1));
        EventEnvelope like = hidden("initiative", 8, 2);
        EventEnvelope marker = new EventEnvelope(
                "0197-forged",
                like.source(),
                like.type(),
                null,
                like.time(),
                like.recordedAt(),
                like.knownAt(),
                8,
                2,
                1,
                0,
                null,
                null,
                null,
                null,
                "{}");
        arrive(Stream.of(event("initiative", 8, 1), marker));
        heads.look();
        assertThat(written(8).stopped()).isNotNull().extracting(s -> s.reason()).isEqualTo(Reason.AHEAD_OF_SOURCE);

        // when the fact comes
        log.write(event("initiative", 8, 2));
        arrive(events("initiative", 8, 2, 2));
        heads.look();
        heads.look();

        // then: it does not count as shown, and an operator cannot have it passed over
        isStoppedAtAnotherHistory(8, 2);
        assertThat(continuity.now().missing()).isEqualTo(1);
        assertThat(state.release(key(8))).isTrue();
        catchUp.begin(key(8), state.progress(key(8)).seen());
        isStoppedAtAnotherHistory(8, 2);
        log.write(event("initiative", 8, 3));
        arrive(events("initiative", 8, 3, 3));
        assertThat(positions(8)).containsExactly(1L);
        assertThat(continuity.now().missing()).isEqualTo(2);
    }

    @Test
    void confirmsWhereItCameToRestWithOneQuestion() throws SQLException {
        // given
        events("initiative", 5, 1, 20).forEach(log::write);
        AtomicInteger asked = new AtomicInteger();
        log.fault = asked::incrementAndGet;

        // when: it is not asked while events arrive
        for (int position = 1; position <= 20; position++) {
            arrive(events("initiative", 5, position, position));
            heads.look();
        }
        assertThat(asked.get()).as("questions for heads alone").isEqualTo(20);
        for (int look = 0; look < 5; look++) {
            heads.look();
        }

        // then
        assertThat(asked.get()).isEqualTo(26);
        assertThat(state.progress(key(5)).stopped()).isNull();
    }

    @Test
    void isStoppedOnEveryReplicaWhereOneFoundAnotherHistory() throws SQLException {
        // given
        events("initiative", 5, 1, 2).forEach(log::write);
        arrive(Stream.of(event("initiative", 5, 1), forged(5, 2, "{}")));
        Reader first = reader;
        CatchUp firsts = catchUp;
        start();
        ReaderState second = state;

        // when
        first.accept(arrivals(events("initiative", 5, 2, 2)), firsts);
        await("the first stops", () -> written(5).stopped() != null);
        second.refresh();

        // then
        log.write(event("initiative", 5, 3));
        arrive(events("initiative", 5, 3, 3));
        assertThat(positions(5)).containsExactly(1L, 2L);
        assertThat(second.progress(key(5)).isHalted()).isTrue();
    }

    private void isStoppedAtAnotherHistory(int shard, long position) throws SQLException {
        await("it stops", () -> {
            Cursor.Stopped stopped = state.progress(key(shard)).stopped();
            return stopped != null && stopped.reason() == Reason.EPOCH;
        });
        await("it is written down", () -> written(shard).stopped() != null);
        assertThat(written(shard).stopped())
                .isNotNull()
                .extracting(s -> s.reason(), s -> s.position())
                .containsExactly(Reason.EPOCH, position);
    }

    private boolean waitsInVain(int shard, long position) {
        return gate.await(List.of(new ConsistencyToken("initiative", shard, position)), Duration.ofSeconds(30), true)
                .toCompletableFuture()
                .getNow(Answer.APPLIED)
                .equals(Answer.NOT_YET);
    }

    @Test
    void goesOnCatchingUpAfterAnError() throws SQLException {
        // given
        events("initiative", 7, 1, 20).forEach(log::write);
        AtomicInteger left = new AtomicInteger(3);
        log.fault = () -> {
            if (left.getAndDecrement() > 0) {
                throw new NoClassDefFoundError("the test says so");
            }
        };

        // when
        arrive(Stream.of(event("initiative", 7, 1), event("initiative", 7, 20)));

        // then
        await("it is through", () -> cursor(7).position() == 20);
        assertThat(registry.get(Metric.READER_FAULTS.meterName())
                        .tags("loop", "catch-up")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void survivesAListenerThatFailsAltogether() throws SQLException {
        // given
        listener = events -> {
            throw new AssertionError("the test says so");
        };

        // when
        arrive(events("initiative", 2, 1, 3));

        // then
        assertThat(cursor(2).position()).isEqualTo(3);
        assertThat(positions(2)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void catchesUpTwoShardsAtOnceHoweverManyLackSomething() {
        // given eight shards, and a log that says how many ask at once
        IntStream.range(0, 8)
                .forEach(shard -> events("initiative", shard, 1, 20).forEach(log::write));
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SourceLog slow = new SourceLog() {
            @Override
            public String source() {
                return log.source();
            }

            @Override
            public SourceLog.Page after(int shard, long position, int limit) throws SourceLog.SourceUnreachable {
                most.accumulateAndGet(asking.incrementAndGet(), Math::max);
                try {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    return log.after(shard, position, limit);
                } finally {
                    asking.decrementAndGet();
                }
            }

            @Override
            public List<SourceLog.Head> heads() throws SourceLog.SourceUnreachable {
                return log.heads();
            }
        };
        CatchUp bounded = new CatchUp(
                state,
                reader,
                new Sources(List.of(), List.of(slow)),
                new ReaderMetrics(registry),
                7,
                Duration.ofMillis(100));

        // when
        IntStream.range(0, 8).forEach(shard -> bounded.begin(key(shard), 20));

        // then
        IntStream.range(0, 8)
                .forEach(shard -> await("shard " + shard, () -> cursor(shard).position() == 20));
        assertThat(most).hasValue(2);
    }

    @Test
    void followsItsOwnLogInBatchesThatAreBoundedByTheSizeOfEvents() throws Exception {
        // given 64 events of a million characters in all shards
        String large = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";
        IntStream.range(0, 16)
                .forEach(shard ->
                        IntStream.rangeClosed(1, 4).forEach(p -> log.write(event("initiative", shard, p, 1, large))));
        List<Long> batches = new CopyOnWriteArrayList<>();
        listener = events ->
                batches.add(events.stream().mapToLong(e -> e.data().length()).sum());
        LogFollower follower = new LogFollower(
                state,
                reader,
                new Sources(List.of(log), List.of()),
                catchUp,
                new ReaderMetrics(registry),
                100,
                Duration.ofMillis(50));

        // when
        Thread following = Thread.ofPlatform().start(follower::run);

        // then each had what fits and the rest of one shard's page at most
        IntStream.range(0, 16)
                .forEach(shard -> await("shard " + shard, () -> cursor(shard).position() == 4));
        state.stop();
        following.join();
        assertThat(batches).hasSizeGreaterThan(4).allMatch(characters -> characters <= (8 << 20) + 4_000_100L);
    }

    /** The first events of a shard, to the last of the given ones, which are all of one stream. */
    private static List<EventEnvelope> streamOf(int shard, Map<Long, String> data) {
        EventEnvelope first = event(
                "initiative", shard, data.keySet().stream().min(Long::compare).orElseThrow());
        return events(
                        "initiative",
                        shard,
                        1,
                        data.keySet().stream().max(Long::compare).orElseThrow())
                .map(e -> {
                    String own = data.get(e.position());
                    return own == null ? e : of(first, event("initiative", shard, e.position(), 1, own));
                })
                .toList();
    }

    /** The eighth of a shard. */
    private static Stream<EventEnvelope> event8(List<EventEnvelope> before) {
        return events("initiative", before.getFirst().shard(), 8, 8);
    }

    /** The same event, of another's stream. */
    private static EventEnvelope of(EventEnvelope other, EventEnvelope e) {
        return new EventEnvelope(
                e.id(),
                e.source(),
                e.type(),
                other.subject(),
                e.time(),
                e.recordedAt(),
                e.knownAt(),
                e.shard(),
                e.position(),
                e.epoch(),
                e.sequence(),
                e.agency(),
                null,
                null,
                null,
                e.data());
    }

    /** An event of that shard and position that its source never wrote. */
    private static EventEnvelope forged(int shard, long position, String data) {
        return Events.forged(event("initiative", shard, position), data);
    }

    private void accept(Map<Integer, Long> upTo, Arrival... arrivals) {
        Map<ShardKey, Long> offsets = new HashMap<>();
        upTo.forEach((shard, offset) -> offsets.put(key(shard), offset));
        reader.accept(List.of(arrivals), offsets, catchUp);
    }

    private Answer waited(List<ConsistencyToken> tokens, Duration atMost) throws Exception {
        return gate.await(tokens, atMost, true).toCompletableFuture().get(60, TimeUnit.SECONDS);
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
        return state.progress(key(shard)).cursor();
    }

    private Cursor written(int shard) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return state.read(connection).get(shard);
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
        ReaderSchema.execute(database, statement);
    }
}

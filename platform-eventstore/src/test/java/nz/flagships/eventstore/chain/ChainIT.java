package nz.flagships.eventstore.chain;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static nz.flagships.eventstore.store.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.chain.ChainBreak.Kind;
import nz.flagships.eventstore.store.AppendSettings;
import nz.flagships.eventstore.store.Appender;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.Items;
import nz.flagships.eventstore.store.PostgresEventStore;
import nz.flagships.eventstore.store.StoreDatabase;
import nz.flagships.eventstore.store.StoreUnavailable;
import nz.flagships.eventstore.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The verification of the history on a real PostgreSQL: what is whole is whole, and what was touched is found where it is. */
@SuppressWarnings("NullAway.Init") // filled before all
class ChainIT {
    private static final Duration LEASE = Duration.ofSeconds(2);
    /** Two events a page, and no rest in between. */
    private static final ChainVerification.Settings SMALL = new ChainVerification.Settings(LEASE, 2, 4L << 20, 1);

    /** Three streams of one shard, so that their events stand between one another, and others elsewhere. */
    private static final List<String> NEIGHBOURS = IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "thing/N-" + i)
            .filter(stream -> Shards.of(stream) == 7)
            .limit(3)
            .toList();

    private static StoreDatabase database;
    private static Appender appender;
    private static PostgresEventStore store;
    private static ChainVerification verifier;
    private static final List<Connection> OPEN = new CopyOnWriteArrayList<>();
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void fill() throws Exception {
        database = new StoreDatabase();
        appender = new Appender(database.writer(), AppendSettings.DEFAULT, shards -> {}, new SimpleMeterRegistry());
        store = new PostgresEventStore(database.writer(), appender);
        verifier = verification(kept(), SMALL);
        for (String stream : NEIGHBOURS) {
            append(item().write(stream, 0, "{\"n\":1}", "{\"n\":2}"));
        }
        for (String stream : NEIGHBOURS) {
            List<StoredEvent> before = store.read(stream, 1);
            append(item().write(stream, 2, before.getLast().hash(), "{\"n\":3}", "{\"n\":4}", "{\"n\":5}"));
        }
        append(item().at(
                        "thing/OLD",
                        List.of(
                                Instant.parse("1491-02-03T04:05:06.000001Z"),
                                Instant.parse("1683-12-31T23:59:59.999999Z"),
                                Instant.parse("1840-01-01T00:00:00Z"),
                                Instant.parse("1840-06-07T08:09:10.123457Z"),
                                Instant.parse("2026-01-01T00:00:00.1Z"))));
        for (int i = 0; i < 12; i++) {
            append(item().write("thing/E-" + i, 0, "{\"e\":\"ā\"}", "{}", "{\"money\":9007199254740991}"));
        }
        sql("create table saved as select * from event", "create table saved_stream as select * from stream");
    }

    @AfterAll
    static void close() throws SQLException {
        for (Connection connection : OPEN) {
            connection.close();
        }
        appender.close();
        THREADS.shutdown();
    }

    @AfterEach
    void mend() throws Exception {
        sql(
                "set session_replication_role = replica",
                "delete from event",
                "insert into event select * from saved",
                "delete from stream",
                "insert into stream select * from saved_stream",
                "update shard_head h set head = coalesce((select max(position) from saved s where s.shard = h.shard), 0)",
                "delete from chain_pass",
                "delete from chain_progress",
                "delete from chain_break",
                "delete from chain_seal",
                "update chain_lease set owner = null, lease_until = null");
    }

    private static ChainVerification verification(DataSource as, ChainVerification.Settings settings) {
        return new ChainVerification(as, settings, new SimpleMeterRegistry());
    }

    /** One connection that stays open, as from a pool: for one thread. */
    private static DataSource kept() {
        try {
            Connection connection = database.writer().getConnection();
            OPEN.add(connection);
            Connection lent = (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("close") ? null : invoked(method, connection, arguments));
            return (DataSource) Proxy.newProxyInstance(
                    DataSource.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> lent);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object invoked(Method method, Object of, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static ChainStatus verified() {
        verifier.begin();
        assertThat(verifier.work()).isTrue();
        return verifier.status();
    }

    @Test
    void an_untouched_history_is_whole_whatever_the_years_in_it() {
        // when
        ChainStatus status = verified();

        // then
        assertThat(status.state()).isEqualTo(ChainStatus.State.WHOLE);
        assertThat(status.breaks()).isEmpty();
        assertThat(status.running()).isFalse();
        assertThat(status.completed()).isNotNull();
        assertThat(requireNonNull(status.completed()).verified())
                .isEqualTo(database.number("select count(*) from event"));
        assertThat(status.shards())
                .allSatisfy(shard -> assertThat(shard.position()).isEqualTo(shard.head()));
    }

    private static final String OF_3 =
            "update event set %s where stream = '" + NEIGHBOURS.getFirst() + "' and version = 3";

    private static final String OF_OLD = "update event set %s where stream = 'thing/OLD' and version = ";

    /** What is done, and to which version of which stream. */
    static Stream<Arguments> tamperings() {
        String one = NEIGHBOURS.getFirst();
        String its = " where stream = '" + one + "'";
        return Stream.of(
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("data = '{\"n\":4}'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("data = data || ' '")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("occurred_at = occurred_at + interval '1 microsecond'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("recorded_at = recorded_at - interval '1 microsecond'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("known_at = 'infinity'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("metadata = metadata || '{\"actor\":\"x\"}'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("metadata = metadata || '{\"x\":1e400}'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("metadata = '[]'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("type = 'nz.flagships.test.Other.v1'")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("id = gen_random_uuid()")),
                arguments(one, 3, Kind.CHANGED, OF_3.formatted("hash = sha256('x')")),
                arguments(one, 1, Kind.CHANGED, "update event set data = '{}'" + its + " and version = 1"),
                arguments(one, 5, Kind.CHANGED, "update event set data = '{}'" + its + " and version = 5"),
                arguments(one, 1, Kind.MISSING, "delete from event" + its + " and version = 1"),
                arguments(one, 3, Kind.MISSING, "delete from event" + its + " and version = 3"),
                arguments(one, 5, Kind.MISSING, "delete from event" + its + " and version = 5"),
                arguments(one, 3, Kind.CHANGED, """
                        update event e set data = o.data from event o
                        where e.stream = '%s' and o.stream = e.stream and (e.version, o.version) in ((3, 4), (4, 3))""".formatted(one)),
                arguments(one, 2, Kind.MISPLACED, """
                        create table was as select * from event where stream = '%s' and version in (2, 4);
                        delete from event where id in (select id from was);
                        insert into event select shard, (select w.position from was w where w.version <> was.version), stream,
                               version, id, type, data, metadata, occurred_at, recorded_at, known_at, hash from was;
                        drop table was""".formatted(one)),
                arguments(one, 5, Kind.CUT_OFF, "update stream set version = 6" + its),
                arguments(one, 5, Kind.CUT_OFF, "delete from stream" + its),
                arguments(
                        "thing/OLD",
                        1,
                        Kind.CHANGED,
                        OF_OLD.formatted("occurred_at = occurred_at + interval '1 microsecond'") + 1),
                arguments(
                        "thing/OLD",
                        2,
                        Kind.CHANGED,
                        OF_OLD.formatted("occurred_at = occurred_at - interval '1 microsecond'") + 2),
                arguments(
                        "thing/OLD",
                        4,
                        Kind.CHANGED,
                        OF_OLD.formatted("known_at = known_at + interval '1 microsecond'") + 4));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void what_was_touched_is_found_at_its_place(String stream, long version, Kind kind, String tampering)
            throws Exception {
        // given
        StoredEvent touched = store.read(stream, version, 1).getFirst();
        long place =
                kind == Kind.MISPLACED ? store.read(stream, 2, 1).getFirst().position() : touched.position();

        // when
        sql("set session_replication_role = replica", tampering);
        ChainStatus status = verified();

        // then
        assertThat(status.state()).isEqualTo(ChainStatus.State.BROKEN);
        // Where the last of a stream is gone, the one before it says so as well.
        ChainBreak first = status.breaks().stream()
                .filter(one -> kind == Kind.CUT_OFF || one.kind() != Kind.CUT_OFF)
                .findFirst()
                .orElseThrow();
        assertThat(first.shard()).isEqualTo(touched.shard());
        assertThat(first.position()).as("the first place that is broken").isEqualTo(place);
        assertThat(first.kind()).isEqualTo(kind);
        if (kind == Kind.MISSING) {
            assertThat(first.event()).isNull();
        } else if (kind == Kind.CHANGED && !tampering.contains("id = gen") && !tampering.contains("hash = ")) {
            assertThat(first.event()).isEqualTo(touched.id());
            assertThat(first.found()).isEqualTo(touched.hash());
            assertThat(first.expected()).isNotEqualTo(touched.hash());
        }
        assertThat(requireNonNull(status.completed()).verified())
                .isEqualTo(database.number("select count(*) from event"));
    }

    @Test
    void a_tail_that_is_gone_with_its_counter_shows_in_the_stream() throws Exception {
        // given the last event of the shard, and the counter set back over it
        String stream = NEIGHBOURS.getLast();
        long before = store.read(stream, 4, 1).getFirst().position();
        assertThat(verified().state()).isEqualTo(ChainStatus.State.WHOLE);
        sql("delete from chain_pass");
        sql(
                "set session_replication_role = replica",
                "delete from event where shard = 7 and position > " + before,
                "update shard_head set head = " + before + " where shard = 7");

        // when
        ChainStatus status = verified();

        // then
        assertThat(status.breaks()).first().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Kind.CUT_OFF);
            assertThat(one.position()).isEqualTo(before);
        });
    }

    @Test
    void a_counter_that_goes_back_under_what_was_verified_shows_and_once() throws Exception {
        ChainVerification verification = verification(kept(), SMALL);
        verification.work();
        long head = database.number("select head from shard_head where shard = 7");
        sql(
                "set session_replication_role = replica",
                "delete from event where shard = 7 and position > " + (head - 2),
                "update shard_head set head = head - 2 where shard = 7");

        // when
        verification.work();
        verification.work();

        // then
        assertThat(verification.status().breaks()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Kind.MISSING);
            assertThat(one.position()).isEqualTo(head - 1);
            assertThat(one.through()).isEqualTo(head);
        });
        assertThat(verification.status().broken()).isEqualTo(1);
    }

    @Test
    void what_was_verified_once_cannot_change_its_order_nor_be_rewritten_with_its_hashes() throws Exception {
        // given a pass that found it whole
        assertThat(verified().state()).isEqualTo(ChainStatus.State.WHOLE);

        // when two events of two streams change places, which no chain tells
        String one = NEIGHBOURS.get(0);
        String other = NEIGHBOURS.get(1);
        sql("set session_replication_role = replica", """
                create table was as select * from event where (stream, version) in (('%s', 2), ('%s', 1));
                delete from event where id in (select id from was);
                insert into event select shard, (select w.position from was w where w.stream <> was.stream), stream, version,
                       id, type, data, metadata, occurred_at, recorded_at, known_at, hash from was;
                drop table was""".formatted(one, other));

        // then
        assertThat(verified().breaks()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.REWRITTEN);
            assertThat(found.shard()).isEqualTo(7);
        });
        mend();

        // when a whole stream is said anew, hashes and all
        assertThat(verified().state()).isEqualTo(ChainStatus.State.WHOLE);
        byte[] before = HashChain.start();
        List<String> rewriting = new ArrayList<>(List.of("set session_replication_role = replica"));
        for (StoredEvent event : store.read(one, 1)) {
            StoredEvent said = new StoredEvent(
                    event.shard(),
                    event.position(),
                    event.epoch(),
                    event.stream(),
                    event.version(),
                    event.id(),
                    event.type(),
                    "{\"n\":99}",
                    event.metadata(),
                    event.occurredAt(),
                    event.recordedAt(),
                    event.knownAt(),
                    event.hash());
            before = HashChain.of(before, said);
            rewriting.add("update event set data = '{\"n\":99}', hash = '\\x"
                    + HexFormat.of().formatHex(before) + "' where shard = 7 and position = " + event.position());
        }
        sql(rewriting.toArray(String[]::new));

        // then
        assertThat(verified().breaks()).extracting(ChainBreak::kind).containsExactly(Kind.REWRITTEN);
    }

    @Test
    void what_is_stored_after_a_pass_is_verified_by_the_next_round() throws Exception {
        // given
        ChainVerification verification = verification(kept(), SMALL);
        verification.work();
        long pass = requireNonNull(verification.status().completed()).pass();

        // when
        append(item().write("thing/LATER", 0, "{}", "{}", "{}"));
        sql(
                "set session_replication_role = replica",
                "update event set data = '{\"x\":1}' where stream = 'thing/LATER' and version = 2");
        verification.work();

        // then the same pass went on
        ChainStatus status = verification.status();
        assertThat(requireNonNull(status.completed()).pass()).isEqualTo(pass);
        assertThat(status.breaks())
                .singleElement()
                .satisfies(one -> assertThat(one.kind()).isEqualTo(Kind.CHANGED));

        // and the night's begins anew
        sql("update chain_pass set begun = begun - interval '1 day'");
        verification.work();
        assertThat(requireNonNull(verification.status().completed()).pass()).isGreaterThan(pass);
        assertThat(verification.status().state()).isEqualTo(ChainStatus.State.BROKEN);
    }

    @Test
    void who_takes_over_after_a_kill_goes_on_where_the_other_was() throws Exception {
        // given one whose connections end in the middle, its lease held
        AtomicInteger left = new AtomicInteger(20);
        DataSource dying = dying(kept(), left);
        ChainVerification killed = verification(dying, SMALL);
        assertThatThrownBy(killed::work).isInstanceOf(StoreUnavailable.class);
        long done = database.number("select verified from chain_pass");
        long all = database.number("select count(*) from event");
        assertThat(done).isPositive().isLessThan(all);

        // when another comes: not at once, but when the lease is over
        ChainVerification other = verification(kept(), SMALL);
        assertThat(other.work()).isFalse();
        sql("update chain_lease set lease_until = clock_timestamp() - interval '1 second'");
        assertThat(other.work()).isTrue();

        // then each event was looked at once
        assertThat(requireNonNull(other.status().completed()).verified()).isEqualTo(all);
        assertThat(database.number("select count(*) from chain_pass")).isEqualTo(1);
        assertThat(other.status().state()).isEqualTo(ChainStatus.State.WHOLE);
    }

    @Test
    void of_several_replicas_one_verifies() {
        // when
        List<ChainVerification> replicas =
                IntStream.range(0, 4).mapToObj(i -> verification(kept(), SMALL)).toList();
        replicas.stream()
                .map(one -> CompletableFuture.runAsync(one::begin, THREADS))
                .toList()
                .forEach(CompletableFuture::join);
        replicas.stream().map(one -> supplyAsync(one::work, THREADS)).toList().forEach(CompletableFuture::join);

        // then there was one pass, and each event was looked at once
        assertThat(database.number("select count(*) from chain_pass")).isEqualTo(1);
        assertThat(database.number("select verified from chain_pass"))
                .isEqualTo(database.number("select count(*) from event"));
        assertThat(replicas.getFirst().status().state()).isEqualTo(ChainStatus.State.WHOLE);
    }

    @Test
    void a_page_is_bounded_in_bytes() throws Exception {
        // given
        String large = "{\"x\":\"" + "x".repeat(100_000) + "\"}";
        append(item().write("thing/LARGE", 0, large, large, large, large));
        ChainRecords records = new ChainRecords(kept());
        int shard = Shards.of("thing/LARGE");
        long first = store.read("thing/LARGE", 1, 1).getFirst().position();

        // then
        long pass = records.begin();
        sql("update chain_progress set position = " + (first - 1) + " where shard = " + shard);
        assertThat(records.next(pass, shard, first + 3, 500, 150_000).page()).hasSize(2);
        assertThat(records.next(pass, shard, first + 3, 500, 1).page()).hasSize(1);
        sql("delete from chain_pass");
        assertThat(verified().state()).isEqualTo(ChainStatus.State.WHOLE);
    }

    /** After so many connections nobody answers any more. */
    private static DataSource dying(DataSource source, AtomicInteger left) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && left.decrementAndGet() < 0) {
                        throw new SQLException("gone", "08006");
                    }
                    return invoked(method, source, arguments);
                });
    }

    private static void append(Items items) throws Exception {
        store.append(items.build()).toCompletableFuture().get();
    }

    /** As nobody should; one session, so that what it sets holds. */
    private static void sql(String... all) throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : Arrays.asList(all)) {
                statement.execute(one);
            }
        }
    }
}

package nz.flagships.eventstore.store;

import static nz.flagships.eventstore.store.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nz.flagships.eventstore.store.AppendResult.Appended;
import nz.flagships.eventstore.store.AppendResult.Conflict;
import nz.flagships.eventstore.store.AppendResult.Duplicate;
import nz.flagships.eventstore.store.LosingProxy.Loss;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What becomes of a fact whose commit's answer is lost on the way, or whose question arrives late. */
@NullUnmarked
class LostAnswerIT {
    private static final AppendSettings ONE_LANE =
            new AppendSettings(8192, 64L << 20, 256, 4L << 20, 1, 6, Duration.ofSeconds(10));

    private static StoreDatabase database;
    private static LosingProxy proxy;
    private static Appender appender;
    private static PostgresEventStore store;

    @BeforeAll
    static void start() throws Exception {
        database = new StoreDatabase();
        proxy = new LosingProxy(database.address());
        appender = new Appender(database.writer(proxy), ONE_LANE, shards -> {}, new SimpleMeterRegistry());
        store = new PostgresEventStore(database.writer(), appender);
    }

    @AfterAll
    static void stop() throws Exception {
        appender.close();
        proxy.close();
    }

    /** Where the round trip may be cut: before the server has it, and in each stretch of its answer. */
    private static List<Loss> cuts() {
        return List.of(
                new Loss.Question(),
                new Loss.Answer(0),
                new Loss.Answer(0.1),
                new Loss.Answer(0.3),
                new Loss.Answer(0.6),
                new Loss.Answer(0.9),
                new Loss.Answer(1));
    }

    /** What an item may be made of, each time on streams, keys and claims of its own. */
    private enum Kind {
        NEW_STREAM,
        GROWING_STREAM,
        CLAIM,
        GUARD,
        GUARD_OF_ABSENCE,
        SEVERAL_STREAMS,
        SEVERAL_KEYS,
        DEADLINE_SET,
        DEADLINE_CLEARED;

        /** The same fact again, under the same key, with event ids of its own each time it is asked for. */
        AppendItem again(String name) {
            String stream = "test/" + name;
            Items items = switch (this) {
                case NEW_STREAM -> item().write(stream, 0, "{}", "{}");
                case GROWING_STREAM -> item().write(stream, 1, "{}");
                case CLAIM -> item().write(stream, 0, "{}").claim("test~" + name);
                case GUARD -> item().write(stream, 0, "{}").guard("test/other-" + name, 1);
                case GUARD_OF_ABSENCE -> item().write(stream, 0, "{}").guard("test/none-" + name, 0);
                case SEVERAL_STREAMS ->
                    item().write(stream, 0, "{}")
                            .write("test/second-" + name, 0, "{}")
                            .write("test/other-" + name, 1, "{}");
                case SEVERAL_KEYS -> item().write(stream, 0, "{}", "{}").key(name + "-more");
                case DEADLINE_SET ->
                    item().write(stream, 0, "{}")
                            .deadline("d", Instant.parse("2099-01-01T00:00:00Z"), "{\"type\":\"t\"}");
                case DEADLINE_CLEARED -> item().write(stream, 1, "{}").noDeadline("d");
            };
            return items.key(name).build();
        }

        void prepare(String name) {
            switch (this) {
                case GROWING_STREAM ->
                    join(item().write("test/" + name, 0, "{}").build());
                case DEADLINE_CLEARED ->
                    join(item().write("test/" + name, 0, "{}")
                            .deadline("d", Instant.parse("2099-01-01T00:00:00Z"), "{\"type\":\"t\"}")
                            .build());
                case GUARD, SEVERAL_STREAMS ->
                    join(item().write("test/other-" + name, 0, "{}").build());
                case NEW_STREAM, CLAIM, GUARD_OF_ABSENCE, SEVERAL_KEYS, DEADLINE_SET -> {}
            }
        }
    }

    private static AppendResult join(AppendItem item) {
        return store.append(item)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static String fresh(String name) {
        return name + "-" + Long.toHexString(System.nanoTime());
    }

    @Test
    void a_fact_whose_answer_is_lost_is_stored_once_and_its_retry_is_a_duplicate() {
        for (Kind kind : Kind.values()) {
            for (Loss cut : cuts()) {
                // given
                String name = fresh(kind.name());
                kind.prepare(name);
                AppendItem first = kind.again(name);

                // when the answer is lost
                proxy.lose(cut);
                Appended appended = (Appended) join(first);

                // then it was stored, whole
                assertThat(proxy.left()).isZero();
                assertStored(kind + " " + cut, name, first, appended);

                // and its retry, decided anew with ids of its own on what was there before, is a duplicate
                assertThat(join(kind.again(name)))
                        .as("%s %s", kind, cut)
                        .isInstanceOfSatisfying(
                                Duplicate.class,
                                duplicate -> assertThat(duplicate.stored().values())
                                        .first()
                                        .satisfies(key -> assertThat(key.position())
                                                .isEqualTo(appended.positions()
                                                        .getFirst()
                                                        .last())));
                assertStored(kind + " " + cut + " again", name, first, appended);
            }
        }
    }

    private static void assertStored(String when, String name, AppendItem item, Appended appended) {
        for (int i = 0; i < item.writes().size(); i++) {
            AppendItem.Write write = item.writes().get(i);
            List<StoredEvent> events = store.read(write.stream(), write.expectedVersion() + 1);
            assertThat(events.stream().map(StoredEvent::id))
                    .as(when)
                    .isEqualTo(
                            write.events().stream().map(AppendItem.NewEvent::id).toList());
            assertThat(events.getFirst().position())
                    .as(when)
                    .isEqualTo(appended.positions().get(i).first());
            assertThat(store.versions(List.of(write.stream())))
                    .as(when)
                    .isEqualTo(Map.of(
                            write.stream(),
                            write.expectedVersion() + write.events().size()));
        }
        List<IdempotencyKey> keys =
                item.keys().stream().map(AppendItem.Key::key).toList();
        assertThat(store.keys(keys)).as("%s: the keys", when).hasSameSizeAs(keys);
        item.claims()
                .forEach(claim -> assertThat(store.claimed(claim.value()))
                        .as("%s: the claim", when)
                        .contains(claim.stream()));
        for (AppendItem.DeadlineRow row : item.deadlines()) {
            assertThat(database.number("select count(*) from deadline where stream = 'test/" + name + "'"))
                    .as("%s: the deadline", when)
                    .isEqualTo(row.due() == null ? 0 : 1);
        }
    }

    @Test
    void of_a_batch_whose_answer_is_lost_each_item_keeps_its_own_outcome() throws Exception {
        for (Loss cut : cuts()) {
            // given items of every kind, and one that loses, which wait behind one that is held up
            String name = fresh("batch");
            join(item().write("test/lost-" + name, 0, "{}")
                    .key("before-" + name)
                    .build());
            List<AppendItem> items = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                kind.prepare(name + kind);
                items.add(kind.again(name + kind));
            }
            AppendItem loser = item().write("test/lost-" + name, 0, "{}")
                    .key("loser-" + name)
                    .build();
            items.add(3, loser);
            List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
            try (Connection holder = database.superuser().getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("select * from shard_head for update");
                CompletableFuture<AppendResult> held = store.append(
                                item().write("test/held-" + name, 0, "{}").build())
                        .toCompletableFuture();
                while (database.number("select count(*) from pg_stat_activity where application_name = 'through-proxy'"
                                + " and wait_event_type = 'Lock'")
                        == 0) {
                    Thread.onSpinWait();
                }

                // when they go as one, whose answer is lost
                proxy.lose(cut);
                for (AppendItem each : items) {
                    answers.add(store.append(each).toCompletableFuture());
                }
                holder.rollback();
                held.join();
            }

            // then
            assertThat(answers.get(3).join()).isInstanceOf(Conflict.class);
            assertThat(proxy.left()).isZero();
            int at = 0;
            for (Kind kind : Kind.values()) {
                AppendItem each = items.get(at == 3 ? ++at : at);
                Appended appended = (Appended) answers.get(at).join();
                assertStored(cut + " " + kind, name + kind, each, appended);
                assertThat(join(kind.again(name + kind))).as("%s %s", cut, kind).isInstanceOf(Duplicate.class);
                at++;
            }
            assertThat(store.keys(List.of(loser.keys().getFirst().key()))).isEmpty();
        }
        assertThat(database.number("select count(*) from shard_head h where h.head <>"
                        + " (select count(*) from event e where e.shard = h.shard)"))
                .isZero();
    }

    @Test
    void a_question_that_arrives_after_its_own_retry_takes_nothing_away() throws Exception {
        for (Kind kind : Kind.values()) {
            // given a question that is still on its way when the connection is cut
            String name = fresh("late" + kind);
            kind.prepare(name);
            AppendItem first = kind.again(name);
            CountDownLatch arrive = new CountDownLatch(1);
            CountDownLatch arrived = new CountDownLatch(1);
            proxy.lose(new Loss.Late(arrive, arrived));
            Appended appended = (Appended) join(first);

            // when it arrives
            arrive.countDown();
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

            // then
            assertStored("late " + kind, name, first, appended);
            assertThat(join(kind.again(name))).as("%s", kind).isInstanceOf(Duplicate.class);
        }
    }

    @Test
    void where_the_database_stays_away_after_the_commit_the_retry_is_a_duplicate() {
        for (Kind kind : Kind.values()) {
            // given an appender without patience
            String name = fresh("away" + kind);
            kind.prepare(name);
            AppendItem first = kind.again(name);
            AppendSettings impatient = new AppendSettings(10, 1L << 20, 10, 1L << 20, 1, 6, Duration.ZERO);
            try (Appender hasty =
                    new Appender(database.writer(proxy), impatient, shards -> {}, new SimpleMeterRegistry())) {
                // when the first answer is lost, and there is no second try
                proxy.lose(new Loss.Answer(0), new Loss.Question(), new Loss.Question());
                Throwable failure = hasty.append(first)
                        .toCompletableFuture()
                        .handle((result, thrown) -> thrown)
                        .join();

                // then it is said that nobody knows
                assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
                        .isInstanceOfSatisfying(
                                StoreUnavailable.class,
                                e -> assertThat(e.outcomeKnown()).isFalse());
            }
            while (proxy.left() > 0) {
                join(item().write("test/" + fresh("rest"), 0, "{}").build());
            }

            // and the retry finds it
            assertThat(join(kind.again(name))).as("%s", kind).isInstanceOf(Duplicate.class);
        }
    }

    @Test
    void a_database_that_falls_silent_is_given_up_and_asked_again() {
        for (Kind kind : Kind.values()) {
            // given a pool whose connections wait for a second
            String name = fresh("silent" + kind);
            kind.prepare(name);
            AppendItem first = kind.again(name);
            PGSimpleDataSource waits = database.writer(proxy);
            waits.setSocketTimeout(1);
            try (Appender once = new Appender(waits, ONE_LANE, shards -> {}, new SimpleMeterRegistry())) {
                // when the server did what it was asked, and is not heard of again
                proxy.lose(new Loss.Silence());
                Appended appended = (Appended) once.append(first)
                        .toCompletableFuture()
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();

                // then
                assertStored("silent " + kind, name, first, appended);
            }
            assertThat(join(kind.again(name))).as("%s", kind).isInstanceOf(Duplicate.class);
        }
    }
}

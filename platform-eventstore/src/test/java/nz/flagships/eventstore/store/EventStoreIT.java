package nz.flagships.eventstore.store;

import static nz.flagships.eventstore.store.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nz.flagships.events.Json;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendResult.Appended;
import nz.flagships.eventstore.store.AppendResult.ClaimTaken;
import nz.flagships.eventstore.store.AppendResult.Conflict;
import nz.flagships.eventstore.store.AppendResult.Duplicate;
import nz.flagships.eventstore.store.AppendResult.Overloaded;
import nz.flagships.eventstore.testing.Growth;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What any event store of ours must do, on a real PostgreSQL. */
@NullUnmarked
class EventStoreIT {
    private static StoreDatabase database;
    private static Appender appender;
    private static PostgresEventStore store;

    @BeforeAll
    static void start() {
        database = new StoreDatabase();
        appender = new Appender(database.writer(), AppendSettings.DEFAULT, shards -> {}, new SimpleMeterRegistry());
        store = new PostgresEventStore(database.writer(), appender);
    }

    @AfterAll
    static void stop() {
        appender.close();
    }

    private static AppendResult append(Items items) {
        return join(store.append(items.build()));
    }

    private static AppendResult join(CompletionStage<AppendResult> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static String fresh(String name) {
        return "test/" + name + "-" + Long.toHexString(System.nanoTime());
    }

    @Test
    void what_is_appended_is_read_back_exactly() throws Exception {
        // given
        String stream = fresh("exact");
        AppendItem item = item().write(stream, 0, "{\"a\":1}", "{\"name\":\"whānau 🙂\"}")
                .key(stream)
                .build();

        // when
        Appended appended = (Appended) join(store.append(item));
        List<StoredEvent> events = store.read(stream, 1);

        // then
        assertThat(appended.positions()).hasSize(1);
        assertThat(appended.positions().getFirst().version()).isEqualTo(2);
        assertThat(appended.positions().getFirst().shard()).isEqualTo(Shards.of(stream));
        assertThat(events).hasSize(2);
        for (int i = 0; i < 2; i++) {
            AppendItem.NewEvent written = item.writes().getFirst().events().get(i);
            StoredEvent read = events.get(i);
            assertThat(read.position())
                    .isEqualTo(appended.positions().getFirst().first() + i);
            assertThat(read.version()).isEqualTo(i + 1L);
            assertThat(read.epoch()).isEqualTo(1);
            assertThat(read.id()).isEqualTo(written.id());
            assertThat(read.data()).isEqualTo(written.data());
            assertThat(Json.canonical(Json.MAPPER.readTree(read.metadata()))).isEqualTo(written.metadata());
            assertThat(read.occurredAt()).isEqualTo(written.occurredAt().truncatedTo(ChronoUnit.MICROS));
            assertThat(read.hash()).isEqualTo(written.hash());
        }
        assertThat(store.read(stream, 2)).hasSize(1);
        assertThat(store.versions(List.of(stream, "test/nothing"))).isEqualTo(Map.of(stream, 2L, "test/nothing", 0L));
        assertThat(store.verify(stream)).isEmpty();
    }

    @Test
    void positions_have_no_holes_under_many_writers() throws Exception {
        // given 32 writers, each with streams of its own and one that all fight for
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        String hot = fresh("hot");
        AtomicInteger won = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();

        // when
        inParallel(32, writer -> {
            Random random = new Random(seed + writer);
            for (int i = 0; i < 60; i++) {
                Items items = random.nextInt(4) == 0
                        ? item().write(hot, random.nextInt(1 + won.get()), "{}")
                        : item().write(fresh("w" + writer), 0, "{}", "{}");
                if (append(items) instanceof Appended) {
                    won.addAndGet(items.build().writes().getFirst().stream().equals(hot) ? 1 : 0);
                } else {
                    lost.incrementAndGet();
                }
            }
        });

        // then
        assertThat(lost.get()).isPositive();
        assertThat(store.versions(List.of(hot)).get(hot)).isEqualTo(won.get());
        assertGapless();
    }

    private static void assertGapless() {
        for (EventStore.ShardHead head : store.heads()) {
            assertThat(store.log(head.shard(), 0, Integer.MAX_VALUE).stream().map(StoredEvent::position))
                    .as("shard %s", head.shard())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, head.head()).boxed().toList());
        }
    }

    @Test
    void of_writers_that_expect_the_same_version_exactly_one_wins() throws Exception {
        // given
        String stream = fresh("occ");
        append(item().write(stream, 0, "{}"));
        List<AppendResult> results = Collections.synchronizedList(new ArrayList<>());

        // when
        inParallel(32, writer -> results.add(append(item().write(stream, 1, "{}"))));

        // then
        assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !(result instanceof Appended))
                .hasSize(31)
                .allMatch(result -> result.equals(new Conflict(List.of(stream))));
    }

    @Test
    void a_key_is_stored_once_whoever_races() throws Exception {
        // given the same fact on streams that differ, as when a service assigns the id
        String key = fresh("key");
        List<AppendResult> results = Collections.synchronizedList(new ArrayList<>());

        // when
        inParallel(
                32,
                writer -> results.add(
                        append(item().write(key + "-" + writer, 0, "{}").key(key))));

        // then
        assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
        Appended appended = (Appended)
                results.stream().filter(Appended.class::isInstance).findFirst().orElseThrow();
        assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(31).allSatisfy(result -> {
            StoredKey stored = ((Duplicate) result).stored().get(new IdempotencyKey("POLICE", "/test", key));
            assertThat(stored.stream()).isEqualTo(appended.positions().getFirst().stream());
            assertThat(stored.position())
                    .isEqualTo(appended.positions().getFirst().first());
        });
        assertThat(database.number("select count(*) from event where stream like '" + key + "%'"))
                .isEqualTo(1);
    }

    @Test
    void a_retry_on_the_same_stream_is_a_duplicate_and_not_a_conflict() {
        // given
        String stream = fresh("retry");
        append(item().write(stream, 0, "{}").key(stream, "one body"));

        // when
        AppendResult result = append(item().write(stream, 0, "{}").key(stream, "another body"));

        // then the fingerprint of what is stored is there to compare
        Map<IdempotencyKey, StoredKey> stored = ((Duplicate) result).stored();
        assertThat(stored.values())
                .singleElement()
                .satisfies(key -> assertThat(key.fingerprint()).isEqualTo(Items.fingerprint("one body")));
        assertThat(store.keys(stored.keySet()).keySet()).isEqualTo(stored.keySet());
    }

    @Test
    void a_key_knows_how_far_the_whole_of_its_fact_reached() {
        // given a fact that came to three events, and others after it
        String stream = fresh("reach");
        Appended first = (Appended)
                append(item().of("A").write(stream, 0, "{}", "{}", "{}").key(stream));
        byte[] last = store.read(stream, 3).getFirst().hash();
        append(item().of("B").write(stream, 3, last, "{}", "{}").key(stream + "-B"));

        // when
        StoredKey one = store.keys(List.of(new IdempotencyKey("POLICE", "/test", stream)))
                .values()
                .iterator()
                .next();
        StoredKey two = store.keys(List.of(new IdempotencyKey("POLICE", "/test", stream + "-B")))
                .values()
                .iterator()
                .next();

        // then
        assertThat(one.version()).isEqualTo(3);
        assertThat(one.position()).isEqualTo(first.positions().getFirst().last());
        assertThat(two.version()).isEqualTo(5);
        assertThat(two.position()).isEqualTo(store.read(stream, 5).getFirst().position());
    }

    @Test
    void keys_of_an_upload_that_is_sent_again_are_found_by_their_own_events_alone() {
        // given as many facts on one stream as keys are asked for; then it takes so much more as there are more of them
        Growth.assertFourfold(facts -> {
            String stream = fresh("again" + facts);
            byte[] before = HashChain.start();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < facts; i++) {
                String id = stream + "/" + i;
                AppendItem one =
                        item().of(id).write(stream, i, before, "{}").key(id).build();
                assertThat(join(store.append(one))).isInstanceOf(Appended.class);
                before = one.writes().getFirst().events().getFirst().hash();
                ids.add(id);
            }
            return pagesLookedAt(ids);
        });
    }

    /** How many pages of eight kilobytes PostgreSQL looks at for these keys. */
    private static long pagesLookedAt(List<String> ids) {
        try (Connection connection = database.owner().getConnection();
                PreparedStatement explained =
                        connection.prepareStatement("explain (analyze, buffers, format json) " + Queries.KEYS)) {
            explained.setArray(
                    1,
                    connection.createArrayOf(
                            "text", Collections.nCopies(ids.size(), "POLICE").toArray()));
            explained.setArray(
                    2,
                    connection.createArrayOf(
                            "text", Collections.nCopies(ids.size(), "/test").toArray()));
            explained.setArray(3, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet plan = explained.executeQuery()) {
                plan.next();
                JsonNode top = Json.MAPPER.readTree(plan.getString(1)).get(0).get("Plan");
                assertThat(top.get("Actual Rows").asLong()).isEqualTo(ids.size());
                return top.get("Shared Hit Blocks").asLong()
                        + top.get("Shared Read Blocks").asLong();
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void of_an_item_with_several_keys_none_is_kept_when_one_was_there() {
        // given
        String stream = fresh("keys");
        append(item().write(stream, 0, "{}").key(stream + "1"));

        // when
        AppendResult result =
                append(item().write(stream, 1, "{}").key(stream + "0").key(stream + "1"));

        // then
        assertThat(result).isInstanceOf(Duplicate.class);
        assertThat(append(item().write(stream, 1, "{}").key(stream + "0"))).isInstanceOf(Appended.class);
    }

    @Test
    void a_claim_is_held_by_one_stream() {
        // given
        String one = fresh("claim");
        String other = fresh("other");
        append(item().write(one, 0, "{}").claim(one + "~ref"));

        // when
        AppendResult taken = append(
                item().write(other, 0, "{}").key(other).claim(one + "~ref").claim(other + "~own"));
        AppendResult again = append(item().write(one, 1, "{}").claim(one + "~ref"));

        // then
        assertThat(taken).isEqualTo(new ClaimTaken(one + "~ref", one));
        assertThat(again).isInstanceOf(Appended.class);
        assertThat(store.claimed(one + "~ref")).contains(one);
        assertThat(store.claimed(other + "~own")).isEmpty();
        assertThat(append(item().write(other, 0, "{}").key(other))).isInstanceOf(Appended.class);
    }

    @Test
    void guards_hold_streams_that_are_there_and_streams_that_are_not() {
        // given
        String there = fresh("there");
        String absent = fresh("absent");
        append(item().write(there, 0, "{}", "{}"));

        // when
        AppendResult holds =
                append(item().write(fresh("a"), 0, "{}").guard(there, 2).guard(absent, 0));
        AppendResult moved =
                append(item().write(fresh("b"), 0, "{}").guard(there, 1).guard(absent, 0));
        AppendResult appeared = append(item().write(fresh("c"), 0, "{}").guard(there, 0));

        // then
        assertThat(holds).isInstanceOf(Appended.class);
        assertThat(moved).isEqualTo(new Conflict(List.of(there)));
        assertThat(appeared).isEqualTo(new Conflict(List.of(there)));
        assertThat(store.versions(List.of(absent)).get(absent)).isZero();
        assertThat(append(item().write(absent, 0, "{}"))).isInstanceOf(Appended.class);
    }

    @Test
    void of_two_items_that_each_guard_what_the_other_writes_at_most_one_is_stored() throws Exception {
        // given two stores, as two replicas are
        try (Appender replica =
                new Appender(database.writer(), AppendSettings.DEFAULT, shards -> {}, new SimpleMeterRegistry())) {
            for (int round = 0; round < 50; round++) {
                String a = fresh("a");
                String b = fresh("b");

                // when
                CompletionStage<AppendResult> one =
                        store.append(item().write(a, 0, "{}").guard(b, 0).build());
                CompletionStage<AppendResult> other =
                        replica.append(item().write(b, 0, "{}").guard(a, 0).build());

                // then
                List<AppendResult> results = List.of(join(one), join(other));
                assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
            }
        }
    }

    @Test
    void writes_to_several_streams_are_stored_whole_or_not_at_all() throws Exception {
        // given accounts in all shards, and items that move something between two or three of them
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        List<String> accounts =
                IntStream.range(0, 40).mapToObj(i -> fresh("acc" + i)).toList();
        Map<String, AtomicInteger> expected = new ConcurrentHashMap<>();
        accounts.forEach(account -> expected.put(account, new AtomicInteger()));
        AtomicInteger conflicts = new AtomicInteger();
        AppendSettings eager = new AppendSettings(8192, 64L << 20, 64, 4L << 20, 4, 1, Duration.ofSeconds(10));
        try (Appender both = new Appender(database.writer(), eager, shards -> {}, new SimpleMeterRegistry())) {
            // when
            inParallel(32, writer -> {
                Random random = new Random(seed + writer);
                for (int i = 0; i < 60; i++) {
                    List<String> chosen = new ArrayList<>(accounts);
                    Collections.shuffle(chosen, random);
                    chosen = chosen.subList(0, 1 + random.nextInt(3));
                    Items items = item();
                    for (String account : chosen) {
                        items.write(account, expected.get(account).get(), "{}");
                    }
                    if (random.nextBoolean()) {
                        String guarded = accounts.get(random.nextInt(accounts.size()));
                        if (!chosen.contains(guarded)) {
                            items.guard(guarded, expected.get(guarded).get());
                        }
                    }
                    if (join(both.append(items.build())) instanceof Appended) {
                        chosen.forEach(account -> expected.get(account).incrementAndGet());
                    } else {
                        conflicts.incrementAndGet();
                    }
                }
            });
        }

        // then
        assertThat(conflicts.get()).isPositive();
        Map<String, Long> versions = new HashMap<>();
        expected.forEach((account, count) -> versions.put(account, count.longValue()));
        assertThat(store.versions(accounts)).isEqualTo(versions);
        assertGapless();
    }

    @Test
    void items_on_one_stream_are_stored_in_the_order_they_came() {
        // given items that each build on the one before, all queued at once, also over both halves of the shards
        String stream = fresh("order");
        String other = streamInOtherHalf(stream);
        List<CompletionStage<AppendResult>> stages = new ArrayList<>();

        // when
        for (int i = 0; i < 100; i++) {
            Items items = item().write(stream, i, "{}");
            if (i % 10 == 0) {
                items.write(other, i / 10, "{}");
            }
            stages.add(store.append(items.build()));
        }

        // then
        assertThat(stages).allSatisfy(stage -> assertThat(join(stage)).isInstanceOf(Appended.class));
    }

    private static String streamInOtherHalf(String stream) {
        String other = fresh("other");
        while (Shards.of(other) / 8 == Shards.of(stream) / 8) {
            other = fresh("other");
        }
        return other;
    }

    @Test
    void a_bad_item_fails_alone() {
        // given good items around one that the database refuses and one that it would spoil
        List<CompletionStage<AppendResult>> good = new ArrayList<>();
        List<CompletionStage<AppendResult>> bad = new ArrayList<>();

        // when
        for (int i = 0; i < 40; i++) {
            good.add(store.append(item().write(fresh("good"), 0, "{}").build()));
            if (i % 20 == 10) {
                bad.add(store.append(item().brokenWrite(fresh("bad")).build()));
                bad.add(store.append(
                        item().write(fresh("nul"), 0, "{\"a\":\"\u0000\"}").build()));
                bad.add(store.append(
                        item().write(fresh("lone"), 0, "{\"a\":\"\ud83d\"}").build()));
            }
        }

        // then
        assertThat(good).allSatisfy(stage -> assertThat(join(stage)).isInstanceOf(Appended.class));
        assertThat(bad)
                .allSatisfy(stage -> assertThatThrownBy(() -> join(stage))
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseInstanceOf(
                                stage == bad.get(0) || stage == bad.get(3)
                                        ? SQLException.class
                                        : IllegalArgumentException.class));
        assertGapless();
    }

    @Test
    void a_full_queue_takes_nothing_more() throws Exception {
        // given an appender that cannot go on, since somebody holds the heads
        AppendSettings small = new AppendSettings(8, 64L << 20, 4, 4L << 20, 2, 16, Duration.ofSeconds(10));
        List<CompletionStage<AppendResult>> stages = new ArrayList<>();
        try (Appender narrow = new Appender(database.writer(), small, shards -> {}, new SimpleMeterRegistry());
                Connection holder = database.owner().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select from shard_head for update");

            // when
            for (int i = 0; i < 40; i++) {
                stages.add(narrow.append(item().write(fresh("full"), 0, "{}").build()));
            }
            holder.rollback();

            // then whoever was not refused was stored
            List<AppendResult> results = stages.stream().map(EventStoreIT::join).toList();
            assertThat(results).filteredOn(Overloaded.class::isInstance).hasSizeGreaterThanOrEqualTo(40 - 8 - 8);
            assertThat(results).filteredOn(Appended.class::isInstance).hasSizeGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void the_service_cannot_change_the_history() throws Exception {
        // given
        append(item().write(fresh("only"), 0, "{}"));

        for (String sql : List.of("update event set data = '{}'", "delete from event", "truncate event")) {
            // when the service tries
            assertThatThrownBy(() -> execute(database.writer(), sql))
                    // then it has no right to
                    .hasMessageContaining("permission denied");
            // when the owner tries
            assertThatThrownBy(() -> execute(database.owner(), sql))
                    // then the trigger says no
                    .hasMessageContaining("append-only");
        }
        assertThatThrownBy(() -> execute(database.owner(), "truncate event_3")).hasMessageContaining("append-only");
    }

    @Test
    void tampering_shows() throws Exception {
        // given a store of its own, since it will be spoilt
        StoreDatabase spoilt = new StoreDatabase();
        try (Appender writing =
                new Appender(spoilt.writer(), AppendSettings.DEFAULT, shards -> {}, new SimpleMeterRegistry())) {
            PostgresEventStore own = new PostgresEventStore(spoilt.writer(), writing);
            for (String tampering : List.of(
                    "update event set data = '{\"a\":9}' where stream = '%s' and version = 2",
                    "update event set metadata = metadata || '{\"actor\":\"x\"}' where stream = '%s' and version = 2",
                    "update event set known_at = known_at + interval '1 microsecond' where stream = '%s' and version = 2",
                    "delete from event where stream = '%s' and version = 2",
                    "delete from event where stream = '%s' and version > 1")) {
                String stream = fresh("tamper");
                join(own.append(item().write(stream, 0, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}")
                        .build()));
                assertThat(own.verify(stream)).isEmpty();

                // when a superuser disables the trigger
                execute(spoilt.superuser(), "set session_replication_role = replica; " + tampering.formatted(stream));

                // then
                assertThat(own.verify(stream)).as(tampering).hasValue(2);
            }
        }
    }

    private static void execute(javax.sql.DataSource as, String sql) throws SQLException {
        try (Connection connection = as.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void deadlines_are_set_replaced_taken_once_and_cleared() throws Exception {
        // given
        Instant past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        String stream = fresh("deadline");
        append(item().write(stream, 0, "{}")
                .deadline("late", past.minusSeconds(60), "{\"n\":0}")
                .deadline("gone", past, "{}")
                .deadline("later", past.plusSeconds(3600), "{}"));
        append(item().write(stream, 1, "{}").deadline("late", past, "{\"n\":1}").noDeadline("gone"));
        Deadlines deadlines = new Deadlines(database.writer());

        // when two pollers ask
        List<Deadlines.Due> taken = Collections.synchronizedList(new ArrayList<>());
        inParallel(2, poller -> taken.addAll(deadlines.lease(10, Duration.ofMinutes(1))));

        // then
        assertThat(taken).singleElement().satisfies(due -> {
            assertThat(due.stream()).isEqualTo(stream);
            assertThat(due.key()).isEqualTo("late");
            assertThat(due.due()).isEqualTo(past);
            assertThat(due.command()).isEqualTo("{\"n\":1}");
        });

        // when a lease is over
        deadlines.done(taken.getFirst());
        append(item().write(stream, 2, "{}").deadline("late", past, "{\"n\":2}"));
        deadlines.lease(10, Duration.ofMillis(-1));

        // then another takes it again
        assertThat(deadlines.lease(10, Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(due -> assertThat(due.attempt()).isEqualTo(2));
    }

    @Test
    void a_connection_that_is_cut_under_load_loses_nothing_and_doubles_nothing() throws Exception {
        // given writers whose appender is cut off again and again
        AtomicBoolean over = new AtomicBoolean();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> all = ConcurrentHashMap.newKeySet();
        AtomicInteger cuts = new AtomicInteger();
        Thread cutter = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                cuts.addAndGet((int) database.number(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'store'"
                                + " and usename = 'initiative_writer' and query like '%append(%'"));
                Thread.yield();
            }
        });

        // when
        inParallel(24, writer -> {
            for (int i = 0; i < 60; i++) {
                String stream = fresh("cut" + writer);
                Items items = item().write(stream, 0, "{}");
                if (i % 2 == 0) {
                    items.key(stream);
                }
                all.add(stream);
                try {
                    if (append(items) instanceof Appended) {
                        acknowledged.add(stream);
                    } else {
                        throw new AssertionError("A first attempt cannot lose");
                    }
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(StoreUnavailable.class);
                }
            }
        });
        over.set(true);
        cutter.join();

        // then
        assertThat(cuts.get()).isPositive();
        Map<String, Long> versions = store.versions(all);
        assertThat(acknowledged)
                .isNotEmpty()
                .allSatisfy(stream -> assertThat(versions.get(stream)).isEqualTo(1));
        assertThat(versions.values()).allMatch(version -> version <= 1);
        assertGapless();
    }

    @Test
    void once_patience_has_run_out_callers_are_told_at_once_until_the_store_is_back() throws Exception {
        // given a store that is away, and an appender that writes items one by one
        StoreDatabase away = new StoreDatabase();
        AppendSettings one = new AppendSettings(8192, 64L << 20, 1, 4L << 20, 1, 6, Duration.ofSeconds(2));
        try (Appender patient = new Appender(away.writer(), one, shards -> {}, new SimpleMeterRegistry());
                Connection other = database.superuser().getConnection()) {
            join(patient.append(item().write(fresh("away"), 0, "{}").build()));
            away.allowConnections(other, false);

            // when many wait, whose patience one after the other would take minutes
            List<CompletionStage<AppendResult>> stages = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                stages.add(patient.append(item().write(fresh("away"), 0, "{}").build()));
            }

            // then each is told that nothing was stored
            assertThat(stages)
                    .allSatisfy(
                            stage -> assertThatThrownBy(() -> join(stage)).hasCauseInstanceOf(StoreUnavailable.class));

            // and when it is back, it takes items again
            away.allowConnections(other, true);
            while (patient.append(item().write(fresh("away"), 0, "{}").build())
                            .toCompletableFuture()
                            .handle((result, failure) -> failure)
                            .get(60, TimeUnit.SECONDS)
                    != null) {
                Thread.onSpinWait();
            }
            assertThat(away.number("select sum(head) from shard_head")).isEqualTo(2);
        }
    }

    @FunctionalInterface
    interface Work {
        void run(int worker) throws Exception;
    }

    static void inParallel(int workers, Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                all.add(threads.submit(() -> {
                    work.run(worker);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void streams_are_read_from_all_partitions() {
        // given
        Set<Integer> shards = new HashSet<>();

        // when
        for (int i = 0; i < 200; i++) {
            shards.add(((Appended) append(item().write(fresh("p" + i), 0, "{}")))
                    .positions()
                    .getFirst()
                    .shard());
        }

        // then
        assertThat(shards).hasSize(16);
        assertThat(store.heads()).allMatch(head -> head.head() > 0 && head.epoch() == 1 && head.published() == 0);
    }

    @Test
    void pages_are_bounded_by_bytes_as_by_number() {
        // given ten events of 100 kB in a stream, and a store whose pages hold 250 kB
        String stream = fresh("large");
        String[] large = new String[10];
        for (int i = 0; i < large.length; i++) {
            large[i] = "{\"n\":" + i + ",\"text\":\"" + "ā".repeat(50_000) + "\"}";
        }
        Appended appended = (Appended) append(item().write(stream, 0, large));
        int shard = appended.positions().getFirst().shard();
        PostgresEventStore paged = new PostgresEventStore(database.writer(), appender, 250_000);

        // when it is read page by page
        List<Integer> sizes = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (List<StoredEvent> page = paged.read(stream, 1, 100);
                !page.isEmpty();
                page = paged.read(stream, read.size() + 1L, 100)) {
            sizes.add(page.size());
            page.forEach(event -> read.add(event.data()));
        }

        // then each page held what fits and one more, and nothing is missing
        assertThat(sizes).containsExactly(3, 3, 3, 1);
        assertThat(read).containsExactly(large);
        assertThat(paged.log(shard, appended.positions().getFirst().first() - 1, 100))
                .hasSize(3);
        assertThat(paged.read(stream, 1, 2)).hasSize(2);
        // and what is larger than a page comes alone
        assertThat(new PostgresEventStore(database.writer(), appender, 1).read(stream, 4, 100))
                .singleElement()
                .satisfies(event -> assertThat(event.version()).isEqualTo(4));
    }

    @Test
    void a_time_of_any_year_is_read_back_to_the_microsecond() {
        // given
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long first = QueuedItem.micros(Instant.parse("0000-01-01T00:00:00Z"));
        long last = QueuedItem.micros(Instant.parse("2200-01-01T00:00:00Z"));
        String stream = fresh("years");
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            times.add(Instant.EPOCH.plus(random.nextLong(first, last), ChronoUnit.MICROS));
        }

        // when
        append(item().at(stream, times));

        // then
        assertThat(store.read(stream, 1)).extracting(StoredEvent::occurredAt).isEqualTo(times);
        assertThat(store.verify(stream)).isEmpty();
    }
}

package nz.flagships.eventstore.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.command.Outcome;
import nz.flagships.eventstore.command.Posting;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.store.AppendSettings;
import nz.flagships.eventstore.store.Appender;
import nz.flagships.eventstore.store.Deadlines;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.PostgresEventStore;
import nz.flagships.eventstore.store.StoreDatabase;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.eventstore.widget.Orders;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas of a write service on one database: each with an appender, a memory and a clock of its own. */
@SuppressWarnings("NullAway.Init") // prepared before each test
class ReplicasIT {
    private static final Aggregates AGGREGATES =
            new Aggregates("initiative", List.of(Widgets.AGGREGATE, Orders.AGGREGATE));
    private static final Caller CALLER =
            new Caller("POLICE", "somebody", Set.of(Role.STEWARD, Role.AGENCY_SYSTEM, Role.CASE_WORKER));
    private static final Postings POSTINGS = new Postings(AGGREGATES);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private StoreDatabase database;
    private Replica one;
    private Replica other;

    private static final class Replica {
        private final Appender appender;
        private final EventStore store;
        private final CommandHandler handler;
        private final Deadlines deadlines;
        private final DeadlinePoller clock;

        Replica(StoreDatabase database, ExecutorService threads) {
            appender = new Appender(database.writer(), AppendSettings.DEFAULT, shards -> {}, new SimpleMeterRegistry());
            store = new PostgresEventStore(database.writer(), appender);
            handler = new CommandHandler(
                    AGGREGATES, store, List.of(), threads, Clock.systemUTC(), UuidCreator::getTimeOrderedEpoch, 1_000);
            deadlines = new Deadlines(database.writer());
            clock = new DeadlinePoller(deadlines, store, AGGREGATES, POSTINGS, handler);
        }

        Outcome handle(Posting posting) {
            return handler.handle(posting).toCompletableFuture().join();
        }
    }

    @BeforeEach
    void start() {
        database = new StoreDatabase();
        one = new Replica(database, threads);
        other = new Replica(database, threads);
    }

    @AfterEach
    void stop() {
        Widgets.LASTS.set(Duration.ofDays(365));
        one.appender.close();
        other.appender.close();
        threads.close();
    }

    @Test
    void a_deadline_happens_once_though_two_clocks_race_for_it() throws Exception {
        // given
        Widgets.LASTS.set(Duration.ofMillis(-1));
        List<String> widgets = IntStream.range(0, 150).mapToObj(i -> "D-" + i).toList();
        widgets.forEach(id -> stored(one, fact("WidgetDefined", id, id, "{\"name\":\"Widget\",\"weight\":5}")));

        // when
        atOnce(() -> one.clock.poll(), () -> other.clock.poll());
        atOnce(() -> one.clock.poll(), () -> other.clock.poll());

        // then
        for (String id : widgets) {
            assertThat(types(id)).containsExactly("WidgetDefined", "WidgetWornOut");
        }
        assertThat(database.number("select count(*) from deadline")).isZero();
    }

    @Test
    void a_deadline_that_the_database_calls_due_before_this_clock_does_stays_and_is_said_later() {
        // given a deadline that is due by the database's clock, and a replica whose own clock is a minute behind
        Widgets.LASTS.set(Duration.ofMillis(-1));
        stored(one, fact("WidgetDefined", "A", "A", "{\"name\":\"Widget\",\"weight\":5}"));
        CommandHandler late = new CommandHandler(
                AGGREGATES,
                one.store,
                List.of(),
                threads,
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)),
                UuidCreator::getTimeOrderedEpoch,
                1_000);

        // when that one looks
        new DeadlinePoller(one.deadlines, one.store, AGGREGATES, POSTINGS, late).poll();

        // then nothing was said, and the row is there for whoever looks next
        assertThat(types("A")).containsExactly("WidgetDefined");
        assertThat(database.number("select count(*) from deadline where owner is null"))
                .isEqualTo(1);
        other.clock.poll();
        assertThat(types("A")).containsExactly("WidgetDefined", "WidgetWornOut");
        assertThat(database.number("select count(*) from deadline")).isZero();
    }

    @Test
    void a_deadline_that_is_refused_for_now_stays_and_one_that_was_overtaken_goes() {
        // given
        Widgets.LASTS.set(Duration.ofMillis(-1));
        stored(one, fact("WidgetDefined", "A", "A", "{\"name\":\"Widget\",\"weight\":5}"));

        // when the aggregate says: not yet
        Widgets.BROKEN.put("not yet", () -> {});
        try {
            one.clock.poll();
        } finally {
            Widgets.BROKEN.clear();
        }

        // then it is said when the lease is over
        assertThat(types("A")).containsExactly("WidgetDefined");
        assertThat(database.number("select count(*) from deadline")).isEqualTo(1);
        leasesEnd();
        other.clock.poll();
        assertThat(types("A")).containsExactly("WidgetDefined", "WidgetWornOut");
        assertThat(database.number("select count(*) from deadline")).isZero();
    }

    @Test
    void a_deadline_whose_taker_died_before_it_spoke_is_said_by_the_other() {
        // given
        Widgets.LASTS.set(Duration.ofMillis(-1));
        stored(one, fact("WidgetDefined", "A", "A", "{\"name\":\"Widget\",\"weight\":5}"));
        assertThat(one.deadlines.lease(10, Duration.ofMinutes(1))).hasSize(1);

        // when the other asks while the lease runs, and when it is over
        other.clock.poll();
        assertThat(types("A")).containsExactly("WidgetDefined");
        leasesEnd();
        other.clock.poll();

        // then
        assertThat(types("A")).containsExactly("WidgetDefined", "WidgetWornOut");
        assertThat(database.number("select count(*) from deadline")).isZero();
    }

    @Test
    void a_deadline_whose_taker_died_after_it_spoke_is_not_said_again() throws Exception {
        // given a command that was stored, by a replica that could not note it any more
        Widgets.LASTS.set(Duration.ofMillis(-1));
        stored(one, fact("WidgetDefined", "A", "A", "{\"name\":\"Widget\",\"weight\":5}"));
        Deadlines.Due due = one.deadlines.lease(10, Duration.ofMinutes(1)).getFirst();
        JsonNode said = Json.MAPPER.readTree(due.command());
        stored(
                one,
                POSTINGS.clock(
                        AGGREGATES.fact(said.get("type").asText()).orElseThrow(),
                        "A",
                        said.get("data"),
                        due.stream() + " " + due.key() + " " + due.due(),
                        null));

        // when
        leasesEnd();
        other.clock.poll();

        // then
        assertThat(types("A")).containsExactly("WidgetDefined", "WidgetWornOut");
        assertThat(database.number("select count(*) from deadline")).isZero();
    }

    @Test
    void a_fact_posted_to_both_at_once_is_stored_by_one_and_a_duplicate_for_the_other() throws Exception {
        for (int i = 0; i < 100; i++) {
            // when
            Posting posting = fact("WidgetDefined", "S-" + i, "S-" + i, "{\"name\":\"Widget\",\"weight\":5}");
            List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
            atOnce(() -> outcomes.add(one.handle(posting)), () -> outcomes.add(other.handle(posting)));

            // then
            assertThat(outcomes).hasSize(2);
            assertThat(outcomes.stream().filter(Outcome.Stored.class::isInstance))
                    .hasSize(1);
            assertThat(outcomes.stream().filter(Outcome.Duplicate.class::isInstance))
                    .hasSize(1);
        }
        assertThat(database.number("select count(*) from event")).isEqualTo(100);
    }

    @Test
    void two_facts_that_exclude_each_other_do_so_across_replicas() throws Exception {
        for (int i = 0; i < 50; i++) {
            // when both define the same widget, under keys of their own
            String id = "X-" + i;
            List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
            atOnce(
                    () -> outcomes.add(
                            one.handle(fact("WidgetDefined", "one-" + id, id, "{\"name\":\"Widget\",\"weight\":5}"))),
                    () -> outcomes.add(other.handle(
                            fact("WidgetDefined", "other-" + id, id, "{\"name\":\"Widget\",\"weight\":5}"))));

            // then
            assertThat(outcomes.stream().filter(Outcome.Stored.class::isInstance))
                    .hasSize(1);
            assertThat(outcomes.stream().filter(Outcome.Rejected.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void one_stream_written_by_both_has_every_fact_once_and_its_chain_whole() throws Exception {
        // given
        stored(one, fact("WidgetDefined", "A", "A", "{\"name\":\"Widget\",\"weight\":5}"));

        // when each decides on what it remembers, which the other makes out of date all the time
        atOnce(() -> paint(one, "one"), () -> paint(other, "other"));

        // then
        List<StoredEvent> events = one.store.read("widget/A", 1);
        assertThat(events).hasSize(61);
        assertThat(HashChain.broken(events)).isEmpty();
    }

    private static void paint(Replica replica, String name) {
        for (int i = 0; i < 30; i++) {
            Posting posting = fact("WidgetPainted", name + "-" + i, "A", "{\"colour\":\"RED\"}");
            // who loses again and again is told to come back, and does
            while (!(replica.handle(posting) instanceof Outcome.Stored)) {
                Thread.onSpinWait();
            }
        }
    }

    private static Posting fact(String type, String id, String subject, String data) {
        try {
            return POSTINGS.event(Json.MAPPER.readTree("""
                            {"specversion":"1.0","time":"2014-07-01T00:00:00Z","type":"nz.flagships.initiative.%s.v1","source":"urn:test","id":"%s","subject":"%s","data":%s}""".formatted(type, id, subject, data)), CALLER, null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void stored(Replica replica, Posting posting) {
        assertThat(replica.handle(posting)).isInstanceOf(Outcome.Stored.class);
    }

    private List<String> types(String id) {
        return one.store.read("widget/" + id, 1).stream()
                .map(event -> event.type().replaceFirst(".*[.](?=[A-Z])", "").replaceFirst("[.]v1$", ""))
                .toList();
    }

    private void leasesEnd() {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update deadline set lease_until = clock_timestamp() - interval '1 second'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void atOnce(Runnable... works) throws Exception {
        CountDownLatch ready = new CountDownLatch(works.length);
        List<Future<?>> running = new ArrayList<>();
        for (Runnable work : works) {
            running.add(threads.submit(() -> {
                ready.countDown();
                ready.await();
                work.run();
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get(1, TimeUnit.MINUTES);
        }
    }
}

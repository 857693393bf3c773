package nz.flagships.eventstore.store;

import static nz.flagships.eventstore.store.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import nz.flagships.eventstore.store.AppendResult.Appended;
import nz.flagships.eventstore.store.LosingProxy.Loss;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That whatever is thrown around a batch, who waits is told, and the next batch is written. */
@NullUnmarked
class AppenderFaultsIT {
    private static final AppendSettings ONE_LANE =
            new AppendSettings(8192, 64L << 20, 256, 4L << 20, 1, 6, Duration.ofSeconds(10));

    private static StoreDatabase database;
    private static int number;

    @BeforeAll
    static void start() {
        database = new StoreDatabase();
    }

    private static String fresh() {
        return "test/fault-" + ++number;
    }

    /** A pool whose connections throw what is set when a statement is prepared whose text has a part. */
    private static DataSource throwing(AtomicReference<Throwable> fault, String part) {
        DataSource real = database.writer();
        return (DataSource) Proxy.newProxyInstance(
                AppenderFaultsIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    Object answer = invoke(real, method, given);
                    return answer instanceof Connection connection
                            ? Proxy.newProxyInstance(
                                    AppenderFaultsIT.class.getClassLoader(),
                                    new Class<?>[] {Connection.class},
                                    (me, asked, with) -> {
                                        if (asked.getName().equals("prepareStatement")
                                                && with[0].toString().contains(part)) {
                                            Throwable thrown = fault.getAndSet(null);
                                            if (thrown != null) {
                                                throw thrown;
                                            }
                                        }
                                        return invoke(connection, asked, with);
                                    })
                            : answer;
                });
    }

    private static Object invoke(Object on, java.lang.reflect.Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(on, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static AppendResult join(Appender appender, AppendItem item) {
        return appender.append(item)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void an_error_while_a_batch_is_made_is_told_and_the_next_is_written() {
        AtomicReference<Throwable> fault = new AtomicReference<>(new OutOfMemoryError("invented"));
        try (Appender appender =
                new Appender(throwing(fault, "append("), ONE_LANE, shards -> {}, new SimpleMeterRegistry())) {
            assertThatThrownBy(
                            () -> join(appender, item().write(fresh(), 0, "{}").build()))
                    .hasCauseInstanceOf(StoreUnavailable.class);
            assertThat(join(appender, item().write(fresh(), 0, "{}").build())).isInstanceOf(Appended.class);
        }
    }

    @Test
    void an_error_while_it_is_looked_up_why_an_item_lost_is_told_and_the_next_is_written() throws Exception {
        for (Throwable thrown : new Throwable[] {new IllegalStateException("invented"), new StackOverflowError()}) {
            AtomicReference<Throwable> fault = new AtomicReference<>();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (Appender appender = new Appender(throwing(fault, "from stream"), ONE_LANE, shards -> {}, meters);
                    Connection holder = database.superuser().getConnection();
                    Statement statement = holder.createStatement()) {
                // given an item that stands in the queue while its stream moves
                String stream = fresh();
                holder.setAutoCommit(false);
                statement.execute("select * from shard_head for update");
                CompletableFuture<AppendResult> held =
                        appender.append(item().write(fresh(), 0, "{}").build()).toCompletableFuture();
                while (database.number(
                                "select count(*) from pg_stat_activity where application_name = 'store' and wait_event_type = 'Lock'")
                        == 0) {
                    Thread.onSpinWait();
                }
                CompletableFuture<AppendResult> first =
                        appender.append(item().write(stream, 0, "{}").build()).toCompletableFuture();
                CompletableFuture<AppendResult> second =
                        appender.append(item().write(stream, 0, "{}").build()).toCompletableFuture();
                CompletableFuture<AppendResult> third =
                        appender.append(item().write(stream, 1, "{}").build()).toCompletableFuture();

                // when the look at why it lost fails
                fault.set(thrown);
                holder.rollback();

                // then it is told so, and its neighbours and those that come later are written
                assertThat(held.get(60, TimeUnit.SECONDS)).isInstanceOf(Appended.class);
                assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOf(Appended.class);
                assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreUnavailable.class);
                assertThat(third.get(60, TimeUnit.SECONDS)).isInstanceOf(Appended.class);
                assertThat(join(appender, item().write(fresh(), 0, "{}").build()))
                        .isInstanceOf(Appended.class);
                assertThat(meters.get("flagships_append_faults").counter().count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void who_is_told_of_a_commit_cannot_take_it_back() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Appender appender = new Appender(
                database.writer(),
                ONE_LANE,
                shards -> {
                    throw new StackOverflowError();
                },
                meters)) {
            assertThat(join(appender, item().write(fresh(), 0, "{}").build())).isInstanceOf(Appended.class);
            assertThat(join(appender, item().write(fresh(), 0, "{}").build())).isInstanceOf(Appended.class);
        }
    }

    @Test
    void an_interruption_ends_no_appender() {
        try (Appender appender = new Appender(database.writer(), ONE_LANE, shards -> {}, new SimpleMeterRegistry())) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("appender-"))
                    .forEach(Thread::interrupt);
            assertThat(join(appender, item().write(fresh(), 0, "{}").build())).isInstanceOf(Appended.class);
        }
    }

    @Test
    void patience_is_for_each_outage_anew() throws Exception {
        AppendSettings short_ = new AppendSettings(8192, 64L << 20, 256, 4L << 20, 1, 6, Duration.ofMillis(400));
        try (LosingProxy proxy = new LosingProxy(database.address());
                Appender appender =
                        new Appender(database.writer(proxy), short_, shards -> {}, new SimpleMeterRegistry())) {
            // given an outage that passed
            proxy.lose(new Loss.Question());
            assertThat(join(appender, item().write(fresh(), 0, "{}").build())).isInstanceOf(Appended.class);
            long since = System.nanoTime();
            while (System.nanoTime() - since < short_.patience().toNanos()) {
                assertThat(join(appender, item().write(fresh(), 0, "{}").build()))
                        .isInstanceOf(Appended.class);
            }

            // when another comes later than the patience of the first
            proxy.lose(new Loss.Question());

            // then it is waited for too
            assertThat(join(appender, item().write(fresh(), 0, "{}").build())).isInstanceOf(Appended.class);
        }
    }
}

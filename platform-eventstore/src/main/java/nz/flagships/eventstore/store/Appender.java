package nz.flagships.eventstore.store;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendItem.Claim;
import nz.flagships.eventstore.store.AppendItem.Guard;
import nz.flagships.eventstore.store.AppendItem.Key;
import nz.flagships.eventstore.store.AppendItem.Write;
import nz.flagships.eventstore.store.AppendResult.Appended;
import nz.flagships.eventstore.store.AppendResult.ClaimTaken;
import nz.flagships.eventstore.store.AppendResult.Conflict;
import nz.flagships.eventstore.store.AppendResult.Duplicate;
import nz.flagships.eventstore.store.AppendResult.Overloaded;
import nz.flagships.eventstore.store.Waiting.Round;
import nz.flagships.rest.Redacted;
import nz.flagships.rest.metrics.Metric;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: takes what waits and stores it in one transaction, without any delay of its own. Every answer is given
 * after the commit.
 *
 * <p>A connection that is lost around a commit leaves the outcome open. The batch is then sent again with the same event
 * ids: whatever the lost transaction holds or has stored is met through the locks on its keys and streams, and an item
 * that finds its own event id there was stored. Only when the database stays away is the caller told
 * {@link StoreUnavailable}.
 */
public final class Appender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Appender.class);
    private static final long DRAIN_SECONDS = 20;
    private static final int DEADLOCK_RETRIES = 5;
    private static final long REST_AFTER_A_FAULT = TimeUnit.MILLISECONDS.toNanos(50);

    private final DataSource dataSource;
    private final AppendSettings settings;
    private final AppendListener listener;
    private final Waiting waiting;
    private final List<Thread> threads = new ArrayList<>();
    private final Counter overloads;
    private final Counter losses;
    private final Counter faults;
    private final DistributionSummary batchSizes;
    private final Timer transactions;
    private final Timer answers;

    /**
     * Starts the appender's threads.
     *
     * @param dataSource one of its connections per lane is kept for as long as the appender lives
     * @param listener told after each commit
     */
    public Appender(DataSource dataSource, AppendSettings settings, AppendListener listener, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.listener = listener;
        this.waiting = new Waiting(settings);
        Metric.APPEND_QUEUE.gauge(meters, waiting, Waiting::depth);
        overloads = Metric.APPEND_OVERLOADED.counter(meters);
        losses = Metric.APPEND_CONNECTION_LOST.counter(meters);
        faults = Metric.APPEND_FAULTS.counter(meters);
        batchSizes = Metric.APPEND_BATCH.summary(meters);
        transactions = Metric.APPEND_TRANSACTION.timer(meters);
        answers = Metric.APPEND_SECONDS.timer(meters);
        for (int i = 0; i < settings.lanes(); i++) {
            Worker worker = new Worker(i);
            threads.add(Thread.ofPlatform().daemon().name("appender-" + i).start(worker));
        }
    }

    /** See {@link EventStore#append}. */
    public CompletionStage<AppendResult> append(AppendItem item) {
        QueuedItem queued;
        try {
            queued = new QueuedItem(item);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        long arrived = System.nanoTime();
        queued.answer.whenComplete(
                (result, failure) -> answers.record(System.nanoTime() - arrived, TimeUnit.NANOSECONDS));
        if (!waiting.offer(queued)) {
            overloads.increment();
            return CompletableFuture.completedStage(new Overloaded());
        }
        return queued.answer;
    }

    /** Takes nothing more, stores what waits, and gives the connections back. */
    @Override
    public void close() {
        waiting.close();
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
        fail(waiting.abandon(), new StoreUnavailable("The service is stopping", true, new IllegalStateException()));
    }

    private static void fail(Collection<QueuedItem> items, Throwable why) {
        items.forEach(item -> item.answer.completeExceptionally(why));
    }

    /** One of the threads, with its connection. */
    private final class Worker implements Runnable {
        private final int number;
        private final Outage outage = new Outage();
        private @Nullable Connection connection;
        private @Nullable PreparedStatement call;
        private @Nullable PreparedStatement callAndTell;

        Worker(int number) {
            this.number = number;
        }

        /** Lives until it is told to stop, whatever is thrown: without it everybody would wait, and for ever. */
        @Override
        public void run() {
            boolean more = true;
            while (more) {
                try {
                    more = serveOne();
                } catch (Throwable e) {
                    broken(e, null);
                }
            }
            disconnect();
        }

        /** False when there is nothing left to do. */
        private boolean serveOne() {
            Round round = null;
            List<QueuedItem> stored = new ArrayList<>();
            try {
                round = waiting.take(number);
                if (round == null) {
                    return false;
                }
                write(round.items(), stored);
                answerLosers(round.stale());
            } catch (Throwable e) {
                broken(e, round);
            } finally {
                waiting.done(number, stored);
            }
            return true;
        }

        /** An error of the machine or of ours, as memory that ran out: who waits is told, and the next round is tried. */
        private void broken(Throwable fault, @Nullable Round round) {
            try {
                faults.increment();
                disconnect();
                if (round != null) {
                    StoreUnavailable why = new StoreUnavailable("The batch could not be appended", false, fault);
                    fail(round.items(), why);
                    fail(round.stale(), why);
                }
                LOG.error("A batch could not be appended", Redacted.of(fault));
            } catch (Throwable worse) {
                connection = null;
                call = null;
            }
            LockSupport.parkNanos(REST_AFTER_A_FAULT);
        }

        private void write(List<QueuedItem> items, List<QueuedItem> stored) {
            if (items.isEmpty()) {
                return;
            }
            SQLException known = outage.known();
            if (known != null) {
                fail(items, unavailable(items, known));
                return;
            }
            long pause = TimeUnit.MILLISECONDS.toNanos(5);
            int deadlocks = 0;
            while (true) {
                boolean sent = false;
                try {
                    Batch batch = new Batch(items);
                    PreparedStatement prepared = connected(batch.tells());
                    sent = true;
                    batchSizes.record(items.size());
                    long began = System.nanoTime();
                    Batch.Outcome outcome = batch.append(prepared);
                    transactions.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                    outage.over();
                    answer(items, outcome, stored);
                    return;
                } catch (SQLException e) {
                    if (isBeyondTheItems(e) || !sent) {
                        boolean lost = sent && connectionLost(e);
                        if (lost) {
                            items.forEach(item -> item.maybeStored = true);
                        }
                        losses.increment();
                        disconnect();
                        if (outage.outlasts(e) || Thread.currentThread().isInterrupted()) {
                            fail(items, unavailable(items, e));
                            return;
                        }
                        LockSupport.parkNanos(pause);
                        pause = Math.min(pause * 2, TimeUnit.MILLISECONDS.toNanos(500));
                    } else if (isDeadlock(e) && deadlocks++ < DEADLOCK_RETRIES) {
                        LOG.debugf("A batch is tried again: SQLSTATE %s", e.getSQLState());
                    } else if (items.size() == 1) {
                        // The message may carry what was posted, so only its class is logged.
                        LOG.warnf("An item cannot be stored: SQLSTATE %s", e.getSQLState());
                        fail(items, e);
                        return;
                    } else {
                        int half = items.size() / 2;
                        write(items.subList(0, half), stored);
                        write(items.subList(half, items.size()), stored);
                        return;
                    }
                }
            }
        }

        /**
         * How long it has failed. Patience is for an outage, not for a batch: once it has run out, callers are told at once
         * until a try succeeds, or each would wait in turn while the queue fills behind them.
         */
        private final class Outage {
            private static final long REST = 250_000_000;
            private @Nullable SQLException last;
            private long since;
            private long tried;
            private boolean patienceIsOut;

            /** What failed last, while there is no point in trying again yet. */
            @Nullable
            SQLException known() {
                return patienceIsOut && System.nanoTime() - tried < REST ? last : null;
            }

            boolean outlasts(SQLException e) {
                tried = System.nanoTime();
                if (last == null) {
                    since = tried;
                }
                last = e;
                if (!patienceIsOut && tried - since > settings.patience().toNanos()) {
                    patienceIsOut = true;
                    LOG.errorf("PostgreSQL cannot be reached, or cannot write: SQLSTATE %s", e.getSQLState());
                }
                return patienceIsOut;
            }

            void over() {
                if (patienceIsOut) {
                    LOG.info("PostgreSQL writes again");
                }
                last = null;
                patienceIsOut = false;
            }
        }

        private void answer(List<QueuedItem> items, Batch.Outcome outcome, List<QueuedItem> stored) {
            List<QueuedItem> losers = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                if (outcome.winners()[i] != null) {
                    stored.add(items.get(i));
                } else {
                    losers.add(items.get(i));
                }
            }
            if (outcome.shards() != 0) {
                told(outcome.shards());
            }
            for (int i = 0; i < items.size(); i++) {
                Appended appended = outcome.winners()[i];
                if (appended != null) {
                    items.get(i).answer.complete(appended);
                }
            }
            answerLosers(losers);
        }

        /** Whoever is only woken by a commit has no say in what became of it. */
        private void told(int shards) {
            try {
                listener.appended(shards);
            } catch (RuntimeException | Error e) {
                faults.increment();
                LOG.error("Nobody could be told of a commit", Redacted.of(e));
            }
        }

        /**
         * Says why items lost. Reading after the fact is enough: keys, claims and versions never go back. A key that is
         * stored comes before a stream that has moved, since the caller of a duplicate must not be told to try again.
         */
        private void answerLosers(List<QueuedItem> losers) {
            if (losers.isEmpty()) {
                return;
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    connected(false);
                    Map<QueuedItem, AppendResult> why = whyLost(requireNonNull(connection), losers);
                    why.forEach((loser, result) -> loser.answer.complete(result));
                    return;
                } catch (SQLException e) {
                    disconnect();
                    if (attempt == 2) {
                        fail(losers, unavailable(losers, e));
                        return;
                    }
                }
            }
        }

        private PreparedStatement connected(boolean tells) throws SQLException {
            if (connection == null || call == null || callAndTell == null) {
                disconnect();
                Connection fresh = dataSource.getConnection();
                connection = fresh;
                fresh.setAutoCommit(true);
                try (var statement = fresh.createStatement()) {
                    // What was answered is on disk, whatever the server's default says.
                    statement.execute("set synchronous_commit = on; set statement_timeout = '60s'; set jit = off");
                }
                call = fresh.prepareStatement(Batch.CALL);
                callAndTell = fresh.prepareStatement(Batch.CALL_AND_TELL);
            }
            return tells ? callAndTell : call;
        }

        private void disconnect() {
            Connection old = connection;
            connection = null;
            call = null;
            callAndTell = null;
            if (old != null) {
                try {
                    old.close();
                } catch (SQLException e) {
                    LOG.debugf("A connection was not closed cleanly: SQLSTATE %s", e.getSQLState());
                }
            }
        }
    }

    private static StoreUnavailable unavailable(List<QueuedItem> items, SQLException cause) {
        boolean nothingStored = items.stream().noneMatch(item -> item.maybeStored);
        return new StoreUnavailable("PostgreSQL cannot be reached", nothingStored, cause);
    }

    private static Map<QueuedItem, AppendResult> whyLost(Connection connection, List<QueuedItem> losers)
            throws SQLException {
        List<IdempotencyKey> keys = new ArrayList<>();
        List<String> streams = new ArrayList<>();
        List<String> claims = new ArrayList<>();
        for (QueuedItem loser : losers) {
            loser.item.keys().forEach(key -> keys.add(key.key()));
            loser.item.claims().forEach(claim -> claims.add(claim.value()));
            loser.item.writes().forEach(write -> streams.add(write.stream()));
            loser.item.guards().forEach(guard -> streams.add(guard.stream()));
        }
        Map<IdempotencyKey, StoredKey> stored = Queries.keys(connection, keys);
        Map<String, String> holders = claims.isEmpty() ? Map.of() : Queries.claims(connection, claims);
        Map<String, Long> versions = Queries.versions(connection, streams);
        Map<QueuedItem, AppendResult> why = new IdentityHashMap<>();
        for (QueuedItem loser : losers) {
            Appended earlier = loser.maybeStored ? storedEarlier(connection, loser) : null;
            why.put(loser, earlier != null ? earlier : whyLost(loser.item, stored, holders, versions));
        }
        return why;
    }

    private static AppendResult whyLost(
            AppendItem loser,
            Map<IdempotencyKey, StoredKey> stored,
            Map<String, String> holders,
            Map<String, Long> versions) {
        Map<IdempotencyKey, StoredKey> duplicates = new HashMap<>();
        for (Key key : loser.keys()) {
            StoredKey found = stored.get(key.key());
            if (found != null) {
                duplicates.put(key.key(), found);
            }
        }
        if (!duplicates.isEmpty()) {
            return new Duplicate(Map.copyOf(duplicates));
        }
        for (Claim claim : loser.claims()) {
            String holder = holders.get(claim.value());
            if (holder != null && !holder.equals(claim.stream())) {
                return new ClaimTaken(claim.value(), holder);
            }
        }
        List<String> moved = new ArrayList<>();
        for (Write write : loser.writes()) {
            if (versions.getOrDefault(write.stream(), 0L) != write.expectedVersion()) {
                moved.add(write.stream());
            }
        }
        for (Guard guard : loser.guards()) {
            if (versions.getOrDefault(guard.stream(), 0L) != guard.expectedVersion()) {
                moved.add(guard.stream());
            }
        }
        return new Conflict(moved);
    }

    /** What this very attempt stored in a transaction whose answer was lost; the event ids tell. */
    private static @Nullable Appended storedEarlier(Connection connection, QueuedItem item) throws SQLException {
        long[] firsts = new long[item.shards.length];
        for (int i = 0; i < firsts.length; i++) {
            Write write = item.item.writes().get(i);
            Long position = Queries.position(
                    connection,
                    item.shards[i],
                    write.stream(),
                    write.expectedVersion() + 1,
                    write.events().getFirst().id());
            if (position == null) {
                return null;
            }
            firsts[i] = position;
        }
        return Batch.appended(item, firsts);
    }

    /** Not the fault of an item: the connection, the server, its resources, or a server that became a standby. */
    private static boolean isBeyondTheItems(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || connectionLost(e)
                || state.startsWith("53")
                || state.startsWith("58")
                || state.equals("25006")
                || state.equals("55P03")
                || state.equals("57014");
    }

    private static boolean connectionLost(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    private static boolean isDeadlock(SQLException e) {
        return "40P01".equals(e.getSQLState()) || "40001".equals(e.getSQLState());
    }

    static {
        if (Shards.COUNT != 16) {
            throw new IllegalStateException("The schema has 16 shards");
        }
    }
}

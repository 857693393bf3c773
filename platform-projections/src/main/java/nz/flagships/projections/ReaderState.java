package nz.flagships.projections;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.projections.Cursor.Stopped;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of every shard, and what becomes of one: it catches up, stops, goes on. Everything that changes
 * it happens under one lock, which whoever writes rows holds meanwhile; reading needs none.
 */
@ApplicationScoped
public class ReaderState implements Cursors {
    private static final Logger LOG = Logger.getLogger(ReaderState.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration WRITTEN_DOWN = Duration.ofSeconds(3);

    private final DataSource database;
    private final CursorTable table;
    private final ParkedTable parked;
    private final Listeners listeners;
    private final ReaderMetrics metrics;
    private final Duration longestPause;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition stopping = lock.newCondition();
    private final Object commits = new Object();
    private final Map<ShardKey, Progress> shards = new ConcurrentSkipListMap<>();
    private volatile boolean begun;
    private volatile boolean stopped;

    @Inject
    ReaderState(
            DataSource database,
            CursorTable table,
            ParkedTable parked,
            @All List<AppliedListener> listeners,
            ReaderMetrics metrics,
            ReaderSettings settings) {
        this(database, table, parked, new Listeners(listeners), metrics, settings.longestPause());
    }

    ReaderState(
            DataSource database,
            CursorTable table,
            ParkedTable parked,
            Listeners listeners,
            ReaderMetrics metrics,
            Duration longestPause) {
        this.database = database;
        this.table = table;
        this.parked = parked;
        this.listeners = listeners;
        this.metrics = metrics;
        this.longestPause = longestPause;
    }

    /** Does something while nothing else changes. */
    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** What asks PostgreSQL. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    /** The same, of what PostgreSQL is asked. */
    <T> T ask(Question<T> question) throws SQLException {
        lock.lock();
        try {
            return question.ask();
        } finally {
            lock.unlock();
        }
    }

    /** Reads the cursors, or begins them. Until PostgreSQL answers, this waits. */
    void begin(Collection<String> sources) {
        lock.lock();
        try {
            Pause pause = new Pause();
            while (!begun && !stopped) {
                try (Connection connection = database.getConnection()) {
                    connection.setAutoCommit(true);
                    table.begin(connection, sources);
                    for (Cursor cursor : table.read(connection)) {
                        if (sources.contains(cursor.source())) {
                            begin(new Progress(cursor), connection);
                        }
                    }
                    metrics.cursorsRead();
                    sources.forEach(source -> metrics.watch(source, progress(source)));
                    begun = true;
                } catch (SQLException e) {
                    pause.take("The cursors cannot be read yet", e);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(Progress progress, Connection connection) throws SQLException {
        // What was missing here may be there after a restart; a lost history is not found by one.
        Stopped why = progress.cursor().stopped();
        if (why != null && why.reason().isOfHistory()) {
            progress.stop(why);
        }
        if (progress.cursor().parked() > 0) {
            progress.parked(parked.positions(connection, progress.key));
        }
        shards.put(progress.key, progress);
    }

    /** Lets the transaction under way end, and nothing more begin. */
    void stop() {
        stopped = true;
        lock.lock(); // waits for the transaction under way
        try {
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
        committedHere();
    }

    boolean isStopped() {
        return stopped;
    }

    Progress progress(ShardKey key) {
        Progress progress = shards.get(key);
        if (progress == null) {
            throw new IllegalArgumentException("No cursor for " + key);
        }
        return progress;
    }

    List<Progress> progress(String source) {
        return shards.values().stream()
                .filter(p -> p.key.source().equals(source))
                .toList();
    }

    Collection<Progress> all() {
        return shards.values();
    }

    /** Stops a shard until an operator, or the next start, lets it go on. */
    void halt(ShardKey key, Reason reason, long position) {
        lock.lock();
        try {
            Progress progress = progress(key);
            Stopped before = progress.stopped();
            boolean worse = reason == Reason.EPOCH && before != null && before.reason() == Reason.AHEAD_OF_SOURCE;
            // A reader that has ended judges nothing: another may have gone on since.
            if (stopped || progress.isHalted() && !worse) {
                return;
            }
            // What is beyond the source may yet turn out to be another's.
            progress.unconfirmed(reason == Reason.AHEAD_OF_SOURCE);
            LOG.errorf("Shard %s is stopped at position %d: %s", key, position, reason);
            write(progress, new Stopped(reason, position, null, Instant.now()));
        } catch (SQLException e) {
            LOG.warnf("The stop of shard %s could not be written down: %s", key, Faults.named(e));
        } finally {
            lock.unlock();
        }
    }

    /** Stops a shard at an event of which no projection could take any like it. */
    void halt(Progress progress, EventEnvelope event, Poison poison) throws SQLException {
        LOG.errorf(
                "Shard %s is stopped at position %d: projection %s can take no event like %s of type %s (%s)",
                progress.key,
                event.position(),
                poison.projection,
                event.id(),
                event.type(),
                Faults.named(poison.fault));
        LOG.debugf(poison.fault, "Why shard %s is stopped", progress.key);
        write(progress, new Stopped(Reason.POISON, event.position(), poison.projection, Instant.now()));
    }

    private void write(Progress progress, Stopped why) throws SQLException {
        progress.stop(why);
        progress.seen(why.position());
        metrics.stopped(progress.key, why.reason());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            table.stop(connection, progress.key, why);
        }
    }

    /** Shows a shard whose gap cannot be filled just now, until it is. */
    void gapStays(ShardKey key) {
        locked(() -> {
            Progress progress = progress(key);
            if (progress.stopped() == null) {
                progress.stop(new Stopped(Reason.GAP, progress.cursor().position() + 1, null, Instant.now()));
            }
        });
    }

    /** Has a shard's next events taken from the log, if nobody does so yet. */
    boolean beginCatchingUp(ShardKey key, long seen) {
        lock.lock();
        try {
            Progress progress = progress(key);
            progress.seen(seen);
            if (stopped || progress.catchingUp() || progress.isHalted()) {
                return false;
            }
            progress.catchingUp(true);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends catching up when all that was seen is applied, or the shard was stopped.
     *
     * @return whether it ended
     */
    boolean endCatchingUp(ShardKey key) {
        lock.lock();
        try {
            Progress progress = progress(key);
            if (!progress.isHalted()
                    && (progress.doubtful() || progress.cursor().position() < progress.seen())) {
                return false;
            }
            Stopped why = progress.stopped();
            if (why != null && why.reason() == Reason.GAP) {
                progress.stop(null);
            }
            progress.catchingUp(false);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever was catching up has ended, by whatever fault: another may begin. */
    void leaveCatchingUp(ShardKey key) {
        locked(() -> {
            progress(key).catchingUp(false);
        });
    }

    /** What was applied up to a cursor is part of the source's history. */
    void confirm(ShardKey key, Cursor cursor) {
        locked(() -> {
            Progress progress = progress(key);
            if (progress.cursor().position() == cursor.position()) {
                progress.doubtful(false);
                progress.unconfirmed(false);
            }
        });
    }

    /** What was seen beyond the cursor belongs to a history that the source has lost, or never had. */
    void forgetSeen(ShardKey key) {
        locked(() -> {
            progress(key).forget();
        });
    }

    /**
     * Lets a stopped shard try again, whichever replica it stopped; its next events are to be taken from the log. The
     * others hear of it by the table.
     */
    boolean release(ShardKey key) throws SQLException {
        refresh();
        lock.lock();
        try {
            Progress progress = progress(key);
            Stopped why =
                    progress.isHalted() ? progress.stopped() : progress.cursor().stopped();
            if (why == null) {
                return false;
            }
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                table.stop(connection, key, null);
            }
            progress.stop(null);
            progress.doubtful(progress.doubtful() || why.reason().isOfHistory());
            progress.seen(why.position());
            LOG.infof(
                    "Shard %s tries again after position %d",
                    key, progress.cursor().position());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what other replicas have committed. */
    void refresh() throws SQLException {
        Instant asked = Instant.now();
        List<Cursor> now = committed();
        Map<ShardKey, long[]> aside = setAside(now);
        Set<String> moved = new TreeSet<>();
        lock.lock();
        try {
            for (Cursor cursor : now) {
                Progress progress = shards.get(new ShardKey(cursor.source(), cursor.shard()));
                if (progress != null && isLater(cursor, progress.cursor())) {
                    if (cursor.position() > progress.cursor().position()) {
                        moved.add(cursor.source());
                    }
                    long[] positions = aside.get(progress.key);
                    if (positions != null) {
                        progress.parked(positions);
                    }
                    progress.moved(cursor);
                    letGoOn(progress, cursor, asked);
                    stopToo(progress, cursor.stopped());
                }
            }
        } finally {
            lock.unlock();
        }
        committedHere();
        if (!moved.isEmpty()) {
            listeners.appliedElsewhere(moved);
        }
    }

    /** Which positions are set aside, of those shards of which that has changed. */
    private Map<ShardKey, long[]> setAside(List<Cursor> now) throws SQLException {
        Map<ShardKey, long[]> changed = new HashMap<>();
        for (Cursor cursor : now) {
            ShardKey key = new ShardKey(cursor.source(), cursor.shard());
            Progress progress = shards.get(key);
            if (progress != null && progress.cursor().parkedChanges() != cursor.parkedChanges()) {
                try (Connection connection = database.getConnection()) {
                    connection.setAutoCommit(true);
                    changed.put(key, parked.positions(connection, key));
                }
            }
        }
        return changed;
    }

    /**
     * Where another replica could take the event that stopped a shard here, being of a newer version perhaps, or was told
     * to let it try again.
     */
    private static void letGoOn(Progress progress, Cursor cursor, Instant asked) {
        Stopped why = progress.stopped();
        // One that is just being written down is not in the table yet.
        if (progress.isHalted()
                && why != null
                && cursor.stopped() == null
                && why.since().isBefore(asked.minus(WRITTEN_DOWN))) {
            LOG.infof("Shard %s goes on after position %d", progress.key, cursor.position());
            progress.stop(null);
            progress.doubtful(progress.doubtful() || why.reason().isOfHistory());
        }
    }

    /** Where another replica found that what was applied is in question: it is the same rows that are shown here. */
    private static void stopToo(Progress progress, @Nullable Stopped why) {
        Stopped own = progress.stopped();
        if (why != null
                && why.reason().isOfHistory()
                && (own == null || own.reason() != Reason.EPOCH && own.reason() != why.reason())) {
            progress.stop(why);
        }
    }

    boolean refreshedQuietly() {
        try {
            refresh();
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * The cursors as PostgreSQL has them. Unlike {@link #refresh} it never waits for a batch that is being written, which
     * may take as long as somebody holds a lock there.
     */
    List<Cursor> committed() throws SQLException {
        List<Cursor> now;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            now = table.read(connection);
        }
        metrics.cursorsRead();
        return now;
    }

    static boolean isLater(Cursor a, Cursor b) {
        return a.epoch() != b.epoch() ? a.epoch() > b.epoch() : a.position() >= b.position();
    }

    /** Whoever waits for a commit looks again. */
    void committedHere() {
        synchronized (commits) {
            commits.notifyAll();
        }
    }

    /** Waits until somebody commits here, or for a moment. */
    void awaitCommit(Duration atMost) throws InterruptedException {
        synchronized (commits) {
            if (!stopped) {
                commits.wait(Math.max(1, atMost.toMillis()));
            }
        }
    }

    @Override
    public List<Cursor> read(Connection connection) throws SQLException {
        return table.read(connection);
    }

    @Override
    public List<Cursor> latest() {
        return shards.values().stream().map(Progress::cursor).toList();
    }

    @Override
    public Map<Integer, Long> seen(String source) {
        Map<Integer, Long> seen = new HashMap<>();
        progress(source).forEach(p -> seen.put(p.key.shard(), p.seen()));
        return seen;
    }

    /** Longer and longer, up to a limit; ends at once when the service does. To be taken with the lock held. */
    final class Pause {
        private Duration next = SHORTEST_PAUSE;
        private @Nullable Instant said;

        void take(String what, Throwable why) {
            Instant now = Instant.now();
            Instant before = said;
            if (before == null || before.isBefore(now.minusSeconds(30))) {
                LOG.warnf("%s: %s", what, Faults.named(why));
                said = now;
            }
            try {
                // Gives the lock away meanwhile, so that whoever asks for the state of a shard is answered.
                if (!stopped && stopping.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.debug("The pause ends with the service");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
            next = next.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : next.multipliedBy(2);
        }
    }
}

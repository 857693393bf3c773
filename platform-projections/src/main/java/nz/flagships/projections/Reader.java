package nz.flagships.projections;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.projections.Cursor.Stopped;
import nz.flagships.projections.CursorTable.Move;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rule of the reader, per shard: a position at or below the cursor is skipped, the next one is applied, and one beyond
 * is a gap, which is filled from the source's log before anything else of that shard is applied.
 *
 * <p>Rows and cursors move in one transaction, at most one at a time: parallel ones would only wait for each other on the
 * rows they share. Faults that pass are tried again for as long as it takes. A fault that lasts is narrowed down to its
 * event and stops that event's shard; the others go on.
 */
@ApplicationScoped
public class Reader implements Cursors {
    private static final Logger LOG = Logger.getLogger(Reader.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration WRITTEN_DOWN = Duration.ofSeconds(3);

    private final DataSource database;
    private final CursorTable table;
    private final List<Projection> projections;
    private final List<AppliedListener> listeners;
    private final ReaderMetrics metrics;
    private final Tracing tracing;
    private final Duration longestPause;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition stopping = lock.newCondition();
    private final Object commits = new Object();
    private final Map<ShardKey, Progress> shards = new ConcurrentSkipListMap<>();
    // Events from Kafka that stopped their shards, of the batch that is being applied.
    private final List<EventEnvelope> poisonous = new ArrayList<>();
    private volatile boolean begun;
    private volatile boolean stopped;

    @Inject
    Reader(
            DataSource database,
            CursorTable table,
            @All List<Projection> projections,
            @All List<AppliedListener> listeners,
            ReaderMetrics metrics,
            Tracing tracing,
            ReaderSettings settings) {
        this(database, table, projections, listeners, metrics, tracing, settings.longestPause());
    }

    Reader(
            DataSource database,
            CursorTable table,
            List<Projection> projections,
            List<AppliedListener> listeners,
            ReaderMetrics metrics,
            Tracing tracing,
            Duration longestPause) {
        this.database = database;
        this.table = table;
        this.projections = List.copyOf(projections);
        this.listeners = List.copyOf(listeners);
        this.metrics = metrics;
        this.tracing = tracing;
        this.longestPause = longestPause;
    }

    /**
     * An event as it arrived.
     *
     * @param offset the offset on Kafka after it; 0 when it came from a log
     */
    record Arrival(EventEnvelope event, long offset) {}

    /** What is to be done about a shard that could not go on by itself. */
    interface Gaps {
        /** The shard's next events are to be taken from its source's log. */
        void found(ShardKey shard);

        /** The shard was stopped by an event that came from Kafka: is it what its source wrote? */
        void doubted(ShardKey shard, EventEnvelope event);
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
                            Progress progress = new Progress(cursor);
                            // A poisonous event is tried again after a restart, a lost history is not found by one.
                            Stopped why = cursor.stopped();
                            if (why != null && why.reason().isOfHistory()) {
                                progress.stop(why);
                            }
                            shards.put(progress.key, progress);
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

    /** Lets the transaction under way end, and takes nothing more. */
    void end(@Observes @Priority(100) ShutdownEvent shutdown) {
        stop();
    }

    void stop() {
        stopped = true;
        lock.lock(); // waits for the transaction under way
        try {
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
        synchronized (commits) {
            commits.notifyAll();
        }
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

    /**
     * Applies what arrived, in order within each shard; returns when it is committed, skipped, or let go because its shard
     * is held. Waits while PostgreSQL is away.
     *
     * @param events of any shards and sources
     * @param gaps is told of every shard that has one
     */
    void accept(List<Arrival> events, Gaps gaps) {
        Map<ShardKey, Long> upTo = new HashMap<>();
        events.forEach(a -> {
            if (a.offset > 0) {
                upTo.put(new ShardKey(sourceOf(a.event), a.event.shard()), a.offset);
            }
        });
        accept(events, upTo, gaps);
    }

    /**
     * As above, of a batch from Kafka in which not everything may have been an event.
     *
     * @param upTo the offset behind the last record of each shard, read or not
     */
    void accept(List<Arrival> events, Map<ShardKey, Long> upTo, Gaps gaps) {
        List<ShardKey> gapped = new ArrayList<>();
        List<EventEnvelope> doubted;
        lock.lock();
        try {
            upTo.forEach((key, offset) -> progress(key).readTo(offset));
            events.stream()
                    .filter(a -> a.offset > 0)
                    .forEach(a -> progress(new ShardKey(sourceOf(a.event), a.event.shard()))
                            .readFromKafka(a.event.position()));
            applyAll(events, false, gapped);
            upTo.keySet().forEach(this::passOver);
        } finally {
            doubted = List.copyOf(poisonous);
            poisonous.clear();
            lock.unlock();
        }
        gapped.forEach(gaps::found);
        doubted.forEach(event -> gaps.doubted(new ShardKey(sourceOf(event), event.shard()), event));
    }

    /** Where what came last was no event, or known already, it is not to be met again after the next start. */
    private void passOver(ShardKey key) {
        Progress progress = progress(key);
        Cursor cursor = progress.cursor();
        long offset = progress.offsetAt(cursor.position(), cursor.offset());
        if (stopped || progress.isHalted() || progress.catchingUp() || offset <= cursor.offset()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            table.passOver(connection, key, offset);
            progress.moved(cursor.at(offset));
        } catch (SQLException e) {
            LOG.debugf("The offset of shard %s could not be moved: %s", key, Faults.named(e));
        }
    }

    /** Applies what the log of its source says comes next in a shard that is catching up. */
    void acceptFromLog(List<EventEnvelope> events) {
        lock.lock();
        try {
            applyAll(events.stream().map(e -> new Arrival(e, 0)).toList(), true, new ArrayList<>());
        } finally {
            lock.unlock();
        }
    }

    private void applyAll(List<Arrival> events, boolean fromLog, List<ShardKey> gapped) {
        Pause pause = new Pause();
        boolean fresh = false;
        while (!stopped) {
            try {
                Plan plan = plan(events, fromLog);
                if (!plan.gaps.isEmpty() && !fresh) {
                    // Perhaps it is only that another replica had the shard meanwhile.
                    refresh();
                    fresh = true;
                    continue;
                }
                if (plan.runs.isEmpty() || commit(plan.runs)) {
                    for (ShardKey key : plan.gaps) {
                        turnToTheLog(progress(key), plan);
                        gapped.add(key);
                    }
                    return;
                }
                refresh();
                fresh = true;
            } catch (Throwable e) {
                // Also what does not pass by itself, as a grant or a class that is missing: whoever mends it shall find
                // us waiting, and not a thread that has ended.
                metrics.retried();
                pause.take("A batch could not be written and is tried again", e);
                fresh = refreshedQuietly();
            }
        }
    }

    private void turnToTheLog(Progress progress, Plan plan) {
        ShardKey key = progress.key;
        progress.catchingUp(true);
        metrics.gapFound(key);
        if (plan.doubtful.contains(key)) {
            progress.doubtful(true);
        }
        if (plan.contested.contains(key)) {
            metrics.unreadable(key);
            LOG.errorf(
                    "Of shard %s two events arrived for one position near %d: the source's log says which is its own",
                    key, progress.cursor().position());
        } else {
            LOG.warnf(
                    "Of shard %s positions after %d did not arrive: they are fetched from the source's log",
                    key, progress.cursor().position());
        }
    }

    private record Run(Progress progress, List<EventEnvelope> events, long offset, boolean fromLog) {
        Move move() {
            EventEnvelope last = events.getLast();
            return new Move(
                    progress.cursor(),
                    last.epoch(),
                    last.position(),
                    events.size(),
                    progress.offsetAt(last.position(), offset),
                    last.recordedAt(),
                    last.id());
        }

        Run part(int from, int to) {
            return new Run(progress, events.subList(from, to), to == events.size() ? offset : 0, fromLog);
        }
    }

    /**
     * @param gaps shards that go on from the log
     * @param doubtful those of them of which the log is to confirm first what was applied last
     * @param contested those of them of which two events came for one position
     */
    private record Plan(List<Run> runs, List<ShardKey> gaps, Set<ShardKey> doubtful, Set<ShardKey> contested) {}

    private Plan plan(List<Arrival> arrivals, boolean fromLog) {
        Map<ShardKey, List<Arrival>> byShard = new LinkedHashMap<>();
        for (Arrival a : arrivals) {
            byShard.computeIfAbsent(new ShardKey(sourceOf(a.event), a.event.shard()), k -> new ArrayList<>())
                    .add(a);
        }
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new HashSet<>(), new HashSet<>());
        byShard.forEach((key, of) -> {
            Progress progress = progress(key);
            List<Arrival> run = new ArrayList<>();
            Cursor cursor = progress.cursor();
            int epoch = cursor.epoch();
            long position = cursor.position();
            boolean held = progress.isHalted() || progress.catchingUp() && !fromLog;
            boolean gap = false;
            for (Arrival a : of) {
                EventEnvelope event = a.event;
                if (event.epoch() < epoch) {
                    continue; // written before a restore, and no longer part of the history
                }
                boolean another = event.epoch() > epoch && !fromLog;
                if (!another && event.position() <= position) {
                    int known = (int) Math.max(-1, event.position() - cursor.position() - 1);
                    if (!fromLog && !held && !gap && isAnother(cursor, run, known, event)) {
                        // The later one may be the source's: what is about to be applied then is not to be.
                        run.subList(Math.max(0, known), run.size()).clear();
                        plan.contested.add(key);
                        plan.doubtful.add(key);
                        gap = true;
                    }
                    continue;
                }
                progress.seen(event.position());
                if (held || gap) {
                    continue;
                }
                if (another || event.position() > position + 1 || progress.doubtful() && !fromLog) {
                    if (another) {
                        // A new epoch may have begun before our cursor: the log is compared first.
                        plan.doubtful.add(key);
                    }
                    gap = true;
                    continue;
                }
                run.add(a);
                epoch = event.epoch();
                position = event.position();
            }
            if (!run.isEmpty()) {
                plan.runs.add(
                        new Run(progress, run.stream().map(Arrival::event).toList(), run.getLast().offset, fromLog));
            }
            if (gap) {
                plan.gaps.add(key);
            }
        });
        plan.runs.sort(Comparator.comparing(r -> r.progress.key));
        return plan;
    }

    /**
     * Whether another event than this has its position already. What came before the last of a shard need not be known:
     * of two histories the source's comes by the cursor's position before anything can be applied on top of it.
     *
     * @param run what is about to be applied on top of the cursor
     * @param known where in the run that position is; -1 when it is not in it
     */
    private static boolean isAnother(Cursor cursor, List<Arrival> run, int known, EventEnvelope event) {
        return known >= 0
                ? !run.get(known).event.id().equals(event.id())
                : event.position() == cursor.position() && !cursor.isAt(event);
    }

    /** @return false when a cursor was not where it was thought to be, and nothing was written */
    private boolean commit(List<Run> runs) throws SQLException {
        try {
            return write(runs);
        } catch (Poison poison) {
            // Which event is it? Every shard by itself, and in halves.
            for (Run run : runs) {
                if (!narrow(run, poison)) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean narrow(Run run, Poison known) throws SQLException {
        Poison met = known;
        try {
            return write(List.of(run));
        } catch (Poison poison) {
            met = poison;
        }
        int size = run.events.size();
        if (size == 1) {
            EventEnvelope event = run.events.getFirst();
            halt(run.progress, Reason.POISON, event, met);
            if (!run.fromLog) {
                run.progress.doubted(event);
                poisonous.add(event);
            }
            return true;
        }
        Run first = run.part(0, size / 2);
        if (!narrow(first, met)) {
            return false;
        }
        return run.progress.isHalted() || narrow(run.part(size / 2, size), met);
    }

    /** One transaction: lock the cursors, write the rows, move the cursors. */
    private boolean write(List<Run> runs) throws SQLException {
        Instant start = Instant.now();
        List<EventEnvelope> known = runs.stream()
                .flatMap(r -> r.events.stream())
                .filter(e -> !e.isPrivate())
                .toList();
        List<Move> moves = runs.stream().map(Run::move).toList();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Cursor> locked = table.lock(
                        connection, runs.stream().map(r -> r.progress.key).toList());
                if (!stand(locked, moves)) {
                    connection.rollback();
                    return false;
                }
                for (Projection projection : projections) {
                    project(projection, known, connection);
                }
                if (!table.move(connection, moves)) {
                    connection.rollback();
                    return false;
                }
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection);
                throw e;
            }
        }
        committed(runs, moves, known, start);
        return true;
    }

    private static boolean stand(List<Cursor> locked, List<Move> moves) {
        if (locked.size() != moves.size()) {
            return false;
        }
        for (int i = 0; i < moves.size(); i++) {
            Cursor is = locked.get(i);
            Cursor was = moves.get(i).from();
            if (is.epoch() != was.epoch() || is.position() != was.position()) {
                return false;
            }
        }
        return true;
    }

    private void project(Projection projection, List<EventEnvelope> events, Connection connection) throws SQLException {
        try {
            List<EventEnvelope> wanted = events.stream()
                    .filter(e -> projection.sources().contains(sourceOf(e)) && projection.wants(e))
                    .toList();
            if (!wanted.isEmpty()) {
                projection.apply(wanted, connection);
            }
        } catch (SQLException | RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            if (Faults.passes(e)) {
                throw e;
            }
            throw new Poison(projection.name(), e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("Nothing to roll back any more: %s", Faults.named(e));
        }
    }

    private void committed(List<Run> runs, List<Move> moves, List<EventEnvelope> known, Instant start) {
        for (int i = 0; i < runs.size(); i++) {
            Progress progress = runs.get(i).progress;
            progress.moved(moves.get(i).to());
            progress.unconfirmed(!runs.get(i).fromLog);
        }
        metrics.applied(moves, Duration.between(start, Instant.now()));
        runs.forEach(run -> metrics.fresh(run.progress.key.source(), run.events));
        tracing.applied(known, start);
        synchronized (commits) {
            commits.notifyAll();
        }
        tell(listener -> listener.applied(known));
    }

    private void halt(Progress progress, Reason reason, EventEnvelope event, Poison poison) throws SQLException {
        LOG.errorf(
                "Shard %s is stopped at position %d: projection %s cannot take event %s of type %s (%s)",
                progress.key,
                event.position(),
                poison.projection,
                event.id(),
                event.type(),
                Faults.named(poison.fault));
        LOG.debugf(poison.fault, "Why shard %s is stopped", progress.key);
        write(progress, new Stopped(reason, event.position(), poison.projection, Instant.now()));
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
        lock.lock();
        try {
            Progress progress = progress(key);
            if (progress.stopped() == null) {
                progress.stop(new Stopped(Reason.GAP, progress.cursor().position() + 1, null, Instant.now()));
            }
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            progress(key).catchingUp(false);
        } finally {
            lock.unlock();
        }
    }

    /** What was applied up to a cursor is part of the source's history. */
    void confirm(ShardKey key, Cursor cursor) {
        lock.lock();
        try {
            Progress progress = progress(key);
            if (progress.cursor().position() == cursor.position()) {
                progress.doubtful(false);
                progress.unconfirmed(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The event that stopped a shard is what its source wrote. */
    void believed(ShardKey key, EventEnvelope doubted) {
        lock.lock();
        try {
            Progress progress = progress(key);
            if (progress.doubted() == doubted) {
                progress.doubted(null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was seen beyond the cursor belongs to a history that the source has lost. */
    void forgetSeen(ShardKey key) {
        lock.lock();
        try {
            progress(key).forget();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a stopped shard try again, whichever replica it stopped; its next events are to be taken from the log. The
     * others hear of it by the table.
     */
    boolean release(ShardKey key) throws SQLException {
        return release(key, null);
    }

    /**
     * The same.
     *
     * @param doubted only if it is still this event that stopped it; null: whatever did
     */
    boolean release(ShardKey key, @Nullable EventEnvelope doubted) throws SQLException {
        refresh();
        lock.lock();
        try {
            Progress progress = progress(key);
            Stopped why =
                    progress.isHalted() ? progress.stopped() : progress.cursor().stopped();
            if (why == null || doubted != null && progress.doubted() != doubted) {
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
        Set<String> moved = new TreeSet<>();
        lock.lock();
        try {
            for (Cursor cursor : now) {
                Progress progress = shards.get(new ShardKey(cursor.source(), cursor.shard()));
                if (progress != null && isLater(cursor, progress.cursor())) {
                    if (cursor.position() > progress.cursor().position()) {
                        moved.add(cursor.source());
                    }
                    progress.moved(cursor);
                    letGoOn(progress, cursor, asked);
                    stopToo(progress, cursor.stopped());
                }
            }
        } finally {
            lock.unlock();
        }
        synchronized (commits) {
            commits.notifyAll();
        }
        if (!moved.isEmpty()) {
            tell(listener -> listener.appliedElsewhere(moved));
        }
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

    private void tell(Consumer<AppliedListener> what) {
        for (AppliedListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (Throwable e) {
                LOG.warnf("A listener failed after a commit: %s", e.getClass().getName());
            }
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

    void headsRead(String source) {
        metrics.headsRead(source);
    }

    static boolean isLater(Cursor a, Cursor b) {
        return a.epoch() != b.epoch() ? a.epoch() > b.epoch() : a.position() >= b.position();
    }

    private boolean refreshedQuietly() {
        try {
            refresh();
            return true;
        } catch (Throwable e) {
            return false;
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

    /** {@code initiative} of {@code nz.flagships.initiative.InitiativeProposed.v1}. */
    static String sourceOf(EventEnvelope event) {
        int from = event.type().indexOf('.', event.type().indexOf('.') + 1) + 1;
        return event.type().substring(from, event.type().indexOf('.', from));
    }

    /** A projection that cannot take an event. */
    private static final class Poison extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String projection;
        private final Throwable fault;

        Poison(String projection, Throwable fault) {
            super(fault);
            this.projection = projection;
            this.fault = fault;
        }
    }

    /** Longer and longer, up to a limit; ends at once when the service does. */
    private final class Pause {
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

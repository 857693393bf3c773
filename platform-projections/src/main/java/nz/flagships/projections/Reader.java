package nz.flagships.projections;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.CursorTable.Move;
import nz.flagships.projections.ReaderTransaction.Written;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;

/**
 * Applies what arrives, by the rule of {@link ShardPlan}.
 *
 * <p>Rows and cursors move in one transaction, at most one at a time: parallel ones would only wait for each other on the
 * rows they share. Faults that pass are tried again for as long as it takes. A fault that lasts is narrowed down to its
 * event. What came from Kafka is then taken from the source's log, since anybody may have put it on the topic; what the
 * log itself has, and a projection cannot take, is set aside with its stream ({@link Quarantine}), and everybody else goes
 * on. Only where no event of the kind could be taken, a shard stops.
 */
@ApplicationScoped
public class Reader {
    private static final Logger LOG = Logger.getLogger(Reader.class);

    private final ReaderState state;
    private final ReaderTransaction transaction;
    private final DataSource database;
    private final CursorTable table;
    private final Listeners listeners;
    private final ReaderMetrics metrics;
    private final Tracing tracing;

    @Inject
    Reader(
            ReaderState state,
            DataSource database,
            CursorTable table,
            ParkedTable parked,
            @All List<Projection> projections,
            @All List<AppliedListener> listeners,
            ReaderMetrics metrics,
            Tracing tracing) {
        this(state, database, table, parked, projections, new Listeners(listeners), metrics, tracing);
    }

    Reader(
            ReaderState state,
            DataSource database,
            CursorTable table,
            ParkedTable parked,
            List<Projection> projections,
            Listeners listeners,
            ReaderMetrics metrics,
            Tracing tracing) {
        this.state = state;
        this.transaction = new ReaderTransaction(database, table, parked, projections);
        this.database = database;
        this.table = table;
        this.listeners = listeners;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** What is to be done about a shard that could not go on by itself. */
    interface Gaps {
        /** The shard's next events are to be taken from its source's log. */
        void found(ShardKey shard);
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
            if (a.offset() > 0) {
                upTo.put(keyOf(a.event()), a.offset());
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
        state.locked(() -> {
            upTo.forEach((key, offset) -> state.progress(key).readTo(offset));
            events.stream()
                    .filter(a -> a.offset() > 0)
                    .forEach(a -> state.progress(keyOf(a.event()))
                            .readFromKafka(a.event().position()));
            applyAll(events, false, gapped);
            upTo.keySet().forEach(this::passOver);
        });
        gapped.forEach(gaps::found);
    }

    /** Where what came last was no event, or known already, it is not to be met again after the next start. */
    private void passOver(ShardKey key) {
        Progress progress = state.progress(key);
        Cursor cursor = progress.cursor();
        long offset = progress.offsetAt(cursor.position(), cursor.offset());
        if (state.isStopped() || progress.isHalted() || progress.catchingUp() || offset <= cursor.offset()) {
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
        state.locked(() -> {
            events.forEach(this::compare);
            applyAll(events.stream().map(e -> new Arrival(e, 0)).toList(), true, new ArrayList<>());
        });
    }

    /** Was it another event that came from Kafka, and could not be applied? */
    private void compare(EventEnvelope written) {
        Progress progress = state.progress(keyOf(written));
        EventEnvelope arrived = progress.doubted();
        if (arrived == null || arrived.position() > written.position()) {
            return;
        }
        progress.doubted(null);
        if (!arrived.id().equals(written.id())) {
            notOfItsSource(progress, arrived);
        }
    }

    /** Its source never wrote what came from Kafka and could not be applied. */
    void notWritten(ShardKey key) {
        state.locked(() -> {
            Progress progress = state.progress(key);
            EventEnvelope arrived = progress.doubted();
            if (arrived != null) {
                progress.doubted(null);
                notOfItsSource(progress, arrived);
            }
        });
    }

    private void notOfItsSource(Progress progress, EventEnvelope arrived) {
        metrics.unreadable(progress.key);
        LOG.errorf(
                "What arrived of shard %s at position %d is not what its source wrote: the log is read instead",
                progress.key, arrived.position());
    }

    /**
     * Sets aside what comes next in a shard, which the log of its source has and nobody can read.
     *
     * @param cursor after which it comes
     */
    void park(ShardKey key, Cursor cursor, SourceLog.Unreadable what) {
        state.locked(() -> {
            Progress progress = state.progress(key);
            ReaderState.Pause pause = state.new Pause();
            while (!state.isStopped()
                    && !progress.isHalted()
                    && progress.cursor().position() == cursor.position()) {
                try {
                    long position = what.position();
                    Move move = new Move(
                            progress.cursor(),
                            cursor.epoch(),
                            position,
                            0,
                            1,
                            progress.offsetAt(position, 0),
                            cursor.lastRecordedAt(),
                            what.id());
                    if (park(progress, move, Parked.unreadable(what))) {
                        return;
                    }
                    state.refresh();
                } catch (Poison full) {
                    state.halt(key, Cursor.Reason.POISON, what.position());
                } catch (Throwable e) {
                    metrics.retried();
                    pause.take("An event could not be set aside and is tried again", e);
                    state.refreshedQuietly();
                }
            }
        });
    }

    private void applyAll(List<Arrival> events, boolean fromLog, List<ShardKey> gapped) {
        ReaderState.Pause pause = state.new Pause();
        boolean fresh = false;
        while (!state.isStopped()) {
            try {
                Map<Progress, ShardPlan> plans = plan(events, fromLog);
                boolean gap = plans.values().stream().anyMatch(ShardPlan::gap);
                if (gap && !fresh) {
                    // Perhaps it is only that another replica had the shard meanwhile.
                    state.refresh();
                    fresh = true;
                    continue;
                }
                List<Run> runs = runs(plans, fromLog);
                Set<Progress> poisonous = new HashSet<>();
                if (runs.isEmpty() || commit(runs, poisonous)) {
                    plans.forEach((progress, plan) -> {
                        if (plan.gap() || poisonous.contains(progress)) {
                            turnToTheLog(progress, plan, poisonous.contains(progress));
                            gapped.add(progress.key);
                        }
                    });
                    return;
                }
                state.refresh();
                fresh = true;
            } catch (Throwable e) {
                // Also what does not pass by itself, as a grant or a class that is missing: whoever mends it shall find
                // us waiting, and not a thread that has ended.
                metrics.retried();
                pause.take("A batch could not be written and is tried again", e);
                fresh = state.refreshedQuietly();
            }
        }
    }

    private Map<Progress, ShardPlan> plan(List<Arrival> arrivals, boolean fromLog) {
        Map<ShardKey, List<Arrival>> byShard = new LinkedHashMap<>();
        for (Arrival a : arrivals) {
            byShard.computeIfAbsent(keyOf(a.event()), k -> new ArrayList<>()).add(a);
        }
        Map<Progress, ShardPlan> plans = new LinkedHashMap<>();
        byShard.forEach((key, of) -> {
            Progress progress = state.progress(key);
            boolean held = progress.isHalted() || progress.catchingUp() && !fromLog;
            ShardPlan plan = ShardPlan.of(progress.cursor(), held, progress.doubtful(), of, fromLog);
            if (plan.seen() > 0) {
                progress.seen(plan.seen());
            }
            plans.put(progress, plan);
        });
        return plans;
    }

    private static List<Run> runs(Map<Progress, ShardPlan> plans, boolean fromLog) {
        List<Run> runs = new ArrayList<>();
        plans.forEach((progress, plan) -> {
            if (!plan.run().isEmpty()) {
                runs.add(new Run(
                        progress,
                        plan.run().stream().map(Arrival::event).toList(),
                        plan.run().getLast().offset(),
                        fromLog));
            }
        });
        runs.sort(Comparator.comparing(run -> run.progress().key));
        return runs;
    }

    private void turnToTheLog(Progress progress, ShardPlan plan, boolean poisonous) {
        ShardKey key = progress.key;
        progress.catchingUp(true);
        metrics.gapFound(key);
        if (plan.doubtful()) {
            progress.doubtful(true);
        }
        long position = progress.cursor().position();
        if (plan.contested()) {
            metrics.unreadable(key);
            LOG.errorf(
                    "Of shard %s two events arrived for one position near %d: the source's log says which is its own",
                    key, position);
        } else if (poisonous) {
            LOG.warnf(
                    "Of shard %s what arrived at position %d cannot be applied: it is taken from the source's log",
                    key, position + 1);
        } else {
            LOG.warnf(
                    "Of shard %s positions after %d did not arrive: they are fetched from the source's log",
                    key, position);
        }
    }

    /**
     * Applies all of them, as far as that can be done.
     *
     * @param poisonous is given the shards that are to be read from the log, because of an event from Kafka
     * @return false when a cursor was not where it was thought to be, and the rest was not written
     */
    private boolean commit(List<Run> runs, Set<Progress> poisonous) throws SQLException {
        try {
            return write(runs);
        } catch (Poison poison) {
            // Which event is it? Every shard by itself, and in halves.
            for (Run run : runs) {
                if (!narrow(run, poisonous)) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean narrow(Run run, Set<Progress> poisonous) throws SQLException {
        int size = run.events().size();
        try {
            return write(List.of(run));
        } catch (Poison poison) {
            if (size == 1) {
                return cannotBeTaken(run, poison, poisonous);
            }
        }
        if (!narrow(run.part(0, size / 2), poisonous)) {
            return false;
        }
        return run.progress().isHalted()
                || poisonous.contains(run.progress())
                || narrow(run.part(size / 2, size), poisonous);
    }

    private boolean cannotBeTaken(Run run, Poison poison, Set<Progress> poisonous) throws SQLException {
        Progress progress = run.progress();
        EventEnvelope event = run.events().getFirst();
        if (!poison.isOfEvent()) {
            state.halt(progress, event, poison);
            return true;
        }
        if (!run.fromLog()) {
            progress.doubted(event);
            poisonous.add(progress);
            return true;
        }
        LOG.errorf(
                "Of shard %s the stream of event %s of type %s is set aside from position %d on: projection %s cannot take it (%s)",
                progress.key,
                event.id(),
                event.type(),
                event.position(),
                poison.projection,
                Faults.named(poison.fault));
        LOG.debugf(poison.fault, "Why event %s is set aside", event.id());
        try {
            return park(progress, run.move(1), Parked.poisonous(event, poison.projection, Faults.named(poison.fault)));
        } catch (Poison full) {
            state.halt(progress, event, full);
            return true;
        }
    }

    private boolean park(Progress progress, Move move, Parked what) throws SQLException {
        if (!transaction.park(move, what)) {
            return false;
        }
        // Before it is moved beyond it: it would look as if it were applied.
        progress.park(List.of(what.position()));
        progress.moved(move.to());
        progress.unconfirmed(false);
        state.committedHere();
        return true;
    }

    private boolean write(List<Run> runs) throws SQLException {
        Instant start = Instant.now();
        Written written = transaction.write(runs);
        if (written == null) {
            return false;
        }
        for (int i = 0; i < runs.size(); i++) {
            Progress progress = runs.get(i).progress();
            progress.park(written.parked().getOrDefault(progress.key, List.of()));
            progress.moved(written.moves().get(i).to());
            progress.unconfirmed(!runs.get(i).fromLog());
        }
        metrics.applied(written.moves(), Duration.between(start, Instant.now()));
        runs.forEach(run -> metrics.fresh(run.progress().key.source(), run.events()));
        tracing.applied(written.applied(), start);
        state.committedHere();
        listeners.applied(written.applied());
        return true;
    }

    /**
     * Applies what was set aside of a stream.
     *
     * @param events the next of it, in order
     * @return false when another replica has done so meanwhile
     * @throws Poison when a projection cannot take one of them
     */
    boolean takeAgain(ShardKey key, List<EventEnvelope> events) throws SQLException {
        Instant start = Instant.now();
        boolean done = state.ask(() -> transaction.takeAgain(key, events));
        state.refresh();
        if (done) {
            tracing.applied(events, start);
            listeners.applied(events);
        }
        return done;
    }

    private static ShardKey keyOf(EventEnvelope event) {
        return new ShardKey(sourceOf(event), event.shard());
    }

    /** {@code initiative} of {@code nz.flagships.initiative.InitiativeProposed.v1}. */
    static String sourceOf(EventEnvelope event) {
        int from = event.type().indexOf('.', event.type().indexOf('.') + 1) + 1;
        return event.type().substring(from, event.type().indexOf('.', from));
    }
}

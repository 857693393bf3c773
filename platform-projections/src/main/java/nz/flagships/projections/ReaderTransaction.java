package nz.flagships.projections;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.CursorTable.Move;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the reader writes, each time in one transaction: it locks the cursors, has the projections write their rows, sets
 * aside what belongs to streams of which something is set aside already, and moves the cursors.
 */
final class ReaderTransaction {
    private static final Logger LOG = Logger.getLogger(ReaderTransaction.class);

    private final DataSource database;
    private final CursorTable cursors;
    private final ParkedTable parked;
    private final List<Projection> projections;

    ReaderTransaction(DataSource database, CursorTable cursors, ParkedTable parked, List<Projection> projections) {
        this.database = database;
        this.cursors = cursors;
        this.parked = parked;
        this.projections = List.copyOf(projections);
    }

    /**
     * What was committed.
     *
     * @param moves of the cursors
     * @param applied the events that projections were offered
     * @param parked the positions that were set aside, per shard
     */
    record Written(List<Move> moves, List<EventEnvelope> applied, Map<ShardKey, List<Long>> parked) {}

    /** What is written within a transaction; false: roll back. */
    private interface Work {
        boolean on(Connection connection) throws SQLException;
    }

    /**
     * Applies runs.
     *
     * @param runs of different shards, sorted by them
     * @return null when a cursor was not where it was thought to be, and nothing was written
     * @throws Poison when a projection cannot take one of the events; nothing is written
     */
    @Nullable
    Written write(List<Run> runs) throws SQLException {
        List<Move> moves = new ArrayList<>();
        List<EventEnvelope> applied = new ArrayList<>();
        Map<ShardKey, List<Long>> aside = new HashMap<>();
        boolean done = inTransaction(connection -> {
            List<Cursor> locked = lock(connection, runs);
            if (locked.isEmpty()) {
                return false;
            }
            Map<ShardKey, Set<String>> streams = parked.streams(
                    connection,
                    locked.stream()
                            .filter(c -> c.parked() > 0)
                            .map(c -> new ShardKey(c.source(), c.shard()))
                            .toList());
            for (int i = 0; i < runs.size(); i++) {
                Run run = runs.get(i);
                ShardKey key = run.progress().key;
                Set<String> of = streams.getOrDefault(key, Set.of());
                List<Parked> behind = new ArrayList<>();
                for (EventEnvelope event : run.events()) {
                    if (event.isPrivate()) {
                        continue;
                    }
                    if (of.contains(event.subject())) {
                        behind.add(Parked.behind(event));
                    } else {
                        applied.add(event);
                    }
                }
                if (!behind.isEmpty()) {
                    Quarantine.mustHold(locked.get(i).parked() + behind.size());
                    aside.put(key, behind.stream().map(Parked::position).toList());
                }
                parked.insert(connection, key, behind);
                moves.add(run.move(behind.size()));
            }
            for (Projection projection : projections) {
                project(projection, applied, connection);
            }
            return cursors.move(connection, moves);
        });
        return done ? new Written(moves, applied, aside) : null;
    }

    /**
     * Sets one event aside, with which its stream stays behind.
     *
     * @param move to behind it
     * @return false when the cursor was not where it was thought to be
     */
    boolean park(Move move, Parked what) throws SQLException {
        ShardKey key = new ShardKey(move.from().source(), move.from().shard());
        return inTransaction(connection -> {
            List<Cursor> locked = cursors.lock(connection, List.of(key));
            if (locked.isEmpty() || !stands(locked.getFirst(), move.from())) {
                return false;
            }
            Quarantine.mustHold(locked.getFirst().parked() + 1);
            parked.insert(connection, key, List.of(what));
            return cursors.move(connection, List.of(move));
        });
    }

    /**
     * Applies what was set aside.
     *
     * @param events the next of one stream, in order
     * @return false when another has done so meanwhile, or they are not the next of their stream any more
     * @throws Poison when a projection cannot take one of them; nothing is written
     */
    boolean takeAgain(ShardKey key, List<EventEnvelope> events) throws SQLException {
        return inTransaction(connection -> {
            // Who sets more of the stream aside waits for this, and finds what is left.
            cursors.lock(connection, List.of(key));
            if (!parked.isNext(connection, key, events.getFirst().position())
                    || !parked.delete(
                            connection,
                            key,
                            events.stream().map(EventEnvelope::position).toList())) {
                return false;
            }
            for (Projection projection : projections) {
                project(projection, events, connection);
            }
            cursors.takenAgain(connection, key, events.size());
            return true;
        });
    }

    private List<Cursor> lock(Connection connection, List<Run> runs) throws SQLException {
        List<Cursor> locked = cursors.lock(
                connection, runs.stream().map(run -> run.progress().key).toList());
        if (locked.size() != runs.size()) {
            return List.of();
        }
        for (int i = 0; i < runs.size(); i++) {
            if (!stands(locked.get(i), runs.get(i).progress().cursor())) {
                return List.of();
            }
        }
        return locked;
    }

    private static boolean stands(Cursor is, Cursor was) {
        return is.epoch() == was.epoch() && is.position() == was.position();
    }

    private boolean inTransaction(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!work.on(connection)) {
                    connection.rollback();
                    return false;
                }
                connection.commit();
                return true;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection);
                throw e;
            }
        }
    }

    private static void project(Projection projection, List<EventEnvelope> events, Connection connection)
            throws SQLException {
        try {
            List<EventEnvelope> wanted = events.stream()
                    .filter(e -> projection.sources().contains(Reader.sourceOf(e)) && projection.wants(e))
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
}

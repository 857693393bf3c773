package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.SourceLog.Page;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside: an event that a projection cannot take, or that nobody can read, and behind it all that its stream
 * says later, in order. It is taken again from its source's log, in the same order, with the first start of a version that
 * can, every minute, and when an operator says so. Until then it is counted as set aside, never as applied.
 */
@ApplicationScoped
class Quarantine {
    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    /** Of one shard; beyond, the shard stops, since something is wrong with more than a stream. */
    static final long MOST = 100_000;

    private static final Duration BETWEEN_TWO_TRIES = Duration.ofMinutes(1);
    /** Streams that are tried in vain before it is another's turn to use the reader. */
    private static final int VAIN_TRIES = 20;

    private final ReaderState state;
    private final Reader reader;
    private final Sources sources;
    private final DataSource database;
    private final ParkedTable table;
    private final int page;

    @Inject
    Quarantine(
            ReaderState state,
            Reader reader,
            Sources sources,
            DataSource database,
            ParkedTable table,
            ReaderSettings settings) {
        this(state, reader, sources, database, table, settings.page());
    }

    Quarantine(ReaderState state, Reader reader, Sources sources, DataSource database, ParkedTable table, int page) {
        this.state = state;
        this.reader = reader;
        this.sources = sources;
        this.database = database;
        this.table = table;
        this.page = page;
    }

    /** More is set aside of a shard than is kept. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** @throws Poison when a shard is to set aside more than is kept */
    static void mustHold(long parked) {
        if (parked > MOST) {
            throw new Poison("quarantine", new Full());
        }
    }

    /**
     * How far a stream has come.
     *
     * @param applied events that were applied now
     * @param left why the next of it cannot be taken yet; null when nothing of it is set aside any more
     */
    record Taken(long applied, @Nullable Parked left) {}

    /** The streams of which something is set aside, those first that were not tried for longest. */
    List<ParkedTable.Stream> streams(int limit) throws SQLException {
        return ask(connection -> table.streams(connection, sources.all(), Duration.ZERO, limit));
    }

    /**
     * Takes a stream again, as far as it goes.
     *
     * @param position of the first of it that is set aside
     * @return empty when nothing is set aside there
     * @throws SourceUnreachable when its source's log cannot be asked just now; it stays as it is
     */
    Optional<Taken> takeAgain(ShardKey shard, long position) throws SourceUnreachable, SQLException {
        long applied = 0;
        Parked first = ask(connection -> table.at(connection, shard, position)).orElse(null);
        if (first == null) {
            return Optional.empty();
        }
        while (!state.isStopped()) {
            List<Parked> next = next(shard, first);
            if (next.isEmpty()) {
                break;
            }
            Step step = step(shard, next);
            applied += step.applied;
            if (step.stream != null) {
                // Now it can be read whose it is: what else is set aside of that stream goes first.
                first = first.of(step.stream);
                Parked known = first;
                ask(connection -> table.isOf(connection, shard, known));
            }
            if (step.left != null) {
                Parked left = step.left;
                ask(connection -> {
                    table.tried(connection, shard, left);
                    return true;
                });
                return Optional.of(new Taken(applied, left));
            }
        }
        if (applied > 0) {
            LOG.infof("Of shard %s %d events that were set aside are applied", shard, applied);
        }
        return Optional.of(new Taken(applied, null));
    }

    private List<Parked> next(ShardKey shard, Parked first) throws SQLException {
        String stream = first.stream();
        return ask(connection -> stream == null
                ? table.at(connection, shard, first.position()).map(List::of).orElse(List.of())
                : table.of(connection, shard, stream, page));
    }

    /**
     * @param applied how many were
     * @param left which one could not be; null when all could
     * @param stream whose the first is, where that was not known; then nothing was applied
     */
    private record Step(
            int applied, @Nullable Parked left, @Nullable String stream) {}

    private Step step(ShardKey shard, List<Parked> next) throws SourceUnreachable, SQLException {
        List<EventEnvelope> events = new ArrayList<>();
        Parked left = null;
        for (int i = 0; i < next.size() && left == null; ) {
            // As many as stand together in the log; a stream's events may be far apart.
            long after = next.get(i).position() - 1;
            Page log = sources.log(shard.source()).after(shard.shard(), after, page);
            int before = i;
            for (EventEnvelope event : log.events()) {
                if (i == next.size() || left != null) {
                    break;
                }
                Parked wanted = next.get(i);
                if (event.position() == wanted.position()) {
                    if (wanted.id() != null && !wanted.id().equals(event.id())) {
                        left = wanted.because("its source has another event there");
                    } else {
                        events.add(event);
                        i++;
                    }
                }
            }
            SourceLog.Unreadable what = log.unreadable();
            if (left == null
                    && i < next.size()
                    && what != null
                    && what.position() == next.get(i).position()) {
                left = Parked.unreadable(what);
            } else if (left == null && i == before) {
                throw new SourceUnreachable("The log of " + shard.source() + " cannot show an event that is set aside");
            }
        }
        if (next.getFirst().stream() == null
                && !events.isEmpty()
                && !events.getFirst().isPrivate()) {
            return new Step(0, null, events.getFirst().subject());
        }
        Step done = apply(shard, events);
        return done.applied == events.size() ? new Step(done.applied, left, null) : done;
    }

    /**
     * As many of them as can be taken, up to the first that cannot, or up to where another takes the same: what is left is then
     * looked up anew.
     */
    private Step apply(ShardKey shard, List<EventEnvelope> events) throws SQLException {
        int size = events.size();
        if (size == 0) {
            return new Step(0, null, null);
        }
        try {
            return new Step(reader.takeAgain(shard, events) ? size : 0, null, null);
        } catch (Poison poison) {
            if (size == 1) {
                return new Step(
                        0, Parked.poisonous(events.getFirst(), poison.projection, Faults.named(poison.fault)), null);
            }
            Step first = apply(shard, events.subList(0, size / 2));
            if (first.applied < size / 2) {
                return first;
            }
            Step second = apply(shard, events.subList(size / 2, size));
            return new Step(first.applied + second.applied, second.left, null);
        }
    }

    /** Tries all of them when it begins, and each again a minute after it was tried. */
    void look(boolean all) {
        if (state.all().stream().allMatch(p -> p.cursor().parked() == 0)) {
            return;
        }
        Set<String> unreachable = new HashSet<>();
        try {
            Duration untried = all ? Duration.ZERO : BETWEEN_TWO_TRIES;
            int most = all ? Integer.MAX_VALUE : VAIN_TRIES;
            for (ParkedTable.Stream stream :
                    ask(connection -> table.streams(connection, sources.all(), untried, most))) {
                if (state.isStopped()) {
                    return;
                }
                String source = stream.shard().source();
                try {
                    if (!unreachable.contains(source)) {
                        takeAgain(stream.shard(), stream.first().position());
                    }
                } catch (SourceUnreachable e) {
                    unreachable.add(source);
                    LOG.debugf("What is set aside of %s cannot be taken again just now: %s", source, Faults.named(e));
                }
            }
        } catch (SQLException e) {
            LOG.debugf("What is set aside cannot be taken again just now: %s", Faults.named(e));
        }
    }

    private interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return question.of(connection);
        }
    }
}

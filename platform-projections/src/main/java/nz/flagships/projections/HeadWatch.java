package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.projections.SourceLog.Head;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sources how far they have come, and compares: a cursor beyond its source stops, and so does one that came to
 * rest on an event that the source does not have there; what was published and does not arrive (retention has cut it, the
 * broker is away, the group is still being formed) is fetched from the log.
 */
@ApplicationScoped
class HeadWatch {
    private static final Logger LOG = Logger.getLogger(HeadWatch.class);
    private static final Duration A_TURN = Duration.ofSeconds(5);
    // While others of the same source arrive, it may only be that it is not this shard's turn yet.
    private static final int PATIENCE_WHILE_OTHERS_ARRIVE = 6;

    private final ReaderState state;
    private final Sources sources;
    private final CatchUp catchUp;
    private final ReaderMetrics metrics;
    private final Duration stalledAfter;
    private final Map<String, Source> asked = new ConcurrentHashMap<>();
    private final Map<ShardKey, Standing> standing = new HashMap<>();

    @Inject
    HeadWatch(ReaderState state, Sources sources, CatchUp catchUp, ReaderMetrics metrics, ReaderSettings settings) {
        this(state, sources, catchUp, metrics, settings.stalledAfter());
    }

    HeadWatch(ReaderState state, Sources sources, CatchUp catchUp, ReaderMetrics metrics, Duration stalledAfter) {
        this.state = state;
        this.sources = sources;
        this.catchUp = catchUp;
        this.metrics = metrics;
        this.stalledAfter = stalledAfter;
    }

    private record Asked(long at, @Nullable List<Head> heads) {}

    private static final class Source {
        final ReentrantLock turn = new ReentrantLock();
        volatile Asked asked = new Asked(System.nanoTime() - TimeUnit.DAYS.toNanos(1), null);
    }

    private record Standing(long position, long since) {}

    /**
     * The heads of a source, not older than that; empty when it cannot be asked just now. One at a time asks it; the others
     * take what that one heard, and wait for it no longer than an answer may take.
     */
    Optional<List<Head>> heads(String source, Duration notOlderThan) {
        Source of = asked.computeIfAbsent(source, s -> new Source());
        Asked known = of.asked;
        if (System.nanoTime() - known.at < notOlderThan.toNanos()) {
            return Optional.ofNullable(known.heads);
        }
        try {
            if (!of.turn.tryLock(A_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            if (of.asked == known || notOlderThan.isZero()) {
                List<Head> heads = ask(source);
                of.asked = new Asked(System.nanoTime(), heads);
            }
            return Optional.ofNullable(of.asked.heads);
        } finally {
            of.turn.unlock();
        }
    }

    private @Nullable List<Head> ask(String source) {
        try {
            List<Head> heads = sources.log(source).heads();
            metrics.headsRead(source);
            return heads;
        } catch (SourceUnreachable | RuntimeException e) {
            LOG.debugf("%s cannot be asked how far it is: %s", source, Faults.named(e));
            return null;
        }
    }

    /**
     * Looks once.
     *
     * @return sources of which something was published and does not arrive
     */
    List<String> look() {
        try {
            state.refresh();
        } catch (SQLException e) {
            LOG.debugf("The cursors cannot be read just now: %s", Faults.named(e));
        }
        return sources.all().stream()
                .filter(source -> !sources.own().contains(source))
                .filter(this::look)
                .toList();
    }

    private boolean look(String source) {
        // Before the source is asked, so that what is applied meanwhile does not look as if it were beyond the head.
        Map<Integer, Cursor> before = new HashMap<>();
        state.progress(source).forEach(p -> before.put(p.key.shard(), p.cursor()));
        Optional<List<Head>> heads = heads(source, Duration.ZERO);
        if (heads.isEmpty()) {
            return false;
        }
        long now = System.nanoTime();
        boolean othersArrive = false;
        boolean answers = true;
        Map<ShardKey, Head> late = new HashMap<>();
        for (Head head : heads.get()) {
            ShardKey key = new ShardKey(source, head.shard());
            Cursor cursor = before.get(head.shard());
            if (cursor == null) {
                continue;
            }
            state.progress(key).head(head.committed(), head.published());
            Standing was = standing.get(key);
            boolean rests = was != null && was.position == cursor.position();
            if (was == null || was.position != cursor.position()) {
                othersArrive |= was != null;
                standing.put(key, new Standing(cursor.position(), now));
            } else if (head.published() <= cursor.position()) {
                standing.put(key, new Standing(cursor.position(), now));
            }
            if (head.committed() < cursor.position()) {
                state.halt(key, Reason.AHEAD_OF_SOURCE, cursor.position());
                continue;
            }
            if (answers && rests && state.progress(key).unconfirmed()) {
                answers = confirms(key, cursor);
            }
            if (head.published() > cursor.position()) {
                state.progress(key).seen(head.published());
                late.put(key, head);
            }
        }
        Duration patience = othersArrive ? stalledAfter.multipliedBy(PATIENCE_WHILE_OTHERS_ARRIVE) : stalledAfter;
        boolean stalled = false;
        for (Map.Entry<ShardKey, Head> entry : late.entrySet()) {
            Standing stands = standing.get(entry.getKey());
            if (stands != null
                    && now - stands.since > patience.toNanos()
                    && catchUp.begin(entry.getKey(), entry.getValue().published())) {
                LOG.warnf(
                        "Of shard %s position %d was published and does not arrive: it is fetched from the source's log",
                        entry.getKey(), stands.position + 1);
                stalled = true;
            }
        }
        return stalled;
    }

    /** @return whether the source said anything */
    private boolean confirms(ShardKey key, Cursor cursor) {
        try {
            catchUp.confirm(key, cursor);
            return true;
        } catch (SourceUnreachable e) {
            LOG.debugf("What was applied last of shard %s is not confirmed yet: %s", key, Faults.named(e));
            return false;
        }
    }
}

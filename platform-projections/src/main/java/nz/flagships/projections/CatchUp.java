package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Cursor.Reason;
import nz.flagships.projections.SourceLog.Page;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;

/**
 * Fetches what a shard lacks from its source's log, beside the feed, so that the other shards go on. Ends when all that was
 * seen of the shard is applied.
 */
@ApplicationScoped
class CatchUp implements Reader.Gaps {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final int AT_ONCE = 2;

    private final ReaderState state;
    private final Reader reader;
    private final Sources sources;
    private final ReaderMetrics metrics;
    private final int page;
    private final Duration longestPause;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    CatchUp(ReaderState state, Reader reader, Sources sources, ReaderMetrics metrics, ReaderSettings settings) {
        this(state, reader, sources, metrics, settings.page(), settings.longestPause());
    }

    CatchUp(ReaderState state, Reader reader, Sources sources, ReaderMetrics metrics, int page, Duration longestPause) {
        this.state = state;
        this.reader = reader;
        this.sources = sources;
        this.metrics = metrics;
        this.page = page;
        this.longestPause = longestPause;
    }

    /** The shard is marked as catching up by the reader already. */
    @Override
    public void found(ShardKey shard) {
        try {
            threads.execute(() -> run(shard));
        } catch (Throwable e) {
            // No thread to be had: whoever looks at the heads begins again.
            failed(shard, e);
            state.leaveCatchingUp(shard);
        }
    }

    private void failed(ShardKey shard, Throwable fault) {
        metrics.fault("catch-up");
        LOG.warnf("Shard %s could not catch up and tries again: %s", shard, Faults.named(fault));
    }

    /** Has a shard catch up to a position, unless it does so already or is stopped. */
    boolean begin(ShardKey shard, long upTo) {
        if (!state.beginCatchingUp(shard, upTo)) {
            return false;
        }
        found(shard);
        return true;
    }

    private void run(ShardKey key) {
        boolean ended = false;
        try {
            catchUp(key);
            ended = true;
        } finally {
            if (!ended) {
                // Else the shard would wait for ever for a thread that is no more.
                state.leaveCatchingUp(key);
            }
        }
    }

    private void catchUp(ShardKey key) {
        SourceLog log = sources.log(key.source());
        Progress progress = state.progress(key);
        Duration pause = SHORTEST_PAUSE;
        while (!state.isStopped() && !state.endCatchingUp(key)) {
            boolean moved = false;
            try {
                moved = turn(key, log, progress);
            } catch (SourceUnreachable e) {
                LOG.debugf("Shard %s waits for its source: %s", key, e.getMessage());
            } catch (Throwable e) {
                failed(key, e);
            }
            if (moved) {
                pause = SHORTEST_PAUSE;
            } else if (!progress.isHalted()) {
                state.gapStays(key);
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
            }
        }
    }

    /** A few at a time: a page is as large as its events are, and every shard of every source may have one. */
    private boolean turn(ShardKey key, SourceLog log, Progress progress) throws SourceUnreachable {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreachable("Interrupted", e);
        }
        try {
            return step(key, log, progress);
        } finally {
            turns.release();
        }
    }

    /** @return whether the shard is further than before, or known not to have to go further */
    private boolean step(ShardKey key, SourceLog log, Progress progress) throws SourceUnreachable {
        Cursor cursor = progress.cursor();
        Page next = log.after(key.shard(), cursor.position(), page);
        if (next.head().committed() < cursor.position()) {
            state.halt(key, Reason.AHEAD_OF_SOURCE, cursor.position());
            return true;
        }
        boolean another = !next.events().isEmpty() && next.events().getFirst().epoch() != cursor.epoch();
        if ((another || progress.doubtful() || progress.unconfirmed()) && !confirm(key, cursor)) {
            return true;
        }
        if (next.events().isEmpty()) {
            if (cursor.position() >= progress.seen()) {
                return true; // only what was applied had to be asked about
            }
            SourceLog.Unreadable unreadable = next.unreadable();
            if (unreadable != null) {
                LOG.errorf(
                        "Of shard %s the event at position %d cannot be read (%s): it is set aside",
                        key, unreadable.position(), unreadable.why());
                reader.park(key, cursor, unreadable);
                return progress.cursor().position() > cursor.position() || progress.isHalted();
            }
            if (next.head().committed() < progress.seen() && next.head().committed() == cursor.position()) {
                // A record on Kafka was committed before it was sent; if the log does not have it, a restore took it.
                LOG.warnf("Shard %s: what came after position %d is not in its source's log", key, cursor.position());
                reader.notWritten(key);
                state.forgetSeen(key);
                return true;
            }
            return false; // committed and on Kafka, but not marked as published yet
        }
        List<EventEnvelope> events = next.events();
        if (events.getFirst().position() != cursor.position() + 1) {
            throw new SourceUnreachable("The log of " + key.source() + " has a hole");
        }
        reader.acceptFromLog(events);
        metrics.repaired(key, events.size());
        return progress.cursor().position() > cursor.position() || progress.isHalted();
    }

    /**
     * Asks the source's log whether the last event applied here is part of its history; if it is not, nothing may be
     * applied on top of it, and the shard is stopped.
     *
     * @param cursor as it stood before the source was asked how far it is
     * @return whether it is
     */
    boolean confirm(ShardKey key, Cursor cursor) throws SourceUnreachable {
        if (cursor.position() > 0) {
            Page last = sources.log(key.source()).after(key.shard(), cursor.position() - 1, 1);
            SourceLog.Unreadable unreadable = last.unreadable();
            if (unreadable != null
                    && (cursor.lastId() == null || cursor.lastId().equals(unreadable.id()))) {
                state.confirm(key, cursor);
                return true; // it is the one that is set aside there
            }
            if (last.events().isEmpty() && last.head().committed() >= cursor.position()) {
                throw new SourceUnreachable("The log of " + key.source() + " cannot show an event just now");
            }
            if (last.events().isEmpty() || !cursor.isAt(last.events().getFirst())) {
                LOG.errorf(
                        "Of shard %s the event %s of epoch %d was applied at position %d, and its source has %s there",
                        key,
                        cursor.lastId(),
                        cursor.epoch(),
                        cursor.position(),
                        last.events().isEmpty()
                                ? "none"
                                : last.events().getFirst().id());
                state.halt(key, Reason.EPOCH, cursor.position());
                return false;
            }
        }
        state.confirm(key, cursor);
        return true;
    }
}

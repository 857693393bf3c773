package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private final Reader reader;
    private final Sources sources;
    private final ReaderMetrics metrics;
    private final int page;
    private final Duration longestPause;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    CatchUp(Reader reader, Sources sources, ReaderMetrics metrics, ReaderSettings settings) {
        this(reader, sources, metrics, settings.page(), settings.longestPause());
    }

    CatchUp(Reader reader, Sources sources, ReaderMetrics metrics, int page, Duration longestPause) {
        this.reader = reader;
        this.sources = sources;
        this.metrics = metrics;
        this.page = page;
        this.longestPause = longestPause;
    }

    /** The shard is marked as catching up by the reader already. */
    @Override
    public void found(ShardKey shard) {
        threads.execute(() -> run(shard));
    }

    /** Has a shard catch up to a position, unless it does so already or is stopped. */
    boolean begin(ShardKey shard, long upTo) {
        if (!reader.beginCatchingUp(shard, upTo)) {
            return false;
        }
        found(shard);
        return true;
    }

    private void run(ShardKey key) {
        SourceLog log = sources.log(key.source());
        Progress progress = reader.progress(key);
        Duration pause = SHORTEST_PAUSE;
        while (!reader.isStopped() && !reader.endCatchingUp(key)) {
            boolean moved = false;
            try {
                moved = step(key, log, progress);
            } catch (SourceUnreachable e) {
                LOG.debugf("Shard %s waits for its source: %s", key, e.getMessage());
            } catch (RuntimeException e) {
                LOG.warnf("Shard %s could not catch up and tries again: %s", key, Faults.named(e));
            }
            if (moved) {
                pause = SHORTEST_PAUSE;
            } else if (!progress.isHalted()) {
                reader.gapStays(key);
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

    /** @return whether the shard is further than before, or known not to have to go further */
    private boolean step(ShardKey key, SourceLog log, Progress progress) throws SourceUnreachable {
        Cursor cursor = progress.cursor();
        Page next = log.after(key.shard(), cursor.position(), page);
        if (next.head().committed() < cursor.position()) {
            reader.halt(key, Reason.AHEAD_OF_SOURCE, cursor.position());
            return true;
        }
        boolean another = !next.events().isEmpty() && next.events().getFirst().epoch() != cursor.epoch();
        if (another || progress.doubtful()) {
            if (!isSharedHistory(key, log, cursor)) {
                reader.halt(key, Reason.EPOCH, cursor.position());
                return true;
            }
            reader.confirm(key);
        }
        if (next.events().isEmpty()) {
            if (next.head().committed() < progress.seen() && next.head().committed() == cursor.position()) {
                // A record on Kafka was committed before it was sent; if the log does not have it, a restore took it.
                LOG.warnf("Shard %s: what came after position %d is not in its source's log", key, cursor.position());
                reader.forgetSeen(key);
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

    /** Whether the last event applied here is still part of the source's history. */
    private static boolean isSharedHistory(ShardKey key, SourceLog log, Cursor cursor) throws SourceUnreachable {
        if (cursor.position() == 0) {
            return true;
        }
        Page last = log.after(key.shard(), cursor.position() - 1, 1);
        return !last.events().isEmpty() && last.events().getFirst().epoch() == cursor.epoch();
    }
}

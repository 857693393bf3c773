package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.SourceLog.Head;
import nz.flagships.projections.SourceLog.Page;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;

/** Feeds the reader from this service's own log: the same rule, without Kafka between. */
@ApplicationScoped
public class LogFollower {
    private static final Logger LOG = Logger.getLogger(LogFollower.class);

    // What is committed within it is one batch here, so that following costs the writers little.
    private static final Duration A_BURST = Duration.ofMillis(5);

    // However large events are: a shard's page is taken whole, but no further one then.
    private static final long MOST_CHARACTERS = 8 << 20;

    private final ReaderState state;
    private final Reader reader;
    private final Sources sources;
    private final CatchUp catchUp;
    private final ReaderMetrics metrics;
    private final int page;
    private final Duration every;
    private final Semaphore grown = new Semaphore(0);

    @Inject
    LogFollower(
            ReaderState state,
            Reader reader,
            Sources sources,
            CatchUp catchUp,
            ReaderMetrics metrics,
            ReaderSettings settings) {
        this(state, reader, sources, catchUp, metrics, settings.page(), settings.followEvery());
    }

    LogFollower(
            ReaderState state,
            Reader reader,
            Sources sources,
            CatchUp catchUp,
            ReaderMetrics metrics,
            int page,
            Duration every) {
        this.metrics = metrics;
        this.state = state;
        this.reader = reader;
        this.sources = sources;
        this.catchUp = catchUp;
        this.page = page;
        this.every = every;
    }

    /** Has it look at once: somebody waits for what was just written. Does not block. */
    public void wake() {
        if (grown.availablePermits() == 0) {
            grown.release();
        }
    }

    /** Follows until the reader stops. */
    void run() {
        while (!state.isStopped()) {
            boolean more = false;
            for (String source : sources.own()) {
                try {
                    more |= follow(sources.log(source));
                } catch (Throwable e) {
                    if (!(e instanceof SourceUnreachable)) {
                        metrics.fault("own-log");
                    }
                    more = false;
                    LOG.warnf("The log of %s could not be followed and is tried again: %s", source, Faults.named(e));
                }
            }
            try {
                if (!more && grown.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(A_BURST);
                    grown.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** @return whether there was more than fitted */
    private boolean follow(SourceLog log) throws SourceUnreachable {
        List<Arrival> next = new ArrayList<>();
        boolean more = false;
        long characters = 0;
        for (Head head : log.heads()) {
            ShardKey key = new ShardKey(log.source(), head.shard());
            Progress progress = state.progress(key);
            long position = progress.cursor().position();
            if (head.committed() < position) {
                state.halt(key, Cursor.Reason.AHEAD_OF_SOURCE, position);
            } else if (head.committed() > position && next.size() < page && characters < MOST_CHARACTERS) {
                Page of = log.after(head.shard(), position, page);
                for (EventEnvelope event : of.events()) {
                    next.add(new Arrival(event, 0));
                    characters += event.data().length();
                }
                if (of.events().isEmpty() && of.unreadable() != null) {
                    catchUp.begin(key, head.committed()); // which sets it aside
                }
            } else if (head.committed() > position) {
                more = true;
            }
            progress.seen(head.committed());
        }
        if (!next.isEmpty()) {
            reader.accept(next, catchUp);
        }
        return more || next.size() >= page || characters >= MOST_CHARACTERS;
    }
}

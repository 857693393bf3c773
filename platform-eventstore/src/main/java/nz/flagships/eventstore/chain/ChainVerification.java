package nz.flagships.eventstore.chain;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import nz.flagships.events.Shards;
import nz.flagships.rest.metrics.Metric;
import org.jboss.logging.Logger;

/**
 * Verifies the history of a write service, shard by shard in order of position: that no position is empty, that each event's
 * hash follows from the one before it in its stream, that each stands behind the one that it follows, that each stream ends
 * where it is said to end, and that what was verified before is still the same, in the same order ({@link ChainBreak.Kind}).
 *
 * <p>A pass begins at the first event, each night and when an operator asks for it; then it goes on with what is stored, until the next.
 * It holds one page at a time, bounded in events and bytes, and keeps in PostgreSQL how far it is: whoever takes it over after
 * a crash goes on from there. Of several replicas one verifies at a time, by a lease on the database's clock.
 *
 * <p>It does not see that the first verification came too late: what was rewritten before it with all its hashes is taken as
 * what it is. Nor does it see what whoever may write to its own tables does to them.
 */
final class ChainVerification {
    private static final Logger LOG = Logger.getLogger(ChainVerification.class);

    /**
     * How it works.
     *
     * @param lease how long it waits before it takes over from one that went silent
     * @param pageEvents how many events are read at once
     * @param pageBytes how many bytes of data; what is larger is read alone
     * @param share of the time that it works; the rest is left to those who wait for an answer
     */
    record Settings(Duration lease, int pageEvents, long pageBytes, double share) {
        static final Settings DEFAULT = new Settings(Duration.ofMinutes(1), 500, 4L << 20, 0.5);
    }

    private final ChainRecords records;
    private final Settings settings;
    private final Counter verified;
    private volatile boolean stopping;

    ChainVerification(DataSource dataSource, Settings settings, MeterRegistry meters) {
        records = new ChainRecords(dataSource);
        this.settings = settings;
        verified = Metric.CHAIN_VERIFIED.counter(meters);
    }

    /** Begins a pass from the first event, or names the one that is under way. {@link #work} does it. */
    long begin() {
        return records.begin();
    }

    ChainStatus status() {
        return records.status();
    }

    /** Goes no further than the page it is at. */
    void stop() {
        stopping = true;
    }

    /**
     * Goes on with the pass that is under way, begins one where one is due, and verifies what has come since.
     *
     * @return whether it did; not where another replica does
     */
    boolean work() {
        UUID owner = UUID.randomUUID();
        if (stopping || !records.lease(owner, settings.lease())) {
            return false;
        }
        try {
            boolean more = true;
            while (more) {
                long pass = records.current().orElseGet(records::begin);
                more = walk(owner, pass) && records.current().orElse(pass) != pass;
            }
            return true;
        } finally {
            records.release(owner);
        }
    }

    private boolean walk(UUID owner, long pass) {
        boolean first = !records.completed(pass);
        long[] heads = records.heads();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if (!walk(owner, pass, shard, heads[shard], first)) {
                return false;
            }
        }
        if (first) {
            records.complete(pass);
            LOG.infof("The history was verified from its first event: pass %d", pass);
        }
        return true;
    }

    /** A shard up to a position that was its last. */
    private boolean walk(UUID owner, long pass, int shard, long head, boolean first) {
        while (!stopping) {
            long begun = System.nanoTime();
            ChainRecords.Stretch stretch = records.next(pass, shard, head, settings.pageEvents(), settings.pageBytes());
            ShardWalk.At from = stretch.from();
            List<ShardWalk.Link> page = stretch.page();
            if (from.position() >= head) {
                return head == from.position() || shrunk(owner, pass, shard, from, head);
            }
            ShardWalk walk = new ShardWalk(shard, from, stretch.seals());
            page.forEach(walk::take);
            if (page.isEmpty()) {
                walk.skipTo(head);
            }
            walk.rest(first && walk.at().position() >= head);
            if (!keep(owner, pass, shard, from, walk, page.size())) {
                return false;
            }
            if (walk.at().position() < head) {
                rest(System.nanoTime() - begun);
            }
        }
        return false;
    }

    /** The counter of positions is behind what was verified: what stood there is given out a second time. */
    private boolean shrunk(UUID owner, long pass, int shard, ShardWalk.At from, long head) {
        ShardWalk walk = new ShardWalk(shard, from, new TreeMap<>());
        walk.endsAt(head);
        return keep(owner, pass, shard, from, walk, 0);
    }

    private boolean keep(UUID owner, long pass, int shard, ShardWalk.At from, ShardWalk walk, int events) {
        if (!records.keep(owner, settings.lease(), pass, shard, from, walk, events)) {
            LOG.infof("Another replica goes on with the verification of shard %d", shard);
            return false;
        }
        verified.increment(events);
        for (ChainBreak one : walk.breaks()) {
            LOG.errorf(
                    "The history is broken: %s in shard %d from %d to %d, event %s",
                    one.kind(), one.shard(), one.position(), one.through(), one.event());
        }
        return true;
    }

    private void rest(long worked) {
        long pause = (long) (worked * (1 / settings.share() - 1));
        long until = System.nanoTime() + Math.min(pause, TimeUnit.SECONDS.toNanos(5));
        while (!stopping && System.nanoTime() < until) {
            LockSupport.parkNanos(Math.min(until - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }
}

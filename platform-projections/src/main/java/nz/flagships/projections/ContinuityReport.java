package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nz.flagships.projections.SourceLog.Head;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compares what the sources say with what the cursors say. */
@ApplicationScoped
class ContinuityReport implements Continuity {
    private static final Logger LOG = Logger.getLogger(ContinuityReport.class);
    private static final Duration FRESH = Duration.ofMillis(250);

    private final ReaderState state;
    private final Sources sources;
    private final HeadWatch watch;
    private final Channels channels;

    ContinuityReport(ReaderState state, Sources sources, HeadWatch watch, Channels channels) {
        this.channels = channels;
        this.state = state;
        this.sources = sources;
        this.watch = watch;
    }

    @Override
    public Report now() {
        // The sources first: a cursor that moves meanwhile is then beyond them, never short of them.
        Map<String, Optional<List<Head>>> heads = new HashMap<>();
        for (String source : sources.all()) {
            heads.put(source, watch.heads(source, FRESH));
        }
        Map<ShardKey, Cursor> cursors = new HashMap<>();
        try {
            state.committed().forEach(c -> cursors.put(new ShardKey(c.source(), c.shard()), c));
        } catch (SQLException e) {
            LOG.debugf("The cursors are reported as this process knows them: %s", Faults.named(e));
        }
        List<Source> report = new ArrayList<>();
        for (String source : sources.all()) {
            report.add(
                    source(source, heads.getOrDefault(source, Optional.empty()).orElse(null), cursors));
        }
        return new Report(
                report.stream().mapToLong(Source::missing).sum(),
                report.stream().mapToLong(Source::parked).sum(),
                report);
    }

    private Source source(String source, @Nullable List<Head> heads, Map<ShardKey, Cursor> cursors) {
        Map<Integer, Head> byShard = new HashMap<>();
        if (heads != null) {
            heads.forEach(h -> byShard.put(h.shard(), h));
        }
        List<Shard> shards = state.progress(source).stream()
                .map(p -> shard(p, cursors.get(p.key), byShard.get(p.key.shard())))
                .toList();
        boolean reachable = heads != null;
        long projected = shards.stream().mapToLong(Shard::projected).sum();
        Long published =
                reachable ? byShard.values().stream().mapToLong(Head::published).sum() : null;
        return new Source(
                source,
                reachable,
                reachable ? byShard.values().stream().mapToLong(Head::committed).sum() : null,
                published,
                projected,
                reachable ? shards.stream().mapToLong(ContinuityReport::lag).sum() : null,
                shards.stream().mapToLong(Shard::missing).sum(),
                shards.stream().mapToLong(Shard::parked).sum(),
                false,
                null,
                channel(channels.of(source)),
                shards);
    }

    private static @Nullable Channel channel(Channels.@Nullable Standing standing) {
        return standing == null ? null : new Channel(standing.state().name(), standing.since());
    }

    private static long lag(Shard shard) {
        // Of all that is stored: what Kafka has not got yet is on its way as well.
        Long committed = shard.committed();
        return committed == null ? 0 : Math.max(0, committed - shard.projected());
    }

    private static Shard shard(Progress progress, @Nullable Cursor committed, @Nullable Head head) {
        Cursor own = progress.cursor();
        Cursor cursor = committed != null && ReaderState.isLater(committed, own) ? committed : own;
        Cursor.Stopped stopped = progress.stopped();
        if (stopped == null) {
            stopped = cursor.stopped(); // by another replica, or before the last start
        }
        long known = Math.max(Math.max(progress.seen(), cursor.position()), head == null ? 0 : head.published());
        long held = stopped == null ? 0 : Math.max(0, known - Cursor.shown(stopped, cursor.position()));
        return new Shard(
                cursor.shard(),
                cursor.epoch(),
                head == null ? null : head.committed(),
                head == null ? null : head.published(),
                cursor.position(),
                cursor.applied(),
                cursor.lost() + held,
                cursor.parked(),
                cursor.lastRecordedAt(),
                stopped);
    }
}

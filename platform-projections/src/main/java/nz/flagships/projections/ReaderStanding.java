package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How this process's reader stands, by what it knows already: nobody is asked. */
@ApplicationScoped
public class ReaderStanding {
    private final ReaderState state;
    private final Sources sources;
    private final Channels channels;
    private final ReaderMetrics metrics;

    ReaderStanding(ReaderState state, Sources sources, Channels channels, ReaderMetrics metrics) {
        this.state = state;
        this.sources = sources;
        this.channels = channels;
        this.metrics = metrics;
    }

    /**
     * @param source the service
     * @param answers whether it said within the last ten seconds how far it is; a service's own log always does
     * @param channel RUNNING, RESTARTING, ENDED or SILENT; null where it is not read from Kafka
     * @param stopped how many of its shards go no further
     * @param behindSeconds how long events have waited that are known to exist, at their source or on the way, 0 when none do
     * @param missing events passed over, and those that a stopped shard holds back
     * @param parked events that are set aside with their streams
     */
    public record SourceStanding(
            String source,
            boolean answers,
            @Nullable String channel,
            int stopped,
            long behindSeconds,
            long missing,
            long parked) {}

    /** One per source, by its name. */
    public List<SourceStanding> sources() {
        Instant now = Instant.now();
        return sources.all().stream().map(source -> of(source, now)).toList();
    }

    private SourceStanding of(String source, Instant now) {
        List<Progress> shards = state.progress(source);
        Channels.Standing channel = channels.of(source);
        long behind = shards.stream()
                .flatMap(shard -> Stream.of(shard.behindSince(), shard.unpublishedSince()))
                .filter(Objects::nonNull)
                .mapToLong(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .max()
                .orElse(0);
        return new SourceStanding(
                source,
                sources.own().contains(source) || metrics.answers(source),
                channel == null ? null : channel.state().name(),
                (int) shards.stream().filter(ReaderStanding::isStopped).count(),
                behind,
                shards.stream().mapToLong(ReaderMetrics::missing).sum(),
                shards.stream().mapToLong(p -> p.cursor().parked()).sum());
    }

    private static boolean isStopped(Progress progress) {
        return progress.stopped() != null || progress.cursor().stopped() != null;
    }
}

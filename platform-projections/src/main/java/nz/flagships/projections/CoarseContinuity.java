package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nz.flagships.projections.Continuity.Report;
import nz.flagships.projections.Continuity.Source;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may know of continuity. Of a source that is not public ({@link PublicSources}): the sums alone, in full
 * hundreds, as of the last quarter of an hour, so that neither a change nor its moment shows; and always whether something
 * is missing or set aside, in full tens upwards, so that 0 is 0 and nothing else is.
 */
@ApplicationScoped
class CoarseContinuity {
    static final long FULL = 100;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    @Inject
    CoarseContinuity() {
        this(Clock.systemUTC());
    }

    CoarseContinuity(Clock clock) {
        this.clock = clock;
    }

    private record Known(
            Instant window,
            @Nullable Long committed,
            @Nullable Long published,
            long projected) {}

    /** The same report, as anybody may see it. */
    Report of(Report exact) {
        List<Source> sources = exact.sources().stream()
                .map(s -> PublicSources.contains(s.source()) ? s : coarse(s))
                .toList();
        return new Report(
                sources.stream().mapToLong(Source::missing).sum(),
                sources.stream().mapToLong(Source::parked).sum(),
                sources);
    }

    private Source coarse(Source now) {
        long window = WINDOW.toMillis();
        Instant begun = Instant.ofEpochMilli(clock.millis() / window * window);
        Known at = known.compute(
                now.source(),
                (s, before) -> before != null
                                && before.window.equals(begun)
                                // What could not be asked then may be said once it can.
                                && (before.committed != null || now.committed() == null)
                        ? before
                        : new Known(
                                begun, full(now.committed()), full(now.published()), now.projected() / FULL * FULL));
        return new Source(
                now.source(),
                now.reachable(),
                at.committed,
                at.published,
                at.projected,
                null,
                PublicSources.told(now.source(), now.missing()),
                PublicSources.told(now.source(), now.parked()),
                true,
                begun,
                now.channel(),
                List.of());
    }

    private static @Nullable Long full(@Nullable Long exact) {
        return exact == null ? null : exact / FULL * FULL;
    }
}

package nz.flagships.reporting.live;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.AppliedListener;

/**
 * Passes on what the reader has just committed to whoever is connected. A hint, no record: who missed one asks anew.
 *
 * <p>Of what other replicas commit it is known only that there is something, at most once a second; then everything may
 * be new.
 */
@ApplicationScoped
public class LiveFeed implements AppliedListener {
    // A load of thousands of facts is one notice, not thousands.
    private static final int WORTH_NAMING = 20;

    private static final List<Notice> ANYTHING = List.of(
            Notice.Figures.ANY,
            new Notice.Initiative(""),
            new Notice.Fund(""),
            new Notice.Evidence(""),
            new Notice.Codes(""));
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final BroadcastProcessor<Notice> notices = BroadcastProcessor.create();
    private final AtomicBoolean willTell = new AtomicBoolean();

    @Override
    public void applied(List<EventEnvelope> events) {
        List<Notice> distinct = events.stream()
                .map(Notice::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        tell(distinct.size() > WORTH_NAMING ? ANYTHING : distinct);
    }

    @Override
    public void appliedElsewhere(Set<String> sources) {
        // Cases give no notice: their table moves once a month.
        if (sources.contains("initiative") && willTell.compareAndSet(false, true)) {
            Infrastructure.getDefaultWorkerPool()
                    .schedule(
                            () -> {
                                willTell.set(false);
                                tell(ANYTHING);
                            },
                            BETWEEN.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** One at a time, as a stream wants it. */
    private synchronized void tell(List<Notice> what) {
        what.forEach(notices::onNext);
    }

    /** What is new from now on. A listener who is too slow misses some. */
    Multi<Notice> notices() {
        return notices.onOverflow().drop();
    }
}

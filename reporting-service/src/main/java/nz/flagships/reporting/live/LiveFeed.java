package nz.flagships.reporting.live;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.AppliedListener;

/** Passes on what the reader has just committed to whoever is connected. A hint, no record: who missed one asks anew. */
@ApplicationScoped
public class LiveFeed implements AppliedListener {
    // A load of thousands of facts is one notice, not thousands.
    private static final int WORTH_NAMING = 20;

    private final BroadcastProcessor<Notice> notices = BroadcastProcessor.create();

    @Override
    public void applied(List<EventEnvelope> events) {
        List<Notice> distinct = events.stream()
                .map(Notice::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (distinct.size() > WORTH_NAMING) {
            notices.onNext(Notice.Figures.ANY);
            notices.onNext(new Notice.Initiative(""));
            notices.onNext(new Notice.Fund(""));
            notices.onNext(new Notice.Evidence(""));
            notices.onNext(new Notice.Codes(""));
        } else {
            distinct.forEach(notices::onNext);
        }
    }

    /** What is new from now on. A listener who is too slow misses some. */
    Multi<Notice> notices() {
        return notices.onOverflow().drop();
    }
}

package nz.flagships.reporting.live;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One who listens. What they have not taken yet is kept for a few events; who is slower still is told only, when they
 * have caught up, that anything may be new.
 */
final class LiveStream {
    private static final int KEPT = 32;

    private final MultiEmitter<? super OutboundSseEvent> to;
    private final List<OutboundSseEvent> anything;
    private final ArrayDeque<OutboundSseEvent> waiting = new ArrayDeque<>();
    private boolean missed;

    LiveStream(MultiEmitter<? super OutboundSseEvent> to, List<OutboundSseEvent> anything) {
        this.to = to;
        this.anything = anything;
        to.onRequest(n -> flush());
    }

    synchronized void tell(OutboundSseEvent event) {
        if (missed) {
            return;
        }
        waiting.add(event);
        flush();
        if (waiting.size() > KEPT) {
            waiting.clear();
            missed = true;
        }
    }

    private synchronized void flush() {
        if (missed && to.requested() > 0) {
            missed = false;
            waiting.addAll(anything);
        }
        while (!waiting.isEmpty() && to.requested() > 0) {
            to.emit(waiting.poll());
        }
    }

    /** The last that is said. */
    synchronized void end(OutboundSseEvent farewell) {
        to.emit(farewell);
        to.complete();
    }
}

package nz.flagships.projections;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import nz.flagships.events.EventEnvelope;
import nz.flagships.rest.TraceContext;

/** Continues the trace that began with the post: one span per sampled event, from the batch's begin to its commit. */
@ApplicationScoped
class Tracing {
    // A rebuild reads millions: those traces are long over.
    private static final int MOST = 64;

    private final Tracer tracer;

    Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("nz.flagships.projections");
    }

    void applied(List<EventEnvelope> events, Instant start) {
        if (events.size() > MOST) {
            return;
        }
        for (EventEnvelope event : events) {
            String parent = TraceContext.wellFormed(event.traceparent());
            if (parent != null && TraceContext.isSampled(parent)) {
                tracer.spanBuilder("project " + event.name())
                        .setParent(TraceContext.parent(parent))
                        .setSpanKind(SpanKind.CONSUMER)
                        .setStartTimestamp(start)
                        .setAttribute("flagships.shard", event.shard())
                        .setAttribute("flagships.position", event.position())
                        .startSpan()
                        .end();
            }
        }
    }
}

package nz.flagships.projections;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import nz.flagships.events.EventEnvelope;
import org.jspecify.annotations.Nullable;

/** Continues the trace that began with the post: one span per sampled event, from the batch's begin to its commit. */
@ApplicationScoped
class Tracing {
    // A rebuild reads millions: those traces are long over.
    private static final int MOST = 64;
    private static final TextMapGetter<EventEnvelope> TRACEPARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(EventEnvelope event) {
            return Set.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable EventEnvelope event, String key) {
            return event != null && key.equals("traceparent") ? event.traceparent() : null;
        }
    };

    private final Tracer tracer;

    Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("nz.flagships.projections");
    }

    void applied(List<EventEnvelope> events, Instant start) {
        if (events.size() > MOST) {
            return;
        }
        for (EventEnvelope event : events) {
            String parent = event.traceparent();
            if (parent != null && parent.endsWith("-01")) {
                tracer.spanBuilder("project " + event.name())
                        .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), event, TRACEPARENT))
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

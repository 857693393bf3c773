package nz.flagships.rest;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of a request, as it travels on in what the request stores and publishes. */
public final class TraceContext {
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final TextMapGetter<String> AS_IT_STANDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals("traceparent") ? traceparent : null;
        }
    };

    private TraceContext() {}

    /**
     * The span of the request where one is made, so that what follows hangs below it; else what the caller sent.
     *
     * @param traceparent the header
     */
    public static @Nullable String current(@Nullable String traceparent) {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() && span.isSampled()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : wellFormed(traceparent);
    }

    /** Whether the trace is one that is kept. */
    public static boolean isSampled(String traceparent) {
        return (Integer.parseInt(traceparent.substring(traceparent.length() - 2), 16) & 1) == 1;
    }

    /** The context below which spans of that trace are made. */
    public static Context parent(String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, AS_IT_STANDS);
    }

    /** The same where it is what the standard says, else null: it is stored and published, so no other text may get in. */
    public static @Nullable String wellFormed(@Nullable String traceparent) {
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}

package nz.flagships.rest;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of a request, as it travels on in what the request stores and publishes. */
public final class TraceContext {
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

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

    /** The same where it is what the standard says, else null: it is stored and published, so no other text may get in. */
    public static @Nullable String wellFormed(@Nullable String traceparent) {
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}

package nz.flagships.rest;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Keeps what callers wrote out of the spans: paths, queries and headers may be about people, and traces go to a collector that
 * others read. The route, the method and the status are enough to find one's way.
 */
@Singleton
public class RedactedSpans implements SpanProcessor {
    private static final Set<String> KEPT = Set.of(
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "url.scheme",
            "server.port",
            "network.protocol.name",
            "network.protocol.version",
            "code.function.name",
            "code.namespace",
            "code.function",
            "flagships.shard",
            "flagships.position",
            "flagships.result");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        span.getAttributes().forEach((key, value) -> {
            if (!KEPT.contains(key.getKey()) && key.getType() == AttributeType.STRING) {
                span.setAttribute(AttributeKey.stringKey(key.getKey()), "");
            }
        });
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}

package nz.flagships.eventstore.command;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import nz.flagships.events.Json;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.rest.TraceContext;
import org.jspecify.annotations.Nullable;

/** A store that makes a span of each append, below the one of the post. Only where a deployment wants traces. */
final class TracedStore implements EventStore {
    private final EventStore store;
    private final Tracer tracer;

    TracedStore(EventStore store, OpenTelemetry telemetry) {
        this.store = store;
        this.tracer = telemetry.getTracer("nz.flagships.eventstore");
    }

    @Override
    public CompletionStage<AppendResult> append(AppendItem item) {
        var first = item.writes().getFirst().events().getFirst();
        String parent = traceparent(first.metadata());
        if (parent == null || !TraceContext.isSampled(parent)) {
            return store.append(item);
        }
        Span span = tracer.spanBuilder("append " + first.type())
                .setParent(TraceContext.parent(parent))
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        return store.append(item).whenComplete((result, failure) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
            } else {
                span.setAttribute("flagships.result", result.getClass().getSimpleName());
            }
            span.end();
        });
    }

    private static @Nullable String traceparent(String metadata) {
        try {
            return Json.MAPPER.readValue(metadata, EventMetadata.class).traceparent();
        } catch (IOException e) {
            throw new IllegalStateException("Metadata is written by us", e);
        }
    }

    @Override
    public List<StoredEvent> read(String stream, long fromVersion) {
        return store.read(stream, fromVersion);
    }

    @Override
    public List<StoredEvent> read(String stream, long fromVersion, int most) {
        return store.read(stream, fromVersion, most);
    }

    @Override
    public Map<String, Long> versions(Collection<String> streams) {
        return store.versions(streams);
    }

    @Override
    public Map<IdempotencyKey, StoredKey> keys(Collection<IdempotencyKey> keys) {
        return store.keys(keys);
    }

    @Override
    public Optional<String> claimed(String claim) {
        return store.claimed(claim);
    }

    @Override
    public List<String> meant(@Nullable String agency, @Nullable String stream, List<String> claims) {
        return store.meant(agency, stream, claims);
    }

    @Override
    public List<String> claims(String stream) {
        return store.claims(stream);
    }

    @Override
    public List<StoredEvent> log(int shard, long after, int limit) {
        return store.log(shard, after, limit);
    }

    @Override
    public List<ShardHead> heads() {
        return store.heads();
    }
}

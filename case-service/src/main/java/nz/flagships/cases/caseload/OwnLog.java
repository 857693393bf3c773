package nz.flagships.cases.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nz.flagships.events.EventEnvelope;
import nz.flagships.eventstore.command.Publishing;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.EventStore.ShardHead;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.projections.SourceLog;

/** This service's own history for its own read models: domain events, to the day, which no other service sees. */
@ApplicationScoped
class OwnLog implements SourceLog {
    private final EventStore store;

    OwnLog(EventStore store) {
        this.store = store;
    }

    @Override
    public String source() {
        return "case";
    }

    @Override
    public Page after(int shard, long position, int limit) {
        List<EventEnvelope> events =
                store.log(shard, position, limit).stream().map(OwnLog::envelope).toList();
        if (events.isEmpty()) {
            return new Page(head(store.heads().get(shard)), events);
        }
        EventEnvelope last = events.getLast();
        return new Page(new Head(shard, last.epoch(), last.position(), last.position()), events);
    }

    @Override
    public List<Head> heads() {
        return store.heads().stream().map(OwnLog::head).toList();
    }

    private static Head head(ShardHead head) {
        return new Head(head.shard(), head.epoch(), head.head(), head.head());
    }

    private static EventEnvelope envelope(StoredEvent stored) {
        EventMetadata metadata = Publishing.metadata(stored);
        return new EventEnvelope(
                stored.id().toString(),
                "/flagships/case-service",
                stored.type(),
                stored.stream(),
                stored.occurredAt(),
                stored.recordedAt(),
                stored.knownAt(),
                stored.shard(),
                stored.position(),
                stored.epoch(),
                stored.version(),
                metadata.agency(),
                metadata.correlation(),
                metadata.causation(),
                metadata.traceparent(),
                stored.data());
    }
}

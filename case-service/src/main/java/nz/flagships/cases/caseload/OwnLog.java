package nz.flagships.cases.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.EventEnvelope;
import nz.flagships.eventstore.command.Publishing;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.EventStore.ShardHead;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.projections.SourceLog;
import nz.flagships.rest.Faults;

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
        List<StoredEvent> stored = store.log(shard, position, limit);
        if (stored.isEmpty()) {
            return new Page(head(store.heads().get(shard)), List.of());
        }
        StoredEvent last = stored.getLast();
        Head head = new Head(shard, last.epoch(), last.position(), last.position());
        List<EventEnvelope> events = new ArrayList<>();
        for (StoredEvent event : stored) {
            try {
                events.add(envelope(event));
            } catch (RuntimeException e) {
                return new Page(
                        head,
                        events,
                        new Unreadable(
                                event.position(),
                                event.stream(),
                                event.id().toString(),
                                event.type(),
                                Faults.named(e)));
            }
        }
        return new Page(head, events);
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

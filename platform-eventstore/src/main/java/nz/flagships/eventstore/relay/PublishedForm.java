package nz.flagships.eventstore.relay;

import nz.flagships.events.EventEnvelope;
import nz.flagships.eventstore.store.StoredEvent;

/** Makes what everybody may see of an event. A private event becomes an empty marker. */
@FunctionalInterface
public interface PublishedForm {
    /** Pure: the same event gives the same bytes tomorrow. Shard, position and epoch are those of the event. */
    EventEnvelope envelope(StoredEvent event);
}

package nz.flagships.eventstore.store;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as it stands in the history; see {@link AppendItem.NewEvent} for what the members mean.
 *
 * @param metadata as PostgreSQL spells its {@code jsonb}: the value is kept, the canonical spelling is not
 */
public record StoredEvent(
        int shard,
        long position,
        int epoch,
        String stream,
        long version,
        UUID id,
        String type,
        String data,
        String metadata,
        Instant occurredAt,
        Instant recordedAt,
        Instant knownAt,
        byte[] hash) {}

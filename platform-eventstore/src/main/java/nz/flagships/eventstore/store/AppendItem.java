package nz.flagships.eventstore.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is committed whole or not at all.
 *
 * @param keys idempotency keys of the facts in it; usually one
 * @param claims values that must be unique across streams
 * @param writes events per stream; streams are distinct
 * @param guards streams that must not have moved; distinct from the written ones
 * @param deadlines what the clock shall say, set or cleared
 * @param notices of what others shall learn
 */
public record AppendItem(
        List<Key> keys,
        List<Claim> claims,
        List<Write> writes,
        List<Guard> guards,
        List<DeadlineRow> deadlines,
        List<NoticeRow> notices) {
    /** An item of which nobody else need learn. */
    public AppendItem(
            List<Key> keys, List<Claim> claims, List<Write> writes, List<Guard> guards, List<DeadlineRow> deadlines) {
        this(keys, claims, writes, guards, deadlines, List.of());
    }

    /**
     * @param key who said it, where and under which id
     * @param fingerprint SHA-256 of the canonical type, subject, time and data
     * @param stream the stream of its first event
     * @param version the version of its first event
     */
    public record Key(IdempotencyKey key, byte[] fingerprint, String stream, long version) {}

    /**
     * @param value unique in the service: {@code case~POLICE~2014/117}
     * @param stream which stream holds it from now on
     */
    public record Claim(String value, String stream) {}

    /**
     * @param stream {@code aggregate/id}
     * @param expectedVersion the version before the first of the events; 0 for a new stream
     * @param events at least one
     */
    public record Write(String stream, long expectedVersion, List<NewEvent> events) {}

    /**
     * @param stream {@code aggregate/id}
     * @param expectedVersion the version it must still have; 0: it must not exist
     */
    public record Guard(String stream, long expectedVersion) {}

    /**
     * @param stream whose deadline
     * @param key unique within the stream
     * @param due null clears it
     * @param command type and data of the command, JSON; null clears it
     */
    public record DeadlineRow(
            String stream,
            String key,
            @Nullable Instant due,
            @Nullable String command) {}

    /**
     * @param addressees agencies by their codes, whoever has a role as {@code role/national-office}; at least one
     * @param kind what they have to do with it
     * @param stream what it is about
     * @param version of the event
     * @param type of the event
     * @param part which part of it; null for all
     * @param agency who said it
     * @param recordedAt when we recorded it
     * @param synthetic whether it was made up
     */
    public record NoticeRow(
            List<String> addressees,
            String kind,
            String stream,
            long version,
            String type,
            @Nullable String part,
            String agency,
            Instant recordedAt,
            boolean synthetic) {}

    /**
     * @param id UUID version 7, one per attempt
     * @param type the full type, {@code nz.flagships.initiative.InitiativeProposed.v1}
     * @param data canonical JSON of the domain event
     * @param metadata canonical JSON: see {@link EventMetadata}
     * @param occurredAt when its source made it known (the posted {@code time})
     * @param recordedAt when we recorded it
     * @param knownAt what {@code asKnownAt} compares: {@code occurredAt} where the basis is published or synthetic, else
     *     {@code recordedAt}
     * @param hash SHA-256 over the hash before it in its stream and all of the above ({@link HashChain})
     */
    public record NewEvent(
            UUID id,
            String type,
            String data,
            String metadata,
            Instant occurredAt,
            Instant recordedAt,
            Instant knownAt,
            byte[] hash) {}
}

package nz.flagships.eventstore.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import nz.flagships.events.Json;
import nz.flagships.events.Sha256;

/**
 * The chain that makes tampering show: each event's hash covers the one before it in its stream.
 *
 * <p>SHA-256 over: the hash before (32 bytes, zeros for the first), then each of stream, version, id, type, data,
 * metadata, occurred, recorded and known as a 4-byte big-endian length and that many bytes; texts in UTF-8, the version
 * as 8 bytes, instants as 8 bytes of microseconds since 1970 (what PostgreSQL keeps).
 */
public final class HashChain {
    private static final byte[] START = new byte[32];

    private HashChain() {}

    /** The hash before the first event of a stream. */
    public static byte[] start() {
        return START.clone();
    }

    /** The hash of an event that follows another. */
    public static byte[] next(
            byte[] before,
            String stream,
            long version,
            UUID id,
            String type,
            String data,
            String metadata,
            Instant occurredAt,
            Instant recordedAt,
            Instant knownAt) {
        MessageDigest sha = Sha256.begin();
        sha.update(before);
        text(sha, stream);
        number(sha, version);
        text(sha, id.toString());
        text(sha, type);
        text(sha, data);
        text(sha, metadata);
        number(sha, ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt));
        number(sha, ChronoUnit.MICROS.between(Instant.EPOCH, recordedAt));
        number(sha, ChronoUnit.MICROS.between(Instant.EPOCH, knownAt));
        return sha.digest();
    }

    /**
     * The first version of a whole stream that does not follow from the one before it.
     *
     * @param events from version 1, in order
     */
    public static OptionalLong broken(List<StoredEvent> events) {
        byte[] before = start();
        long version = 0;
        for (StoredEvent event : events) {
            version++;
            byte[] hash = of(before, event);
            if (event.version() != version || !MessageDigest.isEqual(hash, event.hash())) {
                return OptionalLong.of(version);
            }
            before = hash;
        }
        return OptionalLong.empty();
    }

    /**
     * The hash that a stored event must have.
     *
     * @throws RuntimeException when what is stored is nothing that was ever appended, as metadata that has no canonical form
     */
    public static byte[] of(byte[] before, StoredEvent event) {
        return next(
                before,
                event.stream(),
                event.version(),
                event.id(),
                event.type(),
                event.data(),
                canonical(event.metadata()),
                event.occurredAt(),
                event.recordedAt(),
                event.knownAt());
    }

    /** The hash covers the canonical spelling, which {@code jsonb} does not keep. */
    private static String canonical(String jsonb) {
        try {
            return Json.canonical(Json.MAPPER.readTree(jsonb));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave metadata that is not JSON", e);
        }
    }

    private static void text(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }

    private static void number(MessageDigest sha, long number) {
        sha.update(ByteBuffer.allocate(12).putInt(8).putLong(number).array());
    }
}

package nz.flagships.eventstore.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nz.flagships.eventstore.store.AppendItem.Claim;
import nz.flagships.eventstore.store.AppendItem.DeadlineRow;
import nz.flagships.eventstore.store.AppendItem.Guard;
import nz.flagships.eventstore.store.AppendItem.Key;
import nz.flagships.eventstore.store.AppendItem.NewEvent;
import nz.flagships.eventstore.store.AppendItem.Write;

/** Says in a test what is appended. */
public final class Items {
    private static final String METADATA = """
            {"actor":"tester","agency":"POLICE","source":"/test","sourceId":"1"}""";
    private static final Instant AT = Instant.parse("2014-03-01T02:03:04.567891234Z");

    private String metadata = METADATA;
    private final List<Key> keys = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private final List<DeadlineRow> deadlines = new ArrayList<>();

    private Items() {}

    public static Items item() {
        return new Items();
    }

    /** What is written from here on is of the fact with this id. */
    public Items of(String id) {
        metadata = METADATA.replace("\"1\"", "\"" + id + "\"");
        return this;
    }

    public Items write(String stream, long expected, String... data) {
        return write(stream, expected, HashChain.start(), data);
    }

    /** @param before the hash of the event before */
    public Items write(String stream, long expected, byte[] before, String... data) {
        List<NewEvent> events = new ArrayList<>();
        byte[] hash = before;
        long version = expected;
        for (String text : data) {
            UUID id = UUID.randomUUID();
            String type = "nz.flagships.test.Happened.v1";
            hash = HashChain.next(hash, stream, ++version, id, type, text, metadata, AT, AT, AT);
            events.add(new NewEvent(id, type, text, metadata, AT, AT, AT, hash));
        }
        writes.add(new Write(stream, expected, events));
        return this;
    }

    /** An event for each of these times. */
    public Items at(String stream, List<Instant> times) {
        List<NewEvent> events = new ArrayList<>();
        byte[] hash = HashChain.start();
        for (Instant at : times) {
            UUID id = UUID.randomUUID();
            String type = "nz.flagships.test.Happened.v1";
            hash = HashChain.next(hash, stream, events.size() + 1L, id, type, "{}", METADATA, at, AT, at);
            events.add(new NewEvent(id, type, "{}", METADATA, at, AT, at, hash));
        }
        writes.add(new Write(stream, 0, events));
        return this;
    }

    /** A new stream: an event of each of these types, with the data at its place. */
    public Items said(String stream, List<String> types, List<String> data) {
        List<NewEvent> events = new ArrayList<>();
        byte[] hash = HashChain.start();
        for (String type : types) {
            UUID id = UUID.randomUUID();
            String text = data.get(events.size());
            hash = HashChain.next(hash, stream, events.size() + 1L, id, type, text, METADATA, AT, AT, AT);
            events.add(new NewEvent(id, type, text, METADATA, AT, AT, AT, hash));
        }
        writes.add(new Write(stream, 0, events));
        return this;
    }

    /** A write whose metadata is not JSON: the database refuses it. */
    public Items brokenWrite(String stream) {
        writes.add(new Write(
                stream,
                0,
                List.of(new NewEvent(
                        UUID.randomUUID(),
                        "nz.flagships.test.Happened.v1",
                        "{}",
                        "no json",
                        AT,
                        AT,
                        AT,
                        new byte[32]))));
        return this;
    }

    /** A key for the first event of the first write. */
    public Items key(String id) {
        return key(id, id);
    }

    public Items key(String id, String body) {
        Write write = writes.getFirst();
        keys.add(new Key(
                new IdempotencyKey("POLICE", "/test", id),
                fingerprint(body),
                write.stream(),
                write.expectedVersion() + 1));
        return this;
    }

    public Items claim(String value) {
        claims.add(new Claim(value, writes.getFirst().stream()));
        return this;
    }

    public Items guard(String stream, long expected) {
        guards.add(new Guard(stream, expected));
        return this;
    }

    public Items deadline(String key, Instant due, String command) {
        deadlines.add(new DeadlineRow(writes.getFirst().stream(), key, due, command));
        return this;
    }

    public Items noDeadline(String key) {
        deadlines.add(new DeadlineRow(writes.getFirst().stream(), key, null, null));
        return this;
    }

    public AppendItem build() {
        return new AppendItem(keys, claims, writes, guards, deadlines);
    }

    public static byte[] fingerprint(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

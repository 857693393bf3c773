package nz.flagships.eventstore.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendItem.Key;
import nz.flagships.eventstore.store.AppendItem.NewEvent;
import nz.flagships.eventstore.store.AppendItem.Write;

/** An item that waits, with all that can be worked out of it on the caller's thread instead of the appender's. */
final class QueuedItem {
    final AppendItem item;
    /** The shard of each write, in the order of the writes. */
    final int[] shards;
    /** Per key: the shard of its stream, and the id of its event, which tells this attempt from another one. */
    final int[] keyShards;

    final UUID[] keyEvents;
    final int bytes;
    final int lowestShard;
    final int highestShard;
    final CompletableFuture<AppendResult> answer = new CompletableFuture<>();
    /** Its place in the order of arrival. */
    long number;

    /** It stood in the queue while another item wrote one of its streams. */
    boolean stoodBehind;
    /** An earlier try may have been committed although its answer was lost. */
    boolean maybeStored;

    /**
     * @throws IllegalArgumentException when the item is broken
     */
    QueuedItem(AppendItem item) {
        this.item = item;
        List<Write> writes = item.writes();
        shards = new int[writes.size()];
        long size = 0;
        int lowest = Shards.COUNT;
        int highest = 0;
        require(!writes.isEmpty(), "An item writes at least one event");
        for (int i = 0; i < shards.length; i++) {
            Write write = writes.get(i);
            require(!write.events().isEmpty(), "A write has at least one event");
            require(write.expectedVersion() >= 0, "Versions begin with 0");
            storable(write.stream());
            shards[i] = Shards.of(write.stream());
            lowest = Math.min(lowest, shards[i]);
            highest = Math.max(highest, shards[i]);
            for (NewEvent event : write.events()) {
                storable(event.type());
                storable(event.data());
                storable(event.metadata());
                require(event.hash().length == 32, "A hash has 32 bytes");
                size += event.data().length() + event.metadata().length() + 200L;
            }
        }
        lowestShard = lowest;
        highestShard = highest;
        keyShards = new int[item.keys().size()];
        keyEvents = new UUID[item.keys().size()];
        for (int i = 0; i < keyShards.length; i++) {
            Key key = item.keys().get(i);
            storable(key.key().agency());
            storable(key.key().source());
            storable(key.key().id());
            int write = writeOf(key);
            Write of = writes.get(write);
            keyShards[i] = shards[write];
            keyEvents[i] = of.events()
                    .get((int) (key.version() - of.expectedVersion() - 1))
                    .id();
        }
        item.claims().forEach(claim -> {
            storable(claim.value());
            storable(claim.stream());
        });
        item.guards().forEach(guard -> storable(guard.stream()));
        item.deadlines().forEach(deadline -> {
            storable(deadline.stream());
            storable(deadline.key());
            require((deadline.due() == null) == (deadline.command() == null), "A deadline has a command, or neither");
        });
        item.notices().forEach(notice -> {
            require(!notice.addressees().isEmpty(), "A notice is for somebody");
            notice.addressees().forEach(QueuedItem::storable);
            storable(notice.agency());
            if (notice.part() != null) {
                storable(notice.part());
            }
        });
        distinct(item);
        bytes = (int) Math.min(size, Integer.MAX_VALUE);
    }

    private int writeOf(Key key) {
        for (int i = 0; i < shards.length; i++) {
            Write write = item.writes().get(i);
            if (write.stream().equals(key.stream())
                    && key.version() > write.expectedVersion()
                    && key.version() <= write.expectedVersion() + write.events().size()) {
                return i;
            }
        }
        throw new IllegalArgumentException("A key names an event of its item");
    }

    private static void distinct(AppendItem item) {
        if (item.writes().size() + item.guards().size() > 1) {
            Set<String> streams = new HashSet<>();
            item.writes().forEach(w -> require(streams.add(w.stream()), "The streams of an item are distinct"));
            item.guards().forEach(g -> require(streams.add(g.stream()), "The streams of an item are distinct"));
        }
        if (item.keys().size() > 1) {
            Set<IdempotencyKey> keys = new HashSet<>();
            item.keys().forEach(k -> require(keys.add(k.key()), "The keys of an item are distinct"));
        }
        if (item.claims().size() > 1) {
            Set<String> claims = new HashSet<>();
            item.claims().forEach(c -> require(claims.add(c.value()), "The claims of an item are distinct"));
        }
    }

    /** PostgreSQL has no U+0000, and a lone surrogate would silently become a question mark. */
    private static void storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("U+0000 cannot be stored");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("A lone surrogate cannot be stored");
                }
                i++;
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Microseconds since 1970, what PostgreSQL keeps and the hash covers. */
    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}

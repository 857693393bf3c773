package nz.flagships.eventstore.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.eventstore.store.StoredKey;
import org.jspecify.annotations.Nullable;

/** An event store that forgets: for tests, and to try the catalogue's examples out. Appends on the caller's thread. */
public final class InMemoryEventStore implements EventStore {
    private final Map<String, List<StoredEvent>> streams = new HashMap<>();
    private final Map<IdempotencyKey, StoredKey> keys = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final List<List<StoredEvent>> shards = new ArrayList<>();

    public InMemoryEventStore() {
        for (int i = 0; i < Shards.COUNT; i++) {
            shards.add(new ArrayList<>());
        }
    }

    @Override
    public synchronized CompletionStage<AppendResult> append(AppendItem item) {
        return CompletableFuture.completedFuture(result(item));
    }

    private AppendResult result(AppendItem item) {
        Map<IdempotencyKey, StoredKey> before =
                keys(item.keys().stream().map(AppendItem.Key::key).toList());
        if (!before.isEmpty()) {
            return new AppendResult.Duplicate(before);
        }
        for (AppendItem.Claim claim : item.claims()) {
            String holder = claims.get(claim.value());
            if (holder != null && !holder.equals(claim.stream())) {
                return new AppendResult.ClaimTaken(claim.value(), holder);
            }
        }
        TreeSet<String> moved = new TreeSet<>();
        item.writes().stream()
                .filter(w -> version(w.stream()) != w.expectedVersion())
                .forEach(w -> moved.add(w.stream()));
        item.guards().stream()
                .filter(g -> version(g.stream()) != g.expectedVersion())
                .forEach(g -> moved.add(g.stream()));
        if (!moved.isEmpty()) {
            return new AppendResult.Conflict(List.copyOf(moved));
        }
        List<AppendResult.Positions> positions = new ArrayList<>();
        for (AppendItem.Write write : item.writes()) {
            positions.add(write(write));
        }
        item.claims().forEach(claim -> claims.put(claim.value(), claim.stream()));
        for (AppendItem.Key key : item.keys()) {
            List<StoredEvent> since = read(key.stream(), key.version());
            StoredEvent last = since.stream()
                    .takeWhile(each -> each.metadata().equals(since.getFirst().metadata()))
                    .reduce(since.getFirst(), (one, next) -> next);
            keys.put(
                    key.key(),
                    new StoredKey(key.fingerprint(), key.stream(), last.version(), last.shard(), last.position()));
        }
        return new AppendResult.Appended(positions);
    }

    private AppendResult.Positions write(AppendItem.Write write) {
        int shard = Shards.of(write.stream());
        List<StoredEvent> log = shards.get(shard);
        List<StoredEvent> stream = streams.computeIfAbsent(write.stream(), s -> new ArrayList<>());
        long first = log.size() + 1L;
        for (AppendItem.NewEvent e : write.events()) {
            StoredEvent stored = new StoredEvent(
                    shard,
                    log.size() + 1L,
                    1,
                    write.stream(),
                    stream.size() + 1L,
                    e.id(),
                    e.type(),
                    e.data(),
                    e.metadata(),
                    e.occurredAt(),
                    e.recordedAt(),
                    e.knownAt(),
                    e.hash());
            log.add(stored);
            stream.add(stored);
        }
        return new AppendResult.Positions(
                write.stream(), shard, first, write.events().size(), stream.size());
    }

    private long version(String stream) {
        return streams.getOrDefault(stream, List.of()).size();
    }

    @Override
    public synchronized List<StoredEvent> read(String stream, long fromVersion) {
        List<StoredEvent> all = streams.getOrDefault(stream, List.of());
        return List.copyOf(all.subList((int) Math.min(all.size(), fromVersion - 1), all.size()));
    }

    @Override
    public synchronized List<StoredEvent> read(String stream, long fromVersion, int most) {
        List<StoredEvent> all = read(stream, fromVersion);
        return all.subList(0, Math.min(all.size(), most));
    }

    @Override
    public synchronized Map<String, Long> versions(Collection<String> of) {
        Map<String, Long> versions = new HashMap<>();
        of.forEach(stream -> versions.put(stream, version(stream)));
        return versions;
    }

    @Override
    public synchronized Map<IdempotencyKey, StoredKey> keys(Collection<IdempotencyKey> of) {
        Map<IdempotencyKey, StoredKey> stored = new HashMap<>(keys);
        stored.keySet().retainAll(of);
        return stored;
    }

    @Override
    public synchronized Optional<String> claimed(String claim) {
        return Optional.ofNullable(claims.get(claim));
    }

    /** It keeps no parties: whoever asks looks at what has happened. */
    @Override
    public synchronized List<String> meant(@Nullable String agency, @Nullable String stream, List<String> of) {
        Set<String> meant = new LinkedHashSet<>();
        if (stream != null && version(stream) > 0) {
            meant.add(stream);
        }
        of.stream().map(claims::get).filter(Objects::nonNull).forEach(meant::add);
        return List.copyOf(meant);
    }

    @Override
    public synchronized List<String> claims(String stream) {
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().equals(stream))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public synchronized List<StoredEvent> log(int shard, long after, int limit) {
        return shards.get(shard).stream().skip(after).limit(limit).toList();
    }

    @Override
    public synchronized List<ShardHead> heads() {
        List<ShardHead> heads = new ArrayList<>();
        for (int i = 0; i < Shards.COUNT; i++) {
            heads.add(new ShardHead(i, 1, shards.get(i).size(), 0));
        }
        return heads;
    }
}

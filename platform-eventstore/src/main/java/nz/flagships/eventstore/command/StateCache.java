package nz.flagships.eventstore.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.StoredEvent;

/**
 * The aggregates that are in use, in memory by version, so that a command usually reads nothing before it appends. What
 * is here may be behind (another replica appended): an append on it then fails as a conflict, and a refusal checks first.
 */
final class StateCache {
    private final EventStore store;
    private final Cache<String, Loaded> states;
    private final Cache<String, String> claims;

    /** @param most how many aggregates are kept */
    StateCache(EventStore store, long most) {
        this.store = store;
        this.states = Caffeine.newBuilder().maximumSize(most).build();
        this.claims = Caffeine.newBuilder().maximumSize(most).build();
    }

    /** Answers from memory, or throws the signal. */
    States inMemory() {
        return new States() {
            @Override
            public Loaded state(Registered aggregate, String id) {
                Loaded found = states.getIfPresent(aggregate.stream(id));
                if (found == null) {
                    throw NotInMemory.SIGNAL;
                }
                return found;
            }

            @Override
            public Loaded beginning(Registered aggregate, String id) {
                Loaded found = states.getIfPresent(aggregate.stream(id));
                return found == null ? Loaded.empty(aggregate, id) : found;
            }

            @Override
            public Optional<String> claimed(String claim) {
                String stream = claims.getIfPresent(claim);
                if (stream == null) {
                    throw NotInMemory.SIGNAL;
                }
                return Optional.of(stream);
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }

    /** Answers from memory, else from PostgreSQL; blocks. */
    States loading() {
        return new States() {
            @Override
            public Loaded state(Registered aggregate, String id) {
                Loaded found = states.getIfPresent(aggregate.stream(id));
                return found == null ? load(Loaded.empty(aggregate, id)) : found;
            }

            @Override
            public Optional<String> claimed(String claim) {
                String known = claims.getIfPresent(claim);
                if (known != null) {
                    return Optional.of(known);
                }
                Optional<String> stream = store.claimed(claim);
                stream.ifPresent(s -> claims.put(claim, s));
                return stream;
            }

            @Override
            public boolean isTaken(String claim) {
                return claims.getIfPresent(claim) != null;
            }

            @Override
            public boolean mayBlock() {
                return true;
            }
        };
    }

    /** The aggregate as it stands in PostgreSQL now. */
    Loaded current(Registered aggregate, String id) {
        Loaded found = states.getIfPresent(aggregate.stream(id));
        return load(found == null ? Loaded.empty(aggregate, id) : found);
    }

    /**
     * Brings into memory what of these is not there yet, with one query for what does not exist.
     *
     * @param wanted by stream
     */
    Map<String, Loaded> absent(Map<String, Loaded> wanted) {
        Map<String, Loaded> missing = new HashMap<>();
        wanted.forEach((stream, empty) -> {
            if (states.getIfPresent(stream) == null) {
                missing.put(stream, empty);
            }
        });
        if (!missing.isEmpty()) {
            Map<String, Long> versions = store.versions(missing.keySet());
            missing.keySet().removeIf(stream -> versions.getOrDefault(stream, 0L) > 0);
        }
        return missing;
    }

    /** Keeps what was appended; an older version never replaces a newer one. */
    void keep(Collection<Loaded> moved) {
        for (Loaded loaded : moved) {
            states.asMap().merge(loaded.stream(), loaded, (a, b) -> b.version() >= a.version() ? b : a);
        }
    }

    void keepClaim(String claim, String stream) {
        claims.put(claim, stream);
    }

    /** Forgets aggregates that have moved. */
    void forget(Collection<String> streams) {
        states.invalidateAll(streams);
    }

    /** Which of these are not at the version they are held to be at. Blocks. */
    List<String> moved(Map<String, Long> versions) {
        Map<String, Long> now = store.versions(versions.keySet());
        List<String> moved = new ArrayList<>();
        versions.forEach((stream, version) -> {
            if (now.getOrDefault(stream, 0L) != (long) version) {
                moved.add(stream);
            }
        });
        return moved;
    }

    private Loaded load(Loaded from) {
        Object state = from.state();
        byte[] hash = from.hash();
        long version = from.version();
        for (StoredEvent event : store.read(from.stream(), version + 1)) {
            state = from.aggregate().evolve(state, from.aggregate().event(event.type(), event.data()));
            hash = event.hash();
            version = event.version();
        }
        Loaded loaded =
                new Loaded(from.aggregate(), from.id(), version, version == 0 ? HashChain.start() : hash, state);
        if (version > 0) {
            keep(List.of(loaded));
        }
        return loaded;
    }
}

package nz.flagships.eventstore.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates that are in use, in memory by version, so that a command usually reads nothing before it appends. What
 * is here may be behind (another replica appended): an append on it then fails as a conflict, and a refusal checks first.
 */
final class StateCache {
    private static final int PAGE = 1000;

    private final EventStore store;
    private final Cache<String, Loaded> states;
    private final Cache<String, String> claims;
    private final long heaviest;
    /**
     * Of a stream that is not in memory one at a time is folded, for all who ask for it meanwhile: each would else hold a copy
     * of its own, and take the time of it.
     */
    private final ConcurrentMap<String, CompletableFuture<Loaded>> folding = new ConcurrentHashMap<>();

    /** Streams whose state in memory is known to be behind: what is new is folded onto it when it is next asked for. */
    private final Set<String> behind = ConcurrentHashMap.newKeySet();

    /**
     * @param most how many aggregates are kept
     * @param bytes what they may weigh together
     */
    StateCache(EventStore store, long most, long bytes) {
        this.store = store;
        // Each weighs at least its share, so that one bound holds both. What it weighs is counted in full: else a few
        // that have grown large are all that fits into the process.
        long least = Math.max(1, bytes / Math.max(1, most));
        this.heaviest = Math.max(least, bytes / 2);
        this.states = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String stream, Loaded loaded) ->
                        (int) Math.clamp(loaded.weight(), least, Math.min(heaviest, Integer.MAX_VALUE)))
                .evictionListener((stream, loaded, cause) -> {
                    if (stream != null) {
                        behind.remove(stream);
                    }
                })
                .build();
        this.claims = Caffeine.newBuilder().maximumSize(most).build();
    }

    /** What is in memory and not known to be behind. */
    private @Nullable Loaded fresh(String stream) {
        return behind.contains(stream) ? null : states.getIfPresent(stream);
    }

    /** From memory, with what is new on top where it is known to be behind; else from PostgreSQL. */
    private Loaded loaded(Registered aggregate, String id) {
        String stream = aggregate.stream(id);
        Loaded found = fresh(stream);
        return found == null ? current(aggregate, id) : found;
    }

    /** What is in memory and not known to be behind, where the caller may say something of it. */
    private @Nullable Loaded open(Registered aggregate, @Nullable String stream, Viewer caller) {
        Loaded found = stream == null ? null : fresh(stream);
        return found != null && aggregate.addressable(found.state(), caller) ? found : null;
    }

    /** From memory only; null where that does not say it. What looks like an id of ours may be a reference all the same. */
    private @Nullable Loaded remembered(Registered aggregate, Named named, Viewer caller) {
        if (named.id() != null) {
            return open(aggregate, aggregate.stream(named.id()), caller);
        }
        for (String claim : named.claims()) {
            Loaded found = open(aggregate, claims.getIfPresent(claim), caller);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Asks who may before it reads what has happened: the same one look for what is hidden as for what is not there. */
    private List<String> streams(Registered aggregate, Named named, Viewer caller) {
        return store.meant(
                aggregate.aggregate().isForParties() ? caller.agency() : null,
                named.id() == null ? null : aggregate.stream(named.id()),
                named.claims());
    }

    /** What the caller means and may see, as it stands in PostgreSQL now; blocks. */
    Optional<Loaded> visible(Registered aggregate, Named named, Viewer caller) {
        for (String stream : streams(aggregate, named, caller)) {
            Loaded now = current(aggregate, idOf(stream));
            if (now.version() > 0 && aggregate.visible(now.state(), caller)) {
                return Optional.of(now);
            }
        }
        return Optional.empty();
    }

    private static String idOf(String stream) {
        return stream.substring(stream.indexOf('/') + 1);
    }

    /** Answers from memory, or throws the signal. */
    States inMemory() {
        return new States() {
            @Override
            public Loaded state(Registered aggregate, String id) {
                Loaded found = fresh(aggregate.stream(id));
                if (found == null) {
                    throw NotInMemory.SIGNAL;
                }
                return found;
            }

            @Override
            public Loaded beginning(Registered aggregate, String id) {
                String stream = aggregate.stream(id);
                if (behind.contains(stream)) {
                    throw NotInMemory.SIGNAL;
                }
                Loaded found = states.getIfPresent(stream);
                return found == null ? Loaded.empty(aggregate, id) : found;
            }

            @Override
            public Optional<Loaded> meant(Registered aggregate, Named named, Viewer caller) {
                Loaded found = remembered(aggregate, named, caller);
                if (found == null) {
                    // Nor is what is in memory and hidden answered faster than what is nowhere.
                    throw NotInMemory.SIGNAL;
                }
                return Optional.of(found);
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

    /** Answers from memory, else from PostgreSQL; blocks. Whether a claim is taken it knows from memory alone: the append will tell. */
    States loading() {
        return loading(claim -> claims.getIfPresent(claim) != null);
    }

    /** As {@link #loading}, where nothing will be appended that could still be refused: so claims are asked for. */
    States trying() {
        return loading(claim -> claimed(claim).isPresent());
    }

    private States loading(Predicate<String> taken) {
        return new States() {
            @Override
            public Loaded state(Registered aggregate, String id) {
                return loaded(aggregate, id);
            }

            @Override
            public Optional<Loaded> meant(Registered aggregate, Named named, Viewer caller) {
                Loaded found = remembered(aggregate, named, caller);
                if (found != null) {
                    return Optional.of(found);
                }
                for (String stream : streams(aggregate, named, caller)) {
                    Loaded loaded = loaded(aggregate, idOf(stream));
                    if (!aggregate.addressable(loaded.state(), caller)) {
                        // Another replica may have let it in.
                        loaded = current(aggregate, idOf(stream));
                    }
                    if (loaded.version() > 0 && aggregate.addressable(loaded.state(), caller)) {
                        if (named.id() == null && named.claims().size() == 1) {
                            claims.put(named.claims().getFirst(), stream);
                        }
                        return Optional.of(loaded);
                    }
                }
                return Optional.empty();
            }

            @Override
            public Optional<String> claimed(String claim) {
                return StateCache.this.claimed(claim);
            }

            @Override
            public boolean isTaken(String claim) {
                return taken.test(claim);
            }

            @Override
            public boolean mayBlock() {
                return true;
            }
        };
    }

    private Optional<String> claimed(String claim) {
        String known = claims.getIfPresent(claim);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> stream = store.claimed(claim);
        stream.ifPresent(s -> claims.put(claim, s));
        return stream;
    }

    /** The aggregate as it stands in PostgreSQL now. */
    Loaded current(Registered aggregate, String id) {
        String stream = aggregate.stream(id);
        if (states.getIfPresent(stream) != null) {
            return brought(aggregate, id, stream);
        }
        CompletableFuture<Loaded> ours = new CompletableFuture<>();
        CompletableFuture<Loaded> another = folding.putIfAbsent(stream, ours);
        if (another != null) {
            // It may have begun before what is wanted was stored: only that is read.
            return load(folded(another));
        }
        try {
            Loaded loaded = brought(aggregate, id, stream);
            ours.complete(loaded);
            return loaded;
        } catch (RuntimeException | Error e) {
            ours.completeExceptionally(e);
            throw e;
        } finally {
            folding.remove(stream, ours);
        }
    }

    private static Loaded folded(CompletableFuture<Loaded> by) {
        try {
            return by.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException why -> throw why;
                case Error why -> throw why;
                case null, default -> throw e;
            }
        }
    }

    /** What is in memory, if anything, with what is new on top. */
    private Loaded brought(Registered aggregate, String id, String stream) {
        boolean wasBehind = behind.remove(stream);
        Loaded found = states.getIfPresent(stream);
        try {
            Loaded loaded = load(found == null ? Loaded.empty(aggregate, id) : found);
            if (wasBehind && found != null && loaded.version() == found.version()) {
                // It has moved, and there is nothing after it: a history that was moved back in time is folded anew.
                long stands = store.versions(List.of(stream)).getOrDefault(stream, 0L);
                if (stands != loaded.version()) {
                    states.invalidate(stream);
                    return load(Loaded.empty(aggregate, id));
                }
            }
            return loaded;
        } catch (RuntimeException | Error e) {
            if (wasBehind) {
                behind.add(stream);
            }
            throw e;
        }
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

    /**
     * Keeps what was appended; an older version never replaces a newer one. One that is heavier than half of what all may
     * weigh is not kept: whoever uses it next reads its stream, rather than everybody else theirs.
     */
    void keep(Collection<Loaded> moved) {
        for (Loaded loaded : moved) {
            if (loaded.weight() > heaviest) {
                states.invalidate(loaded.stream());
                behind.remove(loaded.stream());
            } else {
                states.asMap().merge(loaded.stream(), loaded, (a, b) -> b.version() >= a.version() ? b : a);
            }
        }
    }

    void keepClaim(String claim, String stream) {
        claims.put(claim, stream);
    }

    /** What is in memory of these is behind. */
    void behind(Collection<String> streams) {
        for (String stream : streams) {
            if (states.getIfPresent(stream) != null) {
                behind.add(stream);
            }
        }
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

    /** Page by page, so that a long stream of large facts is never in memory as a whole. */
    private Loaded load(Loaded from) {
        Loaded loaded = from;
        List<StoredEvent> page;
        do {
            page = store.read(from.stream(), loaded.version() + 1, PAGE);
            for (StoredEvent event : page) {
                loaded = new Loaded(
                        from.aggregate(),
                        from.id(),
                        event.version(),
                        event.hash(),
                        from.aggregate().evolve(loaded.state(), from.aggregate().event(event.type(), event.data())),
                        loaded.weight() + event.data().length(),
                        loaded.synthetic() || Publishing.isSynthetic(event));
            }
        } while (!page.isEmpty());
        boolean isLong = loaded.weight() > heaviest;
        if (isLong) {
            // What counts is what it holds, and not what has happened to it: of a stream that is long and came to
            // little,
            // reading it each time would be worst.
            loaded = loaded.weighed();
        }
        // One that is nearly too heavy would be weighed again after few events.
        if (loaded.version() > 0 && !(isLong && loaded.weight() > heaviest / 4 * 3)) {
            keep(List.of(loaded));
        }
        return loaded;
    }
}

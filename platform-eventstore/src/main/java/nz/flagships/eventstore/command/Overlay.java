package nz.flagships.eventstore.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nz.flagships.eventstore.decision.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * What earlier lines of a batch have come to, over what is stored: so that they count for later ones before anything is
 * committed. What is read once stays as it was read, so that all lines are decided on one picture.
 */
final class Overlay implements States {
    private final States stored;
    private final Map<String, Loaded> read = new HashMap<>();
    private final Map<String, Loaded> moved = new LinkedHashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    /** Of how many characters of events what is held stems, and the largest of it. */
    private long weight;

    private long largest;

    Overlay(States stored) {
        this.stored = stored;
    }

    /** What is known not to exist need not be asked for one by one. */
    void absent(Map<String, Loaded> empty) {
        empty.forEach(read::putIfAbsent);
    }

    void accept(Verdict.Accepted accepted) {
        for (Loaded loaded : accepted.moved()) {
            dropped(moved.put(loaded.stream(), held(loaded)));
            // Nobody looks at what stood before any more, and a state may be large.
            dropped(read.remove(loaded.stream()));
        }
        accepted.claims().forEach(claim -> claims.put(claim.value(), claim.stream()));
    }

    /**
     * Of how many characters of events the states stem that are held here, without the largest of them: that one is needed
     * whatever is decided.
     */
    long weightBesideTheLargest() {
        return weight - largest;
    }

    /** Drops what was only read, so that it is read again where it is needed: on another picture, maybe. */
    void forgetWhatWasRead() {
        weight = 0;
        largest = 0;
        read.clear();
        moved.values().forEach(this::held);
    }

    private Loaded held(Loaded loaded) {
        weight += loaded.weight();
        largest = Math.max(largest, loaded.weight());
        return loaded;
    }

    private void dropped(@Nullable Loaded loaded) {
        weight -= loaded == null ? 0 : loaded.weight();
    }

    Map<String, Loaded> moved() {
        return moved;
    }

    @Override
    public Loaded state(Registered aggregate, String id) {
        String stream = aggregate.stream(id);
        Loaded ours = moved.get(stream);
        return ours != null ? ours : read.computeIfAbsent(stream, s -> held(stored.state(aggregate, id)));
    }

    @Override
    public Optional<Loaded> meant(Registered aggregate, Named named, Viewer caller) {
        Loaded own = named.id() == null ? null : moved.get(aggregate.stream(named.id()));
        if (own == null) {
            Loaded before = stored.meant(aggregate, named, caller).orElse(null);
            if (before == null || !before.id().equals(named.id())) {
                own = named.claims().stream()
                        .map(claims::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(moved::get)
                        .orElse(null);
            }
            if (own == null && before != null) {
                Loaded ours = moved.get(before.stream());
                own = ours != null ? ours : read.computeIfAbsent(before.stream(), s -> held(before));
            }
        }
        return Optional.ofNullable(own).filter(loaded -> aggregate.addressable(loaded.state(), caller));
    }

    @Override
    public Optional<String> claimed(String claim) {
        String ours = claims.get(claim);
        return ours != null ? Optional.of(ours) : stored.claimed(claim);
    }

    @Override
    public boolean isTaken(String claim) {
        return claims.containsKey(claim) || stored.isTaken(claim);
    }

    @Override
    public boolean mayBlock() {
        return true;
    }
}

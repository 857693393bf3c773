package nz.flagships.eventstore.command;

import nz.flagships.eventstore.store.HashChain;

/**
 * An aggregate as it stands at a version: what a decision is made on.
 *
 * @param aggregate what it is
 * @param id after the slash
 * @param version 0 where nothing has happened yet
 * @param hash of its last event, from which the chain goes on
 * @param state folded
 * @param weight how many characters of events it was folded from, or of JSON it came to: what it may hold at most
 * @param synthetic whether any of them was made up, and so what they came to
 */
record Loaded(
        Registered aggregate, String id, long version, byte[] hash, Object state, long weight, boolean synthetic) {
    static Loaded empty(Registered aggregate, String id) {
        return new Loaded(aggregate, id, 0, HashChain.start(), aggregate.empty(), 0, false);
    }

    /** The same, weighed by what it came to: so many characters of JSON. */
    Loaded weighed() {
        long own = Shown.length(state);
        return own < weight ? new Loaded(aggregate, id, version, hash, state, own, synthetic) : this;
    }

    String stream() {
        return aggregate.stream(id);
    }
}

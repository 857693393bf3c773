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
 */
record Loaded(Registered aggregate, String id, long version, byte[] hash, Object state) {
    static Loaded empty(Registered aggregate, String id) {
        return new Loaded(aggregate, id, 0, HashChain.start(), aggregate.empty());
    }

    String stream() {
        return aggregate.stream(id);
    }
}

package nz.flagships.eventstore.chain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import nz.flagships.events.Sha256;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.chain.ChainBreak.Kind;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the way through a shard, event by event in order of position. Where it stands between two stretches is
 * {@link At}, and that is all it has to know of what lies behind.
 */
final class ShardWalk {
    /** A block that is long enough to be sealed before the pass has come to its end. */
    private static final long SEAL_EVERY = 256;

    /**
     * Where a walk stands.
     *
     * @param position the last that was looked at
     * @param block the digest of what was found after the last seal
     * @param sealed where the last seal is, 0 for none
     * @param broken whether something after it was found broken
     */
    record At(long position, byte[] block, long sealed, boolean broken) {
        static final At START = new At(0, new byte[32], 0, false);
    }

    /**
     * An event and what stands around it.
     *
     * @param before the hash of the one before it in its stream; null where there is none
     * @param beforePosition its position
     * @param streamVersion the version that its stream is said to have; null where the stream is not known
     * @param followed whether its stream has a later one
     */
    record Link(
            StoredEvent event,
            byte @Nullable [] before,
            long beforePosition,
            @Nullable Long streamVersion,
            boolean followed) {}

    /** A run of events by its last position, and the digest of their hashes in their order. */
    record Seal(long through, byte[] digest) {}

    private final int shard;
    private final NavigableMap<Long, byte[]> seals;
    private final List<ChainBreak> breaks = new ArrayList<>();
    private final List<Seal> laid = new ArrayList<>();
    private final MessageDigest sha = Sha256.begin();
    private long position;
    private byte[] block;
    private long sealed;
    private boolean broken;

    /** @param seals those that lie ahead of it, by their last position; emptied on the way */
    ShardWalk(int shard, At from, NavigableMap<Long, byte[]> seals) {
        this.shard = shard;
        this.seals = seals;
        position = from.position();
        block = from.block();
        sealed = from.sealed();
        broken = from.broken();
    }

    /** The next event that is there. */
    void take(Link link) {
        StoredEvent event = link.event();
        skipTo(event.position() - 1);
        position = event.position();
        sha.update(block);
        sha.update(ByteBuffer.allocate(8).putLong(position).array());
        block = sha.digest(event.hash());
        look(link);
        byte[] seal = seals.remove(position);
        if (seal != null) {
            if (!broken && !MessageDigest.isEqual(seal, block)) {
                found(new ChainBreak(shard, sealed + 1, position, Kind.REWRITTEN, null, seal, block));
            }
            begin();
        }
    }

    /** There is nothing more up to here. */
    void skipTo(long last) {
        if (last <= position) {
            return;
        }
        found(new ChainBreak(shard, position + 1, last, Kind.MISSING, null, null, null));
        while (!seals.isEmpty() && seals.firstKey() <= last) {
            // The event at the end of a sealed run is gone, which was just said: what comes after it is another run.
            position = seals.firstKey();
            seals.remove(position);
            begin();
        }
        broken = last > sealed;
        position = last;
    }

    /** The shard's counter is behind what was verified. */
    void endsAt(long head) {
        found(new ChainBreak(shard, head + 1, position, Kind.MISSING, null, null, null));
    }

    /** The walk ends here for now. A block is sealed when it is long, or when this is the end of the pass. */
    void rest(boolean end) {
        if (!broken && seals.isEmpty() && position > sealed && (end || position - sealed >= SEAL_EVERY)) {
            laid.add(new Seal(position, block));
            begin();
        }
    }

    At at() {
        return new At(position, block, sealed, broken);
    }

    List<ChainBreak> breaks() {
        return breaks;
    }

    List<Seal> laid() {
        return laid;
    }

    private void begin() {
        sealed = position;
        block = At.START.block();
        broken = false;
    }

    private void look(Link link) {
        StoredEvent event = link.event();
        byte[] before = event.version() == 1 ? HashChain.start() : link.before();
        if (Shards.of(event.stream()) != shard) {
            at(event, Kind.MISPLACED, null);
            return;
        }
        if (before == null) {
            at(event, Kind.UNPRECEDED, null);
            return;
        }
        byte[] expected = expected(before, event);
        if (expected == null || !MessageDigest.isEqual(expected, event.hash())) {
            at(event, Kind.CHANGED, expected);
        } else if (event.version() > 1 && link.beforePosition() >= event.position()) {
            at(event, Kind.MISPLACED, expected);
        } else if (!link.followed() && (link.streamVersion() == null || link.streamVersion() != event.version())) {
            at(event, Kind.CUT_OFF, expected);
        }
    }

    private static byte @Nullable [] expected(byte[] before, StoredEvent event) {
        try {
            return HashChain.of(before, event);
        } catch (RuntimeException e) {
            return null; // nothing that was ever appended: no canonical form, or a time beyond all
        }
    }

    private void at(StoredEvent event, Kind kind, byte @Nullable [] expected) {
        found(new ChainBreak(shard, event.position(), event.position(), kind, event.id(), expected, event.hash()));
    }

    private void found(ChainBreak one) {
        breaks.add(one);
        broken = true;
    }
}

package nz.flagships.eventstore.command;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * UUIDs version 7 for events: in the order in which they are asked for, and without a lock, at which all who make events would
 * wait for each other at each event, and so get on in step and hold what they make all at once. Whoever knows one may guess
 * another: they name what is published, and open nothing.
 */
final class EventIds implements Supplier<UUID> {
    /** How many there are of one millisecond; further ones are of the next. */
    private static final int COUNTER_BITS = 12;

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM = 0x3fff_ffff_ffff_ffffL;

    private final AtomicLong last = new AtomicLong();

    @Override
    public UUID get() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long next = last.updateAndGet(before -> Math.max(before + 1, now));
        return new UUID(
                next >>> COUNTER_BITS << 16 | VERSION | next & (1L << COUNTER_BITS) - 1,
                VARIANT | ThreadLocalRandom.current().nextLong() & RANDOM);
    }
}

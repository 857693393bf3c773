package nz.flagships.eventstore.command;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many decisions that come to very many events are made and held at once. A request of a few hundred bytes may come
 * to twenty thousand events, as where an initiative ends; they are held until they are stored, or were looked at, and of what
 * waits for memory there must not be any. So such a decision waits for its turn, in the order of arrival and one of an agency
 * at a time, and who waits too long is told to come again.
 */
final class LargeDecisions {
    private static final int AT_ONCE = 2;

    private final Semaphore all = new Semaphore(AT_ONCE, true);
    private final ConcurrentMap<String, Semaphore> ofOne = new ConcurrentHashMap<>();
    private volatile Duration patience = Duration.ofSeconds(5);

    /** The right to make and hold one. May be given back more than once. */
    final class Turn implements AutoCloseable {
        private final Semaphore own;
        private final AtomicBoolean over = new AtomicBoolean();

        private Turn(Semaphore own) {
            this.own = own;
        }

        @Override
        public void close() {
            if (!over.getAndSet(true)) {
                all.release();
                own.release();
            }
        }
    }

    /**
     * Waits for a turn; blocks.
     *
     * @param gone whether nobody is there any more to wait for it
     * @throws ProblemException when it does not come within a few seconds
     */
    Turn take(String agency, BooleanSupplier gone) {
        long until = System.nanoTime() + patience.toNanos();
        Semaphore own = own(agency);
        if (!waitFor(own, until)) {
            throw new ProblemException(KernelRule.LARGE_OF_ONE.problem().retryAfter(1));
        }
        if (!waitFor(all, until)) {
            own.release();
            throw new ProblemException(KernelRule.LARGE_AT_ONCE.problem().retryAfter(1));
        }
        Turn turn = new Turn(own);
        if (gone.getAsBoolean()) {
            turn.close();
            throw RequestRule.UNAVAILABLE.exception();
        }
        return turn;
    }

    /** A turn, if there is one to be had at once; null where there is none. */
    @Nullable
    Turn takeAtOnce(String agency) {
        Semaphore own = own(agency);
        if (!own.tryAcquire()) {
            return null;
        }
        if (!all.tryAcquire()) {
            own.release();
            return null;
        }
        return new Turn(own);
    }

    /** For who tries it out, and does not want to wait. */
    void patience(Duration most) {
        patience = most;
    }

    private Semaphore own(String agency) {
        return ofOne.computeIfAbsent(agency, a -> new Semaphore(1, true));
    }

    private static boolean waitFor(Semaphore semaphore, long until) {
        try {
            return semaphore.tryAcquire(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

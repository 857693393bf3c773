package nz.flagships.eventstore.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * What is large takes as much more as it is larger, and not the square of it. Told by the bytes that are allocated, which
 * are the same on every machine, as seconds are not.
 */
public final class Growth {
    private static final int SOME = 500;
    private static final int MANY = 4 * SOME;
    /** Four times as much, and a little for the trees that are higher; sixteen times is what copies come to. */
    private static final double FOURFOLD = 7;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Growth() {}

    /** @param cost the bytes that so many parts take */
    public static void assertFourfold(IntFunction<Long> cost) {
        // What is made once is made here.
        long first = cost.apply(SOME);
        double ratio = (double) cost.apply(MANY) / cost.apply(SOME);
        if (first <= 0 || ratio >= FOURFOLD) {
            throw new AssertionError("Four times as many parts take %.1f times the bytes".formatted(ratio));
        }
    }

    /** The bytes that the work takes in this thread. */
    public static long allocated(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}

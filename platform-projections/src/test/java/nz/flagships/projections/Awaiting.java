package nz.flagships.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition; generously, since a slow machine is no fault. */
final class Awaiting {
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private Awaiting() {}

    static void await(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + AT_MOST.toNanos();
        boolean met = false;
        while (!met && System.nanoTime() < end) {
            try {
                met = condition.call();
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
            if (!met) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
        assertThat(met).as(what).isTrue();
    }
}

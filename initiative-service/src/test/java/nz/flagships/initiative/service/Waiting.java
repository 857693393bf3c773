package nz.flagships.initiative.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what the clock has to say. */
final class Waiting {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private Waiting() {}

    /** Returns when the condition holds, and fails when it never does. */
    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("Waited in vain: " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}

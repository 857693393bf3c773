package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.testing.InMemoryEventStore;
import nz.flagships.eventstore.widget.Widgets;
import org.junit.jupiter.api.Test;

/** How much of what happened is kept in memory. */
class StateCacheTest {
    private static final Registered WIDGETS = new Aggregates("initiative", List.of(Widgets.AGGREGATE))
            .named("widget")
            .orElseThrow();
    private static final int BYTES = 800_000;

    @Test
    void statesWeighNoMoreTogetherThanTheyMay() {
        // given room for a thousand states, or for 800 kB
        StateCache cache = new StateCache(new InMemoryEventStore(), 1_000, BYTES);

        // when each of five hundred stems from 20 kB
        keep(cache, 500, 20_000);

        // then
        assertThat(settled(cache, 500, BYTES / 20_000)).isBetween(1, BYTES / 20_000);
    }

    @Test
    void smallStatesAreNoMoreThanTheyMay() {
        StateCache cache = new StateCache(new InMemoryEventStore(), 100, BYTES);

        keep(cache, 500, 10);

        assertThat(settled(cache, 500, 100)).isBetween(50, 100);
    }

    @Test
    void largeOnesAreCountedInFull() {
        // given
        StateCache cache = new StateCache(new InMemoryEventStore(), 1_000, BYTES);

        // when eight stem from nearly half of what all may
        keep(cache, 8, BYTES / 2 - 1);

        // then
        assertThat(settled(cache, 8, 2)).isBetween(1, 2);
    }

    @Test
    void oneThatIsTooLargeIsNotKeptAndPushesNobodyOut() {
        // given one that has grown
        StateCache cache = new StateCache(new InMemoryEventStore(), 1_000, BYTES);
        keep(cache, 4, 20_000);

        // when
        cache.keep(List.of(widget(1, 10L * BYTES)));

        // then it is gone, with its state of before, and the others are there
        assertThat(isThere(cache, 1)).isFalse();
        assertThat(settled(cache, 4, 3)).isEqualTo(3);
    }

    private static void keep(StateCache cache, int states, long weight) {
        for (int i = 1; i <= states; i++) {
            cache.keep(List.of(widget(i, weight)));
        }
    }

    private static Loaded widget(int nr, long weight) {
        return new Loaded(WIDGETS, "W" + nr, 1, HashChain.start(), WIDGETS.empty(), weight, false);
    }

    /** How many are there when nothing is thrown out any more; that is done by another thread. */
    private static int settled(StateCache cache, int states, int most) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int there;
        do {
            there = (int) IntStream.rangeClosed(1, states)
                    .filter(nr -> isThere(cache, nr))
                    .count();
            LockSupport.parkNanos(10_000_000);
        } while (there > most && System.nanoTime() < end);
        return there;
    }

    private static boolean isThere(StateCache cache, int nr) {
        try {
            return cache.inMemory().state(WIDGETS, "W" + nr).version() == 1;
        } catch (States.NotInMemory notThere) {
            return false;
        }
    }
}

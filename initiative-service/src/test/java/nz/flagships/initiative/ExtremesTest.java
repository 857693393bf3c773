package nz.flagships.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import nz.flagships.eventstore.testing.Rehearsal;
import org.junit.jupiter.api.Test;

/** Every fact with members at the edge of what can be written: it is stored or refused, and nothing throws. */
class ExtremesTest {
    private static final int FACTS = 4_000;

    @Test
    void nothingThatCanBePostedThrows() {
        long seed = Long.getLong("extremes.seed", new Random().nextLong());
        System.out.println("ExtremesTest: " + FACTS + " facts, -Dextremes.seed=" + seed);
        Rehearsal rehearsal = new Rehearsal("initiative", AllAggregates.ALL, List.of());
        rehearsal.perform();

        // A test in which nothing is stored, or everything, proves nothing.
        assertThat(rehearsal.disturb(new Random(seed), FACTS)).isBetween(FACTS / 200, FACTS / 2);
    }
}

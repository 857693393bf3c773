package nz.flagships.projections;

import static nz.flagships.projections.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nz.flagships.events.EventEnvelope;
import org.junit.jupiter.api.Test;

/** The reader's rule for one shard, case by case. */
class ShardPlanTest {
    private static final int SHARD = 3;

    /** A shard of which three events were applied. */
    private final Cursor third = new Cursor(
            "initiative",
            SHARD,
            1,
            3,
            3,
            0,
            Events.RECORDED,
            null,
            event("initiative", SHARD, 3).id(),
            0,
            0);

    @Test
    void appliesWhatComesNextInOrder() {
        ShardPlan plan = fromKafka(4, 5, 6);
        assertThat(positions(plan)).containsExactly(4L, 5L, 6L);
        assertThat(plan.seen()).isEqualTo(6);
        assertThat(plan.gap()).isFalse();
    }

    @Test
    void skipsWhatIsAtOrBelowTheCursor() {
        ShardPlan plan = fromKafka(1, 2, 3, 4, 3, 4, 5);
        assertThat(positions(plan)).containsExactly(4L, 5L);
        assertThat(plan.gap()).isFalse();
        assertThat(plan.contested()).isFalse();
    }

    @Test
    void seesAGapAndAppliesNothingBehindIt() {
        ShardPlan plan = fromKafka(4, 6, 7, 5);
        assertThat(positions(plan)).containsExactly(4L);
        assertThat(plan.gap()).isTrue();
        assertThat(plan.seen()).isEqualTo(7);
        assertThat(plan.doubtful()).isFalse();
    }

    @Test
    void appliesNothingWhileTheShardIsHeldAndStillSeesHowFarItIs() {
        ShardPlan plan = ShardPlan.of(third, true, false, arrivals(numbers(4, 9)), false);
        assertThat(plan.run()).isEmpty();
        assertThat(plan.gap()).isFalse();
        assertThat(plan.seen()).isEqualTo(9);
    }

    @Test
    void asksTheLogFirstWhereWhatWasAppliedLastIsInDoubt() {
        ShardPlan plan = ShardPlan.of(third, false, true, arrivals(numbers(4, 5)), false);
        assertThat(plan.run()).isEmpty();
        assertThat(plan.gap()).isTrue();
        assertThat(positions(ShardPlan.of(third, false, true, arrivals(numbers(4, 5)), true)))
                .as("the log's own word")
                .containsExactly(4L, 5L);
    }

    @Test
    void letsGoWhatAnEpochBeforeTheCursorsSaid() {
        Cursor second = new Cursor("initiative", SHARD, 2, 3, 3, 0, null, null, null, 0, 0);
        ShardPlan plan = ShardPlan.of(second, false, false, arrivals(numbers(4, 5)), false);
        assertThat(plan.run()).isEmpty();
        assertThat(plan.gap()).isFalse();
        assertThat(plan.seen()).isZero();
    }

    @Test
    void asksTheLogFirstWhereANewEpochBegins() {
        Stream<EventEnvelope> next = Stream.of(event("initiative", SHARD, 4, 2, "{}"));
        ShardPlan plan = ShardPlan.of(third, false, false, arrivals(next), false);
        assertThat(plan.run()).isEmpty();
        assertThat(plan.gap()).isTrue();
        assertThat(plan.doubtful()).isTrue();

        // the log's own is applied: it was compared before
        assertThat(positions(ShardPlan.of(
                        third, false, false, arrivals(Stream.of(event("initiative", SHARD, 4, 2, "{}"))), true)))
                .containsExactly(4L);
    }

    @Test
    void appliesNeitherOfTwoThatCameForOnePosition() {
        ShardPlan plan = ShardPlan.of(
                third, false, false, arrivals(Stream.of(number(4), number(5), another(5), number(6))), false);
        assertThat(positions(plan)).containsExactly(4L);
        assertThat(plan.contested()).isTrue();
        assertThat(plan.doubtful()).isTrue();
        assertThat(plan.gap()).isTrue();
    }

    @Test
    void seesThatAnotherWasAppliedAtTheCursor() {
        ShardPlan plan = ShardPlan.of(third, false, false, arrivals(Stream.of(number(4), another(3))), false);
        assertThat(plan.run()).as("nothing on top of it").isEmpty();
        assertThat(plan.contested()).isTrue();
    }

    @Test
    void knowsNothingOfWhatStandsBeforeTheCursor() {
        ShardPlan plan = ShardPlan.of(third, false, false, arrivals(Stream.of(another(2), number(4))), false);
        assertThat(positions(plan)).containsExactly(4L);
        assertThat(plan.contested()).isFalse();
    }

    private ShardPlan fromKafka(long... positions) {
        return ShardPlan.of(
                third, false, false, arrivals(LongStream.of(positions).mapToObj(ShardPlanTest::number)), false);
    }

    private static EventEnvelope number(long position) {
        return event("initiative", SHARD, position);
    }

    private static Stream<EventEnvelope> numbers(long from, long to) {
        return Events.events("initiative", SHARD, from, to);
    }

    private static EventEnvelope another(long position) {
        return Events.forged(number(position), "{}");
    }

    private static List<Arrival> arrivals(Stream<EventEnvelope> events) {
        return events.map(e -> new Arrival(e, 0)).toList();
    }

    private static List<Long> positions(ShardPlan plan) {
        return plan.run().stream().map(a -> a.event().position()).toList();
    }
}

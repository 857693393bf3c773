package nz.flagships.reporting.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomRoundingTest {
    private final UnitKeys keys = new UnitKeys("only-for-tests");

    private PeopleCount count(List<String> streams) {
        return streams.stream().map(keys::one).reduce(PeopleCount.NONE, PeopleCount::plus);
    }

    private static List<String> streams(String prefix, int units) {
        return IntStream.range(0, units)
                .mapToObj(i -> "case/" + prefix + "-" + i)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 300})
    void a_multiple_of_three_stays(int units) {
        assertThat(RandomRounding.round(count(streams("stay", units))).value()).isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 100, 101})
    void any_other_goes_to_a_neighbouring_multiple(int units) {
        for (int i = 0; i < 200; i++) {
            int figure = RandomRounding.round(count(streams("near" + i, units))).value();
            assertThat(figure % 3).isZero();
            assertThat(Math.abs(figure - units)).isLessThan(3);
        }
    }

    @Test
    void the_same_people_have_the_same_figure_in_whatever_order_and_under_whatever_label() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            // given
            List<String> people = new ArrayList<>(streams("same" + i, random.nextInt(20)));
            RoundedCount figure = RandomRounding.round(count(people));
            // when
            Collections.shuffle(people, random);
            int cut = people.isEmpty() ? 0 : random.nextInt(people.size());
            PeopleCount inTwoParts = count(people.subList(0, cut)).plus(count(people.subList(cut, people.size())));
            // then
            assertThat(RandomRounding.round(inTwoParts)).as("seed %d", seed).isEqualTo(figure);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 11})
    void over_many_cells_the_figures_are_true_on_average(int units) {
        // given many cells of different people
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        int cells = 20_000;
        // when
        long total = 0;
        long nearer = 0;
        for (int i = 0; i < cells; i++) {
            int figure =
                    RandomRounding.round(count(streams(seed + "/" + i, units))).value();
            total += figure;
            nearer += Math.abs(figure - units) == 1 ? 1 : 0;
        }
        // then: the standard deviation of one figure is √2, so that of the mean is 0.01; six of those never happen
        assertThat((double) total / cells).as("seed %d", seed).isCloseTo(units, within(0.06));
        assertThat((double) nearer / cells).as("seed %d", seed).isCloseTo(2.0 / 3, within(0.02));
    }

    @Test
    void another_secret_gives_other_figures() {
        UnitKeys others = new UnitKeys("another");
        long different = IntStream.range(0, 300)
                .filter(i -> RandomRounding.round(keys.one("case/" + i)).value()
                        != RandomRounding.round(others.one("case/" + i)).value())
                .count();
        assertThat(different).isGreaterThan(50);
        assertThatIllegalArgumentException().isThrownBy(() -> new UnitKeys(" "));
    }

    @Test
    void an_unrounded_count_can_be_added_up_and_nothing_else() {
        // Whatever were public here would be a way around the rounding.
        assertThat(Arrays.stream(PeopleCount.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrder("plus", "toString");
        assertThat(keys.one("case/1").plus(keys.one("case/2"))).hasToString("a count of people");
        assertThat(PeopleCount.class).isFinal();
        assertThatIllegalArgumentException().isThrownBy(() -> new RoundedCount(4));
    }
}

package nz.flagships.eventstore.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import nz.flagships.events.Json;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void itIsAsASortedMapIsWhateverIsPutInAndTakenOut() {
        // given
        Random random = new Random(7);
        TreeMap<String, Integer> expected = new TreeMap<>();
        Parts<Integer> parts = Parts.none();

        // when codes come and go, in order and out of order
        for (int i = 0; i < 5_000; i++) {
            String code = "C" + (i % 3 == 0 ? i : random.nextInt(500));
            if (random.nextInt(3) == 0) {
                expected.remove(code);
                parts = parts.without(code);
            } else {
                expected.put(code, i);
                parts = parts.with(code, i);
            }
            assertThat(parts.size()).isEqualTo(expected.size());
            assertThat(parts.get(code)).isEqualTo(expected.get(code));
        }

        // then
        assertThat(parts).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(parts.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(parts.firstKey()).isEqualTo(expected.firstKey());
        assertThat(parts.lastKey()).isEqualTo(expected.lastKey());
        assertThat(parts.headMap("C3")).isEqualTo(expected.headMap("C3"));
        assertThat(parts.tailMap("C3")).isEqualTo(expected.tailMap("C3"));
        assertThat(parts.subMap("C2", "C3")).isEqualTo(expected.subMap("C2", "C3"));
        assertThat(Json.text(Json.MAPPER.valueToTree(parts))).isEqualTo(Json.text(Json.MAPPER.valueToTree(expected)));
    }

    @Test
    void whatIsThereIsNeverChanged() {
        Parts<String> one = Parts.of(Map.of("A", "a"));

        Parts<String> two = one.with("B", "b");

        assertThat(one).containsOnlyKeys("A");
        assertThat(two).containsOnlyKeys("A", "B");
        assertThat(two.with("A", "c")).containsEntry("A", "c");
        assertThat(two).containsEntry("A", "a");
        assertThat(Parts.<String>of(two)).isSameAs(two);
        assertThat(two.without("C")).isSameAs(two);
        assertThatThrownBy(() -> two.put("C", "c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(two::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Parts.none().firstKey()).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> Parts.none().lastKey()).isInstanceOf(NoSuchElementException.class);
    }
}

package nz.flagships.eventstore.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTest {
    @Test
    void whatIsSpeltIsReadBack() {
        Map<String, Long> read = Map.of("POLICE", 7L, "role/national-office", 3L, "role/steward", 0L);
        String spelt = Read.spell(new TreeMap<>(read), "POLICE");
        assertThat(spelt).isEqualTo("7~national-office.3");
        assertThat(Read.spelt(spelt, "POLICE")).contains(Map.of("POLICE", 7L, "role/national-office", 3L));
        assertThat(Read.spelt("0", "POLICE")).contains(Map.of("POLICE", 0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "7~", "7~3", "7~national-office", "7~national-office.3x", "9223372036854775807"})
    void whatIsNoPositionIsNone(String position) {
        assertThat(Read.spelt(position, "POLICE")).isEmpty();
    }
}

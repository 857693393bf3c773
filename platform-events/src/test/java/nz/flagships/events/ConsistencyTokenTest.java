package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyTokenTest {
    @Test
    void a_list_is_read_and_written() {
        assertThat(ConsistencyToken.parse("initiative/7/1042, case/15/1"))
                .containsExactly(new ConsistencyToken("initiative", 7, 1042), new ConsistencyToken("case", 15, 1));
        assertThat(new ConsistencyToken("initiative", 7, 1042)).hasToString("initiative/7/1042");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "initiative/7",
                "initiative/16/1",
                "initiative/-1/1",
                "initiative/1/99999999999999999999",
                "Initiative/1/1",
                "case/1/1,"
            })
    void what_is_not_one_is_refused(String header) {
        assertThatThrownBy(() -> ConsistencyToken.parse(header)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_service_without_a_history_is_named_with_those_that_have_one() {
        assertThatThrownBy(() -> ConsistencyToken.parse("case/1/1, initative/7/1042"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A consistency token is of initiative or case, as initiative/7/1042");
    }

    @Test
    void no_more_than_a_shard_each_of_a_few_services() {
        assertThatThrownBy(() -> ConsistencyToken.parse("case/1/1,".repeat(64) + "case/1/1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Thing(String name, int count, @Nullable String note) {}

    @Test
    void canonical_json_orders_members_and_writes_numbers_one_way() throws JsonProcessingException {
        var tree = Json.MAPPER.readTree("""
                {"b": 1.0, "a": [1e2, 0.1, -0.0], "€": "Tairāwhiti", "A": null}""");

        assertThat(Json.canonical(tree)).isEqualTo("{\"A\":null,\"a\":[100,0.1,0],\"b\":1,\"€\":\"Tairāwhiti\"}");
    }

    @ParameterizedTest
    @CsvSource({"-11.4", "0", "416324", "123456789012345", "0.000001", "12345678.9012345", "-4.14"})
    void numbers_of_fifteen_digits_keep_their_value(BigDecimal number) throws JsonProcessingException {
        String canonical = Json.canonical(List.of(number));

        assertThat(Json.MAPPER.readTree(canonical).get(0).decimalValue()).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"count\":1,\"extra\":true}",
                "{\"name\":\"x\",\"count\":1,\"count\":2}",
                "{\"name\":\"x\",\"count\":\"1\"}",
                "{\"name\":\"x\",\"count\":1.5}",
                "{\"name\":\"x\",\"count\":null}",
                "{\"name\":7,\"count\":1}",
                "{\"name\":\"x\",\"count\":1} {}"
            })
    void what_is_not_exactly_a_record_is_refused(String json) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(json, Thing.class)).isInstanceOf(JsonProcessingException.class);
    }
}

package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
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

    /** The library that reads text is the oracle. */
    @RepeatedTest(200)
    void canonical_json_is_what_the_library_makes_of_the_same_text() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        JsonNode tree = tree(new Random(seed), 0);
        String text = Json.MAPPER.writeValueAsString(Map.of("root", tree));

        assertThat(Json.canonical(Map.of("root", tree)))
                .as("seed %d", seed)
                .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
    }

    private static JsonNode tree(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
        return switch (random.nextInt(depth < 4 ? 10 : 8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.numberNode(random.nextLong());
            case 4 -> nodes.numberNode(BigDecimal.valueOf(random.nextInt(), random.nextInt(40) - 20));
            case 5 -> nodes.numberNode(Double.longBitsToDouble(random.nextLong() & 0xbfef_ffff_ffff_ffffL));
            case 6, 7 -> nodes.textNode(text(random));
            case 8 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(tree(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(6); i > 0; i--) {
                    object.set(text(random), tree(random, depth + 1));
                }
                yield object;
            }
        };
    }

    /** Control characters, what must be escaped, macrons, and pairs of surrogates. */
    private static String text(Random random) {
        int[] from = {0x00, 0x20, 0x22, 0x5c, 0x7f, 0x101, 0x2028, 0xd7ff, 0xe000, 0x1f600};
        return random.ints(random.nextInt(8), 0, from.length * 8)
                .map(i -> from[i / 8] + (i / 8 == 0 ? random.nextInt(0x20) : 0))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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

    @Test
    void numbersAreWrittenPlain() {
        record Amounts(BigDecimal one, BigDecimal two, BigDecimal three) {}

        var tree = Json.tree(new Amounts(new BigDecimal("1E+1"), new BigDecimal("2.57E+8"), new BigDecimal("1E-7")));

        assertThat(Json.text(tree)).isEqualTo("{\"one\":10,\"two\":257000000,\"three\":0.0000001}");
    }
}

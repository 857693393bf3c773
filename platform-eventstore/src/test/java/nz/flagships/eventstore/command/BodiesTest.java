package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import nz.flagships.eventstore.command.Bodies.Slice;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1},{\"b\":[1,{\"c\":\"]\"}]}]",
                " [ 1 , \"ā😀\" , null,true , {} , [] , -1.5e3 ]\n",
                "\uFEFF[{\"a\":1} , {\"ā\":2}]",
                "[12]",
                "[\"a\\\"b\"]",
                "[]"
            })
    void theItemsOfAnArrayAreFoundWhereTheyStand(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        var whole = Bodies.read(body, RequestRule.MALFORMED_JSON);
        List<Slice> items = Bodies.items(body, 100, RequestRule.MALFORMED_JSON, KernelRule.TOO_MANY_EVENTS);
        assertThat(items).hasSize(whole.size());
        for (int i = 0; i < items.size(); i++) {
            assertThat(Bodies.among(body).read(items.get(i), RequestRule.MALFORMED_JSON))
                    .isEqualTo(whole.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,", "[1", "[1]]", "[1] 2", "[{\"a\":1,\"a\":2}]", "[tru]", "[1,,2]", "[\"\\x\"]"})
    void whatIsNoArrayToItsEndIsRefusedAsAWhole(String text) {
        assertThatThrownBy(() -> Bodies.items(
                        text.getBytes(StandardCharsets.UTF_8),
                        100,
                        RequestRule.MALFORMED_JSON,
                        KernelRule.TOO_MANY_EVENTS))
                .hasMessage("REQ-001");
    }

    @Test
    void whereADocumentAmongOthersIsBadIsSaidOfTheWhole() {
        byte[] body = "{}\n\n{\"a\":x}\n{} {\"a\":\ny}".getBytes(StandardCharsets.UTF_8);
        Bodies bodies = Bodies.among(body);

        bodies.read(new Slice(0, 2), KernelRule.MALFORMED_LINE);
        assertThat(detail(bodies, new Slice(4, 7))).isEqualTo("Line 3, column 6.");
        assertThat(detail(bodies, new Slice(15, 7))).isEqualTo("Line 5, column 1.");
    }

    private static @Nullable String detail(Bodies bodies, Slice slice) {
        try {
            return bodies.read(slice, KernelRule.MALFORMED_LINE).toString();
        } catch (ProblemException e) {
            return e.problem().detail();
        }
    }

    @Test
    void itemsAreCountedBeforeTheyAreRead() {
        byte[] many = ("[{}" + ",{}".repeat(1_000_000) + "]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Bodies.items(many, 20, RequestRule.MALFORMED_JSON, KernelRule.TOO_MANY_EVENTS))
                .hasMessage("EVT-017");
    }

    @Test
    void bytesAreReadOrRefusedWhateverTheyAre() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] letters = "{}[]\",:0123456789eE+-.truefalsn\\u \u0101".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[1 + random.nextInt(30)];
            for (int j = 0; j < body.length; j++) {
                body[j] =
                        random.nextInt(20) == 0 ? (byte) random.nextInt(256) : letters[random.nextInt(letters.length)];
            }
            try {
                Bodies.read(body, RequestRule.MALFORMED_JSON);
            } catch (ProblemException e) {
                assertThat(e.problem().status()).as("seed %d", seed).isEqualTo(400);
            }
            try {
                Bodies.items(body, 10, RequestRule.MALFORMED_JSON, KernelRule.TOO_MANY_EVENTS);
            } catch (ProblemException e) {
                assertThat(e.problem().status()).as("seed %d", seed).isIn(400, 413);
            }
        }
    }
}

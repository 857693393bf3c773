package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nz.flagships.rest.ProblemException;
import org.junit.jupiter.api.Test;

class PostingsTest {
    @Test
    void aKeyThatSaysNothingIsNoMissingKey() {
        assertThat(Postings.one(List.of())).isNull();
        for (String nothing : List.of("", " ", "\t", "\"\"")) {
            refused(nothing);
        }
    }

    @Test
    void twoKeysAreRefusedAndTheSameOneTwiceIsOne() {
        refused("a", "b");
        refused("a", "");
        assertThat(Postings.one(List.of("a", "\"a\""))).isEqualTo("a");
    }

    private static void refused(String... headers) {
        assertThatThrownBy(() -> Postings.one(List.of(headers)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("EVT-015"));
    }
}

package nz.flagships.eventstore.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    @Test
    void aValueIsUnquotedAndDecodedAsTheBindingSays() {
        assertThat(Attributes.decoded("2014-07-01T09:00:00+12:00", "time")).isEqualTo("2014-07-01T09:00:00+12:00");
        assertThat(Attributes.decoded("Euro%20%E2%82%AC%20%F0%9F%98%80", "id")).isEqualTo("Euro \u20ac \ud83d\ude00");
        assertThat(Attributes.decoded("\"a \\\"b\\\" \\\\ %C3%A9\"", "id")).isEqualTo("a \"b\" \\ \u00e9");
        assertThat(Attributes.decoded("100%25", "id")).isEqualTo("100%");
        assertThat(Attributes.decoded("%c3%a9", "id")).isEqualTo("\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9",
                "\u00c3\u00a9",
                "a\tb",
                "a\u0000",
                "%",
                "%4",
                "%zz",
                "%FF",
                "%C3",
                "%ED%A0%80",
                "%C0%80",
                "\"a",
                "\"a\"b",
                "\"a\\\""
            })
    void whatSaysTwoThingsIsRefused(String value) {
        assertThatThrownBy(() -> Attributes.decoded(value, "id")).hasMessage("EVT-001");
    }
}

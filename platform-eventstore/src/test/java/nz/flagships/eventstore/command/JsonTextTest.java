package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nz.flagships.rest.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;",
                "application/json; charset=utf-8",
                "application/json;CHARSET=\"UTF-8\" ; a=b",
                "application/cloudevents+json; a=\"x; charset=utf-16\"",
            })
    void utf8IsTaken(String contentType) {
        assertThatCode(() -> JsonText.inUtf8(contentType)).doesNotThrowAnyException();
    }

    @Test
    void whatSaysNothingIsTaken() {
        assertThatCode(() -> JsonText.inUtf8(null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=UTF-16",
                "application/json;a=b;Charset=\"iso-8859-1\"",
                "application/x-ndjson; charset=",
                "application/cloudevents-batch+json; charset=utf-8; charset=utf-16",
            })
    void anyOtherIsRefused(String contentType) {
        assertThatThrownBy(() -> JsonText.inUtf8(contentType))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(415));
    }
}

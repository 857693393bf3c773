package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/cases/%FF",
                "/a%",
                "/a%4",
                "/a%zz",
                "/%00",
                "/%0A",
                "/%C3",
                "/%ED%A0%80",
                "/?a=%C0%80",
                "/%7F"
            })
    void whatIsNoTextIsNoAddress(String uri) {
        assertThat(Address.isText(uri)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/regions/T%C4%81maki?x=%20%2B", "/a+b", "/v1/cases/POLICE~2014%2F1"})
    void whatIsTextIs(String uri) {
        assertThat(Address.isText(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/{id}", "/a|b", "/a\"b", "/[a]", "/a?b=^", "/<a>", "/a\\b"})
    void whatIsToBeEncodedIsNoAddress(String uri) {
        assertThat(Address.isAddress(uri)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "*", "/v1/regions/T%C4%81maki?x=%20%2B", "/v1/cases/POLICE~2014%2F1?a=b,c&d='e'"})
    void whatIsEncodedIs(String uri) {
        assertThat(Address.isAddress(uri)).isTrue();
    }

    @Test
    void parametersAreReadOnce() {
        assertThat(Address.parameters(null)).isEmpty();
        assertThat(Address.parameters("a=1&b=%C4%81+x")).isEqualTo(Map.of("a", "1", "b", "ā x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "a=1&a=1", "a=1&", "&", "=1&a", "%61=1&a=2"})
    void whatSaysNothingOrTwiceIsRefused(String query) {
        assertThatThrownBy(() -> Address.parameters(query)).hasMessage("REQ-025");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/html, image/gif, *; q=.2, */*; q=.2",
                "application/json;q=0.9;charset=\"utf-8;,\"",
                "text/csv,",
                "application/problem+json, application/json;q=0.001",
                "a/b;q=1.000",
                "application/json; charset=UTF-8"
            })
    void whatClientsAcceptIsTaken(String accept) {
        assertThat(Edge.isMediaRanges(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text", "a/b/c", "*/*;q=x", "a/b;q=2", "a/b;q=1.5", "a/b;q=-1", "\"", "a b/c", "a/b;q=, c/d"})
    void whatNobodyCanReadIsNot(String accept) {
        assertThat(Edge.isMediaRanges(accept)).isFalse();
    }
}

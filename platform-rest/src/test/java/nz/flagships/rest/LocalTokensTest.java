package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalTokensTest {
    @Test
    void productionRefusesTheLocalIssuerAndAnyFixedKey() {
        assertThatThrownBy(() -> LocalTokens.check(List.of("prod"), Optional.of("flagships-local"), Optional.empty()))
                .hasMessageContaining("prod");
        assertThatThrownBy(() -> LocalTokens.check(List.of("prod"), Optional.empty(), Optional.of("MII…")))
                .hasMessageContaining("prod");
    }

    @Test
    void productionTakesAnIssuerAndTheLocalProfileTheLocalKey() {
        assertThatCode(() ->
                        LocalTokens.check(List.of("prod"), Optional.of("https://issuer.example"), Optional.empty()))
                .doesNotThrowAnyException();
        assertThatCode(() -> LocalTokens.check(List.of("local"), Optional.of("flagships-local"), Optional.of("MII…")))
                .doesNotThrowAnyException();
    }
}

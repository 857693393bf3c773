package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the one-shots of Compose do, in a folder of their own. */
class ToolsTest {
    @TempDir
    Path keys;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theKeyIsMadeOnceAndServicesGetItsPublicHalf() throws IOException {
        // When it is run twice
        tools(Map.of()).run(List.of("keys"));
        String first = settings().getProperty("flagships.token.public-key");
        tools(Map.of()).run(List.of("keys"));

        // Then the key is the same, and only its owner can read what was written
        assertThat(settings().getProperty("flagships.token.public-key"))
                .isEqualTo(first)
                .isEqualTo(Tokens.in(keys).publicKey());
        assertThat(settings().getProperty("flagships.service-token")).contains(".");
        assertThat(Files.getPosixFilePermissions(keys.resolve(Tools.SETTINGS)))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void aTokenIsPrinted() {
        tools(Map.of()).run(List.of("token", "police", "--role", "initiative-lead"));

        assertThat(printed.toString(StandardCharsets.UTF_8).strip().split("\\."))
                .hasSize(3);
    }

    @Test
    void withAnIssuerNothingIsPosted() {
        tools(Map.of("IDENTITY", "issuer")).run(List.of("demo"));

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("IDENTITY=local");
    }

    @Test
    void whereTheServicesAreMustBeSaid() {
        Tools tools = tools(Map.of("FLAGSHIPS_CASE_URL", "http://localhost:1"));

        assertThatThrownBy(() -> tools.run(List.of("demo")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("FLAGSHIPS_INITIATIVE_URL is not set");
    }

    @Test
    void anotherCommandIsAMistake() {
        assertThatThrownBy(() -> tools(Map.of()).run(List.of("tokens")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("There is no command tokens");
    }

    private Tools tools(Map<String, String> environment) {
        return new Tools(
                keys, environment, new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(keys.resolve(Tools.SETTINGS))) {
            settings.load(reader);
        }
        return settings;
    }
}

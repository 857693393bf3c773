package nz.flagships.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Json;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What no parser of AsyncAPI does for version 3: every example is held against the schema of its message, as a reader of YAML
 * 1.1 has it, who takes {@code 2013-10-01} for a day and {@code on} for true where they are not quoted.
 */
class AsyncApiTest {
    private static Object document() throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(10_000_000);
        return new Yaml(new SafeConstructor(options))
                .load(Files.readString(Path.of("..", "docs", "events", "asyncapi.yaml")));
    }

    @Test
    void everyExampleFitsItsSchema() throws IOException {
        JsonNode messages = Json.tree(document()).at("/components/messages");
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        for (Map.Entry<String, JsonNode> message : messages.properties()) {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(message.getValue().path("payload").toString(), InputFormat.JSON);
            for (JsonNode example : message.getValue().path("examples")) {
                examples++;
                schema.validate(
                                example.path("payload").toString(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                        .forEach(error -> wrong.add(message.getKey() + ": " + error));
            }
        }
        assertThat(examples).isGreaterThan(80);
        assertThat(wrong).isEmpty();
    }

    @Test
    void noTextIsTakenForADay() throws IOException {
        assertThat(days(document(), "")).isEmpty();
    }

    private static List<String> days(Object node, String where) {
        List<String> found = new ArrayList<>();
        switch (node) {
            case Date ignored -> found.add(where);
            case Map<?, ?> map ->
                map.forEach((name, value) -> {
                    if (!(name instanceof String)) {
                        found.add(where + "/" + name + " is no text");
                    }
                    found.addAll(days(value, where + "/" + name));
                });
            case List<?> list -> list.forEach(each -> found.addAll(days(each, where + "/-")));
            case null -> {}
            default -> {}
        }
        return found;
    }
}

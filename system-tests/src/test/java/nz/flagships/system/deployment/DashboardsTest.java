package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards are what dashboards.yaml says, and ask for nothing that nobody emits. Grafana itself is not at hand here. */
class DashboardsTest {
    private static final Path FOLDER = Watched.FOLDER.resolve("dashboards");
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter(" ", "\n"))
            .withArrayIndenter(new DefaultIndenter(" ", "\n"));

    static List<JsonNode> dashboards() {
        JsonNode all = Watched.yaml("dashboards.yaml");
        return Watched.list(all.get("dashboards")).stream()
                .<JsonNode>map(said -> Dashboard.of(said, all.get("parts")))
                .toList();
    }

    static Stream<JsonNode> panels() {
        return dashboards().stream()
                .flatMap(d -> Watched.list(d.get("panels")).stream())
                .filter(p -> !p.get("type").asText().equals("row"));
    }

    @Test
    void the_files_are_what_is_said() throws IOException {
        JsonNode all = Watched.yaml("dashboards.yaml");
        for (JsonNode said : all.get("dashboards")) {
            Path file = FOLDER.resolve(Dashboard.file(said));
            String expected =
                    Watched.JSON.writer(PRINTER).writeValueAsString(Dashboard.of(said, all.get("parts"))) + "\n";

            assertThat(Watched.committed(file, expected))
                    .as("%s: run this test with -Dcatalogue.write=true, look at the change, commit it", file)
                    .isEqualTo(expected);
        }
    }

    @Test
    void what_kubernetes_mounts_is_what_there_is() throws IOException {
        Set<String> mounted = new TreeSet<>();
        Watched.yaml("kustomization.yaml")
                .get("configMapGenerator")
                .get(0)
                .get("files")
                .forEach(file -> mounted.add(file.asText()));
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> "dashboards/" + f.getFileName())).containsExactlyInAnyOrderElementsOf(mounted);
        }
    }

    @Test
    void ids_are_unique_and_nothing_overlaps() {
        Set<String> uids = new HashSet<>();
        for (JsonNode dashboard : dashboards()) {
            assertThat(uids.add(dashboard.get("uid").asText())).isTrue();
            Set<Integer> ids = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (JsonNode panel : dashboard.get("panels")) {
                assertThat(ids.add(panel.get("id").asInt())).isTrue();
                JsonNode at = panel.get("gridPos");
                for (int x = at.get("x").asInt();
                        x < at.get("x").asInt() + at.get("w").asInt();
                        x++) {
                    for (int y = at.get("y").asInt();
                            y < at.get("y").asInt() + at.get("h").asInt();
                            y++) {
                        assertThat(taken.add(x + "/" + y)).as(panel.toString()).isTrue();
                    }
                    assertThat(x).isLessThan(24);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void a_panel_says_what_it_shows_and_asks_only_for_what_somebody_emits(JsonNode panel) {
        assertThat(panel.get("title").asText()).isNotBlank();
        assertThat(panel.get("description").asText()).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
        assertThat(panel.get("targets")).isNotEmpty();
        for (JsonNode target : panel.get("targets")) {
            assertThat(Watched.unknown(target.get("expr").asText().replace("$__rate_interval", "5m")))
                    .as(target.toString())
                    .isEmpty();
        }
        for (JsonNode link : panel.path("links")) {
            String runbook = link.get("url").asText().replace("${runbooks}", "docs/operations/runbooks");
            assertThat(Watched.runbooks()).contains(runbook);
        }
    }

    @Test
    void prometheus_can_read_every_query() throws Exception {
        var rules = Watched.YAML.createObjectNode();
        var all = rules.putArray("groups").addObject().put("name", "queries").putArray("rules");
        panels().forEach(panel -> panel.get("targets")
                .forEach(target -> all.addObject()
                        .put("record", "q:" + all.size())
                        .put(
                                "expr",
                                target.get("expr")
                                        .asText()
                                        .replace("$__rate_interval", "5m")
                                        .replace("$namespace", ".*"))));
        Path file = Files.createTempFile("queries", ".yaml");
        Files.writeString(file, Watched.YAML.writeValueAsString(rules));

        RulesTest.promtool("check", "rules", file.toString());
        Files.delete(file);
    }
}

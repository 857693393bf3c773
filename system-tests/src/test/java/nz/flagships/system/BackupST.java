package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import org.junit.jupiter.api.Test;

/** A backup taken after writes stopped, restored into a fresh PostgreSQL beside a fresh Kafka: the services go on from it. */
class BackupST {
    private static final List<String> FIGURES = List.of(
            "/v1/outcomes",
            "/v1/targets",
            "/v1/initiatives",
            "/v1/milestones",
            "/v1/barriers",
            "/v1/evaluations",
            "/v1/claims",
            "/v1/fund/lots",
            "/v1/fund/entries",
            "/v1/cases");

    private static final String THEME = """
            {"specversion":"1.0","type":"nz.flagships.initiative.ThemeDefined.v1","source":"urn:example:backup","id":"%s","subject":"EXAMPLE-%s","data":{"name":"Backup"}}""";

    @Test
    void positionsAndFiguresAreEqualAndTheServicesGoOn() throws IOException {
        Path backup = Path.of("target", "backup").toAbsolutePath();
        delete(backup);
        Map<String, JsonNode> figures;
        Map<String, Long> positions;
        try (Flagships before = Flagships.fresh("backup", 14_000)) {
            // Given the demonstration and one fact more, all of it on show
            before.run("up", "--detach");
            String steward = before.token("JUSTICE", List.of("steward"), "");
            assertThat(post(before, steward, "BEFORE")).isEqualTo(201);
            positions = positions(before.settled());
            figures = figures(before);

            // When it is backed up, restored elsewhere and started
            assertThat(before.run("backup", backup.toString())).contains("files");
            assertThat(before.script("backup", backup.toString()).err()).contains("is there already");
            assertThat(before.script("restore", backup.toString()).err()).contains("There is data");
        }
        try (Flagships after = Flagships.fresh("restored", 15_000)) {
            after.run("restore", backup.toString());
            after.run("up", "--detach", "--no-demo");

            // Then positions and figures are equal
            assertThat(positions(after.settled())).isEqualTo(positions);
            Map<String, JsonNode> restored = figures(after);
            assertThat(restored.keySet()).isEqualTo(figures.keySet());
            figures.forEach((path, rows) -> {
                assertThat(rows).as(path).isNotEmpty();
                assertThat(restored.get(path)).as(path).isEqualTo(rows);
            });

            // And what was stored is known again, and what is new arrives, on the next position
            String steward = after.token("JUSTICE", List.of("steward"), "");
            assertThat(post(after, steward, "BEFORE")).isEqualTo(200);
            assertThat(post(after, steward, "AFTER")).isEqualTo(201);
            JsonNode continuity = after.settled();
            assertThat(continuity.get("missing").asLong()).isZero();
            assertThat(sum(positions(continuity))).isEqualTo(sum(positions) + 1);
            assertThat(after.json(Flagships.REPORTING, "/v1/themes").toString()).contains("EXAMPLE-AFTER");
            System.out.printf(
                    "Restored %d facts in %d kinds of figures: positions and figures equal, one fact more taken, 0 missing%n",
                    sum(positions), figures.size());
        }
    }

    @Test
    void aDamagedBackupIsRefused() throws IOException {
        Path backup = Path.of("target", "damaged").toAbsolutePath();
        delete(backup);
        Files.createDirectories(backup.resolve("postgres"));
        Files.writeString(backup.resolve("postgres/PG_VERSION"), "18\n");
        Flagships system = Flagships.fresh("damaged", 16_000);

        assertThat(system.script("restore", backup.toString()).err()).contains("no backup");
        Files.writeString(backup.resolve("SHA256SUMS"), "0".repeat(64) + "  postgres/PG_VERSION\n");
        assertThat(system.script("restore", backup.toString()).err()).contains("is not what was backed up");
    }

    private static int post(Flagships system, String token, String name) {
        return system.post(
                        Flagships.INITIATIVE,
                        "/v1/events",
                        token,
                        "application/cloudevents+json",
                        THEME.formatted(name, name))
                .statusCode();
    }

    private static Map<String, JsonNode> figures(Flagships system) {
        Map<String, JsonNode> figures = new TreeMap<>();
        for (String path : FIGURES) {
            ArrayNode all = Json.MAPPER.createArrayNode();
            system.rows(path).forEach(all::add);
            figures.put(path, all);
        }
        return figures;
    }

    /** By source and shard, how far it is projected. */
    private static Map<String, Long> positions(JsonNode continuity) {
        Map<String, Long> positions = new TreeMap<>();
        for (JsonNode source : continuity.get("sources")) {
            for (JsonNode shard : source.get("shards")) {

                positions.put(
                        source.get("source").asText() + "/" + shard.get("shard").asInt(),
                        shard.get("projected").asLong());
            }
        }
        return positions;
    }

    private static long sum(Map<String, Long> positions) {
        return positions.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

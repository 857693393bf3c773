package nz.flagships.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code docs/api/roles-*.md} says: every command, its route, and who may. */
final class RoleTable {
    private RoleTable() {}

    /** @param cells whether a role may, by its name */
    record Row(String event, String route, Map<String, Boolean> cells) {
        /** Where the command that says the same as an event is posted. */
        String path(JsonNode event) {
            return route.replace("{id}", event.path("subject").asText("NOTHING"));
        }

        /** The command's body: the event's data; one that begins carries its code or its reference too. */
        String body(JsonNode event) {
            ObjectNode data = event.get("data").deepCopy();
            if (!route.contains("{id}")) {
                if (event.has("subject")) {
                    data.put("code", event.get("subject").asText());
                }
                if (event.has("externalref")) {
                    data.put("externalRef", event.get("externalref").asText());
                }
            }
            return data.toString();
        }
    }

    /** The table of {@code initiative} or {@code case}. */
    static List<Row> of(String service) throws IOException {
        List<List<String>> lines = Files.readAllLines(Path.of("..", "docs", "api", "roles-" + service + ".md")).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        List<String> head = lines.getFirst();
        return lines.stream()
                .skip(2)
                .map(line -> {
                    Map<String, Boolean> cells = new TreeMap<>();
                    for (int i = 2; i < head.size(); i++) {
                        cells.put(head.get(i), line.get(i).equals("yes"));
                    }
                    return new Row(line.get(0), line.get(1).replace("`", ""), cells);
                })
                .toList();
    }
}

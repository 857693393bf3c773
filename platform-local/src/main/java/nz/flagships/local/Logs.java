package nz.flagships.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import nz.flagships.events.Json;

/** What servers wrote down, for a person. */
final class Logs {
    private Logs() {}

    /** The last lines of a log, for a message to a person: without the frames of stack traces, which push out the cause. */
    static String tail(Path log, int lines) {
        try {
            // A process that was killed may have left half a character.
            List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                    .map(Logs::legible)
                    .collect(Collectors.joining("\n"));
        } catch (IOException absent) {
            return "";
        }
    }

    /** A line of a log as a person reads it: of one in JSON, the level, the message and the exceptions' messages. */
    static String legible(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode entry = Json.MAPPER.readTree(line);
            StringBuilder said = new StringBuilder(entry.path("level").asText());
            said.append(' ').append(entry.path("message").asText());
            for (JsonNode e = entry.path("exception");
                    e.has("exceptionType");
                    e = e.path("causedBy").path("exception")) {
                said.append("\n    ").append(e.path("exceptionType").asText());
                said.append(": ").append(e.path("message").asText());
            }
            return said.toString();
        } catch (JsonProcessingException notJson) {
            return line;
        }
    }
}

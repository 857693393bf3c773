package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: the running system against the tables in {@code docs/api/roles-*.md}, cell by cell. */
class RolesST {
    /** Whatever else answers without a token must be listed here, or this test fails. */
    private static final Map<Integer, List<String>> OPEN = Map.of(
            Flagships.INITIATIVE,
            List.of("GET /v1/event-types", "GET /v1/*/{id}", "GET /v1/*/{id}/history"),
            Flagships.CASE,
            List.of("GET /v1/event-types", "GET /v1/continuity"),
            Flagships.REPORTING,
            List.of("GET *"));

    /** What reporting-service keeps for operators. */
    private static final String OPERATORS = "/v1/operations";

    private static Flagships system;

    @BeforeAll
    static void start() {
        system = Flagships.fresh("roles", 12_000);
        system.run("up", "--detach", "--no-demo");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @ParameterizedTest
    @CsvSource({"initiative, 8081", "case, 8082"})
    void everyCommandAnswersEveryRoleAsTheTableSays(String service, int port) throws IOException {
        // Given the table and the examples
        Map<String, JsonNode> types = new HashMap<>();
        for (JsonNode type : system.json(port, "/v1/event-types").get("eventTypes")) {
            String[] parts = type.get("type").asText().split("\\.");
            types.put(parts[parts.length - 2], type);
        }
        List<RoleTable.Row> table = RoleTable.of(service);
        assertThat(table)
                .extracting(RoleTable.Row::event)
                .containsExactlyInAnyOrderElementsOf(types.entrySet().stream()
                        .filter(e -> e.getValue().get("postable").asBoolean())
                        .map(Map.Entry::getKey)
                        .toList());

        // When each is posted with each role alone, both ways
        List<String> wrong = new ArrayList<>();
        for (RoleTable.Row row : table) {
            JsonNode type = Objects.requireNonNull(types.get(row.event()), row.event());
            row.cells().forEach((role, may) -> {
                String token = system.token(type.at("/as/agency").asText(), List.of(role), "role-" + role);
                ObjectNode event = type.get("example").deepCopy();
                event.put("id", UUID.randomUUID().toString());
                HttpResponse<String> posted =
                        system.post(port, "/v1/events", token, "application/cloudevents+json", event.toString());
                HttpResponse<String> commanded =
                        system.post(port, row.path(event), token, "application/json", row.body(event));
                judge(row.event() + " as an event", role, may, posted, wrong);
                judge(row.route(), role, may, commanded, wrong);
            });
        }

        // Then every cell holds
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingThatIsNotListedAsOpenAnswersWithoutAToken() {
        List<String> wrong = new ArrayList<>();
        OPEN.forEach((port, open) -> {
            JsonNode paths = system.json(port, "/openapi?format=json").get("paths");
            assertThat(paths.size()).isGreaterThan(5);
            paths.properties()
                    .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                        if (!List.of("get", "post", "put", "delete", "patch").contains(method)) {
                            return;
                        }
                        String name = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
                        int status =
                                system.status(system.request(port, path.getKey().replaceAll("\\{[^}]*}", "1"))
                                        .header("Content-Type", "application/json")
                                        .method(
                                                method.toUpperCase(Locale.ROOT),
                                                method.equals("get")
                                                        ? HttpRequest.BodyPublishers.noBody()
                                                        : HttpRequest.BodyPublishers.ofString("{}"))
                                        .build());
                        boolean mayBeOpen = open.stream().anyMatch(pattern -> matches(pattern, name))
                                && !path.getKey().startsWith(OPERATORS);
                        if (!mayBeOpen && status != 401) {
                            wrong.add(name + " of " + port + " answered " + status);
                        }
                        if (status >= 500) {
                            wrong.add(name + " of " + port + " broke");
                        }
                    }));
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean matches(String pattern, String name) {
        return name.matches(
                ("\\Q" + pattern + "\\E").replace("*", pattern.endsWith(" *") ? "\\E.*\\Q" : "\\E[^/]+\\Q"));
    }

    private static void judge(String what, String role, boolean may, HttpResponse<String> answer, List<String> wrong) {
        boolean refused = answer.statusCode() == 403
                && Flagships.tree(answer.body()).path("code").asText().equals("AUTH-002");
        if (refused == may || answer.statusCode() == 401 || answer.statusCode() >= 500) {
            wrong.add("%s for %s: %d %s".formatted(what, role, answer.statusCode(), answer.body()));
        }
    }
}

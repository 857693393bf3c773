package nz.flagships.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes down what a running reporting-service answers, so that two versions of it can be compared with {@code diff -r}:
 * each list as JSON and CSV, by each filter, in each order, page by page, and every other route. What is told of the moment
 * of an answer is left out.
 *
 * <p>{@code -Drecord.answers=FOLDER}, of the service at {@code -Drecord.address=http://localhost:8083}.
 */
@EnabledIfSystemProperty(named = "record.answers", matches = ".+")
class RecordAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VALUES = 2;
    private static final int PAGES = 12;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address = System.getProperty("record.address", "http://localhost:8083");

    @Test
    void record() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("record.answers"));
        JsonNode paths = JSON.readTree(get("/openapi?format=json").body()).path("paths");
        TreeMap<String, JsonNode> routes = new TreeMap<>();
        paths.properties().forEach(path -> {
            if (path.getValue().has("get")
                    && !path.getKey().contains("{")
                    && !path.getKey().startsWith("/v1/live")
                    && !path.getKey().startsWith("/v1/continuity")) {
                routes.put(path.getKey(), path.getValue().get("get"));
            }
        });
        for (var route : routes.entrySet()) {
            List<String> said = new ArrayList<>();
            record(route.getKey(), route.getValue(), said);
            Path file = folder.resolve(route.getKey().substring(1).replace('/', '-') + ".txt");
            Files.createDirectories(folder);
            Files.write(file, said);
        }
    }

    private void record(String path, JsonNode route, List<String> said) throws IOException, InterruptedException {
        JsonNode whole = ask(path, "limit=1000", said);
        ask(path, "", said);
        if (!whole.path("rows").isArray()) {
            return;
        }
        ask(path, "format=csv", said);
        pages(path, "", PAGES, said);
        Set<String> filters = new LinkedHashSet<>();
        route.path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && !name.isEmpty()) {
                filters.add(name);
            }
        });
        for (String name : filters) {
            ask(path, name + "=null&limit=1000", said);
            for (String value : values(name, whole)) {
                ask(path, name + "=" + encoded(value) + "&limit=1000", said);
                ask(path, name + "=" + encoded(value) + "&format=csv", said);
            }
            for (String direction : List.of("", "-")) {
                pages(path, "sort=" + direction + name, 3, said);
                ask(path, "sort=" + direction + name + "&limit=1000", said);
            }
        }
    }

    /** What a parameter may be asked by: the first values that its column has, or what the route says it takes. */
    private static Set<String> values(String name, JsonNode whole) {
        Set<String> found = new LinkedHashSet<>();
        for (JsonNode row : whole.path("rows")) {
            JsonNode at = row;
            for (String step : (name.equals("region") && !row.has("region") ? "regions" : name).split("\\.")) {
                at = at.path(step);
            }
            if (at.isArray()) {
                at.forEach(one -> found.add(one.asText()));
            } else if (at.isValueNode() && !at.isNull()) {
                found.add("\"" + at.asText().replace("\"", "\"\"") + "\"");
            }
            if (found.size() >= VALUES) {
                break;
            }
        }
        if (name.equals("by")) {
            found.addAll(List.of("region", "initiative", "region,category", "severity", "waitingFor", "theme"));
        }
        return found;
    }

    private void pages(String path, String query, int most, List<String> said)
            throws IOException, InterruptedException {
        String next = "";
        for (int page = 0; page < most; page++) {
            JsonNode answer = ask(path, (query.isEmpty() ? "" : query + "&") + "limit=3" + next, said);
            if (!answer.path("next").isTextual()) {
                return;
            }
            next = "&after=" + answer.path("next").asText();
        }
    }

    private JsonNode ask(String path, String query, List<String> said) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path + (query.isEmpty() ? "" : "?" + query));
        String body = answer.body();
        JsonNode read = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        if (answer.headers().firstValue("Content-Type").orElse("").contains("json")) {
            read = JSON.readTree(body);
            if (read.path("asOf") instanceof ObjectNode asOf) {
                String at = asOf.path("at").asText();
                body = body.replace("\"at\":\"" + at + "\"", "\"at\":…");
            }
        }
        said.add("GET " + path + "?" + query + " " + answer.statusCode() + " "
                + answer.headers().firstValue("Link").orElse(""));
        said.add(body);
        return read;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Without Maven: of a folder and an address in the system properties. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        new RecordAnswers().record();
    }
}

package nz.flagships.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/** The public REST interface, as anybody else would use it. */
final class RestClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * What came back.
     *
     * @param status 0 when nobody answered
     */
    record Answer(int status, String body, Optional<String> consistencyToken) {
        boolean good() {
            return status >= 200 && status < 300;
        }

        /** The body, or a missing node when it is not JSON. */
        JsonNode json() {
            return parse(body);
        }

        /** A body of one JSON document a line. */
        List<JsonNode> jsonLines() {
            return body.lines().filter(l -> !l.isBlank()).map(RestClient::parse).toList();
        }

        /** For a person: the problem's words, or what there is instead. */
        String complaint() {
            JsonNode problem = json();
            return status == 0
                    ? "no answer: " + body
                    : problem.has("code")
                            ? problem.path("code").asText() + ": "
                                    + problem.path("detail")
                                            .asText(problem.path("title").asText()) + " "
                                    + problem.path("mend").asText("")
                            : "status " + status + " "
                                    + body.lines().findFirst().orElse("");
        }
    }

    Answer get(String url, @Nullable String token) {
        return send(request(url, token).GET().build());
    }

    Answer post(String url, @Nullable String token, String mediaType, String body, @Nullable String consistencyToken) {
        HttpRequest.Builder request =
                request(url, token).header("Content-Type", mediaType).POST(HttpRequest.BodyPublishers.ofString(body));
        if (consistencyToken != null) {
            request.header("Consistency-Token", consistencyToken);
        }
        return send(request.build());
    }

    private static HttpRequest.Builder request(String url, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().allValues("Consistency-Token").stream().reduce((a, b) -> a + "," + b));
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e.getMessage()), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted", Optional.empty());
        }
    }

    private static JsonNode parse(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}

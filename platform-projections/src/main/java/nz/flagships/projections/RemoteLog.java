package nz.flagships.projections;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;

/** The log of another service, over HTTP with a service token. */
final class RemoteLog implements SourceLog {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String source;
    private final String url;
    private final Pass pass;
    private final HttpClient http;

    /** What this service shows to others. */
    interface Pass {
        /** The bearer token of now; blocks. */
        String token() throws SourceUnreachable;

        /** It was not taken. */
        void refused();
    }

    RemoteLog(String source, String url, Pass pass) {
        this.source = source;
        this.url = url.replaceAll("/+$", "");
        this.pass = pass;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Page after(int shard, long position, int limit) throws SourceUnreachable {
        JsonNode page = get("/v1/log/" + shard + "?after=" + position + "&limit=" + limit);
        try {
            List<EventEnvelope> events = new ArrayList<>();
            for (JsonNode event : page.path("events")) {
                events.add(EventEnvelope.ofStructured(shard, event));
            }
            return new Page(head(shard, page), events);
        } catch (RuntimeException e) {
            throw new SourceUnreachable("The log of " + source + " answers what cannot be read", e);
        }
    }

    @Override
    public List<Head> heads() throws SourceUnreachable {
        JsonNode answer = get("/v1/log");
        try {
            List<Head> heads = new ArrayList<>();
            for (JsonNode shard : answer.path("shards")) {
                heads.add(head(number(shard, "shard").intValue(), shard));
            }
            return heads;
        } catch (RuntimeException e) {
            throw new SourceUnreachable("The log of " + source + " answers what cannot be read", e);
        }
    }

    private static Head head(int shard, JsonNode node) {
        return new Head(
                shard,
                number(node, "epoch").intValue(),
                number(node, "head").longValue(),
                number(node, "published").longValue());
    }

    private static JsonNode number(JsonNode node, String name) {
        JsonNode number = node.path(name);
        if (!number.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return number;
    }

    private JsonNode get(String path) throws SourceUnreachable {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .timeout(ANSWER)
                            .header("Authorization", "Bearer " + pass.token())
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 401) {
                pass.refused();
            }
            if (answer.statusCode() != 200) {
                throw new SourceUnreachable("The log of " + source + " answers " + answer.statusCode());
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new SourceUnreachable("The log of " + source + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreachable("Interrupted", e);
        }
    }
}

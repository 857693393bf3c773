package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.rest.Problems;
import nz.flagships.rest.metrics.Refusals;

/** Says what became of a posting: 201 stored, 200 duplicate, else a problem. */
public final class Answers {
    /** How many events of a fact are named by their types: of twenty thousand they are a megabyte. The version says how many there are. */
    static final int NAMED = 100;

    private final Aggregates aggregates;

    public Answers(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    /** The answer to a single posting. */
    public Response single(Outcome outcome) {
        Tally.count(outcome);
        return switch (outcome) {
            case Outcome.Stored(var stream, var version, var positions, var types) -> {
                ObjectNode body = body("stored", stream, version, positions.getFirst());
                types.stream().limit(NAMED).forEach(body.putArray("events")::add);
                yield answer(at(Response.status(Response.Status.CREATED), stream), body, version, positions);
            }
            case Outcome.Duplicate(var stream, var version, var position) ->
                answer(
                        at(Response.ok(), stream),
                        body("duplicate", stream, version, position),
                        version,
                        List.of(position));
            case Outcome.Valid(var stream, var version, var types) -> {
                ObjectNode body = Json.MAPPER
                        .createObjectNode()
                        .put("result", "valid")
                        .put("stream", stream)
                        .put("version", version);
                types.stream().limit(NAMED).forEach(body.putArray("events")::add);
                yield Response.ok(body.toString())
                        .type(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
            }
            case Outcome.Rejected(var problem) -> Problems.response(problem);
        };
    }

    /**
     * The answers to the lines of one request. A problem that has been said in full so often that nobody reads it once more
     * is said by its code alone: else a small body of bad lines has an answer a hundred times its size.
     */
    public static final class Lines {
        /** How often one problem is said in full. */
        static final int IN_FULL = 100;

        private final Map<String, Integer> said = new HashMap<>();

        /** What became of a line, without its index and id. */
        public ObjectNode line(Outcome outcome) {
            Tally.count(outcome);
            ObjectNode line = Json.MAPPER.createObjectNode();
            switch (outcome) {
                case Outcome.Stored(var stream, var version, var positions, var types) ->
                    line.put("result", "stored")
                            .put("position", positions.getFirst().toString());
                case Outcome.Duplicate(var stream, var version, var position) ->
                    line.put("result", "duplicate").put("position", position.toString());
                case Outcome.Valid valid -> line.put("result", "valid");
                case Outcome.Rejected(var problem) -> {
                    Refusals.count(problem);
                    line.put("result", "rejected");
                    line.set("problem", said(problem));
                }
            }
            return line;
        }

        private JsonNode said(Problem problem) {
            if (said.merge(problem.code(), 1, Integer::sum) <= IN_FULL) {
                return Json.tree(problem);
            }
            ObjectNode brief = Json.MAPPER
                    .createObjectNode()
                    .put("status", problem.status())
                    .put("code", problem.code());
            if (problem.pointer() != null) {
                brief.put("pointer", problem.pointer());
            }
            if (problem.retryAfter() != null) {
                brief.put("retryAfter", problem.retryAfter());
            }
            return brief;
        }
    }

    /** Where what a stream tells of can be read. */
    private String location(String stream) {
        int slash = stream.indexOf('/');
        return "/v1/" + aggregates.ofStream(stream).aggregate().collection() + "/"
                + URLEncoder.encode(stream.substring(slash + 1), StandardCharsets.UTF_8);
    }

    /** Relative, so that it holds behind any proxy; as a text, since a URI would be taken apart and joined to the request's. */
    private Response.ResponseBuilder at(Response.ResponseBuilder answer, String stream) {
        return answer.header(HttpHeaders.LOCATION, location(stream));
    }

    private static ObjectNode body(String result, String stream, long version, ConsistencyToken position) {
        return Json.MAPPER
                .createObjectNode()
                .put("result", result)
                .put("stream", stream)
                .put("version", version)
                .put("position", position.toString());
    }

    private static Response answer(
            Response.ResponseBuilder builder, ObjectNode body, long version, List<ConsistencyToken> positions) {
        return builder.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.ETAG, "\"" + version + "\"")
                .header(
                        ConsistencyToken.HEADER,
                        positions.stream().map(ConsistencyToken::toString).collect(Collectors.joining(",")))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}

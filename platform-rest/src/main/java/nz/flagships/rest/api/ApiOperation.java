package nz.flagships.rest.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/** An operation of the API while it is described: one method of one path. */
public final class ApiOperation {
    private static final String JSON = "application/json";

    private final String method;
    private final String path;
    private final ObjectNode node = Json.MAPPER.createObjectNode();
    private final ArrayNode parameters = Json.MAPPER.createArrayNode();
    private final ObjectNode answers = Json.MAPPER.createObjectNode();
    private final TreeSet<Integer> refusals = new TreeSet<>();
    private boolean token;

    private ApiOperation(String method, String path, String id) {
        this.method = method;
        this.path = path;
        node.put("operationId", id);
    }

    /** @param id what a generated client calls it; never changed once it is out */
    public static ApiOperation of(String method, String path, String id) {
        ApiOperation operation = new ApiOperation(method, path, id);
        operation.refuses(400, 406, 429, 503);
        return operation;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** The group it is in: one class of a generated client. */
    public ApiOperation tag(String name) {
        node.putArray("tags").add(name);
        return this;
    }

    public ApiOperation summary(String text) {
        node.put("summary", text);
        return this;
    }

    public ApiOperation description(String text) {
        if (!text.isEmpty()) {
            node.put("description", text);
        }
        return this;
    }

    /** It answers nobody without a bearer token. */
    public ApiOperation needsToken() {
        token = true;
        return refuses(401, 403);
    }

    /** A parameter of the path. */
    public ApiOperation path(String name, String description, ObjectNode schema) {
        parameter("path", name, description, schema).put("required", true);
        return this;
    }

    /** A parameter of the query that may be left out. */
    public ApiOperation query(String name, String description, ObjectNode schema) {
        ObjectNode parameter = parameter("query", name, description, schema);
        if ("array".equals(schema.path("type").asText())) {
            parameter.put("style", "form").put("explode", false);
        }
        return this;
    }

    /** A parameter of the query that may not be left out. */
    public ApiOperation requiredQuery(String name, String description, ObjectNode schema) {
        parameter("query", name, description, schema).put("required", true);
        return this;
    }

    /** A header that may be sent. */
    public ApiOperation header(String name, String description) {
        parameter("header", name, description, ApiDocument.text());
        return this;
    }

    /** A parameter that several operations have. */
    public ApiOperation parameter(String component) {
        parameters.addObject().put("$ref", "#/components/parameters/" + component);
        return this;
    }

    private ObjectNode parameter(String in, String name, String description, ObjectNode schema) {
        ObjectNode parameter =
                parameters.addObject().put("name", name).put("in", in).put("description", description);
        parameter.set("schema", schema);
        return parameter;
    }

    /** A body it takes. */
    public ApiOperation body(String mediaType, ObjectNode schema, @Nullable JsonNode example) {
        ObjectNode body = node.withObject("/requestBody").put("required", true);
        ObjectNode content = body.withObject("/content");
        ObjectNode one = content.putObject(mediaType);
        one.set("schema", schema);
        if (example != null) {
            one.set("example", example);
        }
        return refuses(413, 415);
    }

    /** JSON it answers. */
    public ApiOperation answers(int status, String meaning, ObjectNode schema) {
        return answers(status, meaning, JSON, schema, null);
    }

    /** What it answers. */
    public ApiOperation answers(
            int status, String meaning, String mediaType, ObjectNode schema, @Nullable JsonNode example) {
        ObjectNode answer = answer(status, meaning);
        ObjectNode content = answer.has("content") ? (ObjectNode) answer.get("content") : answer.putObject("content");
        ObjectNode one = content.putObject(mediaType);
        one.set("schema", schema);
        if (example != null) {
            one.set("example", example);
        }
        return this;
    }

    /** It answers without a body. */
    public ApiOperation answersNothing(int status, String meaning) {
        answer(status, meaning);
        return this;
    }

    /** A header of an answer, by the name of its component. */
    public ApiOperation sends(int status, String... headers) {
        ObjectNode answer = (ObjectNode) answers.get(Integer.toString(status));
        for (String header : headers) {
            ObjectNode all = answer.has("headers") ? (ObjectNode) answer.get("headers") : answer.putObject("headers");
            all.putObject(header).put("$ref", "#/components/headers/" + header);
        }
        return this;
    }

    private ObjectNode answer(int status, String meaning) {
        String key = Integer.toString(status);
        return answers.has(key)
                ? (ObjectNode) answers.get(key)
                : answers.putObject(key).put("description", meaning);
    }

    /** The problems it may answer, by status. */
    public ApiOperation refuses(int... statuses) {
        for (int status : statuses) {
            refusals.add(status);
        }
        return this;
    }

    ObjectNode json(Map<Integer, String> problems) {
        if (!parameters.isEmpty()) {
            node.set("parameters", parameters);
        }
        ObjectNode responses = node.putObject("responses");
        responses.setAll(answers);
        refusals.forEach(status -> {
            String name = problems.get(status);
            if (name == null) {
                throw new IllegalStateException("No problem of the API has the status " + status);
            }
            responses.putObject(status.toString()).put("$ref", "#/components/responses/" + name);
        });
        responses.putObject("default").put("$ref", "#/components/responses/Refused");
        // Said for every operation: what says nothing is taken for forgotten.
        ArrayNode security = node.putArray("security");
        if (!token) {
            // Without one as well. Who sends one is told more, has places of their own, and their client is to know.
            security.addObject();
        }
        security.addObject().putArray(ApiDocument.TOKEN);
        return node;
    }
}

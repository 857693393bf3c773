package nz.flagships.rest.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;

/**
 * The OpenAPI document of a service while it is made. Everything in it comes from what answers: the registries of commands and
 * lists, the resources, and the records they answer; nothing is described twice.
 */
public final class ApiDocument {
    /** The version of OpenAPI. */
    public static final String OPENAPI = "3.1.0";

    static final String TOKEN = "token";

    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(Map.ofEntries(
            Map.entry(400, "BadRequest"),
            Map.entry(401, "TokenNeeded"),
            Map.entry(403, "NotAllowed"),
            Map.entry(404, "NotFound"),
            Map.entry(406, "NotAcceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Changed"),
            Map.entry(413, "TooLarge"),
            Map.entry(415, "MediaTypeNotTaken"),
            Map.entry(422, "Rejected"),
            Map.entry(429, "TooMany"),
            Map.entry(503, "Unavailable")));
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("BadRequest", "A parameter, header or the body cannot be read"),
            Map.entry("TokenNeeded", "A valid bearer token is needed"),
            Map.entry("NotAllowed", "None of the token's roles, or not its agency, may do this"),
            Map.entry("NotFound", "There is nothing at this address, or the caller may not know of it"),
            Map.entry("NotAcceptable", "None of the accepted media types is offered"),
            Map.entry("Conflict", "Something else changed it at the same time, or it is in another state"),
            Map.entry("Changed", "It has changed since: If-Match names another version"),
            Map.entry("TooLarge", "The body is larger than the limit"),
            Map.entry("MediaTypeNotTaken", "The body's type or encoding is not taken here"),
            Map.entry("Rejected", "A rule refuses it; nothing was stored"),
            Map.entry("TooMany", "Too many requests: wait for as long as Retry-After says"),
            Map.entry("Unavailable", "It cannot be done at the moment: wait for as long as Retry-After says"),
            Map.entry("Refused", "A problem with a stable code, and how to mend it"));

    private final ObjectNode info = Json.MAPPER.createObjectNode();
    private final TreeMap<String, String> tags = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, ApiOperation>> paths = new TreeMap<>();
    private final TreeMap<String, ObjectNode> parameters = new TreeMap<>();
    private final ApiSchemas schemas = new ApiSchemas();

    /** @param service {@code initiative-service} */
    public ApiDocument(String service, String version) {
        info.put("title", service)
                .put("version", version)
                .put(
                        "description",
                        "Errors are problems (RFC 9457) with a stable code, the member that is wrong and how to mend it."
                                + " Answers may grow members: ignore those you do not know.");
        shared(
                "ConsistencyToken",
                "Consistency-Token",
                "header",
                "What the answer shall rest on, from an earlier answer: it waits for that, two seconds at most",
                text());
        shared("IfNoneMatch", "If-None-Match", "header", "An ETag you have: 304 while it is the newest", text());
        shared("IfMatch", "If-Match", "header", "The ETag it must still have, else 412", text());
        shared(
                "IdempotencyKey",
                "Idempotency-Key",
                "header",
                "Under which it is stored once: the same one sent again stores nothing",
                text());
    }

    /** The schemas of this document. */
    public ApiSchemas schemas() {
        return schemas;
    }

    /** A parameter of several operations, which they refer to by the component's name. */
    public void shared(String component, String name, String in, String description, ObjectNode schema) {
        ObjectNode parameter =
                Json.MAPPER.createObjectNode().put("name", name).put("in", in).put("description", description);
        parameter.set("schema", schema);
        ObjectNode there = parameters.putIfAbsent(component, parameter);
        if (there != null && !there.equals(parameter)) {
            throw new IllegalStateException("Two parameters of the API are called " + component);
        }
    }

    /** Says what a tag is for. */
    public void tag(String name, String description) {
        tags.put(name, description);
    }

    /** Adds an operation. */
    public void add(ApiOperation operation) {
        Object before = paths.computeIfAbsent(operation.path(), p -> new TreeMap<>())
                .put(operation.method().toLowerCase(java.util.Locale.ROOT), operation);
        if (before != null) {
            throw new IllegalStateException(operation.method() + " " + operation.path() + " is described twice");
        }
    }

    /** The document. */
    public ObjectNode json() {
        ObjectNode problem = schemas.of(Problem.class);
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", OPENAPI);
        document.set("info", info);
        // Relative: it holds behind every proxy.
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode all = Json.MAPPER.createObjectNode();
        Set<String> used = new HashSet<>();
        Set<String> ids = new HashSet<>();
        paths.forEach((path, methods) -> {
            ObjectNode item = all.putObject(path);
            methods.forEach((method, operation) -> {
                ObjectNode node = operation.json(PROBLEMS);
                item.set(method, node);
                node.path("tags").forEach(tag -> used.add(tag.asText()));
                String id = node.path("operationId").asText();
                if (!ids.add(id)) {
                    throw new IllegalStateException("Two operations of the API are called " + id);
                }
            });
        });
        List<String> named = new ArrayList<>(used);
        named.sort(null);
        var tagged = document.putArray("tags");
        named.forEach(name -> {
            ObjectNode tag = tagged.addObject().put("name", name);
            if (tags.containsKey(name)) {
                tag.put("description", tags.get(name));
            }
        });
        document.set("paths", all);
        ObjectNode components = document.putObject("components");
        ObjectNode named2 = components.putObject("schemas");
        schemas.components().forEach(named2::set);
        ObjectNode shared = components.putObject("parameters");
        parameters.forEach(shared::set);
        headers(components.putObject("headers"));
        ObjectNode responses = components.putObject("responses");
        new TreeMap<>(MEANINGS).forEach((name, meaning) -> {
            ObjectNode response = responses.putObject(name).put("description", meaning);
            ObjectNode sent = response.putObject("headers");
            if (name.equals("TooMany") || name.equals("Unavailable") || name.equals("Rejected")) {
                sent.putObject("Retry-After").put("$ref", "#/components/headers/Retry-After");
            }
            if (name.equals("TokenNeeded")) {
                sent.putObject("WWW-Authenticate").put("$ref", "#/components/headers/WWW-Authenticate");
            }
            if (sent.isEmpty()) {
                response.remove("headers");
            }
            response.putObject("content").putObject(Problem.MEDIA_TYPE).set("schema", problem.deepCopy());
        });
        components
                .putObject("securitySchemes")
                .putObject(TOKEN)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "A token of your agency: agency names it, groups are its roles");
        return document;
    }

    private static void headers(ObjectNode headers) {
        header(headers, "ETag", "The version that was answered");
        header(headers, "Location", "Where it can be read, relative to this service");
        header(headers, "Consistency-Token", "Send it with a query that shall see this write");
        header(headers, "Retry-After", "Seconds after which it may work");
        header(headers, "WWW-Authenticate", "Bearer");
        header(headers, "Link", "The next page, where CSV has one");
    }

    private static void header(ObjectNode headers, String name, String description) {
        headers.putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    /** A text. */
    public static ObjectNode text() {
        return Json.MAPPER.createObjectNode().put("type", "string");
    }

    /** A whole number between bounds, and what it is where it is left out. */
    public static ObjectNode whole(long least, long most, long otherwise) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", "integer")
                .put("format", most > Integer.MAX_VALUE ? "int64" : "int32")
                .put("minimum", least)
                .put("maximum", most)
                .put("default", otherwise);
    }
}

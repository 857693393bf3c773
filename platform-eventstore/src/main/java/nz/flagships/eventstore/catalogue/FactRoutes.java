package nz.flagships.eventstore.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.DryRuns;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.History;
import nz.flagships.eventstore.command.Receipt;
import nz.flagships.eventstore.command.Registered;
import nz.flagships.eventstore.command.Shown;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.rest.api.ApiDocument;
import nz.flagships.rest.api.ApiOperation;
import nz.flagships.rest.api.ApiPart;
import nz.flagships.rest.api.ApiSchemas;

/**
 * Describes what follows from the registry: a route per command of every aggregate, with the schema, the example and the roles
 * of its record; the state and history of every aggregate; and the ways to post events.
 */
@Singleton
public class FactRoutes implements ApiPart {
    private static final String DRY_RUN = "DryRun";
    private static final String JSON = "application/json";
    private static final int MOST_EVENTS = 1_000;

    private final Aggregates aggregates;

    /** @param aggregates whose facts are described */
    public FactRoutes(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public void describe(ApiDocument document) {
        document.shared(
                DRY_RUN,
                DryRuns.PARAMETER,
                "query",
                "true: says what would become of it, and stores nothing",
                Json.MAPPER.createObjectNode().put("type", "boolean").put("default", false));
        for (Registered aggregate : aggregates.all()) {
            String collection = "/v1/" + aggregate.aggregate().collection();
            for (FactType fact : aggregate.facts()) {
                if (fact.fact().postable()) {
                    document.add(command(document, fact, collection));
                }
            }
            document.add(state(document, aggregate, collection));
            document.add(history(document, aggregate, collection));
        }
        document.tag("events", "Facts as CloudEvents, and what became of them");
        document.add(post(document));
    }

    private static ApiOperation command(ApiDocument document, FactType fact, String collection) {
        String name = fact.command().getSimpleName();
        boolean begins = fact.fact().begins();
        ObjectNode receipt = document.schemas().of(Receipt.class);
        ApiOperation operation = ApiOperation.of(
                        "POST",
                        begins ? collection : collection + "/{id}/" + fact.route(),
                        Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .tag(fact.aggregate().aggregate().collection())
                .summary(fact.fact().description())
                .description("Stored as " + fact.type() + ". Roles: "
                        + fact.allowed().stream().map(Role::claim).sorted().collect(Collectors.joining(", ")) + ".")
                .needsToken()
                .refuses(409, 412, 422)
                .body(JSON, document.schemas().named(name, body(document, fact)), example(fact))
                .answers(201, "Stored", receipt)
                .sends(201, "Location", "ETag", "Consistency-Token")
                .answers(200, "Stored before, under the same key; or valid, of a dry run", receipt);
        if (!begins) {
            operation.path("id", id(fact.aggregate()), ApiDocument.text()).refuses(404);
        }
        return operation
                .parameter(DRY_RUN)
                .parameter("IdempotencyKey")
                .parameter("IfMatch")
                .parameter("ConsistencyToken");
    }

    private static String id(Registered aggregate) {
        return switch (aggregate.aggregate().ids()) {
            case CODE -> "Its code";
            case ASSIGNED -> "Its id; or your reference, or AGENCY~reference of another agency's";
        };
    }

    private static ObjectNode body(ApiDocument document, FactType fact) {
        ObjectNode schema = forGenerators(FactSchemas.command(fact));
        if (schema.get("properties") instanceof ObjectNode properties
                && properties.get("provenance") instanceof ObjectNode provenance) {
            // Every fact may have it: one class of a generated client, and not one for each.
            provenance.put("type", "object");
            properties.set("provenance", ApiSchemas.orNull(document.schemas().named("PostedProvenance", provenance)));
        }
        return schema;
    }

    private static ObjectNode example(FactType fact) {
        ObjectNode event = FactSchemas.example(fact);
        ObjectNode body = event.objectNode();
        if (fact.fact().begins()) {
            if (event.has("subject")) {
                body.set("code", event.get("subject"));
            } else {
                body.set("externalRef", event.get("externalref"));
            }
        }
        body.setAll((ObjectNode) event.get("data"));
        return body;
    }

    private static ApiOperation state(ApiDocument document, Registered aggregate, String collection) {
        return read(aggregate, collection + "/{id}", "get" + pascal(aggregate.name()))
                .summary("The state of one: " + aggregate.name())
                .parameter("IfNoneMatch")
                .answers(200, "As it stands now", described(document, aggregate))
                .sends(200, "ETag")
                .answersNothing(304, "It has not changed");
    }

    /** What it is called and where it stands, and then what it came to. */
    private static ObjectNode described(ApiDocument document, Registered aggregate) {
        Class<?> state = aggregate.aggregate().state();
        ObjectNode members = document.schemas().members(state, Shown.mapper());
        ObjectNode all = members.deepCopy();
        ObjectNode properties = all.putObject("properties");
        ArrayNode required = all.putArray("required");
        properties.putObject("id").put("type", "string").put("description", "What its address has");
        if (aggregate.aggregate().ids() == Ids.ASSIGNED) {
            ObjectNode references =
                    properties.putObject("references").put("type", "array").put("uniqueItems", true);
            references.put("description", "What agencies call it: AGENCY~reference");
            references.putObject("items").put("type", "string");
        }
        properties
                .putObject("version")
                .put("type", "integer")
                .put("format", "int64")
                .put("description", "How many events it rests on; its entity tag");
        properties
                .putObject("synthetic")
                .put("type", "boolean")
                .put("description", "Whether anything of it was made up");
        properties.fieldNames().forEachRemaining(required::add);
        members.path("required").forEach(name -> {
            if (!properties.has(name.asText())) {
                required.add(name);
            }
        });
        properties.setAll((ObjectNode) members.get("properties"));
        return document.schemas().named(ApiSchemas.name(state), all);
    }

    private static ApiOperation history(ApiDocument document, Registered aggregate, String collection) {
        return read(aggregate, collection + "/{id}/history", "get" + pascal(aggregate.name()) + "History")
                .summary("What happened to one: " + aggregate.name())
                .query("after", "The version after which to begin", ApiDocument.whole(0, Long.MAX_VALUE >> 10, 0))
                .query("limit", "Events of one answer", ApiDocument.whole(1, MOST_EVENTS, 100))
                .answers(200, "Its events, the oldest first", document.schemas().of(History.class));
    }

    private static ApiOperation read(Registered aggregate, String path, String operationId) {
        ApiOperation operation = ApiOperation.of("GET", path, operationId)
                .tag(aggregate.aggregate().collection())
                .path("id", id(aggregate), ApiDocument.text())
                .parameter("ConsistencyToken")
                .refuses(404);
        return aggregate.aggregate().isPublicToRead() ? operation : operation.needsToken();
    }

    private static ApiOperation post(ApiDocument document) {
        ObjectNode one = document.schemas().named("CloudEvent", cloudEvent());
        ObjectNode many = Json.MAPPER.createObjectNode().put("type", "array");
        many.set("items", one);
        ObjectNode taken = document.schemas().of(Receipt.Taken.class);
        return ApiOperation.of("POST", "/v1/events", "postEvents")
                .tag("events")
                .summary("Post facts as CloudEvents: one, a batch, or a line each")
                .description(
                        "Types, schemas and examples: /v1/event-types. One event: 201 stored, 200 duplicate or valid, else a"
                                + " problem. A batch or lines: 200, with a result for each. Lines are answered by lines.")
                .parameter(DRY_RUN)
                .needsToken()
                .refuses(409, 422)
                .body("application/cloudevents+json", one, null)
                .body("application/cloudevents-batch+json", many, null)
                .body("application/x-ndjson", ApiDocument.text(), null)
                .body("application/jsonl", ApiDocument.text(), null)
                .body(
                        JSON,
                        Json.MAPPER
                                .createObjectNode()
                                .put("description", "The data alone: its attributes are in ce- headers"),
                        null)
                .answers(200, "Stored before, valid, or a result for each", taken)
                .answers(200, "", "application/x-ndjson", ApiDocument.text(), null)
                .sends(200, "Consistency-Token")
                .answers(201, "Stored", taken)
                .sends(201, "Location", "ETag", "Consistency-Token");
    }

    private static ObjectNode cloudEvent() {
        ObjectNode schema = Json.MAPPER
                .createObjectNode()
                .put("type", "object")
                .put("description", "A CloudEvent 1.0; the schema of each type is in /v1/event-types");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("specversion").put("type", "string").put("pattern", "^1\\.0$");
        for (Map.Entry<String, String> text : new java.util.TreeMap<>(Map.of(
                        "id", "With source, what the fact is stored once under",
                        "source", "Which system of the agency says so",
                        "type", "What it says",
                        "subject", "What it is about: its code, its id, your reference, or AGENCY~reference",
                        "externalref", "Your agency's own reference for what begins",
                        "datacontenttype", "application/json"))
                .entrySet()) {
            properties.putObject(text.getKey()).put("type", "string").put("description", text.getValue());
        }
        properties.putObject("time").put("type", "string").put("format", "date-time");
        properties.putObject("data").put("type", "object").put("additionalProperties", true);
        schema.putArray("required")
                .add("specversion")
                .add("id")
                .add("source")
                .add("type")
                .add("data");
        return schema.put("additionalProperties", true);
    }

    /**
     * The same schema, as generators take it: a format says all that a pattern beside it would, and makes a type on which no pattern
     * can stand; whole numbers beyond 32 bits say so; a choice that may be null is a choice, or null.
     */
    static ObjectNode forGenerators(ObjectNode schema) {
        if (schema.has("format")) {
            schema.remove(java.util.List.of("pattern", "minLength", "maxLength"));
        }
        boolean nullable = false;
        if (schema.get("type") instanceof ArrayNode types) {
            for (JsonNode type : types) {
                nullable |= type.asText().equals("null");
            }
        }
        String type = nullable
                ? schema.get("type").get(0).asText()
                : schema.path("type").asText();
        if (type.equals("integer")) {
            boolean large = schema.path("maximum").asLong(Long.MAX_VALUE) > Integer.MAX_VALUE
                    || schema.path("minimum").asLong(Long.MIN_VALUE) < Integer.MIN_VALUE;
            schema.put("format", large ? "int64" : "int32");
        }
        if (schema.get("items") instanceof ObjectNode items) {
            schema.set("items", forGenerators(items));
        }
        if (schema.get("properties") instanceof ObjectNode properties) {
            properties.properties().forEach(p -> p.setValue(forGenerators((ObjectNode) p.getValue())));
        }
        if (nullable && (schema.has("enum") || type.equals("object"))) {
            schema.put("type", type);
            if (schema.get("enum") instanceof ArrayNode values) {
                ArrayNode known = schema.putArray("enum");
                values.forEach(value -> {
                    if (!value.isNull()) {
                        known.add(value);
                    }
                });
            }
            ObjectNode either = Json.MAPPER.createObjectNode();
            if (schema.remove("description") instanceof JsonNode description) {
                either.set("description", description);
            }
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
            return either;
        }
        return schema;
    }

    private static String pascal(String kebab) {
        return java.util.Arrays.stream(kebab.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}

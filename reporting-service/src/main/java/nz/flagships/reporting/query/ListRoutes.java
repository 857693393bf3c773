package nz.flagships.reporting.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import nz.flagships.events.Described;
import nz.flagships.events.Json;
import nz.flagships.rest.api.ApiDocument;
import nz.flagships.rest.api.ApiOperation;
import nz.flagships.rest.api.ApiPart;
import nz.flagships.rest.api.ApiSchemas;
import org.jspecify.annotations.Nullable;

/** Describes every list and graph from what it itself is: parameters, columns, the record of its rows, an example. */
@Singleton
public class ListRoutes implements ApiPart {
    private static final TypeLiteral<ListResource<?>> LISTS = new TypeLiteral<>() {};
    private static final TypeLiteral<GraphResource> GRAPHS = new TypeLiteral<>() {};

    /** What an answer is as of. */
    @Described("What an answer is as of")
    record AsOf(
            @Described("When it was made") Instant at,

            @Described("How far the reader had come, which is a Consistency-Token")
            String positions,

            @Described("Events that were on their way") long lagging,

            @Described("Whether anything in it was made up, or rests on what was")
            boolean synthetic,

            @Described("When the newest event it rests on was recorded") @Nullable
            Instant latestRecorded) {}

    @Override
    public void describe(ApiDocument document) {
        document.shared(
                "Sort",
                "sort",
                "query",
                "Columns with commas between them, with a minus before those that go down",
                ApiDocument.text());
        document.shared(
                "Limit",
                "limit",
                "query",
                "Rows of one answer; CSV has all where nothing is said",
                ApiDocument.whole(1, Query.MOST, Query.USUAL));
        document.shared("After", "after", "query", "What the answer before gave as next", ApiDocument.text());
        ObjectNode format = ApiDocument.text();
        format.putArray("enum").add("json").add("csv");
        document.shared("Format", "format", "query", "json or csv; left out: as Accept says", format);
        for (InstanceHandle<ListResource<?>> handle : Arc.container().listAll(LISTS)) {
            Path path = handle.getBean().getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                document.add(list(document, path.value(), handle.get()));
            }
        }
        for (InstanceHandle<GraphResource> handle : Arc.container().listAll(GRAPHS)) {
            Path path = handle.getBean().getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                document.add(graph(document, path.value(), handle.get()));
            }
        }
    }

    private static ApiOperation list(ApiDocument document, String path, ListResource<?> resource) {
        Listing<?> listing = resource.listing();
        ObjectNode row = document.schemas().of(listing.row());
        ApiOperation operation = reading("list" + pascal(path), path)
                .summary(listing.title())
                .description(
                        "The columns that stand among the parameters are filters, and one can sort by them. Several values are separated by commas or"
                                + " given by the parameter several times; one with a comma stands in quotation marks; null asks for"
                                + " what is not known. Answers carry an entity tag. text/csv is a download of all rows that fit,"
                                + " with the same columns, lists joined by +, and the column synthetic.");
        listing.own().values().forEach(parameter -> own(operation, parameter));
        for (Column column : listing.columns()) {
            if (column.kind().isFiltered() && !listing.own().containsKey(column.name())) {
                ObjectNode many = Json.MAPPER.createObjectNode().put("type", "array");
                many.set("items", value(document, row, column));
                operation.query(
                        column.name(),
                        "Rows whose column is one of these; any of "
                                + column.values().offered(),
                        many);
            }
        }
        for (String shared : List.of("Sort", "Limit", "After", "Format", "ConsistencyToken", "IfNoneMatch")) {
            operation.parameter(shared);
        }
        ObjectNode answer = object();
        ObjectNode properties = answer.putObject("properties");
        properties.putObject("rows").put("type", "array").set("items", row);
        ObjectNode next = properties.putObject("next");
        next.putArray("type").add("string").add("null");
        next.put("description", "What to ask for as after to go on; null at the end");
        properties.set("asOf", asOf(document, path, resource));
        properties.set("definitions", anything("What the rows mean, by name"));
        properties.set("words", words());
        required(answer, "rows", "next", "asOf", "definitions", "words");
        // Two lists may have rows of one record and yet not be the same: the list has the name of its address.
        String name = pascal(path) + "List";
        return operation
                .answers(
                        200,
                        listing.title(),
                        "application/json",
                        document.schemas().named(name, answer),
                        example(listing))
                .answers(200, "", Answers.CSV, ApiDocument.text(), null)
                .sends(200, "ETag", "Link");
    }

    private static ObjectNode asOf(ApiDocument document, String path, ListResource<?> resource) {
        ObjectNode common = document.schemas().of(AsOf.class);
        if (resource.about().isEmpty()) {
            return common;
        }
        ObjectNode more = document.schemas().members(AsOf.class, Json.MAPPER);
        resource.about()
                .forEach((name, type) -> more.withObject("/properties")
                        .set(
                                name,
                                type == LocalDate.class
                                        ? document.schemas().of(type)
                                        : ApiSchemas.orNull(document.schemas().of(type))));
        return document.schemas().named(pascal(path) + "AsOf", more);
    }

    private static ApiOperation graph(ApiDocument document, String path, GraphResource resource) {
        ApiOperation operation = reading("get" + pascal(path), path).summary(resource.title());
        resource.parameters().values().forEach(parameter -> own(operation, parameter));
        operation.parameter("ConsistencyToken").parameter("IfNoneMatch");
        ObjectNode answer = object();
        ObjectNode properties = answer.putObject("properties");
        properties
                .putObject("nodes")
                .put("type", "array")
                .set("items", document.schemas().of(resource.node()));
        properties
                .putObject("links")
                .put("type", "array")
                .set("items", document.schemas().of(resource.link()));
        ObjectNode totals = properties.putObject("totals").put("type", "object");
        totals.put("description", "What belongs to all of it, by name")
                .putObject("additionalProperties")
                .put("type", "integer")
                .put("format", "int64");
        properties.set("asOf", document.schemas().of(AsOf.class));
        properties.set("definitions", anything("What nodes and links mean, by name"));
        properties.set("words", words());
        required(answer, "nodes", "links", "totals", "asOf", "definitions", "words");
        return operation
                .answers(200, resource.title(), document.schemas().named(pascal(path), answer))
                .sends(200, "ETag");
    }

    /** A parameter that the list understands itself. */
    private static void own(ApiOperation operation, Parameter parameter) {
        ObjectNode schema = ApiDocument.text();
        if (parameter.values() instanceof Values.OneOf(List<String> allowed) && !parameter.many()) {
            allowed.forEach(schema.putArray("enum")::add);
        }
        operation.query(
                parameter.name(),
                "%s; %s%s"
                        .formatted(
                                parameter.description(),
                                parameter.many() ? "any of " : "",
                                parameter.values().offered()),
                schema);
    }

    private static ApiOperation reading(String id, String path) {
        return ApiOperation.of("GET", path, id).tag(path.split("/")[2]).answersNothing(304, "Nothing is new");
    }

    /** What a column holds, from the schema of its rows. */
    private static ObjectNode value(ApiDocument document, ObjectNode row, Column column) {
        JsonNode at = resolved(document, row);
        for (String step : column.name().split("\\.")) {
            at = resolved(document, at.path("properties").path(step));
        }
        if (at.path("type").asText().equals("array")) {
            at = resolved(document, at.path("items"));
        }
        ObjectNode value = at.deepCopy();
        value.remove("description");
        if (value.get("type") instanceof ArrayNode types) {
            value.put("type", types.get(0).asText());
        }
        return value;
    }

    private static JsonNode resolved(ApiDocument document, JsonNode schema) {
        JsonNode at = schema.has("anyOf") ? schema.get("anyOf").get(0) : schema;
        String reference = at.path("$ref").asText();
        return reference.isEmpty()
                ? at
                : requireNonNull(
                        document.schemas().components().get(reference.substring(reference.lastIndexOf('/') + 1)));
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode().put("type", "object");
    }

    private static ObjectNode anything(String description) {
        return object().put("description", description).put("additionalProperties", true);
    }

    private static ObjectNode words() {
        ObjectNode schema = object().put("description", "The codes that members may have, with words for people");
        schema.putObject("additionalProperties")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "string");
        return schema;
    }

    private static void required(ObjectNode schema, String... names) {
        ArrayNode required = schema.putArray("required");
        Arrays.stream(names).forEach(required::add);
    }

    private static String pascal(String path) {
        return Arrays.stream(path.substring("/v1/".length()).split("[/-]"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static ObjectNode example(Listing<?> listing) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        try {
            answer.putArray("rows").add(Json.MAPPER.readTree(listing.example()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The example of " + listing.title() + " is not JSON", e);
        }
        answer.putNull("next");
        answer.putObject("asOf")
                .put("at", "2026-11-21T09:30:00Z")
                .put("positions", "initiative/0/12,initiative/7/1042")
                .put("lagging", 0)
                .put("synthetic", false)
                .put("latestRecorded", "2026-11-21T09:29:59.812Z");
        answer.putObject("definitions");
        answer.set("words", Json.tree(listing.words()));
        return answer;
    }
}

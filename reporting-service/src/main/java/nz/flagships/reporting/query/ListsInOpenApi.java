package nz.flagships.reporting.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Describes every list and graph in the API's document from what it itself is: parameters, columns, an example. */
@OpenApiFilter(OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ListsInOpenApi implements OASFilter {
    private static final TypeLiteral<ListResource<?>> EVERY = new TypeLiteral<>() {};
    private static final TypeLiteral<GraphResource> GRAPHS = new TypeLiteral<>() {};

    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (InstanceHandle<ListResource<?>> handle : Arc.container().listAll(EVERY)) {
            ListResource<?> resource = handle.get();
            Class<?> type = handle.getBean().getBeanClass();
            Path path = type.getAnnotation(Path.class);
            if (path != null) {
                // The method is inherited, so the scanner may not have seen it.
                Operation operation = OASFactory.createOperation();
                describe(operation, resource.listing(), type.getSimpleName().replace("Resource", "List"));
                add(api, path, operation);
            }
        }
        for (InstanceHandle<GraphResource> handle : Arc.container().listAll(GRAPHS)) {
            Class<?> type = handle.getBean().getBeanClass();
            Path path = type.getAnnotation(Path.class);
            if (path != null) {
                add(api, path, describe(handle.get(), type.getSimpleName().replace("Resource", "Graph")));
            }
        }
    }

    private static void add(OpenAPI api, Path path, Operation operation) {
        Paths paths = api.getPaths() == null ? OASFactory.createPaths() : api.getPaths();
        api.setPaths(paths.addPathItem(path.value(), OASFactory.createPathItem().GET(operation)));
    }

    private static Operation describe(GraphResource graph, String operationId) {
        Operation operation =
                OASFactory.createOperation().summary(graph.title()).operationId(operationId);
        graph.parameters().forEach((name, description) -> operation.addParameter(query(name, description, text())));
        operation.addParameter(
                header("Consistency-Token", "Waits until the reader has come this far, two seconds at most"));
        operation.addParameter(header("If-None-Match", "An entity tag: 304 where nothing is new"));
        Schema answer = object().addProperty("nodes", objects())
                .addProperty("links", objects())
                .addProperty("totals", object())
                .addProperty("asOf", object())
                .addProperty("definitions", object());
        return operation.responses(OASFactory.createAPIResponses()
                .addAPIResponse(
                        "200",
                        OASFactory.createAPIResponse()
                                .description(graph.title())
                                .content(OASFactory.createContent()
                                        .addMediaType(
                                                "application/json",
                                                OASFactory.createMediaType().schema(answer))))
                .addAPIResponse("304", OASFactory.createAPIResponse().description("Nothing is new"))
                .addAPIResponse("400", problem("The query cannot be answered as it stands"))
                .addAPIResponse(
                        "503",
                        problem("What the Consistency-Token names has not arrived here, or the database is away")));
    }

    private static Schema objects() {
        return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(object());
    }

    private static void describe(Operation operation, Listing<?> listing, String operationId) {
        operation.setSummary(listing.title());
        operation.setOperationId(operationId);
        operation.setDescription(
                "Every column is a filter (column=a,b; empty for null) and one can sort by it. Answers carry an entity tag;"
                        + " text/csv has the same columns, lists joined by +.");
        operation.setParameters(null);
        listing.own().forEach((name, description) -> operation.addParameter(query(name, description, text())));
        listing.columns().stream()
                .filter(column -> column.kind().isFiltered() && !listing.own().containsKey(column.name()))
                .forEach(column -> operation.addParameter(
                        query(column.name(), "Values of the column, separated by commas", text())));
        operation.addParameter(query("sort", "Columns, with a minus before those that go down", text()));
        operation.addParameter(query(
                "limit",
                "Rows of one answer, 100 by default",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.INTEGER)
                        .minimum(java.math.BigDecimal.ONE)
                        .maximum(java.math.BigDecimal.valueOf(Query.MOST))));
        operation.addParameter(query("after", "What the answer before gave as next", text()));
        operation.addParameter(query(
                "format",
                "json or csv; else by Accept",
                text().addEnumeration("json").addEnumeration("csv")));
        operation.addParameter(
                header("Consistency-Token", "Waits until the reader has come this far, two seconds at most"));
        operation.addParameter(header("If-None-Match", "An entity tag: 304 where nothing is new"));

        Content answers = OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType().schema(answer(listing)).example(example(listing)))
                .addMediaType(Answers.CSV, OASFactory.createMediaType().schema(text()));
        APIResponses responses = OASFactory.createAPIResponses()
                .addAPIResponse(
                        "200",
                        OASFactory.createAPIResponse()
                                .description(listing.title())
                                .content(answers))
                .addAPIResponse("304", OASFactory.createAPIResponse().description("Nothing is new"))
                .addAPIResponse("400", problem("The query cannot be answered as it stands"))
                .addAPIResponse("404", problem("A code that is not known"))
                .addAPIResponse(
                        "503",
                        problem("What the Consistency-Token names has not arrived here, or the database is away"));
        operation.setResponses(responses);
    }

    private static Parameter query(String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .in(Parameter.In.QUERY)
                .name(name)
                .description(description)
                .required(false)
                .schema(schema);
    }

    private static Parameter header(String name, String description) {
        return query(name, description, text()).in(Parameter.In.HEADER);
    }

    private static org.eclipse.microprofile.openapi.models.responses.APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema()
                                                .addType(Schema.SchemaType.OBJECT)
                                                .addProperty("type", text())
                                                .addProperty("title", text())
                                                .addProperty(
                                                        "status",
                                                        OASFactory.createSchema()
                                                                .addType(Schema.SchemaType.INTEGER))
                                                .addProperty("detail", text())
                                                .addProperty("code", text())
                                                .addProperty("pointer", text())
                                                .addProperty("mend", text()))));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema answer(Listing<?> listing) {
        Schema row = object();
        for (Column column : listing.columns()) {
            String[] steps = column.name().split("\\.");
            Schema at = row;
            for (int i = 0; i < steps.length - 1; i++) {
                Map<String, Schema> properties = at.getProperties();
                Schema inner = properties == null ? null : properties.get(steps[i]);
                if (inner == null) {
                    inner = object().addType(Schema.SchemaType.NULL);
                    at.addProperty(steps[i], inner);
                }
                at = inner;
            }
            at.addProperty(steps[steps.length - 1], schema(column.kind()));
        }
        return object().addProperty(
                        "rows",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(row))
                .addProperty("next", text().addType(Schema.SchemaType.NULL))
                .addProperty(
                        "asOf",
                        object().addProperty("at", text().format("date-time"))
                                .addProperty("positions", text())
                                .addProperty(
                                        "lagging", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                                .addProperty(
                                        "synthetic", OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN))
                                .addProperty(
                                        "latestRecorded",
                                        text().format("date-time").addType(Schema.SchemaType.NULL)))
                .addProperty("definitions", object())
                .required(List.of("rows", "next", "asOf", "definitions"));
    }

    private static Schema schema(Column.Kind kind) {
        return switch (kind) {
            case TEXT -> text().addType(Schema.SchemaType.NULL);
            case NUMBER ->
                OASFactory.createSchema().addType(Schema.SchemaType.NUMBER).addType(Schema.SchemaType.NULL);
            case FLAG -> OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN);
            case DAY -> text().format("date").addType(Schema.SchemaType.NULL);
            case INSTANT -> text().format("date-time").addType(Schema.SchemaType.NULL);
            case TEXTS ->
                OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(text());
            case OBJECTS ->
                OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(object());
        };
    }

    private static Object example(Listing<?> listing) {
        Map<String, Object> asOf = new LinkedHashMap<>();
        asOf.put("at", "2026-11-21T09:30:00Z");
        asOf.put("positions", "initiative/0/12,initiative/7/1042");
        asOf.put("lagging", 0);
        asOf.put("synthetic", false);
        asOf.put("latestRecorded", "2026-11-21T09:29:59.812Z");
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            JsonNode row = Json.MAPPER.readTree(listing.example());
            answer.put("rows", List.of(Json.MAPPER.convertValue(row, Map.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The example of " + listing.title() + " is not JSON", e);
        }
        answer.put("next", null);
        answer.put("asOf", asOf);
        answer.put("definitions", Map.of());
        return answer;
    }
}

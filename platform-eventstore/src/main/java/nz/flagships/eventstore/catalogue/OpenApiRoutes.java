package nz.flagships.eventstore.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.Registered;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to the OpenAPI document what the scan cannot see: a path per command of every aggregate, with the schema, the
 * example and the roles of its record; the state and history of every aggregate; and the ways to post events.
 */
@OpenApiFilter(OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class OpenApiRoutes implements OASFilter {
    private static final String JSON = "application/json";
    private static final String TOKEN = "token";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        add(document, Arc.container().instance(Aggregates.class).get());
    }

    /** Adds the paths of a registry. */
    static void add(OpenAPI document, Aggregates aggregates) {
        if (document.getPaths() == null) {
            document.setPaths(OASFactory.createPaths());
        }
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        document.getComponents().addSchema("Problem", problem());
        for (Registered aggregate : aggregates.all()) {
            String collection = "/v1/" + aggregate.aggregate().collection();
            for (FactType fact : aggregate.facts()) {
                if (fact.fact().postable()) {
                    boolean begins = fact.fact().begins();
                    item(document, begins ? collection : collection + "/{id}/" + fact.route())
                            .setPOST(command(fact, !begins));
                }
            }
            item(document, collection + "/{id}").setGET(read(aggregate, "The state of " + aggregate.name(), "state"));
            item(document, collection + "/{id}/history")
                    .setGET(read(aggregate, "What happened to " + aggregate.name(), "history"));
        }
        item(document, "/v1/events").setPOST(events());
        item(document, "/v1/events").setGET(whereabouts());
    }

    private static PathItem item(OpenAPI document, String path) {
        PathItem there = document.getPaths().getPathItem(path);
        if (there != null) {
            return there;
        }
        PathItem item = OASFactory.createPathItem();
        document.getPaths().addPathItem(path, item);
        return item;
    }

    private static Operation command(FactType fact, boolean withId) {
        MediaType body = OASFactory.createMediaType().schema(schema(FactSchemas.command(fact)));
        body.setExample(plain(example(fact)));
        Operation operation = OASFactory.createOperation()
                .operationId(fact.aggregate().name() + "-" + fact.route())
                .summary(fact.fact().description())
                .description("Stored as " + fact.type() + ". Roles: "
                        + fact.allowed().stream().map(Role::claim).sorted().collect(Collectors.joining(", ")) + ".")
                .addTag(fact.aggregate().name())
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent().addMediaType(JSON, body)))
                .responses(answers("201", "Stored"))
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        if (withId) {
            operation.addParameter(id());
        }
        operation.addParameter(header("Idempotency-Key", "Under which it is stored once"));
        operation.addParameter(header("If-Match", "The ETag it must still have, else 412"));
        operation.addParameter(header("Consistency-Token", "What this write shall see, from an earlier answer"));
        return operation;
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

    private static Operation read(Registered aggregate, String summary, String what) {
        Operation operation = OASFactory.createOperation()
                .operationId(aggregate.name() + "-" + what)
                .summary(summary)
                .addTag(aggregate.name())
                .addParameter(id())
                .addParameter(header("Consistency-Token", "What this query shall see, from an earlier answer"))
                .responses(answers("200", "As it stands now"));
        if (!aggregate.aggregate().isPublicToRead()) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(TOKEN));
        }
        return operation;
    }

    private static Operation events() {
        Schema any = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        return OASFactory.createOperation()
                .operationId("post-events")
                .summary("Post facts as CloudEvents: one, a batch, or a line each")
                .description(
                        "Types, schemas and examples: /v1/event-types. One event: 201 stored, 200 duplicate, else a"
                                + " problem. A batch or lines: 200, with a result for each.")
                .addTag("events")
                .addParameter(OASFactory.createParameter()
                        .name("dryRun")
                        .in(Parameter.In.QUERY)
                        .description("true: validates only")
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN)))
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "application/cloudevents+json",
                                        OASFactory.createMediaType().schema(any))
                                .addMediaType(
                                        "application/cloudevents-batch+json",
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .addType(Schema.SchemaType.ARRAY)
                                                        .items(any)))
                                .addMediaType(
                                        "application/x-ndjson",
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .addType(Schema.SchemaType.STRING)))
                                .addMediaType(JSON, OASFactory.createMediaType().schema(any))))
                .responses(answers("201", "Stored"))
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
    }

    private static Operation whereabouts() {
        Operation operation = OASFactory.createOperation()
                .operationId("where-is-event")
                .summary("What became of a fact: stored, published, projected")
                .addTag("events")
                .responses(answers("200", "Where it is"))
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        for (String name : List.of("source", "id", "agency")) {
            operation.addParameter(OASFactory.createParameter()
                    .name(name)
                    .in(Parameter.In.QUERY)
                    .required(!name.equals("agency"))
                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
        return operation;
    }

    private static APIResponses answers(String good, String meaning) {
        APIResponse problem = OASFactory.createAPIResponse()
                .description("A problem with a stable code, and how to mend it")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
        APIResponse answer = OASFactory.createAPIResponse()
                .description(meaning)
                .content(OASFactory.createContent()
                        .addMediaType(
                                JSON,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT))));
        return OASFactory.createAPIResponses().addAPIResponse(good, answer).addAPIResponse("default", problem);
    }

    private static Parameter id() {
        return OASFactory.createParameter()
                .name("id")
                .in(Parameter.In.PATH)
                .required(true)
                .description("Its code; or the id, your reference, or AGENCY~reference of another agency's")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static Parameter header(String name, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static Schema problem() {
        Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        for (String name : List.of("type", "title", "detail", "code", "pointer", "mend")) {
            schema.addProperty(name, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        }
        schema.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
        schema.setRequired(List.of("type", "title", "status", "code"));
        return schema;
    }

    /** The same schema in OpenAPI's model; 3.1 speaks the same dialect. */
    static Schema schema(JsonNode json) {
        Schema schema = OASFactory.createSchema();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "type" -> types(value).forEach(schema::addType);
                case "description" -> schema.setDescription(value.asText());
                case "properties" ->
                    value.properties().forEach(p -> schema.addProperty(p.getKey(), schema(p.getValue())));
                case "items" -> schema.setItems(schema(value));
                case "required" -> value.forEach(name -> schema.addRequired(name.asText()));
                case "additionalProperties" ->
                    schema.setAdditionalPropertiesSchema(
                            OASFactory.createSchema().booleanSchema(value.asBoolean()));
                case "enum" -> schema.setEnumeration(list(value));
                case "minimum" -> schema.setMinimum(value.decimalValue());
                case "maximum" -> schema.setMaximum(value.decimalValue());
                case "minLength" -> schema.setMinLength(value.asInt());
                case "maxLength" -> schema.setMaxLength(value.asInt());
                case "minItems" -> schema.setMinItems(value.asInt());
                case "maxItems" -> schema.setMaxItems(value.asInt());
                case "uniqueItems" -> schema.setUniqueItems(value.asBoolean());
                case "pattern" -> schema.setPattern(value.asText());
                case "format" -> schema.setFormat(value.asText());
                default ->
                    throw new IllegalStateException(
                            "A schema of ours has a keyword that is not copied: " + member.getKey());
            }
        }
        return schema;
    }

    private static List<Schema.SchemaType> types(JsonNode value) {
        List<Schema.SchemaType> types = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            types.add(Schema.SchemaType.valueOf(each.asText().toUpperCase(Locale.ROOT)));
        }
        return types;
    }

    private static List<Object> list(JsonNode values) {
        List<Object> all = new ArrayList<>();
        values.forEach(each -> all.add(each.isNull() ? null : each.asText()));
        return all;
    }

    /** Maps, lists, texts and numbers: what the model takes for an example. */
    private static Object plain(JsonNode node) {
        return Json.MAPPER.convertValue(node, Object.class);
    }
}

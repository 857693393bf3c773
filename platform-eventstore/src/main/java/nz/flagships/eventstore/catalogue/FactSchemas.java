package nz.flagships.eventstore.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.Provenances;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.schema.JsonSchema;
import nz.flagships.eventstore.schema.Shapes;

/** The schemas and the example of a fact, from its command record. */
public final class FactSchemas {
    /** When the examples' sources made them known: long enough ago for every clock. */
    static final String EXAMPLE_TIME = "2026-01-01T00:00:00Z";

    private FactSchemas() {}

    /** The posted data: the record's members, and the provenance that every fact may have. */
    public static ObjectNode data(FactType fact) {
        ObjectNode schema = JsonSchema.of(fact.shape());
        if (schema.get("properties") instanceof ObjectNode properties) {
            ObjectNode provenance = JsonSchema.of(Provenances.SHAPE);
            provenance.putArray("type").add("object").add("null");
            properties.set("provenance", provenance);
        }
        return schema;
    }

    /** The body of its command: the data, and what an event would say in its attributes. */
    public static ObjectNode command(FactType fact) {
        ObjectNode schema = data(fact);
        if (!fact.fact().begins() || !(schema.get("properties") instanceof ObjectNode members)) {
            return schema;
        }
        ObjectNode properties = Json.MAPPER.createObjectNode();
        if (codes(fact)) {
            properties.putObject("code").put("type", "string").put("description", "What it is known by from now on");
            ArrayNode required = Json.MAPPER.createArrayNode().add("code");
            schema.path("required").forEach(required::add);
            schema.set("required", required);
        } else {
            properties
                    .putObject("externalRef")
                    .put("type", "string")
                    .put("maxLength", 200)
                    .put("description", "Your agency's own reference, accepted wherever the id is");
        }
        properties.setAll(members);
        schema.set("properties", properties);
        return schema;
    }

    /** The whole CloudEvent in structured form. */
    public static ObjectNode event(FactType fact) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", JsonSchema.DIALECT)
                .put("$id", "urn:flagships:posted:" + fact.type())
                .put("title", fact.name())
                .put("description", fact.fact().description())
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("specversion").put("const", "1.0");
        text(properties, "id", "With source, what the fact is stored once under");
        text(properties, "source", "Which system of the agency says so");
        properties.putObject("type").put("const", fact.type());
        ArrayNode required = Json.MAPPER.createArrayNode();
        required.add("specversion").add("id").add("source").add("type");
        if (codes(fact) || !fact.fact().begins()) {
            text(
                    properties,
                    "subject",
                    codes(fact)
                            ? "The code it is about"
                            : "The id, or your reference, or AGENCY~reference of another's");
            required.add("subject");
        } else {
            text(properties, "externalref", "Your agency's own reference, accepted wherever the id is");
        }
        properties
                .putObject("time")
                .put("type", "string")
                .put("format", "date-time")
                .put("description", "When its source made the fact known; left out: now");
        properties.putObject("datacontenttype").put("const", "application/json");
        properties.set("data", data(fact));
        required.add("data");
        schema.set("required", required);
        return schema;
    }

    /** The whole example, to be posted as it stands. */
    public static ObjectNode example(FactType fact) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", "example-" + fact.route())
                .put("source", "/examples/" + fact.fact().by())
                .put("type", fact.type());
        if (codes(fact) || !fact.fact().begins()) {
            event.put("subject", fact.fact().subject());
        } else {
            event.put("externalref", fact.fact().subject());
        }
        event.put("time", EXAMPLE_TIME).put("datacontenttype", "application/json");
        try {
            event.set("data", Json.MAPPER.readTree(fact.fact().example()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The example of " + fact.command().getName() + " is not JSON", e);
        }
        return event;
    }

    /** The data as it is published, which may grow. */
    public static ObjectNode published(Class<? extends PublishedEvent> record, String type) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", JsonSchema.DIALECT)
                .put("$id", "urn:flagships:published:" + type)
                .put("title", record.getSimpleName());
        schema.setAll(JsonSchema.of(Shapes.published(record)));
        if (schema.get("properties") instanceof ObjectNode properties) {
            ObjectNode provenance = JsonSchema.of(Provenances.SHAPE);
            provenance.remove("additionalProperties");
            properties.set("provenance", provenance);
        }
        return schema;
    }

    private static boolean codes(FactType fact) {
        return fact.aggregate().aggregate().ids() == Ids.CODE;
    }

    private static void text(ObjectNode properties, String name, String description) {
        properties
                .putObject(name)
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", 200)
                .put("description", description);
    }
}

package nz.flagships.eventstore.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Shape} as JSON Schema 2020-12. */
public final class JsonSchema {
    /** The dialect. */
    public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private JsonSchema() {}

    /** The schema of a shape, to stand inside another. */
    public static ObjectNode of(Shape shape) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        switch (shape) {
            case Shape.Text(var min, var max, var pattern, var format) -> {
                schema.put("type", "string");
                if (min > 0) {
                    schema.put("minLength", min);
                }
                schema.put("maxLength", max);
                put(schema, "pattern", pattern);
                put(schema, "format", format);
            }
            case Shape.Whole(var min, var max) ->
                schema.put("type", "integer").put("minimum", min).put("maximum", max);
            case Shape.Decimal(var min, var max) -> {
                schema.put("type", "number");
                if (min != null) {
                    schema.put("minimum", min);
                }
                if (max != null) {
                    schema.put("maximum", max);
                }
            }
            case Shape.Flag() -> schema.put("type", "boolean");
            case Shape.Choice(var values) -> {
                schema.put("type", "string");
                ArrayNode choices = schema.putArray("enum");
                values.forEach(choices::add);
            }
            case Shape.Many(var item, var min, var max, var unique, var order) -> {
                schema.put("type", "array");
                schema.set("items", of(item));
                if (min > 0) {
                    schema.put("minItems", min);
                }
                schema.put("maxItems", max);
                if (unique) {
                    schema.put("uniqueItems", true);
                }
            }
            case Shape.Members(var description, var members, var open) -> {
                schema.put("type", "object");
                put(schema, "description", description);
                ObjectNode properties = schema.putObject("properties");
                ArrayNode required = Json.MAPPER.createArrayNode();
                for (Shape.Member member : members) {
                    ObjectNode property = of(member.shape());
                    put(property, "description", member.description());
                    properties.set(member.name(), property);
                    if (member.required()) {
                        required.add(member.name());
                    } else if (!open) {
                        orNull(property);
                    }
                }
                if (!required.isEmpty()) {
                    schema.set("required", required);
                }
                if (!open) {
                    schema.put("additionalProperties", false);
                }
            }
        }
        return schema;
    }

    /** What may be left out may also be said to be null. */
    private static void orNull(ObjectNode property) {
        String type = property.get("type").asText();
        property.putArray("type").add(type).add("null");
        if (property.get("enum") instanceof ArrayNode choices) {
            choices.addNull();
        }
    }

    private static void put(ObjectNode schema, String name, @Nullable String value) {
        if (value != null) {
            schema.put(name, value);
        }
    }
}

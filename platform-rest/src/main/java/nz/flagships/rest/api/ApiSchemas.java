package nz.flagships.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import nz.flagships.events.Described;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Json;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of answers, each record's as Jackson writes it: a member is there, null or left out exactly where the mapper
 * that answers makes it so. Records and enums get names of their own, which become the classes of generated clients.
 */
public final class ApiSchemas {
    private static final String MONTH = "[0-9]{4}-(0[1-9]|1[0-2])";
    private static final String DAY = MONTH + "-(0[1-9]|[12][0-9]|3[01])";
    private static final Map<Class<?>, String> PATTERNS = Map.of(
            YearMonth.class,
            "^" + MONTH + "$",
            FinancialYear.class,
            "^" + FinancialYear.SPELLING + "$",
            PartialDate.class,
            "^([0-9]{4}|" + MONTH + "|" + DAY + ")$",
            Period.class,
            "^((FY|CY)[0-9]{4}|YE" + MONTH + "|[0-9]{4}-Q[1-4]|" + MONTH + "|" + DAY + ")$");

    private final Map<String, Class<?>> names = new LinkedHashMap<>();
    private final TreeMap<String, ObjectNode> components = new TreeMap<>();

    /** The components by name, in the order of their names. */
    public Map<String, ObjectNode> components() {
        return components;
    }

    /** Adds a schema under a name and refers to it. */
    public ObjectNode named(String name, ObjectNode schema) {
        ObjectNode there = components.putIfAbsent(name, schema);
        if (there != null && !there.equals(schema)) {
            throw new IllegalStateException("Two schemas of the API are called " + name);
        }
        return reference(name);
    }

    /** Refers to a schema of a name. */
    public static ObjectNode reference(String name) {
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** The schema of a type as the platform's mapper writes it. */
    public ObjectNode of(Class<?> type) {
        return of(type, Json.MAPPER);
    }

    /** The schema of a type as a mapper writes it. */
    public ObjectNode of(Class<?> type, JsonMapper mapper) {
        return schema(type, null, mapper);
    }

    /** The schema of an annotated type: what is {@code @Nullable} may be null. */
    public ObjectNode of(AnnotatedType type, JsonMapper mapper) {
        ObjectNode schema = schema(raw(type.getType()), type, mapper);
        return type.isAnnotationPresent(Nullable.class) ? orNull(schema) : schema;
    }

    /** The name of a record or enum in the API: that of its class, without the words of the code around it. */
    public static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        if (outer == null) {
            return type.getSimpleName();
        }
        String around = name(outer).replaceAll("(Resource|Rows|Routes)$", "");
        return type.getSimpleName().startsWith(around) ? type.getSimpleName() : around + type.getSimpleName();
    }

    /** The same schema, where null may stand as well. */
    public static ObjectNode orNull(ObjectNode schema) {
        if (schema.isEmpty() || schema.path("type").isArray() || schema.has("anyOf")) {
            return schema;
        }
        if (schema.path("type").isTextual() && !schema.has("enum")) {
            String type = schema.get("type").textValue();
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        ObjectNode either = Json.MAPPER.createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private ObjectNode schema(Class<?> type, @Nullable AnnotatedType annotated, JsonMapper mapper) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        if (type == Optional.class) {
            return orNull(of(argument(annotated, 0), mapper));
        }
        if (type == OptionalInt.class || type == OptionalLong.class) {
            return orNull(schema.put("type", "integer").put("format", "int64"));
        }
        if (Collection.class.isAssignableFrom(type)) {
            schema.put("type", "array");
            if (Set.class.isAssignableFrom(type)) {
                schema.put("uniqueItems", true);
            }
            return schema.set("items", of(argument(annotated, 0), mapper));
        }
        if (Map.class.isAssignableFrom(type)) {
            return schema.put("type", "object").set("additionalProperties", of(argument(annotated, 1), mapper));
        }
        if (type.isArray()) {
            return schema.put("type", "array").set("items", schema(type.getComponentType(), null, mapper));
        }
        if (PATTERNS.containsKey(type)) {
            return schema.put("type", "string").put("pattern", PATTERNS.get(type));
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return schema.put("type", "string");
        }
        if (type == LocalDate.class) {
            return schema.put("type", "string").put("format", "date");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        }
        if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return schema.put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return schema.put("type", "integer").put("format", "int64");
        }
        if (type == BigInteger.class) {
            // Sums of money, which are reckoned without a bound; generators make 32 bits of what does not say
            // otherwise.
            return schema.put("type", "integer").put("format", "int64");
        }
        if (type == BigDecimal.class || type == double.class || type == Double.class) {
            return schema.put("type", "number");
        }
        if (type == ObjectNode.class) {
            return schema.put("type", "object").put("additionalProperties", true);
        }
        if (type == Object.class || JsonNode.class.isAssignableFrom(type)) {
            return schema; // anything
        }
        if (type.isEnum()) {
            return choice(type, mapper);
        }
        AnnotatedMember value = description(type, mapper).findJsonValueAccessor();
        if (value != null) {
            return of(annotated(type, value), mapper);
        }
        if (type.isRecord()) {
            return record(type, mapper);
        }
        throw new IllegalStateException("No schema is known for " + type.getName() + ": answer a record");
    }

    private ObjectNode choice(Class<?> type, JsonMapper mapper) {
        String name = name(type);
        claim(name, type);
        if (!components.containsKey(name)) {
            ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "string");
            ArrayNode values = schema.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(mapper.valueToTree(constant).asText());
            }
            describe(schema, type.getAnnotation(Described.class));
            components.put(name, schema);
        }
        return reference(name);
    }

    private ObjectNode record(Class<?> type, JsonMapper mapper) {
        String name = name(type);
        claim(name, type);
        if (!components.containsKey(name)) {
            components.put(name, Json.MAPPER.createObjectNode()); // it may contain itself
            components.put(name, members(type, mapper));
        }
        return reference(name);
    }

    private void claim(String name, Class<?> type) {
        Class<?> other = names.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new IllegalStateException(
                    "Both " + other.getName() + " and " + type.getName() + " would be called " + name + " in the API");
        }
    }

    /** The members of a record, to stand inside another schema. */
    public ObjectNode members(Class<?> type, JsonMapper mapper) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        describe(schema, type.getAnnotation(Described.class));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.MAPPER.createArrayNode();
        BeanDescription bean = description(type, mapper);
        for (BeanPropertyDefinition property : bean.findProperties()) {
            AnnotatedMember accessor = property.getAccessor();
            if (accessor == null) {
                continue;
            }
            AnnotatedType annotated = annotated(type, accessor);
            JsonInclude.Include included = bean.findPropertyInclusion(JsonInclude.Value.empty())
                    .withOverrides(property.findInclusion())
                    .getValueInclusion();
            boolean mayBeLeftOut = included != JsonInclude.Include.USE_DEFAULTS
                    && included != JsonInclude.Include.ALWAYS
                    && (included == JsonInclude.Include.NON_EMPTY
                            || annotated.isAnnotationPresent(Nullable.class)
                            || raw(annotated.getType()) == Optional.class);
            ObjectNode member = mayBeLeftOut
                    ? schema(
                            raw(annotated.getType()) == Optional.class
                                    ? raw(argument(annotated, 0).getType())
                                    : raw(annotated.getType()),
                            annotated,
                            mapper)
                    : of(annotated, mapper);
            describe(member, component(type, property.getInternalName()));
            properties.set(property.getName(), member);
            if (!mayBeLeftOut) {
                required.add(property.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static BeanDescription description(Class<?> type, JsonMapper mapper) {
        return mapper.getSerializationConfig().introspect(mapper.constructType(type));
    }

    private static AnnotatedType annotated(Class<?> type, AnnotatedMember accessor) {
        Member member = accessor.getMember();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getName().equals(member.getName())) {
                    return component.getAnnotatedType();
                }
            }
        }
        return switch (member) {
            case Method method -> method.getAnnotatedReturnType();
            case Field field -> field.getAnnotatedType();
            default -> throw new IllegalStateException(member + " is no member that is written");
        };
    }

    private static @Nullable Described component(Class<?> type, String name) {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return component.getAnnotation(Described.class);
                }
            }
        }
        return null;
    }

    private static void describe(ObjectNode schema, @Nullable Described described) {
        if (described != null) {
            schema.put("description", described.value());
        }
    }

    private static AnnotatedType argument(@Nullable AnnotatedType type, int index) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            return parameterized.getAnnotatedActualTypeArguments()[index];
        }
        throw new IllegalStateException("A collection in an answer says what it is a collection of: " + type);
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> (Class<?>) p.getRawType();
            default -> Object.class;
        };
    }
}

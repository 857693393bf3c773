package nz.flagships.system.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The published Java types of a kind. They keep what they do not know in {@code additionalProperties} and say nothing, so
 * these must be empty at every depth; and what was read must come out again when it is written, or a value was not
 * understood (an enum without that constant reads as nothing).
 */
final class TypedShape implements Shape {
    /** As strict as the API server: no number for a text, no text for a number. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** Writes all that was read, also what has the value that it would have had anyway. */
    private static final ObjectMapper WHOLE = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
                    return JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS);
                }
            })
            .build();

    private final Class<?> type;

    TypedShape(Class<?> type) {
        this.type = type;
    }

    @Override
    public void check(Manifest manifest, BiConsumer<String, String> findings) {
        Object model;
        try {
            model = STRICT.treeToValue(manifest.tree(), type);
        } catch (UnrecognizedPropertyException e) {
            findings.accept(
                    path(e),
                    Shape.unknown(
                            e.getPropertyName(),
                            e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .toList()));
            return;
        } catch (JsonMappingException e) {
            findings.accept(path(e), "is not of the type that it must have: " + e.getOriginalMessage());
            return;
        } catch (JsonProcessingException e) {
            findings.accept("", e.getOriginalMessage());
            return;
        }
        int[] count = {0};
        walk(model, "", (path, what) -> {
            count[0]++;
            findings.accept(path, what);
        });
        if (count[0] == 0) {
            same(manifest.tree(), WHOLE.valueToTree(model), "", findings);
        }
    }

    /** Every object of the model, for what it did not know. */
    private static void walk(@Nullable Object value, String path, BiConsumer<String, String> findings) {
        switch (value) {
            case null -> {}
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    walk(list.get(i), path + "[" + i + "]", findings);
                }
            }
            case Map<?, ?> map ->
                map.forEach((key, each) -> walk(each, Shape.under(path, String.valueOf(key)), findings));
            case Object model when !isModel(model.getClass()) -> {}
            case Object model -> {
                List<BeanPropertyDefinition> properties = properties(model.getClass());
                TreeSet<String> known = new TreeSet<>();
                for (BeanPropertyDefinition property : properties) {
                    known.add(property.getName());
                    if (property.getAccessor() != null) {
                        property.getAccessor().fixAccess(true);
                        walk(property.getAccessor().getValue(model), Shape.under(path, property.getName()), findings);
                    }
                }
                unknown(model)
                        .forEach((field, _) -> findings.accept(
                                Shape.under(path, String.valueOf(field)), Shape.unknown(String.valueOf(field), known)));
            }
        }
    }

    private static boolean isModel(Class<?> type) {
        return !type.isEnum()
                && (type.getName().startsWith("io.fabric8.") || type.getName().startsWith("io.strimzi."));
    }

    private static List<BeanPropertyDefinition> properties(Class<?> type) {
        return STRICT.getSerializationConfig()
                .introspect(STRICT.constructType(type))
                .findProperties();
    }

    private static Map<?, ?> unknown(Object model) {
        try {
            Method additional = model.getClass().getMethod("getAdditionalProperties");
            return additional.invoke(model) instanceof Map<?, ?> map ? map : Map.of();
        } catch (NoSuchMethodException refusesThemItself) {
            return Map.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every scalar that was written down, in what came out. */
    private static void same(JsonNode written, JsonNode read, String path, BiConsumer<String, String> findings) {
        if (written.isObject()) {
            written.properties()
                    .forEach(e -> same(e.getValue(), read.path(e.getKey()), Shape.under(path, e.getKey()), findings));
        } else if (written.isArray()) {
            for (int i = 0; i < written.size(); i++) {
                same(written.get(i), read.path(i), path + "[" + i + "]", findings);
            }
        } else if (!written.isNull() && !written.asText().equals(read.asText())) {
            findings.accept(path, "has a value that its type does not know: " + Shape.said(written));
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}

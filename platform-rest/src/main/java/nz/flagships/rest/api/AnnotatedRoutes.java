package nz.flagships.rest.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nz.flagships.events.Json;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Describes the routes that stand in resources as they are: path, parameters, roles and the record they answer. */
final class AnnotatedRoutes {
    private static final Map<Class<? extends Annotation>, String> METHODS =
            Map.of(GET.class, "GET", POST.class, "POST", PUT.class, "PUT", DELETE.class, "DELETE");
    private static final Map<String, String> SHARED = Map.of(
            "Consistency-Token", "ConsistencyToken",
            "If-None-Match", "IfNoneMatch",
            "If-Match", "IfMatch",
            "Idempotency-Key", "IdempotencyKey");
    // What travels by itself.
    private static final Set<String> UNSAID = Set.of("traceparent");

    private AnnotatedRoutes() {}

    /** The method's name in HTTP, or null where it is no route that is to be described. */
    static @Nullable String method(Method method) {
        Operation operation = method.getAnnotation(Operation.class);
        if (operation == null || operation.hidden() || method.isBridge()) {
            return null;
        }
        return METHODS.entrySet().stream()
                .filter(each -> method.isAnnotationPresent(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    static void describe(ApiDocument document, Class<?> resource) {
        Method[] methods = resource.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::toString));
        for (Method method : methods) {
            String name = method(method);
            if (name != null) {
                document.add(operation(document, resource, method, name));
            }
        }
    }

    private static ApiOperation operation(ApiDocument document, Class<?> resource, Method method, String name) {
        Operation said = method.getAnnotation(Operation.class);
        String path = path(resource, method);
        ApiOperation operation = ApiOperation.of(
                        name, path, said.operationId().isEmpty() ? method.getName() : said.operationId())
                .tag(tag(document, resource, path))
                .summary(said.summary())
                .description(said.description());
        if (path.contains("{")) {
            operation.refuses(404);
        }
        if (needsToken(resource, method)) {
            operation.needsToken();
        }
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            parameter(operation, parameter);
        }
        if (name.equals("GET")) {
            operation.parameter("ConsistencyToken");
        }
        answer(document, operation, method);
        return operation;
    }

    static String path(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String base = resource.getAnnotation(Path.class).value();
        String all = own == null ? base : base + "/" + own.value();
        return all.replaceAll("/+", "/").replaceAll("\\{\\s*([A-Za-z]+)\\s*(:(?:[^{}]|\\{[^{}]*})*)?}", "{$1}");
    }

    private static String tag(ApiDocument document, Class<?> resource, String path) {
        String name = path.split("/")[2];
        Tag tag = resource.getAnnotation(Tag.class);
        if (tag != null && !tag.description().isEmpty()) {
            document.tag(name, tag.description());
        }
        return name;
    }

    /** Whatever is not said to be for everybody; who may read what is in the table of roles. */
    private static boolean needsToken(Class<?> resource, Method method) {
        boolean said = method.isAnnotationPresent(PermitAll.class) || method.isAnnotationPresent(RolesAllowed.class);
        return said ? !method.isAnnotationPresent(PermitAll.class) : !resource.isAnnotationPresent(PermitAll.class);
    }

    private static void parameter(ApiOperation operation, java.lang.reflect.Parameter parameter) {
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        PathParam path = parameter.getAnnotation(PathParam.class);
        HeaderParam header = parameter.getAnnotation(HeaderParam.class);
        var said = parameter.getAnnotation(org.eclipse.microprofile.openapi.annotations.parameters.Parameter.class);
        String description = said == null ? "" : said.description();
        if (query != null) {
            if (said != null && said.required()) {
                operation.requiredQuery(query.value(), description, schema(parameter, said));
            } else {
                operation.query(query.value(), description, schema(parameter, said));
            }
        } else if (path != null) {
            operation.path(path.value(), description, schema(parameter, said));
        } else if (header != null && !UNSAID.contains(header.value())) {
            String shared = SHARED.get(header.value());
            if (shared == null) {
                operation.header(header.value(), description);
            } else {
                operation.parameter(shared);
            }
        }
    }

    private static ObjectNode schema(
            java.lang.reflect.Parameter parameter,
            org.eclipse.microprofile.openapi.annotations.parameters.@Nullable Parameter said) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        Class<?> type = parameter.getType();
        if (type == int.class || type == Integer.class) {
            schema.put("type", "integer").put("format", "int32");
        } else if (type == long.class || type == Long.class) {
            schema.put("type", "integer").put("format", "int64");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else {
            schema.put("type", "string");
        }
        if (said != null) {
            var more = said.schema();
            if (more.enumeration().length > 0) {
                var values = schema.putArray("enum");
                List.of(more.enumeration()).forEach(values::add);
            }
            if (more.type() == org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER) {
                schema.put("type", "integer").put("format", "int64");
            }
            if (!more.format().isEmpty()) {
                schema.put("format", more.format());
            }
            if (!more.pattern().isEmpty()) {
                schema.put("pattern", more.pattern());
            }
            number(schema, "minimum", more.minimum());
            number(schema, "maximum", more.maximum());
        }
        DefaultValue otherwise = parameter.getAnnotation(DefaultValue.class);
        String value = otherwise != null
                ? otherwise.value()
                : said == null ? "" : said.schema().defaultValue();
        if (!value.isEmpty()) {
            switch (schema.path("type").asText()) {
                case "integer" -> schema.put("default", Long.parseLong(value));
                case "boolean" -> schema.put("default", Boolean.parseBoolean(value));
                default -> schema.put("default", value);
            }
        }
        return schema;
    }

    private static void number(ObjectNode schema, String keyword, String value) {
        if (!value.isEmpty()) {
            schema.put(keyword, Long.parseLong(value));
        }
    }

    private static void answer(ApiDocument document, ApiOperation operation, Method method) {
        Answering answering = method.getAnnotation(Answering.class);
        int status = answering == null ? 200 : answering.status();
        String as = answering == null ? "application/json" : answering.as();
        Class<?> type = answering == null ? method.getReturnType() : answering.value();
        if (type == void.class) {
            operation.answersNothing(status, "Done");
        } else if (answering == null && !type.isRecord()) {
            // It does not say what; anything may come.
            operation.answers(status, "The answer", as, Json.MAPPER.createObjectNode(), null);
        } else {
            operation.answers(status, "The answer", as, document.schemas().of(type), null);
        }
        if (Arrays.stream(method.getParameters())
                .map(p -> p.getAnnotation(HeaderParam.class))
                .anyMatch(h -> h != null && h.value().equals("If-None-Match"))) {
            operation.sends(status, "ETag").answersNothing(304, "Nothing is new");
        }
    }

    /** A place to look things up in tests: every route that is described here, with its method. */
    static Map<String, Method> routes(Class<?> resource) {
        Map<String, Method> routes = new LinkedHashMap<>();
        for (Method method : resource.getMethods()) {
            String name = method(method);
            if (name != null) {
                routes.put(name + " " + path(resource, method), method);
            }
        }
        return routes;
    }
}

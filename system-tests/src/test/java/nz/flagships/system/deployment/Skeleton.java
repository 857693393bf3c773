package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The fields of a kind as its API server knows them: where no Java types are published, and where these do not say what must
 * be there. One line a field, indented under the field that holds it:
 * its name, {@code !} where it must be there, and its type, as {@code replicas! integer}, {@code tolerations list object}
 * or {@code method string(any|first)}.
 */
final class Skeleton implements Shape {
    /** One field; children only where it is an object, or a list or map of them. */
    private record Field(String name, boolean required, String type, Map<String, Field> children) {}

    private static final Map<String, Field> METADATA = parse("""
            name! string
            namespace string
            labels map string
            annotations map string
            finalizers list string
            """).fields;

    private final Map<String, Field> fields;

    private Skeleton(Map<String, Field> fields) {
        this.fields = fields;
    }

    /** Reads {@code kinds/<kind>.txt} beside this class. */
    static Skeleton of(String kind) {
        try (InputStream in = Skeleton.class.getResourceAsStream("kinds/" + kind + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("There is no kinds/" + kind + ".txt");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Skeleton parse(String text) {
        Map<String, Field> top = new LinkedHashMap<>();
        Deque<Map<String, Field>> open = new ArrayDeque<>(List.of(top));
        for (String line : text.lines().toList()) {
            boolean heading = line.startsWith("#") || line.startsWith("apiVersion ") || line.startsWith("kind ");
            if (heading || line.isBlank()) {
                continue;
            }
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (open.size() > depth + 1) {
                open.pop();
            }
            String[] words = line.strip().split(" ", 2);
            boolean required = words[0].endsWith("!");
            String name = required ? words[0].substring(0, words[0].length() - 1) : words[0];
            Field field = new Field(name, required, words[1], new LinkedHashMap<>());
            open.element().put(name, field);
            open.push(field.children());
        }
        return new Skeleton(top);
    }

    @Override
    public void check(Manifest manifest, BiConsumer<String, String> findings) {
        Map<String, Field> all = new LinkedHashMap<>(fields);
        all.put("apiVersion", new Field("apiVersion", true, "string", Map.of()));
        all.put("kind", new Field("kind", true, "string", Map.of()));
        all.put("metadata", new Field("metadata", true, "object", METADATA));
        object(manifest.tree(), all, "", findings);
    }

    private static void object(
            JsonNode node, Map<String, Field> known, String path, BiConsumer<String, String> findings) {
        if (!node.isObject()) {
            findings.accept(path, "must be an object, not " + Shape.said(node));
            return;
        }
        node.properties().forEach(entry -> {
            String here = Shape.under(path, entry.getKey());
            Field field = known.get(entry.getKey());
            if (field == null) {
                findings.accept(here, Shape.unknown(entry.getKey(), known.keySet()));
            } else {
                value(entry.getValue(), field, field.type(), here, findings);
            }
        });
        for (Field field : known.values()) {
            if (field.required() && !node.has(field.name())) {
                findings.accept(Shape.under(path, field.name()), "must be there");
            }
        }
    }

    private static void value(
            JsonNode node, Field field, String type, String path, BiConsumer<String, String> findings) {
        if (type.startsWith("list ")) {
            if (!node.isArray()) {
                findings.accept(path, "must be a list, not " + Shape.said(node));
                return;
            }
            for (int i = 0; i < node.size(); i++) {
                value(node.get(i), field, type.substring(5), path + "[" + i + "]", findings);
            }
        } else if (type.startsWith("map ")) {
            if (!node.isObject()) {
                findings.accept(path, "must be an object, not " + Shape.said(node));
                return;
            }
            node.properties()
                    .forEach(e -> value(e.getValue(), field, type.substring(4), path + "." + e.getKey(), findings));
        } else if (type.equals("object")) {
            object(node, field.children(), path, findings);
        } else {
            scalar(node, type, path, findings);
        }
    }

    private static void scalar(JsonNode node, String type, String path, BiConsumer<String, String> findings) {
        boolean fits = switch (type) {
            case "any" -> true;
            case "string" -> node.isTextual();
            case "integer" -> node.isIntegralNumber();
            case "number" -> node.isNumber();
            case "boolean" -> node.isBoolean();
            case "int-or-string" -> node.isTextual() || node.isNumber();
            default -> node.isTextual() && choices(type).contains(node.asText());
        };
        if (!fits) {
            String wanted = type.startsWith("string(") ? "one of " + choices(type) : type;
            findings.accept(path, "must be " + wanted + ", not " + Shape.said(node));
        }
    }

    private static Set<String> choices(String type) {
        if (!type.startsWith("string(")) {
            throw new IllegalStateException("No such type: " + type);
        }
        return Set.copyOf(Arrays.asList(type.substring(7, type.length() - 1).split("\\|", -1)));
    }
}

package nz.flagships.system.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What somebody may do wrong, as {@code mistakes.txt} has it.
 *
 * @param name of what is wrong
 * @param in the overlay
 * @param object as {@code Deployment/case-service}; of a ConfigMap the beginning, for its name ends in a hash
 * @param change what is done to it
 * @param message how what is found begins
 */
record Mistake(String name, Overlay in, String object, String change, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that are written down. */
    static List<Mistake> all() {
        try (InputStream in = Objects.requireNonNull(Mistake.class.getResourceAsStream("mistakes.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^#.*\n", "");
            return Arrays.stream(text.strip().split("\n{2,}")).map(Mistake::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mistake of(String paragraph) {
        String[] lines = paragraph.split("\n");
        String[] where = lines[1].strip().split(" ");
        return new Mistake(
                lines[0],
                Overlay.valueOf(where[0].toUpperCase(Locale.ROOT)),
                where[1],
                lines[2].strip(),
                lines[3].strip().replaceFirst("^-> ", ""));
    }

    /** Makes it. */
    Manifests madeIn(Manifests right) {
        List<Manifest> objects = new ArrayList<>(right.objects());
        String[] words = change.split(" ", 3);
        switch (words[0]) {
            case "gone" -> objects.remove(the(objects));
            case "add" -> objects.add(new Manifest((ObjectNode) parse(change.substring(4))));
            case "rename" -> rename(the(objects).tree(), words[1], words[2]);
            case "set" -> set(the(objects).tree(), words[1], parse(words[2]));
            case "remove" -> remove(the(objects).tree(), words[1]);
            case "setting" -> setting(objects, words[1], words.length > 2 ? words[2] : "");
            default -> throw new IllegalStateException("No such change: " + change);
        }
        return new Manifests(objects, right.production());
    }

    private Manifest the(List<Manifest> objects) {
        return objects.stream()
                .filter(each -> each.label().equals(object))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + object));
    }

    private static void rename(ObjectNode tree, String path, String now) {
        ObjectNode parent = (ObjectNode) parent(tree, path);
        if (last(path).equals("name")) {
            parent.put("name", now);
        } else {
            parent.set(now, Objects.requireNonNull(parent.remove(last(path)), path));
        }
    }

    private static void set(ObjectNode tree, String path, JsonNode value) {
        if (parent(tree, path) instanceof ArrayNode array) {
            array.set(Integer.parseInt(last(path)), value);
        } else {
            ((ObjectNode) parent(tree, path)).set(last(path), value);
        }
    }

    private static void remove(ObjectNode tree, String path) {
        JsonNode parent = parent(tree, path);
        Objects.requireNonNull(
                parent instanceof ArrayNode array
                        ? array.remove(Integer.parseInt(last(path)))
                        : ((ObjectNode) parent).remove(last(path)),
                path);
    }

    /** {@code NAME=value}, {@code NAME called OTHER} or {@code NAME gone} in the ConfigMap that has it. */
    private void setting(List<Manifest> objects, String said, String how) {
        String name = said.replaceAll("=.*", "");
        ObjectNode data = objects.stream()
                .filter(each -> each.label().startsWith(object))
                .map(each -> (ObjectNode) each.at("data"))
                .filter(each -> each.has(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing says " + name));
        JsonNode value = data.remove(name);
        if (said.contains("=")) {
            data.put(name, said.substring(name.length() + 1));
        } else if (how.startsWith("called ")) {
            data.set(how.substring(7), value);
        }
    }

    private static JsonNode parent(ObjectNode tree, String path) {
        int dot = path.lastIndexOf('.');
        JsonNode parent = dot < 0 ? tree : new Manifest(tree).at(path.substring(0, dot));
        if (parent.isMissingNode()) {
            throw new AssertionError("There is nothing at " + path);
        }
        return parent;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

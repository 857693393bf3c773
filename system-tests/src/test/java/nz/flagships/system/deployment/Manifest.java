package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** One object as it is applied. */
record Manifest(ObjectNode tree) {
    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    /** As {@code Deployment/case-service}. */
    String label() {
        return kind() + "/" + name();
    }

    /** What is at a path of names and indexes with dots between; missing where there is nothing. */
    JsonNode at(String path) {
        JsonNode now = tree;
        for (String step : path.split("\\.")) {
            now = now.isArray() ? element(now, step) : now.path(step);
        }
        return now;
    }

    Map<String, String> labels() {
        return texts(at("metadata.labels"));
    }

    Finding finding(String path, String what) {
        return new Finding(label(), path, what);
    }

    /** The scalars of an object, as text. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static JsonNode element(JsonNode array, String step) {
        JsonNode element = array.get(Integer.parseInt(step));
        return element == null ? MissingNode.getInstance() : element;
    }
}

package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The objects of an overlay.
 *
 * @param objects in the order in which they are applied
 * @param production whether they are to run in production
 */
record Manifests(List<Manifest> objects, boolean production) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads what {@code kubectl kustomize} printed. */
    static Manifests read(String yaml, boolean production) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Yaml reader = new Yaml(
                new SafeConstructor(options), new Representer(dumping), dumping, options, new AsKubernetesReads());
        List<Manifest> objects = new ArrayList<>();
        for (Object document : reader.loadAll(yaml)) {
            if (document != null) {
                objects.add(new Manifest(JSON.<ObjectNode>valueToTree(document)));
            }
        }
        return new Manifests(List.copyOf(objects), production);
    }

    List<Manifest> of(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind)).toList();
    }

    Optional<Manifest> named(String kind, String name) {
        return of(kind).stream().filter(object -> object.name().equals(name)).findFirst();
    }

    /** The Deployments of our own services. */
    List<Workload> workloads() {
        return of("Deployment").stream().map(Workload::new).toList();
    }

    /** Whether a selector ({@code matchLabels} and {@code matchExpressions}) chooses what has these labels. */
    static boolean chooses(JsonNode selector, Map<String, String> labels) {
        for (JsonNode expression : selector.path("matchExpressions")) {
            String label = labels.get(expression.path("key").asText());
            boolean among = false;
            for (JsonNode value : expression.path("values")) {
                among |= value.asText().equals(label);
            }
            boolean holds = switch (expression.path("operator").asText()) {
                case "In" -> among;
                case "NotIn" -> !among;
                case "Exists" -> label != null;
                case "DoesNotExist" -> label == null;
                default -> false;
            };
            if (!holds) {
                return false;
            }
        }
        return selects(selector.path("matchLabels"), labels);
    }

    /** Whether every label that is asked for is there. */
    static boolean selects(JsonNode matchLabels, Map<String, String> labels) {
        return Manifest.texts(matchLabels).entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
    }

    /** YAML 1.1 as the API server's tools read it, where {@code on} is true; but a date is text. */
    private static final class AsKubernetesReads extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first);
            }
        }
    }
}

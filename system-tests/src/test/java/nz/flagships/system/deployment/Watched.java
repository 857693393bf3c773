package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nz.flagships.rest.metrics.Foreign;
import nz.flagships.rest.metrics.Metric;

/** What is in {@code k8s/base/observability}, and what of it the code knows. */
final class Watched {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("k8s/base/observability");
    static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());
    static final ObjectMapper JSON = new ObjectMapper();

    /** Labels that every metric of ours may be chosen by, whatever it says of itself. */
    private static final Set<String> EVERYWHERE = Set.of("application", "namespace", "instance", "pod", "job");

    /**
     * A rule that is reckoned or that wakes somebody.
     *
     * @param record the name of what is reckoned; empty for an alert
     * @param alert the name of the alert; empty for what is reckoned
     */
    record Rule(String record, String alert, String expr, JsonNode node) {
        boolean isAlert() {
            return !alert.isEmpty();
        }

        String annotation(String name) {
            return node.path("annotations").path(name).asText();
        }
    }

    private Watched() {}

    static JsonNode yaml(String file) {
        try {
            return YAML.readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode group : yaml("rules.yaml").get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                rules.add(new Rule(
                        rule.path("record").asText(),
                        rule.path("alert").asText(),
                        rule.get("expr").asText(),
                        rule));
            }
        }
        return rules;
    }

    /** Names of samples that somebody emits, with the labels they may be chosen by; null for any. */
    static Map<String, Set<String>> known() {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        Arrays.stream(Metric.values()).forEach(m -> m.samples().forEach(s -> known.put(s, labels(m.labels()))));
        Arrays.stream(Foreign.values()).forEach(f -> f.samples().forEach(s -> known.put(s, labels(f.labels()))));
        rules().stream()
                .filter(rule -> !rule.isAlert())
                .forEach(rule -> known.put(rule.record(), Set.of("application", "slo", "of", "shard", "source")));
        yaml("foreign-metrics.yaml").fieldNames().forEachRemaining(name -> known.put(name, Set.of()));
        known.put("ALERTS", Set.of("alertname", "alertstate", "severity", "application", "namespace"));
        return known;
    }

    private static Set<String> labels(List<String> own) {
        Set<String> labels = new LinkedHashSet<>(own);
        labels.addAll(EVERYWHERE);
        labels.add("le");
        return labels;
    }

    /** What is wrong with a query: metrics and labels that nobody emits. */
    static List<String> unknown(String query) {
        Map<String, Set<String>> known = known();
        List<String> wrong = new ArrayList<>();
        for (PromQl.Selector selector : PromQl.selectors(query)) {
            Set<String> labels = known.get(selector.metric());
            if (labels == null) {
                wrong.add(selector.metric() + " is emitted by nobody");
            } else if (!labels.isEmpty() && !labels.containsAll(selector.labels())) {
                Set<String> odd = new TreeSet<>(selector.labels());
                odd.removeAll(labels);
                wrong.add(selector.metric() + " has no label " + odd);
            }
        }
        return wrong;
    }

    /** The runbooks that an alert or a panel may name. */
    static Set<String> runbooks() {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/operations/runbooks"))) {
            return pages.map(page -> ROOT.relativize(page).toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Compares a committed file with what it should be, or writes it where {@code -Dcatalogue.write=true}. */
    static String committed(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("catalogue.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        return Files.exists(file) ? Files.readString(file) : "";
    }
}

package nz.flagships.system.deployment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The parts of the Compose specification that {@code docker-compose.yml} uses. A key that is not here is an error, as is a
 * number or a truth where a text belongs: Compose would take some of them for something else, and pass over others.
 * What the file does not say is null.
 */
@NullUnmarked
record ComposeFile(
        String name, Map<String, Service> services, Map<String, Empty> networks, Map<String, Empty> volumes) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?:(:-|:\\?)([^}]*))?}");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    /** Of a name alone. */
    record Empty() {}

    /** What is run. What is not said is empty. */
    record Service(
            String image,
            Build build,
            String user,
            List<String> entrypoint,
            List<String> command,
            Map<String, String> environment,
            List<String> envFile,
            List<String> ports,
            List<String> volumes,
            List<String> networks,
            List<String> tmpfs,
            List<String> profiles,
            Map<String, Dependency> dependsOn,
            HealthCheck healthcheck,
            Logging logging,
            String restart,
            String memLimit,
            String shmSize,
            String stopGracePeriod,
            boolean readOnly,
            List<String> capDrop,
            List<String> securityOpt) {
        /** Whether it ends when it has done its work. */
        boolean oneShot() {
            return "no".equals(restart);
        }

        Map<String, String> variables() {
            return environment == null ? Map.of() : environment;
        }

        Map<String, Dependency> needs() {
            return dependsOn == null ? Map.of() : dependsOn;
        }

        List<String> published() {
            return ports == null ? List.of() : ports;
        }

        List<String> mounted() {
            return volumes == null ? List.of() : volumes;
        }

        /** In bytes. */
        long memory() {
            return memLimit == null ? 0 : bytes(memLimit);
        }
    }

    /** How an image is made. */
    record Build(String context, String dockerfile, Map<String, String> args) {}

    /** What another must have come to before. */
    record Dependency(Condition condition, Boolean required) {}

    /** The conditions that the specification knows. */
    enum Condition {
        @JsonProperty("service_started")
        STARTED,
        @JsonProperty("service_healthy")
        HEALTHY,
        @JsonProperty("service_completed_successfully")
        COMPLETED
    }

    /** How it is found out whether it is well. */
    record HealthCheck(List<String> test, Duration interval, Duration timeout, int retries, Duration startPeriod) {}

    /** As {@code 10s} or {@code 2m}. */
    record Duration(java.time.Duration value) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Duration(String text) {
            this(java.time.Duration.parse("PT" + text));
        }
    }

    /** Where its log goes. */
    record Logging(String driver, Map<String, String> options) {}

    /** Reads it with the values of an environment in their places. */
    static ComposeFile read(String yaml, Map<String, String> environment) {
        Map<String, Object> top = new LinkedHashMap<>(yaml(yaml));
        // fragments, which have done their work as anchors
        top.keySet().removeIf(key -> key.startsWith("x-"));
        return MAPPER.convertValue(interpolated(top, environment), ComposeFile.class);
    }

    private static Map<String, Object> yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<String, Object> top = new LinkedHashMap<>();
        Map<?, ?> read = new Yaml(new SafeConstructor(options)).load(text);
        read.forEach((key, value) -> top.put((String) key, value));
        return top;
    }

    /** The variables that a file asks for. */
    static Set<String> variables(String text) {
        Set<String> names = new TreeSet<>();
        withoutComments(text).forEach(line -> {
            Matcher found = VARIABLE.matcher(line);
            while (found.find()) {
                names.add(found.group(1));
            }
        });
        return names;
    }

    static List<String> withoutComments(String text) {
        return text.lines().filter(line -> !line.strip().startsWith("#")).toList();
    }

    /** {@code NAME=value}, a line each. */
    static Map<String, String> environmentFile(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : withoutComments(text)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    private static Object interpolated(Object node, Map<String, String> environment) {
        return switch (node) {
            case Map<?, ?> map -> {
                Map<Object, Object> filled = new LinkedHashMap<>();
                map.forEach((key, value) -> filled.put(key, value == null ? null : interpolated(value, environment)));
                yield filled;
            }
            case List<?> list ->
                list.stream().map(each -> interpolated(each, environment)).toList();
            case String text -> interpolated(text, environment);
            default -> node;
        };
    }

    /** As Compose does it; a {@code $} that begins no variable is an error there. */
    static String interpolated(String text, Map<String, String> environment) {
        String filled = VARIABLE.matcher(text).replaceAll(found -> {
            String value = environment.getOrDefault(found.group(1), "");
            if (value.isEmpty() && ":?".equals(found.group(2))) {
                throw new IllegalArgumentException(found.group(1) + ": " + found.group(3));
            }
            return Matcher.quoteReplacement(value.isEmpty() && ":-".equals(found.group(2)) ? found.group(3) : value);
        });
        if (filled.contains("$")) {
            throw new IllegalArgumentException("Not a variable: " + text);
        }
        return filled;
    }

    /** Of {@code 512m}, {@code 1g}. */
    static long bytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return switch (Character.toLowerCase(size.charAt(size.length() - 1))) {
            case 'k' -> number << 10;
            case 'm' -> number << 20;
            case 'g' -> number << 30;
            default -> throw new IllegalArgumentException("No unit: " + size);
        };
    }
}

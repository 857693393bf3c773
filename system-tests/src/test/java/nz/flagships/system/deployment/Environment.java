package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that a container finds.
 *
 * @param values by name; of what comes from a Secret something that stands for it
 * @param fromSecrets the names of those
 * @param findings references to what is not there
 */
record Environment(Map<String, String> values, Set<String> fromSecrets, List<Finding> findings) {
    private static final String SECRET = "from-a-secret";

    static Environment of(Workload.Container container, Manifests manifests) {
        Environment environment = new Environment(new LinkedHashMap<>(), new TreeSet<>(), new ArrayList<>());
        environment.maps(container, manifests);
        environment.single(container);
        return environment;
    }

    private void maps(Workload.Container container, Manifests manifests) {
        JsonNode sources = container.at("envFrom");
        for (int i = 0; i < sources.size(); i++) {
            String name = sources.get(i).at("/configMapRef/name").asText();
            String path = "envFrom[" + i + "]";
            if (name.isEmpty()) {
                findings.add(container.finding(path, "must be a ConfigMap: a Secret's keys are said one by one"));
                continue;
            }
            manifests
                    .named("ConfigMap", name)
                    .ifPresentOrElse(
                            map -> Manifest.texts(map.at("data")).forEach((key, value) -> {
                                fromSecrets.remove(key);
                                values.put(key, value);
                            }),
                            () -> findings.add(container.finding(path, "there is no ConfigMap " + name)));
        }
    }

    private void single(Workload.Container container) {
        JsonNode variables = container.at("env");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < variables.size(); i++) {
            JsonNode variable = variables.get(i);
            String name = variable.path("name").asText();
            String path = "env[" + i + "]";
            if (!seen.add(name)) {
                findings.add(container.finding(path, name + " is there twice: the last one counts"));
            }
            fromSecrets.remove(name);
            if (variable.has("valueFrom")) {
                if (!variable.at("/valueFrom/secretKeyRef").isMissingNode()) {
                    fromSecrets.add(name);
                }
                values.put(name, SECRET);
            } else {
                values.put(name, variable.path("value").asText());
            }
        }
    }
}

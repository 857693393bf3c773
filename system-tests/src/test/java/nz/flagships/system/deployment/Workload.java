package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Deployment of one of our services. */
record Workload(Manifest deployment) {
    /**
     * One of its containers.
     *
     * @param path where it is in the Deployment
     */
    record Container(Workload of, String path, boolean init) {
        JsonNode at(String field) {
            return of.deployment.at(path + "." + field);
        }

        String name() {
            return at("name").asText();
        }

        Finding finding(String field, String what) {
            return of.deployment.finding(
                    path.replaceAll("\\.(\\d+)$", "[$1]") + (field.isEmpty() ? "" : "." + field), what);
        }
    }

    /** As {@code case-service}. */
    String name() {
        return deployment.name();
    }

    JsonNode pod(String field) {
        return deployment.at("spec.template.spec." + field);
    }

    Map<String, String> podLabels() {
        return Manifest.texts(deployment.at("spec.template.metadata.labels"));
    }

    /** Those that prepare, then those that serve. */
    List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < pod("initContainers").size(); i++) {
            containers.add(new Container(this, "spec.template.spec.initContainers." + i, true));
        }
        for (int i = 0; i < pod("containers").size(); i++) {
            containers.add(new Container(this, "spec.template.spec.containers." + i, false));
        }
        return containers;
    }

    /** The ones that serve. */
    List<Container> serving() {
        return containers().stream().filter(container -> !container.init()).toList();
    }
}

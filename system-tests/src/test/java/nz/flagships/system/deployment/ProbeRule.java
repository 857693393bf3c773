package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ports of the code, and its probes on the management port, with time enough to start. */
final class ProbeRule implements Rule {
    private static final int SECONDS_TO_START = 120;
    private static final Map<String, String> PROBES =
            Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            Code code = Code.of(workload.name());
            for (Workload.Container container : workload.serving()) {
                port(container, "http", code.httpPort(), findings);
                port(container, "management", code.managementPort(), findings);
                PROBES.forEach((probe, which) -> probe(container, probe, code.probe(which), code, findings));
                int start = container.at("startupProbe.periodSeconds").asInt(10)
                        * container.at("startupProbe.failureThreshold").asInt(3);
                if (start < SECONDS_TO_START) {
                    findings.add(container.finding(
                            "startupProbe",
                            "gives " + start + " s to start; migrations and a slow node need " + SECONDS_TO_START));
                }
            }
        }
        return findings;
    }

    private static void port(Workload.Container container, String name, int port, List<Finding> findings) {
        for (JsonNode each : container.at("ports")) {
            if (each.path("name").asText().equals(name)) {
                if (each.path("containerPort").asInt() != port) {
                    findings.add(container.finding(
                            "ports", name + " must be " + port + ", as in the service's application.properties"));
                }
                return;
            }
        }
        findings.add(container.finding("ports", "must have one named " + name + ", " + port));
    }

    private static void probe(
            Workload.Container container, String probe, String path, Code code, List<Finding> findings) {
        JsonNode get = container.at(probe + ".httpGet");
        if (get.isMissingNode()) {
            findings.add(container.finding(probe, "must be an httpGet of " + path + " on port management"));
            return;
        }
        if (!get.path("path").asText().equals(path)) {
            findings.add(container.finding(probe + ".httpGet.path", "must be " + path));
        }
        String port = get.path("port").asText();
        if (!port.equals("management") && !port.equals(String.valueOf(code.managementPort()))) {
            findings.add(
                    container.finding(probe + ".httpGet.port", "must be management: health is not on the public port"));
        }
    }
}

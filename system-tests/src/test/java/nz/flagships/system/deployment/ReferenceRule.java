package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one object says of another is true: names, selectors, ports, mounted files. */
final class ReferenceRule implements Rule {
    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        Set<String> namespaces = new HashSet<>();
        for (Manifest manifest : manifests.objects()) {
            if (!manifest.kind().equals("Namespace")) {
                namespaces.add(manifest.at("metadata.namespace").asText());
            }
        }
        if (namespaces.size() > 1) {
            findings.add(new Finding("metadata.namespace", "", "must be one for all, not " + namespaces));
        }
        for (Workload workload : manifests.workloads()) {
            account(manifests, workload, findings);
            workload.containers().forEach(container -> mounts(container, manifests, findings));
            if (manifests.of("Service").stream()
                    .noneMatch(s -> Manifests.selects(s.at("spec.selector"), workload.podLabels()))) {
                findings.add(workload.deployment().finding("", "needs a Service that selects its pods"));
            }
        }
        manifests.of("Service").forEach(service -> service(manifests, service, findings));
        manifests.of("PodDisruptionBudget").forEach(budget -> selects(manifests, budget, "spec.selector", findings));
        manifests.of("PodMonitor").forEach(monitor -> monitor(manifests, monitor, findings));
        manifests.of("HTTPRoute").forEach(route -> route(manifests, route, findings));
        return findings;
    }

    private static void account(Manifests manifests, Workload workload, List<Finding> findings) {
        String account = workload.pod("serviceAccountName").asText();
        if (manifests.named("ServiceAccount", account).isEmpty()) {
            findings.add(workload.deployment()
                    .finding("spec.template.spec.serviceAccountName", "there is no ServiceAccount " + account));
        }
    }

    /** Mounts are of volumes that exist, and every file that a setting names is in one. */
    private static void mounts(Workload.Container container, Manifests manifests, List<Finding> findings) {
        Map<String, JsonNode> volumes = new HashMap<>();
        container
                .of()
                .pod("volumes")
                .forEach(volume -> volumes.put(volume.path("name").asText(), volume));
        Set<String> files = new HashSet<>();
        JsonNode mounts = container.at("volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            JsonNode volume = volumes.get(mounts.get(i).path("name").asText());
            if (volume == null) {
                findings.add(container.finding(
                        "volumeMounts[" + i + "].name",
                        "there is no volume " + mounts.get(i).path("name").asText()));
            } else {
                String folder = mounts.get(i).path("mountPath").asText();
                for (JsonNode item : volume.at("/secret/items")) {
                    files.add(folder + "/" + item.path("path").asText());
                }
            }
        }
        Environment.of(container, manifests).values().forEach((name, value) -> {
            if (value.startsWith("/etc/flagships/") && !files.contains(value)) {
                findings.add(container.finding("env", name + " names " + value + ", which no volume brings there"));
            }
        });
    }

    private static void service(Manifests manifests, Manifest service, List<Finding> findings) {
        List<Workload> selected = manifests.workloads().stream()
                .filter(workload -> Manifests.selects(service.at("spec.selector"), workload.podLabels()))
                .toList();
        if (selected.isEmpty() || service.at("spec.selector").isEmpty()) {
            findings.add(service.finding("spec.selector", "selects no pod"));
        }
        JsonNode ports = service.at("spec.ports");
        for (int i = 0; i < ports.size(); i++) {
            String target = ports.get(i)
                    .path("targetPort")
                    .asText(ports.get(i).path("port").asText());
            for (Workload workload : selected) {
                if (port(workload, target) < 0) {
                    findings.add(service.finding(
                            "spec.ports[" + i + "].targetPort", workload.name() + " has no port " + target));
                }
                int http = Code.of(workload.name()).httpPort();
                if (ports.get(i).path("name").asText().equals("http")
                        && ports.get(i).path("port").asInt() != http) {
                    findings.add(service.finding(
                            "spec.ports[" + i + "].port", "must be " + http + ", as in the code and everywhere"));
                }
            }
        }
    }

    /** The number of a container's port by its name or number; negative where there is none. */
    static int port(Workload workload, String port) {
        for (Workload.Container container : workload.serving()) {
            for (JsonNode each : container.at("ports")) {
                if (each.path("name").asText().equals(port)
                        || each.path("containerPort").asText().equals(port)) {
                    return each.path("containerPort").asInt();
                }
            }
        }
        return -1;
    }

    private static void selects(Manifests manifests, Manifest manifest, String path, List<Finding> findings) {
        JsonNode selector = manifest.at(path);
        if (selector.isEmpty() || pods(manifests).noneMatch(pod -> Manifests.chooses(selector, pod.labels()))) {
            findings.add(manifest.finding(path, "selects no pod"));
        }
    }

    /** Pods that a selector may mean, with the names of their ports. */
    private record Pod(Map<String, String> labels, Set<String> ports) {}

    private static Stream<Pod> pods(Manifests manifests) {
        Stream<Pod> ours = manifests.workloads().stream().map(workload -> {
            Set<String> ports = new HashSet<>();
            workload.serving().forEach(c -> ports.addAll(c.at("ports").findValuesAsText("name")));
            return new Pod(workload.podLabels(), ports);
        });
        Stream<Pod> brokers = manifests.of("Kafka").stream()
                .map(kafka -> new Pod(Generated.brokers(kafka), Set.of("tcp-prometheus", "tcp-clients")));
        Stream<Pod> databases = manifests.of("Cluster").stream()
                .map(cluster -> new Pod(Generated.instances(cluster), Set.of("metrics", "postgresql", "status")));
        return Stream.of(ours, brokers, databases).flatMap(pods -> pods);
    }

    private static void monitor(Manifests manifests, Manifest monitor, List<Finding> findings) {
        selects(manifests, monitor, "spec.selector", findings);
        JsonNode endpoints = monitor.at("spec.podMetricsEndpoints");
        for (int i = 0; i < endpoints.size(); i++) {
            String port = endpoints.get(i).path("port").asText();
            pods(manifests)
                    .filter(pod -> Manifests.chooses(monitor.at("spec.selector"), pod.labels()))
                    .filter(pod -> !pod.ports().contains(port))
                    .findFirst()
                    .ifPresent(pod -> findings.add(monitor.finding(
                            "spec.podMetricsEndpoints.port",
                            "the pods have no port " + port + ", only " + pod.ports())));
        }
    }

    private static void route(Manifests manifests, Manifest route, List<Finding> findings) {
        JsonNode rules = route.at("spec.rules");
        for (int i = 0; i < rules.size(); i++) {
            for (JsonNode backend : rules.get(i).path("backendRefs")) {
                String name = backend.path("name").asText();
                boolean there = manifests.named("Service", name).stream()
                        .flatMap(service -> service.at("spec.ports").findValuesAsText("port").stream())
                        .anyMatch(backend.path("port").asText()::equals);
                if (!there) {
                    findings.add(route.finding(
                            "spec.rules[" + i + "].backendRefs",
                            "there is no Service " + name + " with the port "
                                    + backend.path("port").asText()));
                }
            }
        }
    }
}

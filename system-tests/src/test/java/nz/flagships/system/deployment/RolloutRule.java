package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new version comes beside the old one, replicas are spread, and a drained node leaves one serving. */
final class RolloutRule implements Rule {
    private static final String NAME = "app.kubernetes.io/name";

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            selector(workload, findings);
            JsonNode strategy = workload.deployment().at("spec.strategy");
            if (!strategy.path("type").asText().equals("RollingUpdate")
                    || !strategy.at("/rollingUpdate/maxUnavailable").asText().equals("0")) {
                findings.add(workload.deployment()
                        .finding(
                                "spec.strategy",
                                "must be RollingUpdate with maxUnavailable 0: a request is always answered"));
            }
            Optional<Manifest> scaled = scaler(manifests, workload);
            int replicas = scaled.map(s -> s.at("spec.minReplicaCount").asInt(0))
                    .orElseGet(() -> workload.deployment().at("spec.replicas").asInt(1));
            if (manifests.production() && replicas < 2) {
                findings.add(workload.deployment()
                        .finding("spec.replicas", "must be 2 or more in production (with KEDA: its minReplicaCount)"));
            }
            if (scaled.isPresent() && workload.deployment().at("spec").has("replicas")) {
                findings.add(workload.deployment()
                        .finding(
                                "spec.replicas",
                                "must not be there: KEDA has the say, and an apply would set it back"));
            }
            if (replicas > 1) {
                spread(workload, findings);
            }
            budget(manifests, workload, replicas, findings);
        }
        return findings;
    }

    static Optional<Manifest> scaler(Manifests manifests, Workload workload) {
        return manifests.of("ScaledObject").stream()
                .filter(scaled -> scaled.at("spec.scaleTargetRef.name").asText().equals(workload.name()))
                .findFirst();
    }

    private static void selector(Workload workload, List<Finding> findings) {
        Map<String, String> selector = Manifest.texts(workload.deployment().at("spec.selector.matchLabels"));
        if (!selector.equals(Map.of(NAME, workload.name()))) {
            findings.add(workload.deployment()
                    .finding(
                            "spec.selector.matchLabels",
                            "must be " + NAME + "=" + workload.name()
                                    + " and nothing else: it can never be changed, and a version would"));
        }
        if (!Manifests.selects(workload.deployment().at("spec.selector.matchLabels"), workload.podLabels())) {
            findings.add(workload.deployment()
                    .finding("spec.template.metadata.labels", "do not have what the selector asks for"));
        }
    }

    private static void spread(Workload workload, List<Finding> findings) {
        List<String> keys = workload.pod("topologySpreadConstraints").findValuesAsText("topologyKey");
        for (String key : List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")) {
            if (!keys.contains(key)) {
                findings.add(workload.deployment()
                        .finding("spec.template.spec.topologySpreadConstraints", "must spread over " + key));
            }
        }
        for (JsonNode constraint : workload.pod("topologySpreadConstraints")) {
            if (!Manifests.selects(constraint.at("/labelSelector/matchLabels"), workload.podLabels())) {
                findings.add(workload.deployment()
                        .finding("spec.template.spec.topologySpreadConstraints", "does not select its own pods"));
            }
        }
    }

    private static void budget(Manifests manifests, Workload workload, int replicas, List<Finding> findings) {
        List<Manifest> budgets = manifests.of("PodDisruptionBudget").stream()
                .filter(b -> Manifests.chooses(b.at("spec.selector"), workload.podLabels()))
                .toList();
        if (replicas > 1 && budgets.isEmpty()) {
            findings.add(workload.deployment().finding("", "needs a PodDisruptionBudget that selects its pods"));
        }
        for (Manifest budget : budgets) {
            int least = budget.at("spec.minAvailable").asInt(0);
            boolean noneMayGo = least >= replicas
                    || budget.at("spec.maxUnavailable").asText().equals("0");
            if (noneMayGo) {
                findings.add(budget.finding(
                        "spec", "with " + replicas + " replicas no pod may ever leave: a node cannot be drained"));
            }
        }
    }
}

package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Shards;

/** KEDA scales something that is there, on a figure that is there, to no more readers than there are partitions. */
final class ScalingRule implements Rule {
    /** What KEDA's Prometheus scaler reads; its schema lets anything through. */
    private static final Set<String> PROMETHEUS = Set.of(
            "serverAddress",
            "query",
            "threshold",
            "activationThreshold",
            "namespace",
            "customHeaders",
            "ignoreNullValues",
            "unsafeSsl",
            "authModes",
            "queryParameters",
            "timeout");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest scaled : manifests.of("ScaledObject")) {
            String target = scaled.at("spec.scaleTargetRef.name").asText();
            if (manifests.named("Deployment", target).isEmpty()) {
                findings.add(scaled.finding("spec.scaleTargetRef.name", "there is no Deployment " + target));
            }
            int most = scaled.at("spec.maxReplicaCount").asInt(100);
            int least = scaled.at("spec.minReplicaCount").asInt(0);
            if (most > Shards.COUNT || least < 1 || least > most) {
                findings.add(scaled.finding(
                        "spec",
                        "minReplicaCount and maxReplicaCount must be between 1 and " + Shards.COUNT
                                + ": a partition has one reader"));
            }
            JsonNode triggers = scaled.at("spec.triggers");
            for (int i = 0; i < triggers.size(); i++) {
                trigger(scaled, triggers.get(i), "spec.triggers[" + i + "]", findings);
            }
        }
        return findings;
    }

    private static void trigger(Manifest scaled, JsonNode trigger, String path, List<Finding> findings) {
        String type = trigger.path("type").asText();
        if (type.equals("kafka") || type.equals("apache-kafka")) {
            findings.add(scaled.finding(
                    path + ".type",
                    "is blind here: the reader commits no offsets to Kafka. Use prometheus and flagships_reader_lag"));
        }
        if (type.equals("prometheus")) {
            Set<String> said =
                    new TreeSet<>(Manifest.texts(trigger.path("metadata")).keySet());
            for (String needed : List.of("serverAddress", "query", "threshold")) {
                if (!said.contains(needed)) {
                    findings.add(scaled.finding(path + ".metadata." + needed, "must be there"));
                }
            }
            for (String wrong : Watched.unknown(trigger.at("/metadata/query").asText())) {
                findings.add(scaled.finding(path + ".metadata.query", wrong));
            }
            said.removeAll(PROMETHEUS);
            said.forEach(field ->
                    findings.add(scaled.finding(path + ".metadata." + field, Shape.unknown(field, PROMETHEUS))));
        }
    }
}

package nz.flagships.system.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the operators make of the resources that they are given: pods' labels, Services, Secrets. */
final class Generated {
    static final int POSTGRES_PORT = 5432;

    private Generated() {}

    /** Labels that Strimzi gives to the brokers' pods. */
    static Map<String, String> brokers(Manifest kafka) {
        return Map.of(
                "strimzi.io/cluster",
                kafka.name(),
                "strimzi.io/kind",
                "Kafka",
                "strimzi.io/name",
                kafka.name() + "-kafka");
    }

    /** Labels that CloudNativePG gives to the instances' pods. */
    static Map<String, String> instances(Manifest cluster) {
        Map<String, String> labels = new HashMap<>(Manifest.texts(cluster.at("spec.inheritedMetadata.labels")));
        labels.put("cnpg.io/cluster", cluster.name());
        return labels;
    }

    /** The Kafka that clients find at this name. */
    static Optional<Manifest> kafkaAt(String host, Manifests manifests) {
        return manifests.of("Kafka").stream()
                .filter(kafka -> host.equals(kafka.name() + "-kafka-bootstrap"))
                .findFirst();
    }

    /** The cluster whose primary answers to this name. */
    static Optional<Manifest> clusterAt(String host, Manifests manifests) {
        return manifests.of("Cluster").stream()
                .filter(cluster -> host.equals(cluster.name() + "-rw"))
                .findFirst();
    }
}

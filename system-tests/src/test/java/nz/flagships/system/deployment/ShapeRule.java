package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Every object is of a kind that is known, and has only fields that exist, of their types. */
final class ShapeRule implements Rule {
    private static final Map<String, List<Shape>> SHAPES = shapes();
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Manifest manifest : manifests.objects()) {
            List<Shape> shapes = SHAPES.get(manifest.apiVersion() + " " + manifest.kind());
            if (shapes == null) {
                findings.add(manifest.finding(
                        "kind",
                        "nothing is known of the kind " + manifest.kind() + " of " + manifest.apiVersion()
                                + ": mend it, or teach ShapeRule its type"));
            } else {
                Map<String, String> wrong = new LinkedHashMap<>();
                shapes.forEach(shape -> shape.check(manifest, wrong::putIfAbsent));
                wrong.forEach((path, what) -> findings.add(manifest.finding(path, what)));
            }
            if (!NAME.matcher(manifest.name()).matches()) {
                findings.add(manifest.finding("metadata.name", "must be small letters, digits, - and ."));
            }
            labels(manifest, manifest.tree(), "", findings);
            if (!seen.add(manifest.apiVersion() + " " + manifest.label())) {
                findings.add(manifest.finding("", "is there twice"));
            }
        }
        return findings;
    }

    /** Labels have a form; a selector by one without it would be refused. */
    private static void labels(Manifest manifest, JsonNode node, String path, List<Finding> findings) {
        if (path.endsWith("abels")) {
            node.properties().stream()
                    .filter(label -> label.getValue().isTextual())
                    .filter(label -> !LABEL.matcher(label.getValue().asText()).matches())
                    .forEach(label -> findings.add(manifest.finding(
                            path + "." + label.getKey(), "is no label: letters, digits, -, _ and ., 63 at most")));
            return;
        }
        node.properties()
                .forEach(field -> labels(manifest, field.getValue(), Shape.under(path, field.getKey()), findings));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            labels(manifest, node.get(i), path + "[" + i + "]", findings);
        }
    }

    private static Map<String, List<Shape>> shapes() {
        Map<String, List<Shape>> shapes = new LinkedHashMap<>();
        typed(shapes, "v1", Namespace.class, Service.class, ServiceAccount.class, ConfigMap.class, Secret.class);
        typed(shapes, "v1", PersistentVolumeClaim.class, ResourceQuota.class, LimitRange.class);
        typed(shapes, "apps/v1", Deployment.class);
        typed(shapes, "batch/v1", Job.class, CronJob.class);
        typed(shapes, "policy/v1", PodDisruptionBudget.class);
        typed(shapes, "networking.k8s.io/v1", NetworkPolicy.class, Ingress.class);
        typed(shapes, "autoscaling/v2", HorizontalPodAutoscaler.class);
        typed(shapes, "scheduling.k8s.io/v1", PriorityClass.class);
        typed(shapes, "rbac.authorization.k8s.io/v1", Role.class, RoleBinding.class);
        typed(shapes, "rbac.authorization.k8s.io/v1", ClusterRole.class, ClusterRoleBinding.class);
        typed(shapes, "gateway.networking.k8s.io/v1", Gateway.class, HTTPRoute.class);
        typed(shapes, "monitoring.coreos.com/v1", PodMonitor.class, ServiceMonitor.class, PrometheusRule.class);
        typed(shapes, "kafka.strimzi.io/v1", Kafka.class, KafkaNodePool.class, KafkaTopic.class, KafkaUser.class);
        shaped(shapes, "postgresql.cnpg.io/v1", "Cluster", "Backup", "ScheduledBackup", "Database");
        shaped(shapes, "barmancloud.cnpg.io/v1", "ObjectStore");
        shaped(shapes, "keda.sh/v1alpha1", "ScaledObject", "TriggerAuthentication");
        shaped(shapes, "external-secrets.io/v1", "ExternalSecret");
        // What must be there, and the choices there are, the types do not say.
        shaped(shapes, "v1", "Namespace", "Service", "ServiceAccount", "ConfigMap");
        shaped(shapes, "apps/v1", "Deployment");
        shaped(shapes, "policy/v1", "PodDisruptionBudget");
        shaped(shapes, "networking.k8s.io/v1", "NetworkPolicy");
        shaped(shapes, "kafka.strimzi.io/v1", "Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser");
        return shapes;
    }

    private static void typed(Map<String, List<Shape>> shapes, String apiVersion, Class<?>... types) {
        for (Class<?> type : types) {
            shapes.computeIfAbsent(apiVersion + " " + type.getSimpleName(), _ -> new ArrayList<>())
                    .add(new TypedShape(type));
        }
    }

    private static void shaped(Map<String, List<Shape>> shapes, String apiVersion, String... kinds) {
        for (String kind : kinds) {
            shapes.computeIfAbsent(apiVersion + " " + kind, _ -> new ArrayList<>())
                    .add(Skeleton.of(kind));
        }
    }
}

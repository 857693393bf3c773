package nz.flagships.system.deployment;

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

/** Every object is of a kind that is known, and has only fields that exist, of their types. */
final class ShapeRule implements Rule {
    private static final Map<String, Shape> SHAPES = shapes();

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Manifest manifest : manifests.objects()) {
            Shape shape = SHAPES.get(manifest.apiVersion() + " " + manifest.kind());
            if (shape == null) {
                findings.add(manifest.finding(
                        "kind",
                        "nothing is known of the kind " + manifest.kind() + " of " + manifest.apiVersion()
                                + ": mend it, or teach ShapeRule its type"));
            } else {
                shape.check(manifest, (path, what) -> findings.add(manifest.finding(path, what)));
            }
            if (manifest.name().isEmpty()) {
                findings.add(manifest.finding("metadata.name", "must be there"));
            }
            if (!seen.add(manifest.apiVersion() + " " + manifest.label())) {
                findings.add(manifest.finding("", "is there twice"));
            }
        }
        return findings;
    }

    private static Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
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
        return shapes;
    }

    private static void typed(Map<String, Shape> shapes, String apiVersion, Class<?>... types) {
        for (Class<?> type : types) {
            shapes.put(apiVersion + " " + type.getSimpleName(), new TypedShape(type));
        }
    }

    private static void shaped(Map<String, Shape> shapes, String apiVersion, String... kinds) {
        for (String kind : kinds) {
            shapes.put(apiVersion + " " + kind, Skeleton.of(kind));
        }
    }
}

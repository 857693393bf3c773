package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The profile {@code restricted} of Pod Security, the user of the image, and no way to the cluster's API. */
final class PodSecurityRule implements Rule {
    private static final int USER = 10001;
    private static final Set<String> VOLUMES = Set.of("emptyDir", "secret", "configMap", "projected");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            pod(workload, findings);
            workload.containers().forEach(container -> container(container, findings));
        }
        for (Manifest namespace : manifests.of("Namespace")) {
            if (!"restricted".equals(namespace.labels().get("pod-security.kubernetes.io/enforce"))) {
                findings.add(
                        namespace.finding("metadata.labels", "pod-security.kubernetes.io/enforce must be restricted"));
            }
        }
        return findings;
    }

    private static void pod(Workload workload, List<Finding> findings) {
        must(workload, "automountServiceAccountToken", "false", "no service talks to the cluster's API", findings);
        must(
                workload,
                "enableServiceLinks",
                "false",
                "or a Service's name becomes an unknown FLAGSHIPS_… setting",
                findings);
        must(workload, "securityContext.runAsNonRoot", "true", "no service needs to be root", findings);
        must(workload, "securityContext.runAsUser", String.valueOf(USER), "the user of the image", findings);
        must(workload, "securityContext.seccompProfile.type", "RuntimeDefault", "what restricted asks for", findings);
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (workload.pod(host).asBoolean()) {
                findings.add(workload.deployment().finding("spec.template.spec." + host, "must not be there"));
            }
        }
        JsonNode volumes = workload.pod("volumes");
        for (int i = 0; i < volumes.size(); i++) {
            JsonNode volume = volumes.get(i);
            String path = "spec.template.spec.volumes[" + i + "]";
            if (volume.properties().stream().noneMatch(field -> VOLUMES.contains(field.getKey()))) {
                findings.add(workload.deployment().finding(path, "must be one of " + VOLUMES));
            }
            if (volume.has("emptyDir") && volume.at("/emptyDir/sizeLimit").isMissingNode()) {
                findings.add(workload.deployment()
                        .finding(path + ".emptyDir.sizeLimit", "must be there, or it fills the node"));
            }
        }
    }

    private static void container(Workload.Container container, List<Finding> findings) {
        JsonNode context = container.at("securityContext");
        must(container, context, "allowPrivilegeEscalation", false, findings);
        must(container, context, "readOnlyRootFilesystem", true, findings);
        if (context.path("privileged").asBoolean()) {
            findings.add(container.finding("securityContext.privileged", "must not be there"));
        }
        if (context.has("runAsUser") && context.path("runAsUser").asInt() != USER) {
            findings.add(container.finding("securityContext.runAsUser", "must be " + USER + ", the user of the image"));
        }
        if (context.has("runAsNonRoot") && !context.path("runAsNonRoot").asBoolean()) {
            findings.add(container.finding("securityContext.runAsNonRoot", "must not be false"));
        }
        JsonNode capabilities = context.path("capabilities");
        if (!capabilities.path("drop").toString().equals("[\"ALL\"]") || capabilities.has("add")) {
            findings.add(container.finding("securityContext.capabilities", "must drop ALL and add none"));
        }
        boolean temporary =
                container.at("volumeMounts").findValuesAsText("mountPath").contains("/tmp");
        if (!temporary) {
            findings.add(
                    container.finding("volumeMounts", "must mount an emptyDir at /tmp: nothing else can be written"));
        }
    }

    private static void must(Workload workload, String field, String value, String why, List<Finding> findings) {
        if (!workload.pod(field).asText().equals(value)) {
            findings.add(workload.deployment().finding("spec.template.spec." + field, "must be " + value + ": " + why));
        }
    }

    private static void must(
            Workload.Container container, JsonNode context, String field, boolean value, List<Finding> findings) {
        if (!context.path(field).asText().equals(String.valueOf(value))) {
            findings.add(container.finding("securityContext." + field, "must be " + value));
        }
    }
}

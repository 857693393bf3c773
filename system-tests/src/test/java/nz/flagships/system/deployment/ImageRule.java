package nz.flagships.system.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The service's own image, the same for its migration; by digest in production. */
final class ImageRule implements Rule {
    /** As committed: nobody has said yet which image; {@code k8s/set-images} does. */
    static final String NOT_SET = "sha256:" + "0".repeat(64);

    private static final Pattern DIGEST = Pattern.compile("[^@:\\s]+(:\\d+/[^@:\\s]+)?@sha256:[0-9a-f]{64}");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        Set<Boolean> set = new TreeSet<>();
        for (Workload workload : manifests.workloads()) {
            for (Workload.Container container : workload.containers()) {
                String image = container.at("image").asText();
                set.add(!image.endsWith(NOT_SET));
                if (!image.contains("flagships/" + workload.name())) {
                    findings.add(container.finding("image", image + " is not the image of " + workload.name()));
                }
                if (manifests.production() && !DIGEST.matcher(image).matches()) {
                    findings.add(container.finding(
                            "image",
                            image + " must have a digest (@sha256:…) in production: k8s/set-images writes it"));
                }
                if (!manifests.production() && (!image.contains(":") || image.endsWith(":latest"))) {
                    findings.add(container.finding("image", image + " must have a tag that says which, as local"));
                }
                String first = workload.containers().getFirst().at("image").asText();
                if (!image.equals(first)) {
                    findings.add(container.finding("image", "must be the one that migrates, " + first));
                }
            }
        }
        if (set.size() > 1) {
            findings.add(new Finding(
                    "images", "", "some have a digest and others have not: k8s/set-images writes all three"));
        }
        return findings;
    }
}

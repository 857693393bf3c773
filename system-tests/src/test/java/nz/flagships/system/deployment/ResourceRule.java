package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every container says what it needs and may take, and its memory has room for more than the heap. */
final class ResourceRule implements Rule {
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([kmgKMG])");
    private static final Pattern SHARE = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)");
    private static final long MEBI = 1024 * 1024;
    /** Threads, buffers, compiled code and classes of a service, as measured, with some to spare. */
    private static final long BESIDE_THE_HEAP = 384 * MEBI;

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            for (Workload.Container container : workload.containers()) {
                resources(container, findings);
                memory(container, manifests, findings);
            }
        }
        return findings;
    }

    private static void resources(Workload.Container container, List<Finding> findings) {
        for (String what : List.of("cpu", "memory")) {
            Optional<BigDecimal> request = amount(container, "requests", what, findings);
            Optional<BigDecimal> limit = amount(container, "limits", what, findings);
            if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
                findings.add(container.finding("resources.requests." + what, "is more than the limit"));
            }
        }
    }

    private static void memory(Workload.Container container, Manifests manifests, List<Finding> findings) {
        Optional<BigDecimal> limit = amount(container, "limits", "memory", new ArrayList<>());
        String options = Environment.of(container, manifests).values().getOrDefault("JAVA_TOOL_OPTIONS", "");
        Matcher heap = HEAP.matcher(options);
        if (heap.find() && limit.isPresent()) {
            long bytes = Long.parseLong(heap.group(1))
                    * switch (heap.group(2).toLowerCase(Locale.ROOT)) {
                        case "k" -> 1024;
                        case "g" -> 1024 * MEBI;
                        default -> MEBI;
                    };
            if (limit.get().longValue() < bytes + BESIDE_THE_HEAP) {
                findings.add(container.finding(
                        "resources.limits.memory",
                        "must be at least " + (bytes + BESIDE_THE_HEAP) / MEBI + "Mi: the heap of " + heap.group()
                                + " and " + BESIDE_THE_HEAP / MEBI + "Mi beside it"));
            }
        }
        Matcher share = SHARE.matcher(options);
        if (share.find() && Integer.parseInt(share.group(1)) > 60) {
            findings.add(
                    container.finding("envFrom", share.group() + " leaves too little beside the heap: 60 at most"));
        }
    }

    private static Optional<BigDecimal> amount(
            Workload.Container container, String side, String what, List<Finding> findings) {
        String path = "resources." + side + "." + what;
        JsonNode said = container.at(path);
        if (said.isMissingNode()) {
            findings.add(container.finding(path, "must be there"));
            return Optional.empty();
        }
        try {
            return Optional.of(Quantity.getAmountInBytes(Quantity.parse(said.asText())));
        } catch (IllegalArgumentException e) {
            findings.add(container.finding(path, Shape.said(said) + " is not an amount, as 500m or 1Gi"));
            return Optional.empty();
        }
    }
}

package nz.flagships.system.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod leaves in order, and is granted the time for it. */
final class LeavingRule implements Rule {
    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            Duration finishing = Code.of(workload.name()).shutdownTimeout();
            for (Workload.Container container : workload.serving()) {
                if (container.at("lifecycle.preStop.sleep.seconds").asInt() < 1) {
                    findings.add(container.finding(
                            "lifecycle.preStop",
                            "must be a sleep of some seconds: no request may be sent to it any more, and the image has no"
                                    + " shell to count on"));
                }
                Map<String, String> environment =
                        Environment.of(container, manifests).values();
                Duration delay = Code.duration(environment.getOrDefault("FLAGSHIPS_SHUTDOWN_DELAY", "0s"));
                if (delay.isZero()) {
                    findings.add(container.finding(
                            "envFrom", "FLAGSHIPS_SHUTDOWN_DELAY must be set: not ready first, while it still serves"));
                }
                long needed = container.at("lifecycle.preStop.sleep.seconds").asInt()
                        + delay.toSeconds()
                        + finishing.toSeconds();
                if (workload.pod("terminationGracePeriodSeconds").asLong(30) <= needed) {
                    findings.add(workload.deployment()
                            .finding(
                                    "spec.template.spec.terminationGracePeriodSeconds",
                                    "must be more than " + needed
                                            + ": preStop, FLAGSHIPS_SHUTDOWN_DELAY and quarkus.shutdown.timeout ("
                                            + finishing.toSeconds() + " s) together"));
                }
            }
        }
        return findings;
    }
}

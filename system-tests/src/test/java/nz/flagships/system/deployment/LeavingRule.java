package nz.flagships.system.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod leaves in order, and is granted the time for it. */
final class LeavingRule implements Rule {
    /** What the appender (20) and the relay (12) may take after the last request: docs/decisions/0009. */
    private static final int AFTER_REQUESTS = 32;

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
                int noticed = container.at("readinessProbe.periodSeconds").asInt(10)
                        * container.at("readinessProbe.failureThreshold").asInt(3);
                if (noticed > delay.toSeconds()) {
                    findings.add(container.finding(
                            "readinessProbe",
                            "notices after " + noticed + " s what lasts " + delay.toSeconds()
                                    + " (FLAGSHIPS_SHUTDOWN_DELAY): shorten periodSeconds"));
                }
                if (delay.isZero()) {
                    findings.add(container.finding(
                            "envFrom", "FLAGSHIPS_SHUTDOWN_DELAY must be set: not ready first, while it still serves"));
                }
                long needed = container.at("lifecycle.preStop.sleep.seconds").asInt()
                        + delay.toSeconds()
                        + finishing.toSeconds()
                        + AFTER_REQUESTS;
                if (workload.pod("terminationGracePeriodSeconds").asLong(30) <= needed) {
                    findings.add(workload.deployment()
                            .finding(
                                    "spec.template.spec.terminationGracePeriodSeconds",
                                    "must be more than " + needed
                                            + ": preStop, FLAGSHIPS_SHUTDOWN_DELAY, quarkus.shutdown.timeout ("
                                            + finishing.toSeconds() + " s), and " + AFTER_REQUESTS
                                            + " s for the appender and the relay"));
                }
            }
        }
        return findings;
    }
}

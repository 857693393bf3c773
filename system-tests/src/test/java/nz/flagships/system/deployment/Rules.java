package nz.flagships.system.deployment;

import java.util.List;

/** Everything that must hold of what is applied. */
final class Rules {
    private static final List<Rule> ALL = List.of(
            new ShapeRule(),
            new EnvironmentRule(),
            new SecretRule(),
            new ImageRule(),
            new PodSecurityRule(),
            new ProbeRule(),
            new LeavingRule(),
            new ResourceRule(),
            new RolloutRule(),
            new ReferenceRule(),
            new NetworkRule(),
            new KafkaRule(),
            new DatabaseRule(),
            new ScalingRule());

    private Rules() {}

    /** What does not hold. */
    static List<Finding> check(Manifests manifests) {
        return ALL.stream().flatMap(rule -> rule.check(manifests).stream()).toList();
    }
}

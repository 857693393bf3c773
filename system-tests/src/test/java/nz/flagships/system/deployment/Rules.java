package nz.flagships.system.deployment;

import java.util.List;

/** Everything that must hold of what is applied. */
final class Rules {
    private static final List<Rule> ALL = List.of(new ShapeRule());

    private Rules() {}

    /** What does not hold. */
    static List<Finding> check(Manifests manifests) {
        return ALL.stream().flatMap(rule -> rule.check(manifests).stream()).toList();
    }
}

package nz.flagships.system.deployment;

import java.util.List;

/** One concern of the manifests. */
interface Rule {
    /** What does not hold; empty where all is well. */
    List<Finding> check(Manifests manifests);
}

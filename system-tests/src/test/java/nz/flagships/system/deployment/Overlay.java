package nz.flagships.system.deployment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What can be applied. */
enum Overlay {
    LOCAL("overlays/local", false),
    PRODUCTION("overlays/production", true);

    private static final Map<Overlay, String> RENDERED = new ConcurrentHashMap<>();

    private final String folder;
    private final boolean production;

    Overlay(String folder, boolean production) {
        this.folder = folder;
        this.production = production;
    }

    /** Its objects, anew at each call: a test may change them. */
    Manifests rendered() {
        String yaml = RENDERED.computeIfAbsent(this, overlay -> Kubectl.render(Kubectl.K8S.resolve(overlay.folder)));
        return Manifests.read(yaml, production);
    }

    boolean production() {
        return production;
    }
}

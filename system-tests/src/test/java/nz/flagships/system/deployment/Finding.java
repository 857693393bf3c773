package nz.flagships.system.deployment;

/**
 * Something in a manifest that must be mended.
 *
 * @param object as {@code Deployment/case-service}
 * @param path where in it, as {@code spec.replicas}; empty for the whole
 * @param what is wrong, and how to mend it
 */
record Finding(String object, String path, String what) {
    @Override
    public String toString() {
        return object + (path.isEmpty() ? "" : " " + path) + ": " + what;
    }
}

package nz.flagships.local;

/** The three services, in the order in which they are shown. */
enum Service {
    INITIATIVE("initiative-service", "initiative", 8081, 448),
    CASE("case-service", "case", 8082, 448),
    REPORTING("reporting-service", "reporting", 8083, 512);

    private static final int MANAGEMENT = 1000;

    private final String module;
    private final String shortName;
    private final int port;
    private final int heapMegabytes;

    Service(String module, String shortName, int port, int heapMegabytes) {
        this.module = module;
        this.shortName = shortName;
        this.port = port;
        this.heapMegabytes = heapMegabytes;
    }

    /** The folder it is built in, and the name people see. */
    String module() {
        return module;
    }

    /** The name in event types and consistency tokens. */
    String shortName() {
        return shortName;
    }

    /** Where it serves, before any offset. */
    int port() {
        return port;
    }

    /** Where its health and metrics are, before any offset. */
    int managementPort() {
        return port + MANAGEMENT;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }
}

package nz.flagships.rest;

import java.util.Arrays;
import java.util.Optional;

/** What is deployed and reads settings: the three services, and the launcher of this machine. */
public enum Deployed {
    INITIATIVE_SERVICE("initiative-service", "initiative"),
    CASE_SERVICE("case-service", "cases"),
    REPORTING_SERVICE("reporting-service", "reporting"),
    /** {@code ./flagships} and the tests; no service looks at what only it knows. */
    LAUNCHER("launcher", "");

    private final String label;
    private final String database;

    Deployed(String label, String database) {
        this.label = label;
        this.database = database;
    }

    /** As {@code case-service}: the name of its image, its Deployment, its user on Kafka and in metrics. */
    public String label() {
        return label;
    }

    /** The name of its database, which its roles' names begin with; empty for the launcher. */
    public String database() {
        return database;
    }

    /** By its label. */
    public static Optional<Deployed> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }
}

package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nz.flagships.rest.Deployed;

/** A cluster for each service, its roles, nothing acknowledged that is not on disk (in production: on two), and backups. */
final class DatabaseRule implements Rule {
    private static final String BACKUPS = "barman-cloud.cloudnative-pg.io";
    private static final String POSTGRES_18 = ".*:18(\\.\\d+)?(-.*)?(@sha256:[0-9a-f]{64})?";
    /** A new version's replica beside the old ones, migrations, the operator and people. */
    private static final int CONNECTIONS_TO_SPARE = 20;

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            Optional<Deployed> service = Deployed.of(workload.name());
            if (service.isPresent()) {
                Optional<Manifest> cluster = of(service.get(), manifests);
                if (cluster.isEmpty()) {
                    findings.add(workload.deployment()
                            .finding(
                                    "",
                                    "there is no Cluster with the database "
                                            + service.get().database()));
                } else {
                    cluster(cluster.get(), service.get(), manifests, findings);
                    connections(cluster.get(), workload, manifests, findings);
                }
            }
        }
        return findings;
    }

    /** The cluster with a service's database. */
    static Optional<Manifest> of(Deployed service, Manifests manifests) {
        return manifests.of("Cluster").stream()
                .filter(cluster ->
                        cluster.at(bootstrap(cluster) + ".database").asText().equals(service.database()))
                .findFirst();
    }

    /** Where it says what it begins with: nothing, or a backup. */
    static String bootstrap(Manifest cluster) {
        return "spec.bootstrap." + (cluster.at("spec.bootstrap").has("recovery") ? "recovery" : "initdb");
    }

    private static void cluster(Manifest cluster, Deployed service, Manifests manifests, List<Finding> findings) {
        String database = service.database();
        must(cluster, bootstrap(cluster) + ".owner", database + "_owner", findings);
        must(cluster, bootstrap(cluster) + ".secret.name", database + "-owner", findings);
        must(cluster, "spec.postgresql.parameters.synchronous_commit", "on", findings);
        for (String parameter : Set.of("fsync", "full_page_writes")) {
            if (cluster.at("spec.postgresql.parameters").has(parameter)) {
                findings.add(cluster.finding(
                        "spec.postgresql.parameters." + parameter,
                        "must not be there: what is acknowledged is on disk"));
            }
        }
        if (!cluster.at("spec.imageName").asText().matches(POSTGRES_18)) {
            findings.add(cluster.finding("spec.imageName", "must be PostgreSQL 18, whose uuidv7() the store uses"));
        }
        if (cluster.at("spec.enableSuperuserAccess").asBoolean()) {
            findings.add(cluster.finding("spec.enableSuperuserAccess", "must not be there"));
        }
        for (String role : List.of("owner", "writer", "reader")) {
            role(cluster, database, role, findings);
        }
        if (cluster.at("spec.bootstrap").has("recovery")) {
            recovery(cluster, manifests, findings);
        } else {
            empty(cluster, database, findings);
        }
        if (manifests.production()) {
            production(cluster, manifests, findings);
        }
    }

    private static void empty(Manifest cluster, String database, List<Finding> findings) {
        must(cluster, "spec.bootstrap.initdb.encoding", "UTF8", findings);
        must(cluster, "spec.bootstrap.initdb.builtinLocale", "C.UTF-8", findings);
        String made = cluster.at("spec.bootstrap.initdb.postInitSQL").toString();
        for (String role : List.of("writer", "reader")) {
            if (!made.contains("CREATE ROLE " + database + "_" + role + " ")) {
                findings.add(cluster.finding(
                        "spec.bootstrap.initdb.postInitSQL",
                        "must create " + database + "_" + role + ": the first migration grants it something"));
            }
        }
    }

    /** From a backup that is somewhere, and archived to somewhere else: the old archive must stay as it is. */
    private static void recovery(Manifest cluster, Manifests manifests, List<Finding> findings) {
        String source = cluster.at("spec.bootstrap.recovery.source").asText();
        for (JsonNode external : cluster.at("spec.externalClusters")) {
            if (external.path("name").asText().equals(source)) {
                JsonNode from = external.at("/plugin/parameters");
                if (manifests
                        .named("ObjectStore", from.path("barmanObjectName").asText())
                        .isEmpty()) {
                    findings.add(
                            cluster.finding("spec.externalClusters", source + " names no ObjectStore that is there"));
                }
                if (cluster.at("spec.plugins.0.parameters.serverName")
                        .asText(cluster.name())
                        .equals(from.path("serverName").asText(cluster.name()))) {
                    findings.add(cluster.finding(
                            "spec.plugins[0].parameters.serverName", "must not be where it is restored from"));
                }
                return;
            }
        }
        findings.add(cluster.finding("spec.bootstrap.recovery.source", "there is no external cluster " + source));
    }

    private static void role(Manifest cluster, String database, String which, List<Finding> findings) {
        String name = database + "_" + which;
        for (JsonNode role : cluster.at("spec.managed.roles")) {
            if (role.path("name").asText().equals(name)) {
                if (!role.at("/passwordSecret/name").asText().equals(database + "-" + which)
                        || !role.path("login").asBoolean()) {
                    findings.add(cluster.finding(
                            "spec.managed.roles",
                            name + " must log in with the password of the Secret " + database + "-" + which));
                }
                for (String power : List.of("superuser", "createdb", "createrole", "replication", "bypassrls")) {
                    if (role.path(power).asBoolean()) {
                        findings.add(cluster.finding("spec.managed.roles", name + " must not have " + power));
                    }
                }
                return;
            }
        }
        findings.add(cluster.finding("spec.managed.roles", "must have " + name));
    }

    private static void production(Manifest cluster, Manifests manifests, List<Finding> findings) {
        if (cluster.at("spec.instances").asInt() < 3) {
            findings.add(cluster.finding("spec.instances", "must be 3 in production"));
        }
        if (cluster.at("spec.postgresql.synchronous.number").asInt() < 1
                || !cluster.at("spec.postgresql.synchronous.dataDurability")
                        .asText("required")
                        .equals("required")) {
            findings.add(cluster.finding(
                    "spec.postgresql.synchronous", "must have number 1 and dataDurability required in production"));
        }
        Optional<JsonNode> plugin = Optional.empty();
        for (JsonNode each : cluster.at("spec.plugins")) {
            if (each.path("name").asText().equals(BACKUPS)
                    && each.path("isWALArchiver").asBoolean()) {
                plugin = Optional.of(each);
            }
        }
        String store =
                plugin.map(p -> p.at("/parameters/barmanObjectName").asText()).orElse("");
        if (manifests.named("ObjectStore", store).isEmpty()) {
            findings.add(cluster.finding(
                    "spec.plugins", "must have " + BACKUPS + " as WAL archiver with an ObjectStore that is there"));
        }
        List<Manifest> schedules = manifests.of("ScheduledBackup").stream()
                .filter(backup -> backup.at("spec.cluster.name").asText().equals(cluster.name()))
                .toList();
        if (schedules.isEmpty()) {
            findings.add(cluster.finding("", "needs a ScheduledBackup"));
        }
        for (Manifest backup : schedules) {
            must(backup, "spec.method", "plugin", findings);
            must(backup, "spec.pluginConfiguration.name", BACKUPS, findings);
            if (backup.at("spec.schedule").asText().strip().split("\\s+").length != 6) {
                findings.add(backup.finding("spec.schedule", "must have six fields, seconds first"));
            }
        }
    }

    private static void connections(Manifest cluster, Workload workload, Manifests manifests, List<Finding> findings) {
        int replicas = RolloutRule.scaler(manifests, workload)
                .map(scaled -> scaled.at("spec.maxReplicaCount").asInt(100))
                .orElse(workload.deployment().at("spec.replicas").asInt(1));
        int needed = (replicas + 1) * Code.of(workload.name()).connections() + CONNECTIONS_TO_SPARE;
        if (cluster.at("spec.postgresql.parameters.max_connections").asInt(100) < needed) {
            findings.add(cluster.finding(
                    "spec.postgresql.parameters.max_connections",
                    "must be " + needed + " or more: " + replicas + " replicas of " + workload.name()
                            + ", one more while they are replaced, and " + CONNECTIONS_TO_SPARE + " for others"));
        }
    }

    private static void must(Manifest manifest, String path, String value, List<Finding> findings) {
        if (!manifest.at(path).asText().equals(value)) {
            findings.add(manifest.finding(path, "must be " + value));
        }
    }
}

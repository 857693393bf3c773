package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Shards;
import nz.flagships.local.LocalKafka;
import nz.flagships.rest.Deployed;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;

/** The topics of the code with its partitions, clients with their own certificates, and no right too many. */
final class KafkaRule implements Rule {
    /** Of a release whose replicas still read while those of the next one fill their schema. */
    private static final Map<String, String> GROUPS_BEFORE = Map.of("reporting-service", "reporting-service");

    /** Who writes what; everybody else at most reads. */
    private static final Map<String, String> WRITES = Map.of(
            Deployed.INITIATIVE_SERVICE.label(), "flagships.initiative.v1",
            Deployed.CASE_SERVICE.label(), "flagships.case.v1");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        if (manifests.of("Kafka").size() != 1) {
            findings.add(new Finding("Kafka", "", "there must be one"));
        }
        for (Manifest kafka : manifests.of("Kafka")) {
            cluster(kafka, manifests, findings);
        }
        topics(manifests, findings);
        users(manifests, findings);
        return findings;
    }

    private static int brokers(Manifests manifests) {
        return manifests.of("KafkaNodePool").stream()
                .filter(pool -> pool.at("spec.roles").toString().contains("\"broker\""))
                .mapToInt(pool -> pool.at("spec.replicas").asInt())
                .sum();
    }

    private static void cluster(Manifest kafka, Manifests manifests, List<Finding> findings) {
        JsonNode listeners = kafka.at("spec.kafka.listeners");
        for (int i = 0; i < listeners.size(); i++) {
            boolean mutual = listeners.get(i).path("tls").asBoolean()
                    && listeners.get(i).at("/authentication/type").asText().equals("tls");
            if (!mutual) {
                findings.add(kafka.finding("spec.kafka.listeners[" + i + "]", "must have tls and authentication tls"));
            }
        }
        if (!kafka.at("spec.kafka.authorization.type").asText().equals("simple")) {
            findings.add(
                    kafka.finding("spec.kafka.authorization.type", "must be simple: users have rights of their own"));
        }
        JsonNode config = kafka.at("spec.kafka.config");
        if (config.path("auto.create.topics.enable").asBoolean(true)) {
            findings.add(kafka.finding(
                    "spec.kafka.config.auto.create.topics.enable",
                    "must be false: a topic that nobody made has the wrong number of partitions"));
        }
        config.fieldNames().forEachRemaining(name -> {
            if (!AbstractKafkaConfig.CONFIG_DEF.names().contains(name)) {
                findings.add(kafka.finding(
                        "spec.kafka.config." + name, Shape.unknown(name, AbstractKafkaConfig.CONFIG_DEF.names())));
            }
        });
        if (!kafka.at("spec.kafka.metadataVersion").asText().startsWith(minor(kafka) + "-")) {
            findings.add(kafka.finding("spec.kafka.metadataVersion", "must be of the version " + minor(kafka)));
        }
        for (String copies : List.of(
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor")) {
            int wanted = manifests.production() ? 3 : 1;
            if (config.path(copies).asInt(1) < wanted || config.path(copies).asInt(1) > brokers(manifests)) {
                findings.add(kafka.finding(
                        "spec.kafka.config." + copies,
                        "must be " + wanted + " or more, and no more than the " + brokers(manifests) + " brokers"));
            }
        }
        for (String role : List.of("broker", "controller")) {
            int nodes = manifests.of("KafkaNodePool").stream()
                    .filter(pool -> pool.at("spec.roles").toString().contains("\"" + role + "\""))
                    .mapToInt(pool -> pool.at("spec.replicas").asInt())
                    .sum();
            if (nodes < (manifests.production() ? 3 : 1)) {
                findings.add(kafka.finding("", "has " + nodes + " " + role + "s in its KafkaNodePools: too few"));
            }
        }
        Stream.of("KafkaNodePool", "KafkaTopic", "KafkaUser")
                .flatMap(kind -> manifests.of(kind).stream())
                .filter(part -> !kafka.name().equals(part.labels().get("strimzi.io/cluster")))
                .forEach(part -> findings.add(part.finding(
                        "metadata.labels", "strimzi.io/cluster must be " + kafka.name() + ", or nobody looks at it")));
    }

    private static String minor(Manifest kafka) {
        return kafka.at("spec.kafka.version").asText().replaceAll("\\.\\d+$", "");
    }

    private static void topics(Manifests manifests, List<Finding> findings) {
        Set<String> there = new TreeSet<>();
        for (Manifest topic : manifests.of("KafkaTopic")) {
            String name = topic.at("spec.topicName").asText(topic.name());
            there.add(name);
            if (!LocalKafka.TOPICS.contains(name)) {
                findings.add(topic.finding("metadata.name", "is none of the code's topics, " + LocalKafka.TOPICS));
            }
            if (topic.at("spec.partitions").asInt() != Shards.COUNT) {
                findings.add(topic.finding(
                        "spec.partitions",
                        "must be " + Shards.COUNT + ": a service refuses to start on another number"));
            }
            settings(topic, findings);
            if (!topic.at("spec.config").path("cleanup.policy").asText().equals("delete")) {
                findings.add(
                        topic.finding("spec.config.cleanup.policy", "must be delete: compaction would lose events"));
            }
            int replicas = topic.at("spec.replicas").asInt();
            int insync = topic.at("spec.config").path("min.insync.replicas").asInt(1);
            if (replicas > brokers(manifests) || (manifests.production() && replicas < 3)) {
                findings.add(topic.finding(
                        "spec.replicas",
                        "must be 3 in production, and no more than the " + brokers(manifests) + " brokers"));
            }
            if (insync > Math.max(1, replicas - 1) || (manifests.production() && insync < 2)) {
                findings.add(topic.finding(
                        "spec.config.min.insync.replicas",
                        "must be 2 in production, and less than the replicas, or no broker may be restarted"));
            }
        }
        for (String topic : LocalKafka.TOPICS) {
            if (!there.contains(topic)) {
                findings.add(new Finding("KafkaTopic/" + topic, "", "is not there; the code needs it"));
            }
        }
    }

    /** As the broker reads them: names and values. */
    private static void settings(Manifest topic, List<Finding> findings) {
        Manifest.texts(topic.at("spec.config")).forEach((name, value) -> {
            Properties one = new Properties();
            one.setProperty(name, value);
            try {
                LogConfig.validateNames(one);
                LogConfig.configDefCopy().parse(one);
            } catch (KafkaException e) {
                findings.add(topic.finding("spec.config." + name, String.valueOf(e.getMessage())));
            }
        });
    }

    private static void users(Manifests manifests, List<Finding> findings) {
        for (Workload workload : manifests.workloads()) {
            if (manifests.named("KafkaUser", workload.name()).isEmpty()) {
                findings.add(new Finding("KafkaUser/" + workload.name(), "", "is not there; the service needs it"));
            }
        }
        for (Manifest user : manifests.of("KafkaUser")) {
            if (!user.at("spec.authentication.type").asText().equals("tls")) {
                findings.add(user.finding("spec.authentication.type", "must be tls"));
            }
            Map<String, Set<String>> has = new HashMap<>();
            JsonNode acls = user.at("spec.authorization.acls");
            for (int i = 0; i < acls.size(); i++) {
                JsonNode resource = acls.get(i).path("resource");
                String path = "spec.authorization.acls[" + i + "].resource";
                String name = resource.path("name").asText();
                if (!resource.path("patternType").asText("literal").equals("literal")) {
                    findings.add(user.finding(path + ".patternType", "must be literal: a prefix lets in too much"));
                }
                if (resource.path("type").asText().equals("topic") && !LocalKafka.TOPICS.contains(name)) {
                    findings.add(user.finding(path + ".name", name + " is none of the topics " + LocalKafka.TOPICS));
                }
                Set<String> operations =
                        has.computeIfAbsent(resource.path("type").asText() + " " + name, _ -> new TreeSet<>());
                acls.get(i).path("operations").forEach(operation -> operations.add(operation.asText()));
            }
            Map<String, Set<String>> needs = rights(user.name());
            Stream.concat(needs.keySet().stream(), has.keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .forEach(on -> {
                        Set<String> wanted = needs.getOrDefault(on, Set.of());
                        Set<String> granted = has.getOrDefault(on, Set.of());
                        if (!wanted.equals(granted)) {
                            findings.add(user.finding(
                                    "spec.authorization.acls",
                                    "on the " + on + " it must have exactly " + new TreeSet<>(wanted) + ", not "
                                            + granted));
                        }
                    });
        }
    }

    /** What a service does with Kafka, and no more. */
    private static Map<String, Set<String>> rights(String service) {
        Map<String, Set<String>> rights = new HashMap<>();
        if (Deployed.of(service).isEmpty()) {
            return rights;
        }
        Code code = Code.of(service);
        boolean reads = false;
        for (String source : List.of("initiative", "case")) {
            if (code.reads(source)) {
                rights.put("topic flagships." + source + ".v1", Set.of("Describe", "Read"));
                reads = true;
            }
        }
        if (WRITES.containsKey(service)) {
            // It reads the last record of a partition before it goes on.
            rights.put("topic " + WRITES.get(service), Set.of("Describe", "Read", "Write"));
        }
        if (reads) {
            rights.put("group " + code.group(service), Set.of("Describe", "Read"));
            String before = GROUPS_BEFORE.get(service);
            if (before != null) {
                rights.put("group " + before, Set.of("Describe", "Read"));
            }
        }
        return rights;
    }
}

package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * No secret is in the repository; each that is named is made by an operator, or is in the table of {@code k8s/README.md},
 * which says how to make it, and in production comes from the vault.
 */
final class SecretRule implements Rule {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** A key of a Secret that is used somewhere. */
    private record Use(String secret, String key) {
        @Override
        public String toString() {
            return secret + " key " + key;
        }
    }

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest secret : manifests.of("Secret")) {
            findings.add(secret.finding("", "must not be in the repository: say in k8s/README.md how it is made"));
        }
        Map<String, Set<String>> operators = fromOperators(manifests);
        Map<String, Set<String>> documented = documented(Kubectl.K8S.resolve("README.md"));
        Map<String, Set<String>> vault = fromVault(manifests);
        uses(manifests, (where, use) -> {
            boolean made = operators.getOrDefault(use.secret(), Set.of()).contains(use.key());
            if (made) {
                return;
            }
            if (!documented.getOrDefault(use.secret(), Set.of()).contains(use.key())) {
                findings.add(new Finding(
                        where.object(),
                        where.path(),
                        use + " is made by no operator and not in the table of Secrets in k8s/README.md"));
            }
            if (manifests.production()
                    && !vault.getOrDefault(use.secret(), Set.of()).contains(use.key())) {
                findings.add(new Finding(
                        where.object(),
                        where.path(),
                        use + " comes from no ExternalSecret: add it to components/external-secrets"));
            }
        });
        authorities(manifests, findings);
        return findings;
    }

    /** The table of Secrets: the first column names them, the second their keys. */
    static Map<String, Set<String>> documented(Path readme) {
        Map<String, Set<String>> documented = new TreeMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(readme);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean inTable = false;
        for (String line : lines) {
            inTable = line.startsWith("| Secret |") || (inTable && line.startsWith("|"));
            String[] cells = line.split("\\|");
            if (inTable && line.startsWith("| `") && cells.length > 3) {
                Set<String> keys = quoted(cells[2]);
                quoted(cells[1]).forEach(secret -> documented.put(secret, keys));
            }
        }
        return documented;
    }

    private static Set<String> quoted(String cell) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = QUOTED.matcher(cell);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }

    private static Map<String, Set<String>> fromOperators(Manifests manifests) {
        Map<String, Set<String>> made = new TreeMap<>();
        for (Manifest user : manifests.of("KafkaUser")) {
            made.put(user.name(), Set.of("ca.crt", "user.crt", "user.key", "user.p12", "user.password"));
        }
        for (Manifest kafka : manifests.of("Kafka")) {
            made.put(kafka.name() + "-cluster-ca-cert", Set.of("ca.crt", "ca.p12", "ca.password"));
        }
        for (Manifest cluster : manifests.of("Cluster")) {
            made.put(cluster.name() + "-ca", Set.of("ca.crt"));
        }
        return made;
    }

    private static Map<String, Set<String>> fromVault(Manifests manifests) {
        Map<String, Set<String>> vault = new TreeMap<>();
        for (Manifest external : manifests.of("ExternalSecret")) {
            Set<String> keys = new TreeSet<>(external.at("spec.data").findValuesAsText("secretKey"));
            keys.addAll(Manifest.texts(external.at("spec.target.template.data")).keySet());
            vault.put(external.at("spec.target.name").asText(external.name()), keys);
        }
        return vault;
    }

    private static void uses(Manifests manifests, BiConsumer<Finding, Use> found) {
        for (Workload workload : manifests.workloads()) {
            for (Workload.Container container : workload.containers()) {
                JsonNode variables = container.at("env");
                for (int i = 0; i < variables.size(); i++) {
                    JsonNode reference = variables.get(i).at("/valueFrom/secretKeyRef");
                    if (reference.isObject()) {
                        found.accept(container.finding("env[" + i + "]", ""), use(reference));
                    }
                }
            }
            for (JsonNode volume : workload.pod("volumes")) {
                String secret = volume.at("/secret/secretName").asText();
                for (JsonNode item : volume.at("/secret/items")) {
                    found.accept(
                            workload.deployment().finding("spec.template.spec.volumes", ""),
                            new Use(secret, item.path("key").asText()));
                }
            }
        }
        for (Manifest cluster : manifests.of("Cluster")) {
            List<String> names = new ArrayList<>(List.of(
                    cluster.at(DatabaseRule.bootstrap(cluster) + ".secret.name").asText()));
            cluster.at("spec.managed.roles")
                    .forEach(role -> names.add(role.at("/passwordSecret/name").asText()));
            for (String name : new TreeSet<>(names)) {
                for (String key : List.of("username", "password")) {
                    found.accept(cluster.finding("spec", ""), new Use(name, key));
                }
            }
        }
        for (Manifest store : manifests.of("ObjectStore")) {
            for (JsonNode reference : store.at("spec.configuration.s3Credentials")) {
                found.accept(store.finding("spec.configuration.s3Credentials", ""), use(reference));
            }
        }
    }

    private static Use use(JsonNode reference) {
        return new Use(reference.path("name").asText(), reference.path("key").asText());
    }

    /** An authority's private key must not reach a pod that needs its certificate. */
    private static void authorities(Manifests manifests, List<Finding> findings) {
        for (Workload workload : manifests.workloads()) {
            JsonNode volumes = workload.pod("volumes");
            for (int i = 0; i < volumes.size(); i++) {
                JsonNode secret = volumes.get(i).path("secret");
                if (secret.isObject() && secret.path("items").isEmpty()) {
                    findings.add(workload.deployment()
                            .finding(
                                    "spec.template.spec.volumes[" + i + "].secret.items",
                                    "must name the keys that are needed: all of "
                                            + secret.path("secretName").asText() + " would be there"));
                }
                if (Stream.of("ca.key", "user.key")
                        .anyMatch(key ->
                                secret.path("items").findValuesAsText("key").contains(key))) {
                    findings.add(workload.deployment()
                            .finding(
                                    "spec.template.spec.volumes[" + i + "].secret.items",
                                    "must not hold a private key"));
                }
            }
        }
    }
}

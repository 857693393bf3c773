package nz.flagships.system.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.rest.Deployed;
import nz.flagships.rest.Setting;
import nz.flagships.rest.Settings;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Every variable is one that the service knows, every one that it needs is set, and the values are of their kinds. */
final class EnvironmentRule implements Rule {
    private static final String KAFKA = "KAFKA_";

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        for (Deployed service :
                List.of(Deployed.INITIATIVE_SERVICE, Deployed.CASE_SERVICE, Deployed.REPORTING_SERVICE)) {
            if (manifests.named("Deployment", service.label()).isEmpty()) {
                findings.add(new Finding("Deployment/" + service.label(), "", "is not there"));
            }
        }
        for (Workload workload : manifests.workloads()) {
            Optional<Deployed> service = Deployed.of(workload.name());
            if (service.isEmpty()) {
                findings.add(workload.deployment().finding("metadata.name", "is none of our services"));
                continue;
            }
            for (Workload.Container container : workload.containers()) {
                check(service.get(), container, manifests, findings);
            }
        }
        return findings;
    }

    private static void check(
            Deployed service, Workload.Container container, Manifests manifests, List<Finding> findings) {
        Environment environment = Environment.of(container, manifests);
        findings.addAll(environment.findings());
        Map<String, String> values = environment.values();
        for (String complaint : new Settings(service, values).complaints()) {
            findings.add(container.finding("env", complaint));
        }
        Set<String> known =
                Settings.knownBy(service).stream().map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
        for (String name : values.keySet()) {
            if (!known.contains(name) && !isOfKafka(name)) {
                findings.add(container.finding(
                        "env", name + " is not a setting of " + service.label() + ": " + Shape.unknown(name, known)));
            }
        }
        for (Setting setting : Settings.knownBy(service)) {
            boolean literal = values.containsKey(setting.name())
                    && !environment.fromSecrets().contains(setting.name());
            if (setting.secret() && literal) {
                findings.add(
                        container.finding("env", setting.name() + " must come from a Secret, not be written here"));
            }
        }
        profile(manifests, container, values, findings);
        if (container.init()) {
            migration(container, values, findings);
        } else {
            serving(service, container, values, findings);
        }
    }

    private static void profile(
            Manifests manifests, Workload.Container container, Map<String, String> values, List<Finding> findings) {
        String profile = values.getOrDefault("QUARKUS_PROFILE", "prod");
        if (!Set.of("prod", "local").contains(profile)) {
            findings.add(container.finding("env", "QUARKUS_PROFILE must be prod or local, not " + profile));
        }
        if (manifests.production() && !profile.equals("prod")) {
            findings.add(container.finding("env", "QUARKUS_PROFILE must be prod in production, not " + profile));
        }
        is(container, values, "FLAGSHIPS_POSTGRES_SSLMODE", "verify-full", findings);
    }

    private static void migration(Workload.Container container, Map<String, String> values, List<Finding> findings) {
        is(container, values, "QUARKUS_INIT_AND_EXIT", "true", findings);
        is(container, values, "FLAGSHIPS_MIGRATE", "true", findings);
        needs(container, values, Setting.FLAGSHIPS_POSTGRES_OWNER_PASSWORD, findings);
    }

    private static void serving(
            Deployed service, Workload.Container container, Map<String, String> values, List<Finding> findings) {
        is(container, values, "FLAGSHIPS_MIGRATE", "false", findings);
        is(container, values, "KAFKA_SECURITY_PROTOCOL", "SSL", findings);
        for (String store : List.of("KAFKA_SSL_TRUSTSTORE_TYPE", "KAFKA_SSL_KEYSTORE_TYPE")) {
            if (!Set.of("PEM", "PKCS12").contains(values.getOrDefault(store, "JKS"))) {
                findings.add(container.finding("env", store + " must be PEM or PKCS12"));
            }
        }
        if (values.containsKey(Setting.FLAGSHIPS_POSTGRES_OWNER_PASSWORD.name())) {
            findings.add(container.finding("env", "the service must never know the password of the databases' owner"));
        }
        // Where one machine's defaults are taken, localhost is never right in a pod: what production needs is said here
        // too.
        boolean local = values.getOrDefault("QUARKUS_PROFILE", "prod").equals("local");
        boolean issuer = values.containsKey(Setting.FLAGSHIPS_OIDC_ISSUER.name());
        if (local) {
            for (Setting setting : Settings.knownBy(service)) {
                boolean needed = switch (setting.need()) {
                    case ALWAYS, SERVING -> issuer || !setting.name().startsWith("FLAGSHIPS_OIDC_");
                    case LOCAL -> !issuer;
                    case MIGRATING, NEVER -> false;
                };
                if (needed) {
                    needs(container, values, setting, findings);
                }
            }
        }
    }

    private static void needs(
            Workload.Container container, Map<String, String> values, Setting setting, List<Finding> findings) {
        if (values.getOrDefault(setting.name(), "").isBlank()) {
            findings.add(container.finding("env", "needs " + setting.name() + ": " + setting.meaning()));
        }
    }

    private static void is(
            Workload.Container container,
            Map<String, String> values,
            String name,
            String value,
            List<Finding> findings) {
        if (!value.equals(values.get(name))) {
            findings.add(container.finding("env", name + " must be " + value + ", not " + values.get(name)));
        }
    }

    /** Any setting of Kafka's clients can be given. */
    private static boolean isOfKafka(String name) {
        String property = name.startsWith(KAFKA)
                ? name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.')
                : "";
        return Stream.concat(ProducerConfig.configNames().stream(), ConsumerConfig.configNames().stream())
                .anyMatch(property::equals);
    }
}

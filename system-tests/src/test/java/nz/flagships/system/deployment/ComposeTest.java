package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Role;
import nz.flagships.events.Shards;
import nz.flagships.local.LocalKafka;
import nz.flagships.local.LocalPostgres;
import nz.flagships.rest.Deployed;
import nz.flagships.rest.Setting;
import nz.flagships.rest.Settings;
import nz.flagships.system.deployment.ComposeFile.Condition;
import nz.flagships.system.deployment.ComposeFile.Service;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml} holds nothing but what Compose knows, and agrees with the code that it runs. */
@NullUnmarked // of what Compose may leave unsaid
class ComposeTest {
    private static final Path ROOT = Path.of("..");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECRET = Pattern.compile(".*_(PASSWORD|SECRET)");
    /** Of the containers' network, which has no TLS and no way in from elsewhere. */
    private static final Set<Setting> OF_TLS =
            Set.of(Setting.FLAGSHIPS_POSTGRES_SSLROOTCERT, Setting.KAFKA_SECURITY_PROTOCOL);

    private final String yaml = text("docker-compose.yml");
    private final Map<String, String> sample = ComposeFile.environmentFile(text(".env.sample"));
    private final ComposeFile compose = ComposeFile.read(yaml, filled("local"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mem_limit: 768m                   | memory_limit: 768m                 | memory_limit
            read_only: true                   | readonly: true                     | readonly
            start_period: 120s                | start_after: 120s                  | start_after
            service_completed_successfully    | service_completed                  | service_completed
            inner: {}                         | inner: {internet: none}            | internet
            context: .,                       | contxt: .,                         | contxt
            interval: 10s                     | interval: 10 seconds               | interval
            FLAGSHIPS_MIGRATE: "false"        | FLAGSHIPS_MIGRATE: false           | FLAGSHIPS_MIGRATE
            name: flagships                   | nam: flagships                     | nam
            """)
    void whatComposeDoesNotKnowIsAnError(String right, String wrong, String named) {
        // Given
        assertThat(yaml).contains(right);

        // When
        String mistaken = yaml.replace(right, wrong);

        // Then
        assertThatThrownBy(() -> ComposeFile.read(mistaken, filled("local")))
                .as(named)
                .hasStackTraceContaining(named);
    }

    @ParameterizedTest
    @EnumSource(names = "LAUNCHER", mode = EnumSource.Mode.EXCLUDE)
    void aServiceKnowsWhatItIsTold(Deployed deployed) {
        for (String identity : List.of("local", "issuer")) {
            Map<String, String> told = environment(deployed, identity);
            Settings settings = new Settings(deployed, told);

            assertThat(settings.complaints()).as("%s, %s", deployed, identity).isEmpty();
            assertThat(names(Settings.knownBy(deployed)))
                    .containsAll(service(deployed).variables().keySet());
        }
    }

    @Test
    void whoTheServicesTrustIsToldInSettingsThatTheyKnow() {
        Set<String> known = Stream.of(Deployed.CASE_SERVICE, Deployed.REPORTING_SERVICE)
                .flatMap(each -> Settings.knownBy(each).stream())
                .map(Setting::name)
                .collect(Collectors.toSet());

        assertThat(known).containsAll(identity("local").keySet());
        assertThat(known).containsAll(identity("issuer").keySet());
    }

    @ParameterizedTest
    @EnumSource(names = "LAUNCHER", mode = EnumSource.Mode.EXCLUDE)
    void aServiceIsToldAllThatItNeeds(Deployed deployed) {
        Map<String, String> told = environment(deployed, "issuer");

        List<String> missing = new Settings(deployed, told)
                .required().stream()
                        .filter(setting -> !OF_TLS.contains(setting))
                        .map(Setting::name)
                        .filter(name -> told.getOrDefault(name, "").isBlank())
                        .toList();

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "LAUNCHER", mode = EnumSource.Mode.EXCLUDE)
    void theStepBeforeMigratesAsTheOwnerAndTheServiceServesAsTheWriter(Deployed deployed) {
        Service migration = compose.services().get(migration(deployed));
        Map<String, String> asked = sources(migration(deployed));
        String database = deployed.database().toUpperCase(java.util.Locale.ROOT);

        assertThat(migration.image()).isEqualTo(service(deployed).image());
        assertThat(migration.oneShot()).isTrue();
        assertThat(names(Settings.knownBy(deployed)))
                .containsAll(migration.variables().keySet());
        Settings settings = new Settings(deployed, migration.variables());
        assertThat(settings.complaints()).isEmpty();
        assertThat(settings.endsAfterMigrating() && settings.migrates()).isTrue();
        assertThat(asked).containsEntry("FLAGSHIPS_POSTGRES_OWNER_PASSWORD", database + "_OWNER_PASSWORD");
        assertThat(asked).doesNotContainKey("FLAGSHIPS_POSTGRES_PASSWORD");
        assertThat(sources(deployed.label()))
                .containsEntry("FLAGSHIPS_POSTGRES_PASSWORD", database + "_WRITER_PASSWORD")
                .doesNotContainKey("FLAGSHIPS_POSTGRES_OWNER_PASSWORD")
                .doesNotContainValue(database + "_OWNER_PASSWORD");
        assertThat(new Settings(deployed, environment(deployed, "local")).migrates())
                .isFalse();
        assertThat(service(deployed).needs().get(migration(deployed)).condition())
                .isEqualTo(Condition.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = "LAUNCHER", mode = EnumSource.Mode.EXCLUDE)
    void portsAreTheCodes(Deployed deployed) {
        Properties code = properties(deployed);
        String port = code.getProperty("quarkus.http.port");
        String management = code.getProperty("quarkus.management.port");

        assertThat(service(deployed).published())
                .containsExactlyInAnyOrder(
                        "127.0.0.1:%1$s:%1$s".formatted(port), "127.0.0.1:%1$s:%1$s".formatted(management));
        assertThat(service(deployed).healthcheck().test()).containsExactly("CMD", "/app/ready", management);
        assertThat(text("compose/prometheus.yml")).contains('"' + deployed.label() + ':' + management + '"');
        compose.services()
                .forEach((name, each) -> each.variables().forEach((variable, value) -> {
                    if (value.startsWith("http://" + deployed.label())) {
                        assertThat(value)
                                .as("%s of %s", variable, name)
                                .isEqualTo("http://" + deployed.label() + ":" + port);
                    }
                }));
    }

    @Test
    void healthAndMetricsAreWhereTheServicesHaveThem() {
        assertThat(text("containers/ready")).contains("${2:-/q/health/ready}");
        assertThat(text("compose/prometheus.yml")).contains("metrics_path: /q/metrics");
        assertThat(text("Dockerfile")).contains("COPY containers/jvm.flags containers/ready");
    }

    @Test
    void topicsAreTheCodes() {
        String script = text("compose/kafka/topics.sh");

        assertThat(script).contains("partitions=" + Shards.COUNT + "\n");
        assertThat(script).contains("for topic in " + String.join(" ", LocalKafka.TOPICS) + "; do");
        assertThat(compose.services().get("kafka").variables())
                .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    }

    @Test
    void kafkaTellsEachSideAnAddressThatWorksForIt() {
        Map<String, String> kafka = compose.services().get("kafka").variables();
        Map<String, String> advertised = listeners(kafka.get("KAFKA_ADVERTISED_LISTENERS"));

        assertThat(listeners(kafka.get("KAFKA_LISTENERS"))).containsOnlyKeys("INNER", "OUTER", "CONTROLLER");
        assertThat(advertised).containsEntry("OUTER", "localhost:9092");
        assertThat(compose.services().get("kafka").published()).containsExactly("127.0.0.1:9092:9092");
        for (String inside : List.of("initiative-service", "case-service", "reporting-service")) {
            assertThat(compose.services().get(inside).variables())
                    .containsEntry("KAFKA_BOOTSTRAP_SERVERS", advertised.get("INNER"));
        }
        assertThat(compose.services().get("topics").variables()).containsEntry("BOOTSTRAP", advertised.get("INNER"));
    }

    @Test
    void databasesAreTheCodes() {
        String script = text("compose/postgres/databases.sql");

        for (String database : LocalPostgres.DATABASES) {
            for (String role : LocalPostgres.ROLES) {
                String name = database + "_" + role;
                String variable = name.toUpperCase(java.util.Locale.ROOT) + "_PASSWORD";
                assertThat(script).contains("\\getenv " + name + " " + variable + "\n");
                assertThat(script).contains("alter role " + name + " password :'" + name + "';");
                assertThat(sources("databases")).containsEntry(variable, variable);
            }
        }
        assertThat(compose.services().get("postgres").mounted()).containsExactly("postgres:/var/lib/postgresql");
    }

    /** A heap that fills the limit is a container that is killed without a word. */
    @Test
    void everyMemoryLimitIsAboveItsHeap() {
        double share = Double.parseDouble(text("containers/jvm.flags")
                        .lines()
                        .filter(line -> line.startsWith("MaxRAMPercentage="))
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .findFirst()
                        .orElseThrow())
                / 100;
        compose.services().forEach((name, each) -> {
            assertThat(each.memory()).as("mem_limit of %s", name).isPositive();
            long heap = Stream.concat(
                            each.variables().values().stream(),
                            each.entrypoint() == null ? Stream.of() : each.entrypoint().stream())
                    .flatMap(value -> Arrays.stream(value.split(" ")))
                    .filter(word -> word.startsWith("-Xmx"))
                    .mapToLong(word -> ComposeFile.bytes(word.substring(4)))
                    .max()
                    .orElse(0);
            assertThat(heap).as("heap of %s", name).isLessThanOrEqualTo(each.memory() * 3 / 4);
        });
        for (Deployed deployed : services()) {
            // what a service takes beside its heap, and the least of a heap it has been tried with
            assertThat((1 - share) * service(deployed).memory()).isGreaterThan(280 << 20);
            assertThat(share * service(deployed).memory()).isGreaterThan(440 << 20);
        }
        assertThat(compose.services().get("postgres").memory()).isGreaterThan(2 * ComposeFile.bytes("256m"));
    }

    @Test
    void nothingIsServedToOtherMachines() {
        compose.services()
                .forEach((name, each) -> assertThat(each.published())
                        .as(name)
                        .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+")));
    }

    @Test
    void everyVariableIsInTheSampleAndEveryLineOfTheSampleIsUsed() {
        Set<String> asked = new TreeSet<>(ComposeFile.variables(yaml));
        asked.addAll(ComposeFile.variables(text("compose/identity/issuer.env")));
        asked.addAll(ComposeFile.variables(text("compose/identity/local.env")));
        Set<String> told = new TreeSet<>(sample.keySet());
        told.remove("COMPOSE_PROFILES");

        assertThat(told).isEqualTo(asked);
    }

    @Test
    void noSecretHasAValueHere() {
        sample.forEach((name, value) -> {
            if (SECRET.matcher(name).matches()) {
                assertThat(value).as(name).isEmpty();
                assertThat(yaml).contains("${" + name + ":?").doesNotContain("${" + name + ":-", "${" + name + "}");
            }
        });
        compose.services()
                .forEach((name, each) -> sources(name).forEach((variable, source) -> {
                    if (variable.matches(".*(PASSWORD|SECRET)$")) {
                        assertThat(sample).as("%s of %s", variable, name).containsKey(source);
                    }
                }));
    }

    @Test
    void everyImageIsOursOrPinned() {
        compose.services().forEach((name, each) -> {
            if (each.image().startsWith("flagships/")) {
                assertThat(each.image()).as(name).endsWith(":" + sample.get("FLAGSHIPS_TAG"));
            } else {
                assertThat(each.image()).as(name).matches(".+:v?\\d+\\.\\d+(\\.\\d+)?(-\\w+)?");
            }
        });
        assertThat(compose.services().get("kafka").image())
                .endsWith(":" + org.apache.kafka.common.utils.AppInfoParser.getVersion());
    }

    @Test
    void whatIsWaitedForCanCome() {
        compose.services()
                .forEach((name, each) -> each.needs().forEach((needed, dependency) -> {
                    Service before = compose.services().get(needed);
                    assertThat(before).as("%s waits for %s", name, needed).isNotNull();
                    switch (dependency.condition()) {
                        case HEALTHY ->
                            assertThat(before.healthcheck()).as(needed).isNotNull();
                        case COMPLETED ->
                            assertThat(before.oneShot()).as(needed).isTrue();
                        case STARTED -> assertThat(before.oneShot()).as(needed).isFalse();
                    }
                    if (before.profiles() != null && !before.profiles().equals(each.profiles())) {
                        assertThat(dependency.required())
                                .as("%s needs %s of a profile", name, needed)
                                .isFalse();
                    }
                }));
    }

    @Test
    void whatIsMountedIsThere() {
        compose.services()
                .forEach((name, each) -> each.mounted().forEach(mount -> {
                    String source = mount.split(":", -1)[0];
                    if (source.startsWith("./")) {
                        assertThat(ROOT.resolve(source))
                                .as("%s of %s", mount, name)
                                .exists();
                        assertThat(mount).endsWith(":ro");
                    } else {
                        assertThat(compose.volumes())
                                .as("%s of %s", mount, name)
                                .containsKey(source);
                    }
                }));
    }

    @Test
    void nothingMayMoreThanItMust() {
        compose.services().forEach((name, each) -> {
            assertThat(each.capDrop()).as(name).containsExactly("ALL");
            assertThat(each.securityOpt()).as(name).containsExactly("no-new-privileges:true");
            assertThat(each.networks()).as(name).containsExactly("inner");
            assertThat(each.restart()).as(name).isIn("no", "unless-stopped");
            // these two write their settings beside their programs when they start
            assertThat(each.readOnly())
                    .as(name)
                    .isEqualTo(!Set.of("kafka", "keycloak").contains(name));
            if (each.readOnly()) {
                assertThat(each.tmpfs()).as(name).anyMatch(place -> place.startsWith("/tmp"));
            }
        });
    }

    /** Whoever is told to stop gets the time that the code takes at most. */
    @ParameterizedTest
    @EnumSource(names = "LAUNCHER", mode = EnumSource.Mode.EXCLUDE)
    void aServiceIsGivenTheTimeThatItNeedsToLeave(Deployed deployed) {
        String grace = service(deployed).stopGracePeriod();

        assertThat(new ComposeFile.Duration(grace).value()).isGreaterThan(java.time.Duration.ofSeconds(5 + 20));
    }

    @Test
    void theIssuersClientsCarryWhatTheServicesAskOfAToken() throws IOException {
        JsonNode realm = JSON.readTree(text("compose/keycloak/flagships-realm.json"));
        Map<String, String> issuer = identity("issuer");
        Set<String> roles = new TreeSet<>(realm.at("/roles/realm").findValuesAsText("name"));
        Map<String, String> secrets = new TreeMap<>();
        for (JsonNode client : realm.get("clients")) {
            secrets.put(client.get("clientId").asText(), client.get("secret").asText());
            Map<String, JsonNode> claims = new HashMap<>();
            client.get("protocolMappers")
                    .forEach(mapper -> claims.put(mapper.get("name").asText(), mapper.get("config")));
            assertThat(claims.get("agency").get("claim.name").asText()).isEqualTo("agency");
            assertThat(claims.get("groups").get("claim.name").asText()).isEqualTo("groups");
            assertThat(claims.get("audience").get("included.custom.audience").asText())
                    .isEqualTo(issuer.get("FLAGSHIPS_OIDC_AUDIENCE"));
        }

        assertThat(roles)
                .isEqualTo(
                        Arrays.stream(Role.values()).map(Role::claim).collect(Collectors.toCollection(TreeSet::new)));
        for (JsonNode user : realm.get("users")) {
            assertThat(secrets).containsKey(user.get("serviceAccountClientId").asText());
            user.get("realmRoles").forEach(role -> assertThat(roles).contains(role.asText()));
        }
        assertThat(secrets)
                .containsEntry(issuer.get("FLAGSHIPS_OIDC_CLIENT_ID"), issuer.get("FLAGSHIPS_OIDC_CLIENT_SECRET"));
        assertThat(secrets.values())
                .allMatch(secret ->
                        compose.services().get("keycloak").variables().containsKey(secret.replaceAll("[${}]", "")));
        assertThat(issuer.get("FLAGSHIPS_OIDC_ISSUER"))
                .endsWith("/realms/" + realm.get("realm").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NOT_SET:?make it}", "a $HOME b"})
    void anythingElseWithADollarIsAnError(String text) {
        assertThatThrownBy(() -> ComposeFile.interpolated(text, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Deployed> services() {
        return Arrays.stream(Deployed.values())
                .filter(each -> each != Deployed.LAUNCHER)
                .toList();
    }

    private Service service(Deployed deployed) {
        return compose.services().get(deployed.label());
    }

    private static String migration(Deployed deployed) {
        return deployed.label().replace("-service", "-migration");
    }

    /** What a service finds in its environment. */
    private Map<String, String> environment(Deployed deployed, String identity) {
        Map<String, String> all = new HashMap<>();
        identity(identity).forEach((name, value) -> all.put(name, ComposeFile.interpolated(value, filled(identity))));
        all.putAll(ComposeFile.read(yaml, filled(identity))
                .services()
                .get(deployed.label())
                .variables());
        return all;
    }

    private static Map<String, String> identity(String identity) {
        return ComposeFile.environmentFile(text("compose/identity/" + identity + ".env"));
    }

    /** The sample, with secrets as {@code compose/secrets} makes them. */
    private Map<String, String> filled(String identity) {
        Map<String, String> filled = new HashMap<>(sample);
        filled.replaceAll((name, value) -> SECRET.matcher(name).matches() ? "made-" + name : value);
        filled.put("IDENTITY", identity);
        return filled;
    }

    /** For each variable of a service whose value is one of .env's secrets: which. */
    private Map<String, String> sources(String service) {
        Map<String, String> sources = new TreeMap<>();
        compose.services().get(service).variables().forEach((name, value) -> {
            Matcher made = Pattern.compile("made-(.+)").matcher(value);
            if (made.matches()) {
                sources.put(name, made.group(1));
            }
        });
        return sources;
    }

    private static Map<String, String> listeners(String text) {
        return Arrays.stream(text.split(","))
                .map(listener -> listener.split("://", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static Set<String> names(Set<Setting> settings) {
        return settings.stream().map(Setting::name).collect(Collectors.toSet());
    }

    private static Properties properties(Deployed deployed) {
        Properties code = new Properties();
        try (Reader reader = Files.newBufferedReader(
                ROOT.resolve(deployed.label() + "/src/main/resources/application.properties"))) {
            code.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return code;
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

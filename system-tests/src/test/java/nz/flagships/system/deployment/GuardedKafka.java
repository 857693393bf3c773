package nz.flagships.system.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import nz.flagships.local.Tool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;

/**
 * A broker as the manifests describe one: their settings, topics and rights, and a listener that asks for a certificate.
 * The certificates are made here; the Secrets' files have the names that Strimzi gives them.
 */
final class GuardedKafka implements AutoCloseable {
    static final String PASSWORD = "of-a-test";

    private final Path folder;
    private final Manifests manifests;
    private final int tls = free();
    private final int inner = free();
    private final int controller = free();
    private final KafkaRaftServer server;

    GuardedKafka(Path folder, Manifests manifests) throws IOException, InterruptedException {
        this.folder = folder;
        this.manifests = manifests;
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.crt"
                + " -subj /CN=authority -days 2");
        certificate("localhost", "-addext subjectAltName=DNS:localhost");
        Files.writeString(
                folder.resolve("broker.pem"),
                Files.readString(folder.resolve("localhost.key")) + Files.readString(folder.resolve("localhost.crt")));
        for (Manifest user : manifests.of("KafkaUser")) {
            certificate(user.name(), "-addext extendedKeyUsage=clientAuth");
            openssl("pkcs12 -export -in " + user.name() + ".crt -inkey " + user.name() + ".key -out " + user.name()
                    + ".p12 -passout pass:" + PASSWORD);
        }
        Properties settings = settings();
        format(settings);
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
    }

    /** Makes the topics, and gives the users the rights that they have there. */
    void prepare() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + inner))) {
            admin.createTopics(manifests.of("KafkaTopic").stream()
                            .map(topic -> new NewTopic(
                                            topic.name(),
                                            topic.at("spec.partitions").asInt(),
                                            (short) topic.at("spec.replicas").asInt())
                                    .configs(Manifest.texts(topic.at("spec.config"))))
                            .toList())
                    .all()
                    .get();
            admin.createAcls(manifests.of("KafkaUser").stream()
                            .flatMap(user -> rights(user).stream())
                            .toList())
                    .all()
                    .get();
        }
    }

    /**
     * What a service's Kafka clients are given, by the ConfigMap and Secrets of its pods; only paths, the address and the
     * password are this machine's.
     */
    Map<String, Object> client(String service) {
        Workload workload = manifests.workloads().stream()
                .filter(each -> each.name().equals(service))
                .findFirst()
                .orElseThrow();
        Map<String, Object> properties =
                Environment.of(workload.serving().getFirst(), manifests).values().entrySet().stream()
                        .filter(variable -> variable.getKey().startsWith("KAFKA_"))
                        .collect(Collectors.toMap(
                                variable -> variable.getKey()
                                        .substring(6)
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.'),
                                Map.Entry::getValue));
        properties.put("bootstrap.servers", "localhost:" + tls);
        properties.put("ssl.truststore.location", folder.resolve("ca.crt").toString());
        properties.put("ssl.keystore.location", folder.resolve(service + ".p12").toString());
        properties.put("ssl.keystore.password", PASSWORD);
        properties.put("request.timeout.ms", 10_000);
        properties.put("default.api.timeout.ms", 20_000);
        return properties;
    }

    private static List<AclBinding> rights(Manifest user) {
        List<AclBinding> rights = new ArrayList<>();
        user.at("spec.authorization.acls")
                .forEach(acl -> acl.path("operations")
                        .forEach(operation -> rights.add(new AclBinding(
                                new ResourcePattern(
                                        ResourceType.fromString(
                                                acl.at("/resource/type").asText()),
                                        acl.at("/resource/name").asText(),
                                        PatternType.fromString(acl.at("/resource/patternType")
                                                .asText()
                                                .toUpperCase(Locale.ROOT))),
                                new AccessControlEntry(
                                        "User:CN=" + user.name(),
                                        "*",
                                        AclOperation.fromString(operation.asText()),
                                        AclPermissionType.ALLOW)))));
        return rights;
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(Manifest.texts(manifests.of("Kafka").getFirst().at("spec.kafka.config")));
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@localhost:" + controller,
                "listeners",
                        "TLS://localhost:" + tls + ",INNER://localhost:" + inner + ",CONTROLLER://localhost:"
                                + controller,
                "advertised.listeners", "TLS://localhost:" + tls + ",INNER://localhost:" + inner,
                "listener.security.protocol.map", "TLS:SSL,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "INNER",
                "controller.listener.names", "CONTROLLER",
                "log.dirs", folder.resolve("data").toString()));
        settings.putAll(Map.of(
                // What Strimzi's authorization "simple" is.
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS",
                "listener.name.tls.ssl.client.auth", "required",
                "listener.name.tls.ssl.keystore.type", "PEM",
                "listener.name.tls.ssl.keystore.location",
                        folder.resolve("broker.pem").toString(),
                "listener.name.tls.ssl.truststore.type", "PEM",
                "listener.name.tls.ssl.truststore.location",
                        folder.resolve("ca.crt").toString(),
                "offsets.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return settings;
    }

    private void format(Properties settings) throws IOException {
        Path file = folder.resolve("server.properties");
        try (var out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        if (StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
            throw new AssertionError(said.toString(StandardCharsets.UTF_8));
        }
    }

    private void certificate(String name, String extensions) throws IOException, InterruptedException {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -CA ca.crt -CAkey ca.key -keyout "
                + name + ".key -out " + name + ".crt -subj /CN=" + name + " -days 2 " + extensions);
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tool.OPENSSL.path()));
        command.addAll(List.of(arguments.split(" ")));
        Path out = folder.resolve("openssl.out");
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("openssl " + arguments + "\n" + Files.readString(out));
        }
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}

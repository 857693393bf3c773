package nz.flagships.local;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import nz.flagships.events.Shards;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker on this machine (KRaft, one node, every batch flushed to disk), in a process of its own that
 * outlives the JVM that started it.
 */
public final class LocalKafka {
    /** The topics of the two write services. */
    public static final List<String> TOPICS = List.of("flagships.initiative.v1", "flagships.case.v1");

    /** On a machine with no core to spare a start took a minute and a half; one that cannot start ends long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int TRIES = 3;
    private static final String TAKEN = "Address already in use";

    private final Path home;
    private final int port;
    private final @Nullable Secured secured;

    /**
     * A broker that may or may not run.
     *
     * @param home where its data and log are kept
     * @param port where it listens on this machine
     */
    public LocalKafka(Path home, int port) {
        this(home, port, null);
    }

    /**
     * A broker with a second listener, for clients whose certificate the authority has signed, each of whom may do what
     * somebody has allowed it; the first one is the superuser's.
     */
    public static LocalKafka secured(Path home, int port, TestCertificates certificates) {
        return new LocalKafka(home, port, new Secured(certificates, Ports.free()));
    }

    private LocalKafka(Path home, int port, @Nullable Secured secured) {
        this.home = home.toAbsolutePath().normalize();
        this.port = port;
        this.secured = secured;
    }

    private record Secured(TestCertificates certificates, int port) {
        String settings() {
            return """
                    listener.name.secured.ssl.client.auth=required
                    listener.name.secured.ssl.keystore.type=PKCS12
                    listener.name.secured.ssl.keystore.location=%1$s
                    listener.name.secured.ssl.keystore.password=%3$s
                    listener.name.secured.ssl.truststore.type=PEM
                    listener.name.secured.ssl.truststore.location=%2$s
                    listener.name.secured.ssl.principal.mapping.rules=RULE:^CN=([^,]+).*$/$1/
                    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                    super.users=User:ANONYMOUS
                    """.formatted(
                    certificates.identity("kafka", "localhost"), certificates.authority(), certificates.password());
        }
    }

    /** Of the listener for clients with a certificate. */
    public String securedBootstrapServers() {
        if (secured == null) {
            throw new IllegalStateException("This broker has no such listener");
        }
        return "localhost:" + secured.port();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** As clients want it. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Where it keeps its log. */
    public Path log() {
        return home.resolve("server.log");
    }

    /** The broker's pid while it runs. */
    public OptionalLong pid() {
        return Pids.ours(pidFile(), settingsFile().toString());
    }

    /**
     * Starts it unless it runs, and returns when it takes connections.
     *
     * @throws LocalException when it does not start, with the end of its log
     */
    public void start() {
        OptionalLong running = pid();
        if (running.isPresent()) {
            long pid = running.getAsLong();
            if (!Commands.await(PATIENCE, () -> !Pids.alive(pid) || answers()) || !Pids.alive(pid)) {
                throw unstarted(null);
            }
            return;
        }
        // The port of the controller is free when it is chosen; another process may be quicker to take it.
        for (int tries = 1; ; tries++) {
            Process process = launch();
            boolean answered = Commands.await(PATIENCE, () -> !process.isAlive() || answers());
            if (answered && process.isAlive()) {
                return;
            }
            boolean controllersPortTaken = !process.isAlive()
                    && !Ports.taken(port)
                    && Logs.tail(log(), 60).contains(TAKEN);
            if (!controllersPortTaken || tries == TRIES) {
                throw unstarted(process);
            }
        }
    }

    private LocalException unstarted(@Nullable Process process) {
        return new LocalException("Kafka did not start on port " + port + ". " + LastWords.of(process, log()));
    }

    /** Ends it in order. Nothing happens when it does not run. */
    public void stop() {
        pid().ifPresent(pid -> Pids.end(pid, Duration.ofSeconds(40)));
    }

    /**
     * Makes the topics that are missing, with {@value Shards#COUNT} partitions, and returns when every partition can be
     * written to.
     *
     * @throws LocalException when one exists with fewer partitions
     */
    public void prepare() {
        try (Admin admin = admin(10_000)) {
            Set<String> known = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            create(admin, TOPICS.stream().filter(t -> !known.contains(t)).toList());
            // What the controller has accepted the broker hears of a moment later.
            if (!Commands.await(PATIENCE, () -> led(admin))) {
                throw new LocalException("The topics are not ready. " + LastWords.of(null, log()));
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LocalException("The topics cannot be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while the topics were made", e);
        }
    }

    private boolean led(Admin admin) {
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(TOPICS).allTopicNames().get(10, TimeUnit.SECONDS);
            topics.forEach((name, topic) -> {
                if (topic.partitions().size() < Shards.COUNT) {
                    throw new LocalException("The topic " + name + " has "
                            + topic.partitions().size() + " partitions, and there are " + Shards.COUNT
                            + " shards. Give it the others, which loses nothing: kafka-topics.sh --bootstrap-server "
                            + bootstrapServers() + " --alter --topic " + name + " --partitions " + Shards.COUNT);
                }
            });
            return topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Throws the topics away with all that is in them and makes them anew. */
    public void recreate() {
        try (Admin admin = admin(10_000)) {
            Set<String> known = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<String> old = TOPICS.stream().filter(known::contains).toList();
            if (!old.isEmpty()) {
                admin.deleteTopics(old).all().get(30, TimeUnit.SECONDS);
            }
            // A topic is gone a moment after its deletion was accepted.
            if (!Commands.await(Duration.ofSeconds(30), () -> none(admin))) {
                throw new LocalException("Kafka does not let go of the old topics");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalException("The old topics cannot be deleted: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while the old topics were deleted", e);
        }
        prepare();
    }

    private static boolean none(Admin admin) {
        try {
            Collection<String> names = admin.listTopics().names().get(10, TimeUnit.SECONDS);
            return TOPICS.stream().noneMatch(names::contains);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void create(Admin admin, List<String> missing)
            throws ExecutionException, InterruptedException, TimeoutException {
        // On one machine nothing is thrown away by age: what a newcomer loaded last month is still on the topic.
        Map<String, String> kept = Map.of("cleanup.policy", "delete", "retention.ms", "-1");
        List<NewTopic> topics = missing.stream()
                .map(name -> new NewTopic(name, Shards.COUNT, (short) 1).configs(kept))
                .toList();
        try {
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // A broker that has just started may not yet have heard of a topic that is there.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private boolean answers() {
        if (!Ports.taken(port)) {
            return false;
        }
        Admin admin = admin(2_000);
        try {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException | KafkaException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Without a limit it waits for ever for one who takes the connection and says nothing.
            admin.close(Duration.ofSeconds(2));
        }
    }

    private Admin admin(int timeoutMillis) {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers(),
                "request.timeout.ms", timeoutMillis,
                "default.api.timeout.ms", timeoutMillis));
    }

    private Process launch() {
        try {
            Files.createDirectories(home);
            String cluster = Secrets.once(
                    home.resolve("cluster"), () -> Uuid.randomUuid().toString());
            Files.writeString(settingsFile(), settings(cluster, Ports.free()), StandardCharsets.UTF_8);
            format(cluster);
            if (Files.exists(log())) {
                Files.move(log(), home.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            List<String> command = new ArrayList<>(OwnSession.PREFIX);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xms96m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
            // A class path of tests has several: one of them says nothing, and with it Kafka would not say why it ends.
            command.add("-Dslf4j.provider=org.slf4j.jul.JULServiceProvider");
            command.addAll(
                    List.of("-cp", classPath(), "kafka.Kafka", settingsFile().toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log().toFile())
                    .start();
            Pids.write(pidFile(), process);
            return process;
        } catch (IOException e) {
            throw new LocalException("Kafka cannot be started: " + e.getMessage(), e);
        }
    }

    /** Lays the broker's folder out when it is new. */
    private void format(String cluster) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] arguments = {
            "format",
            "--ignore-formatted",
            "--cluster-id",
            cluster,
            "--config",
            settingsFile().toString()
        };
        int status;
        try {
            status = kafka.tools.StorageTool.execute(arguments, out);
        } catch (RuntimeException e) {
            throw new LocalException(
                    "Kafka cannot lay out its data in " + home + ": " + e.getMessage() + "\n"
                            + said.toString(StandardCharsets.UTF_8),
                    e);
        }
        if (status != 0) {
            throw new LocalException("Kafka cannot lay out its data in " + home + ", exit status " + status + ":\n"
                    + said.toString(StandardCharsets.UTF_8));
        }
    }

    /**
     * The class path of this JVM without what this project built: a build that runs beside the broker replaces those
     * files. Under Surefire the class path of the JVM is one jar that points to the real one.
     */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("/target/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String settings(String cluster, int controllerPort) {
        return """
                # Written anew by platform-local at every start.
                flagships.cluster=%1$s
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%3$d
                listeners=BROKER://localhost:%2$d,CONTROLLER://localhost:%3$d%5$s
                advertised.listeners=BROKER://localhost:%2$d%5$s
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SSL
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                log.dirs=%4$s
                # A topic that nobody made has the wrong number of partitions.
                auto.create.topics.enable=false
                # There is no second broker to hold a copy: what is acknowledged is on disk.
                log.flush.interval.messages=1
                default.replication.factor=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                group.initial.rebalance.delay.ms=0
                # After a kill -9 the controller waits this long before it lets the same broker in again.
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=8388608
                message.max.bytes=4194304
                """.formatted(
                                cluster,
                                port,
                                controllerPort,
                                home.resolve("data"),
                                secured == null ? "" : ",SECURED://localhost:" + secured.port())
                + (secured == null ? "" : secured.settings());
    }

    private Path settingsFile() {
        return home.resolve("server.properties");
    }

    private Path pidFile() {
        return home.resolve("server.pid");
    }
}

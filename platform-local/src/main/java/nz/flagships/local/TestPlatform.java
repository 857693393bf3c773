package nz.flagships.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The servers of the tests, once per JVM: a PostgreSQL, and a Kafka when one is asked for, on free ports, with their
 * data under {@code target/}, ended with the JVM. Where the setting {@code flagships.test.platform} (or the environment
 * variable {@code FLAGSHIPS_TEST_PLATFORM}) names a properties file with {@code port} (PostgreSQL's), {@code password}
 * and {@code kafka} (its port), the servers it tells of are used instead, with databases and topics made anew for this
 * JVM.
 */
public final class TestPlatform {
    private static final String OURS = "flagships.test.started.";
    private static final String SHARED = "flagships.test.platform";

    private final int port;
    private final String password;
    private final @Nullable String bootstrapServers;
    private final Tokens tokens;

    private TestPlatform(Properties known) {
        this.port = Integer.parseInt(known.getProperty(OURS + "port"));
        this.password = known.getProperty(OURS + "password");
        this.bootstrapServers = known.getProperty(OURS + "bootstrap");
        this.tokens = Tokens.of(known.getProperty(OURS + "key"));
    }

    /** A PostgreSQL with the three databases and their roles. */
    public static TestPlatform postgres() {
        return started(false);
    }

    /** A PostgreSQL as above, and a Kafka with the two topics. */
    public static TestPlatform postgresAndKafka() {
        return started(true);
    }

    /** Where PostgreSQL listens. */
    public String host() {
        return "localhost";
    }

    /** Where PostgreSQL listens. */
    public int port() {
        return port;
    }

    /** Of every role, and of the superuser {@code postgres}. */
    public String password() {
        return password;
    }

    /** The address of a database: {@code initiative}, {@code cases} or {@code reporting}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port + "/" + database;
    }

    /** Kafka's address. Only when it was asked for. */
    public String bootstrapServers() {
        if (bootstrapServers == null) {
            throw new IllegalStateException("Ask for postgresAndKafka()");
        }
        return bootstrapServers;
    }

    /** Mints the tokens of the tests. */
    public Tokens tokens() {
        return tokens;
    }

    /** The settings of a service under test, by the names its configuration knows. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("flagships.postgres.host", host());
        settings.put("flagships.postgres.port", Integer.toString(port));
        settings.put("flagships.postgres.password", password);
        settings.put("flagships.token.public-key", tokens.publicKey());
        settings.put("flagships.service-token", tokens.serviceToken());
        settings.put("flagships.disclosure.secret", "only-for-tests");
        // Some read the environment's spelling, where every separator is the same.
        Map<String, String> spellings = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            spellings.put(name.replace('-', '.'), value);
            spellings.put(
                    name.replaceFirst("flagships\\.", "flagships/")
                            .replace('.', '-')
                            .replace('/', '.'),
                    value);
            spellings.put(name.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT), value);
        });
        spellings.forEach(settings::putIfAbsent);
        if (bootstrapServers != null) {
            settings.put("kafka.bootstrap.servers", bootstrapServers);
        }
        return settings;
    }

    /**
     * Quarkus loads test classes more than once, with different class loaders. So what is known is kept with the JVM,
     * in its system properties, and the lock is an object of the JVM's too.
     */
    private static TestPlatform started(boolean kafka) {
        Properties known = System.getProperties();
        synchronized (Runtime.getRuntime()) {
            if (known.getProperty(OURS + "key") == null) {
                known.setProperty(OURS + "key", Tokens.newKey());
            }
            Properties shared = shared();
            if (known.getProperty(OURS + "port") == null) {
                LocalPostgres postgres = shared == null
                        ? new LocalPostgres(home().resolve("postgres"), Ports.free(), Secrets.random())
                        : new LocalPostgres(
                                home().resolve("none"),
                                Integer.parseInt(shared.getProperty("port")),
                                shared.getProperty("password"));
                if (shared == null) {
                    atExit(postgres::stop);
                    postgres.start();
                    postgres.prepare();
                    known.setProperty(OURS + "password", postgres.password());
                } else {
                    postgres.recreate();
                    known.setProperty(OURS + "password", shared.getProperty("password"));
                }
                known.setProperty(OURS + "port", Integer.toString(postgres.port()));
            }
            if (kafka && known.getProperty(OURS + "bootstrap") == null) {
                LocalKafka broker = shared == null
                        ? new LocalKafka(home().resolve("kafka"), Ports.free())
                        : new LocalKafka(home().resolve("none"), Integer.parseInt(shared.getProperty("kafka")));
                if (shared == null) {
                    atExit(broker::stop);
                    broker.start();
                    broker.prepare();
                } else {
                    broker.recreate();
                }
                known.setProperty(OURS + "bootstrap", broker.bootstrapServers());
            }
            return new TestPlatform(known);
        }
    }

    private static @Nullable Properties shared() {
        String file = System.getProperty(SHARED, System.getenv("FLAGSHIPS_TEST_PLATFORM"));
        if (file == null || file.isBlank()) {
            return null;
        }
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
            Properties shared = new Properties();
            shared.load(in);
            return shared;
        } catch (IOException e) {
            throw new LocalException("The servers of the tests are not described in " + file, e);
        }
    }

    /** A folder of this JVM's own. Those of JVMs that are gone, killed perhaps, are cleared away first. */
    private static Path home() {
        Path all = Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "target", "servers");
        Path mine = all.resolve(Long.toString(ProcessHandle.current().pid()));
        if (!Files.exists(mine)) {
            try {
                Files.createDirectories(all);
                try (DirectoryStream<Path> others = Files.newDirectoryStream(all, "[0-9]*")) {
                    for (Path other : others) {
                        long pid = Long.parseLong(other.getFileName().toString());
                        if (!Pids.alive(pid)) {
                            new LocalPostgres(other.resolve("postgres"), 0, "").stop();
                            new LocalKafka(other.resolve("kafka"), 0).stop();
                            Folders.delete(other);
                        }
                    }
                }
                Files.createDirectories(mine);
            } catch (IOException e) {
                throw new LocalException("The folder " + all + " cannot be used", e);
            }
        }
        return mine;
    }

    private static void atExit(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-test-server"));
    }
}

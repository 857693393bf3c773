package nz.flagships.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Everything that runs on this machine, and where it keeps its things. */
final class LocalPlatform implements Reached {
    static final int POSTGRES_PORT = 5433;
    static final int KAFKA_PORT = 9092;

    /** What to do where somebody else holds a port. */
    static final String OTHER_PORTS =
            "End what holds it, or set FLAGSHIPS_PORT_OFFSET (say, to 100) and use other ports.";

    private final Path home;
    private final int offset;
    private final LocalKafka kafka;
    private final List<LocalService> services;

    /**
     * What runs here.
     *
     * @param root the project's folder
     * @param home where data, keys and logs are kept
     * @param offset added to every port, so that a second one can run beside the first
     */
    LocalPlatform(Path root, Path home, int offset) {
        this.home = home.toAbsolutePath().normalize();
        this.offset = offset;
        this.kafka = new LocalKafka(this.home.resolve("kafka"), KAFKA_PORT + offset);
        this.services = Arrays.stream(Service.values())
                .map(service -> new LocalService(service, root, this.home, offset))
                .toList();
    }

    Path home() {
        return home;
    }

    int offset() {
        return offset;
    }

    /** Whether any of it runs. */
    boolean runs() {
        return Running.any(home);
    }

    LocalPostgres postgres() {
        return new LocalPostgres(home.resolve("postgres"), POSTGRES_PORT + offset, secret("postgres-password"));
    }

    LocalKafka kafka() {
        return kafka;
    }

    List<LocalService> services() {
        return services;
    }

    LocalService service(Service service) {
        return services.get(service.ordinal());
    }

    @Override
    public String url(Service service) {
        return service(service).url();
    }

    @Override
    public Tokens tokens() {
        return Tokens.in(home.resolve("keys"));
    }

    /** Whether there is anything to keep or to throw away. */
    boolean known() {
        return Files.exists(home.resolve("postgres")) || Files.exists(home.resolve("kafka"));
    }

    /** What every service finds in its environment. */
    Map<String, String> environment() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("FLAGSHIPS_POSTGRES_HOST", "localhost");
        settings.put("FLAGSHIPS_POSTGRES_PORT", Integer.toString(POSTGRES_PORT + offset));
        settings.put("FLAGSHIPS_POSTGRES_PASSWORD", secret("postgres-password"));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("FLAGSHIPS_TOKEN_PUBLIC_KEY", tokens().publicKey());
        settings.put("FLAGSHIPS_SERVICE_TOKEN", tokens().serviceToken());
        settings.put("FLAGSHIPS_DISCLOSURE_SECRET", secret("disclosure-secret"));
        settings.put("FLAGSHIPS_INITIATIVE_URL", service(Service.INITIATIVE).url());
        settings.put("FLAGSHIPS_CASE_URL", service(Service.CASE).url());
        settings.put("FLAGSHIPS_REPORTING_URL", service(Service.REPORTING).url());
        return settings;
    }

    /** The ports that a server of ours needs and somebody else holds, one sentence each. */
    List<String> conflicts() {
        List<String> conflicts = new ArrayList<>();
        conflict(conflicts, "PostgreSQL", postgres().pid(), POSTGRES_PORT + offset);
        conflict(conflicts, "Kafka", kafka.pid(), KAFKA_PORT + offset);
        for (LocalService service : services) {
            conflict(conflicts, service.name(), service.pid(), service.port());
            conflict(conflicts, service.name(), service.pid(), service.managementPort());
        }
        return conflicts;
    }

    private static void conflict(List<String> conflicts, String wants, OptionalLong pid, int port) {
        Optional<Ports.Holder> holder = pid.isPresent() ? Optional.empty() : Ports.holder(port);
        holder.ifPresent(h -> conflicts.add("Port " + port + " (" + wants + ") is taken by " + h));
    }

    /** Stops the services together, each after what it is doing, then the broker, then the database. */
    void stop(Terminal terminal) {
        Running.stopping(home);
        stopServices(terminal);
        if (kafka.pid().isPresent()) {
            terminal.step("Kafka", () -> {
                kafka.stop();
                return "stopped";
            });
        }
        if (Files.exists(home.resolve("postgres")) && postgres().pid().isPresent()) {
            terminal.step("PostgreSQL", () -> {
                postgres().stop();
                return "stopped";
            });
        }
    }

    void stopServices(Terminal terminal) {
        List<LocalService> running =
                services.stream().filter(s -> s.pid().isPresent()).toList();
        // All are told at once: each drains on its own, and none needs another for it.
        running.forEach(s -> s.pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy)));
        for (LocalService service : running) {
            terminal.step(service.name(), () -> service.stop() ? "stopped" : "did not stop in 30 s: ended by force");
        }
    }

    /**
     * Does something while no other launcher starts or stops anything here.
     *
     * @throws LocalException when one does
     */
    <T> T alone(Supplier<T> action) {
        Path file = home.resolve("run").resolve("lock");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new LocalException("Another ./flagships starts or stops things here just now.");
                }
                return action.get();
            }
        } catch (IOException e) {
            throw new LocalException("The folder " + home + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String secret(String name) {
        return Secrets.once(home.resolve("keys").resolve(name), Secrets::random);
    }
}

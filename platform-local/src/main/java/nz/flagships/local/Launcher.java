package nz.flagships.local;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nz.flagships.local.demo.Demonstration;

/** What {@code ./flagships} does once it has found a JDK and built what was missing. */
public final class Launcher {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int NOT_ALL_UP = 3;

    private final Path root;
    private final LocalPlatform platform;
    private final Terminal terminal;
    private final Watch watch;

    private Launcher(Path root, Path home, int offset, boolean moves) {
        this.root = root;
        this.platform = new LocalPlatform(root, home, offset);
        this.terminal = new Terminal(System.out, moves);
        this.watch = new Watch(terminal);
    }

    /** Takes the arguments of {@code ./flagships}; ends with 0, or with 1 and a sentence on the error stream. */
    public static void main(String[] args) {
        try {
            Path root = Path.of(System.getProperty("flagships.root", "."))
                    .toAbsolutePath()
                    .normalize();
            String home = said("FLAGSHIPS_HOME", ".flagships");
            String offset = said(PortOffset.NAME, "0");
            PortOffset.none(offset).ifPresent(Launcher::refuse);
            Launcher launcher = new Launcher(
                    root,
                    root.resolve(home),
                    PortOffset.read(offset).orElseThrow(),
                    Boolean.getBoolean("flagships.terminal"));
            System.exit(launcher.run(Command.parse(List.of(args))));
        } catch (LocalException e) {
            System.err.println("flagships: " + e.getMessage());
            System.exit(1);
        }
    }

    /** What the environment says; what is blank there counts as not set. */
    private static String said(String variable, String otherwise) {
        String said = System.getenv().getOrDefault(variable, "");
        return said.isBlank() ? otherwise : said;
    }

    /** Whether a command asks servers at their ports, which another offset would miss. */
    private static boolean asks(Command command) {
        return switch (command) {
            case Command.Up _, Command.Status _, Command.Verify _, Command.Demo _, Command.TakeBackup _ -> true;
            case Command.Down _, Command.Reset _, Command.Restore _, Command.Token _, Command.TestServers _ -> false;
        };
    }

    private int run(Command command) {
        if (asks(command)) {
            Running.otherwise(platform.home(), platform.offset()).ifPresent(Launcher::refuse);
        }
        return switch (command) {
            case Command.Up up -> up(up);
            case Command.Down down -> down(down);
            case Command.Status _ -> status();
            case Command.Reset reset -> reset(reset);
            case Command.TakeBackup backup -> backup(backup.folder());
            case Command.Restore restore -> restore(restore.folder());
            case Command.Verify _ -> verify();
            case Command.Demo _ -> demo();
            case Command.Token token -> {
                terminal.line(platform.tokens().token(token.agency(), token.roles(), token.person()));
                yield 0;
            }
            case Command.TestServers servers -> testServers(servers.start());
        };
    }

    private int up(Command.Up up) {
        PortOffset.wrong(Integer.toString(platform.offset())).ifPresent(Launcher::refuse);
        refuseConflicts();
        if (!up.detach()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "leave"));
        }
        platform.alone(() -> {
            terminal.heading("Starting");
            Running.begin(platform.home(), platform.offset());
            servers();
            services();
            return 0;
        });
        Newcomer newcomer = new Newcomer(platform, terminal);
        if (up.demonstration()) {
            load(newcomer, false);
            newcomer.outcomes();
        }
        newcomer.nextSteps();
        if (up.detach()) {
            terminal.line("  " + terminal.dim("./flagships status tells how it goes, ./flagships down stops it."));
            return 0;
        }
        terminal.line("  " + terminal.dim("Ctrl-C stops everything; what was stored stays."));
        watch.stay(platform);
        return 0;
    }

    private static void refuse(String why) {
        throw new LocalException(why);
    }

    private void refuseConflicts() {
        List<String> conflicts = platform.conflicts();
        if (!conflicts.isEmpty()) {
            throw new LocalException(String.join("\n           ", conflicts) + "\n" + LocalPlatform.OTHER_PORTS);
        }
    }

    private void servers() {
        terminal.step("PostgreSQL", () -> {
            LocalPostgres postgres = platform.postgres();
            boolean ran = postgres.pid().isPresent();
            postgres.start();
            postgres.prepare();
            return (ran ? "runs" : "ready") + " on port " + postgres.port();
        });
        terminal.step("Kafka", () -> {
            LocalKafka kafka = platform.kafka();
            boolean ran = kafka.pid().isPresent();
            kafka.start();
            kafka.prepare();
            return (ran ? "runs" : "ready") + " on port " + kafka.port();
        });
    }

    private void services() {
        // Another one may have begun since this one did.
        refuseConflicts();
        Set<Service> started = new HashSet<>();
        for (LocalService service : platform.services()) {
            if (service.pid().isEmpty()) {
                service.launch(platform.environment());
                started.add(service.service());
            }
        }
        for (LocalService service : platform.services()) {
            terminal.step(service.name(), () -> {
                service.await(PATIENCE);
                return (started.contains(service.service()) ? "ready" : "runs") + " on port " + service.port();
            });
        }
    }

    private void load(Newcomer newcomer, boolean again) {
        terminal.heading("Loading the demonstration");
        var tally = new DemoLoading(platform, terminal).load(Demonstration.batches(), again);
        if (tally.stored() + tally.duplicates() + tally.rejected().size() == 0) {
            terminal.fact("Facts", "all there from an earlier run");
        }
        for (String rejected : tally.rejected().stream().limit(20).toList()) {
            terminal.line("    " + rejected);
        }
        if (tally.rejected().size() > 20) {
            terminal.line("    … and " + (tally.rejected().size() - 20) + " more");
        }
        newcomer.awaitShown();
        if (tally.stored() > 0) {
            newcomer.freeze();
        }
    }

    private int demo() {
        if (platform.services().stream().anyMatch(s -> s.pid().isEmpty())) {
            throw new LocalException("Nothing to load into: ./flagships up starts the services.");
        }
        Newcomer newcomer = new Newcomer(platform, terminal);
        load(newcomer, true);
        newcomer.outcomes();
        terminal.blank();
        return 0;
    }

    private int verify() {
        terminal.heading("Verifying the histories");
        boolean whole = true;
        for (Service service : List.of(Service.INITIATIVE, Service.CASE)) {
            if (platform.service(service).pid().isEmpty()) {
                throw new LocalException(service.module() + " does not run: ./flagships up --no-demo starts it.");
            }
            whole &= new Histories(platform, terminal, new RestClient()).verify(service);
        }
        terminal.blank();
        return whole ? 0 : 1;
    }

    private void leave() {
        if (watch.isOver()) {
            // Somebody else has stopped it.
            return;
        }
        watch.end();
        terminal.clear();
        terminal.heading("Stopping");
        platform.stop(terminal);
    }

    private int down(Command.Down down) {
        if (!platform.known()) {
            // Before a build only what happens to run is stopped, and nothing is the usual case.
            if (!down.servicesOnly()) {
                terminal.line("Nothing runs here.");
            }
            return 0;
        }
        if (!down.servicesOnly() && !platform.runs()) {
            terminal.line("Nothing runs here.");
            return 0;
        }
        return platform.alone(() -> {
            if (down.servicesOnly()) {
                platform.stopServices(terminal);
            } else {
                platform.stop(terminal);
            }
            return 0;
        });
    }

    private int status() {
        boolean known = platform.known();
        OptionalLong postgres = known ? platform.postgres().pid() : OptionalLong.empty();
        boolean all = row("PostgreSQL", postgres, LocalPlatform.POSTGRES_PORT, postgres.isPresent());
        all &= row(
                "Kafka",
                platform.kafka().pid(),
                LocalPlatform.KAFKA_PORT,
                platform.kafka().pid().isPresent());
        for (LocalService service : platform.services()) {
            all &= row(
                    service.name(),
                    service.pid(),
                    service.service().port(),
                    service.pid().isPresent() && service.ready());
        }
        if (!known) {
            return NOT_ALL_UP;
        }
        Optional<Standing> standing = platform.service(Service.REPORTING).pid().isPresent()
                ? new Newcomer(platform, terminal).standing()
                : Optional.empty();
        if (standing.isEmpty()) {
            terminal.fact("Continuity", "unknown: reporting-service does not say");
        }
        for (Standing.Source source : standing.map(Standing::sources).orElse(List.of())) {
            terminal.fact("Continuity", source.toString());
        }
        all &= standing.map(Standing::sound).orElse(false);
        return all ? 0 : NOT_ALL_UP;
    }

    private boolean row(String name, OptionalLong pid, int port, boolean ready) {
        int shifted = port + platform.kafka().port() - LocalPlatform.KAFKA_PORT;
        terminal.fact(
                name,
                pid.isEmpty()
                        ? "does not run"
                        : "port " + shifted + "  pid " + pid.getAsLong() + (ready ? "  ready" : "  not ready"));
        return ready;
    }

    private int reset(Command.Reset reset) {
        if (!reset.yes()) {
            Console console = System.console();
            String answer = console == null
                    ? null
                    : console.readLine("This throws away everything in %s. Type yes to do it: ", platform.home());
            if (!"yes".equals(answer)) {
                terminal.line(
                        answer == null
                                ? "Nothing was changed: there is nobody to ask. ./flagships reset --yes asks nothing."
                                : "Nothing was changed.");
                return 1;
            }
        }
        platform.alone(() -> {
            platform.stop(terminal);
            for (String folder : List.of("postgres", "kafka", "keys", "logs")) {
                Folders.delete(platform.home().resolve(folder));
            }
            return 0;
        });
        terminal.line("Thrown away. ./flagships up begins anew.");
        return 0;
    }

    private int backup(Path folder) {
        terminal.heading("Backing up");
        terminal.step(
                "Databases and keys",
                () -> text(new Backup(folder).take(platform.postgres(), platform.home())) + " into " + folder);
        terminal.line("  "
                + terminal.dim("It holds the keys: keep it where only operators can read it. ./flagships restore "
                        + folder + " brings it back."));
        return 0;
    }

    private int restore(Path folder) {
        return platform.alone(() -> {
            terminal.heading("Restoring");
            terminal.step("Databases and keys", () -> text(new Backup(folder).restore(platform.home())));
            terminal.line("  " + terminal.dim("./flagships up --no-demo starts the services on it."));
            return 0;
        });
    }

    private static String text(Backup.Size size) {
        return "%,d files, %,d MB".formatted(size.files(), size.bytes() / 1_000_000);
    }

    /** One PostgreSQL and one Kafka for the tests of all modules, told of in a file whose path is printed. */
    private int testServers(boolean start) {
        Path home = root.resolve("target").resolve("test-servers");
        Path file = home.resolve("servers.properties");
        new LocalKafka(home.resolve("kafka"), 0).stop();
        new LocalPostgres(home.resolve("postgres"), 0, "").stop();
        Folders.delete(home);
        if (start) {
            LocalPostgres postgres = new LocalPostgres(home.resolve("postgres"), Ports.free(), Secrets.random());
            postgres.start();
            postgres.prepare();
            LocalKafka kafka = new LocalKafka(home.resolve("kafka"), Ports.free());
            kafka.start();
            kafka.prepare();
            try {
                Files.writeString(
                        file,
                        "port=%d\npassword=%s\nkafka=%d\n"
                                .formatted(postgres.port(), postgres.password(), kafka.port()));
            } catch (IOException e) {
                throw new LocalException("Cannot write " + file, e);
            }
            terminal.line(file.toString());
        }
        return 0;
    }
}

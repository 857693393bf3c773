package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Path LOG = Path.of("x.log");

    @TempDir
    Path machine;

    private @Nullable String home;

    @Test
    void whoCannotBeAskedIsToldHowToResetWithoutBeingAsked() throws Exception {
        Process process = launched("0", "reset");

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Nothing was changed")
                .contains("./flagships reset --yes");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void whoStopsWhatDoesNotRunIsTold() throws Exception {
        // given data of an earlier run, and nothing that runs
        Files.createDirectories(machine.resolve(".flagships/kafka"));

        Process process = launched("0", "down");

        assertThat(said(process)).isEqualTo("Nothing runs here.\n");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void anOffsetThatMeetsThePortsOfTheFirstIsRefusedBeforeAnythingStarts() throws Exception {
        Process process = launched("1000", "up", "--no-demo");

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("FLAGSHIPS_PORT_OFFSET=1000 puts initiative-service on port 9081");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(machine.resolve(".flagships")).doesNotExist();

        Process number = launched("many", "status");
        assertThat(new String(number.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("flagships: FLAGSHIPS_PORT_OFFSET=many is no whole number; say, 100.\n");
    }

    @Test
    void everyCommandRefusesAnOffsetThatLeadsBeyondThePortsThereAre() throws Exception {
        for (String[] command : new String[][] {
            {"up", "--no-demo"}, {"status"}, {"verify"}, {"demo"}, {"down"}, {"reset", "--yes"}, {"token", "police"}
        }) {
            Process process = launched("70000", command);

            assertThat(complaint(process))
                    .as(command[0])
                    .isEqualTo("flagships: FLAGSHIPS_PORT_OFFSET=70000 puts PostgreSQL on port 75433,"
                            + " and a port is from 1024 to 65535; say, 100.\n");
            assertThat(said(process)).as(command[0]).isEmpty();
            assertThat(process.exitValue()).as(command[0]).isEqualTo(1);
        }
        assertThat(machine.resolve(".flagships")).doesNotExist();
    }

    @Test
    void aBlankOffsetOrHomeCountsAsNotSet() throws Exception {
        for (String blank : List.of("", " ")) {
            home = blank;

            Process process = launched(blank, "token", "police");

            assertThat(process.exitValue()).as(complaint(process)).isZero();
            assertThat(machine.toFile().list()).containsExactly(".flagships");
        }
    }

    @Test
    void anotherOffsetThanTheServersRunWithIsSaidAtOnce() throws Exception {
        // given a stack that was begun with one offset, and a server of it that runs
        Files.createDirectories(machine.resolve(".flagships/kafka"));
        Files.writeString(machine.resolve(".flagships/postgres"), "no folder, so that it goes no further");
        launched("12345", "up", "--no-demo");
        Files.delete(machine.resolve(".flagships/postgres"));
        Process server = new ProcessBuilder("sleep", "300").start();
        try {
            Pids.write(machine.resolve(".flagships/run/case-service.pid"), server);
            String wrong =
                    "This home runs with FLAGSHIPS_PORT_OFFSET=12345, not 100; say so, or ./flagships down first.";
            for (String[] command : new String[][] {
                {"up", "--no-demo"},
                {"status"},
                {"verify"},
                {"demo"},
                {"backup", machine.resolve("copy").toString()}
            }) {
                Process process = launched("100", command);

                assertThat(complaint(process)).as(command[0]).isEqualTo("flagships: " + wrong + "\n");
                assertThat(said(process)).as(command[0]).isEmpty();
                assertThat(process.exitValue()).as(command[0]).isEqualTo(1);
            }
            Process doctor = ended(java(Doctor.class, "100", machine.resolve(".flagships") + "/"));
            assertThat(said(doctor)).isEqualTo(wrong + "\n");
            assertThat(doctor.exitValue()).isEqualTo(1);

            // when it is the same, or none matters
            assertThat(said(launched("12345", "status"))).contains("case-service           port 20427  pid");
            assertThat(said(launched("100", "down"))).contains("stopped");

            // then whoever comes next may have another
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(said(launched("100", "status"))).contains("does not run");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aServiceWhosePortIsTakenAsItStartsSaysByWhom() throws Exception {
        // given somebody who is quicker
        Path jar = machine.resolve("case-service/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "nothing");
        try (ServerSocket quicker = new ServerSocket(Ports.free(), 1, InetAddress.getByName("localhost"))) {
            LocalService service =
                    new LocalService(Service.CASE, machine, machine, quicker.getLocalPort() - Service.CASE.port());
            service.launch(Map.of());

            assertThatThrownBy(() -> service.await(Duration.ofMinutes(1)))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("port " + quicker.getLocalPort() + " is taken by pid "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("set FLAGSHIPS_PORT_OFFSET");
        }
    }

    private Process launched(String offset, String... command) throws Exception {
        ProcessBuilder builder = java(Launcher.class, command);
        builder.environment().put("FLAGSHIPS_PORT_OFFSET", offset);
        builder.environment().remove("FLAGSHIPS_HOME");
        if (home != null) {
            builder.environment().put("FLAGSHIPS_HOME", home);
        }
        return ended(builder);
    }

    private ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dflagships.root=" + machine,
                main.getName()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectInput(new File("/dev/null"));
    }

    private static Process ended(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private static String complaint(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String said(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whoWatchesWhatIsStoppedElsewhereLeavesWithOneLine() throws Exception {
        // given servers, which are one process here, and somebody who watches them
        Path home = machine.resolve(".flagships");
        Process server = new ProcessBuilder("sleep", "300").start();
        for (String pidFile : List.of("postgres/data/postmaster", "kafka/server")) {
            Pids.write(home.resolve(pidFile + ".pid"), server);
        }
        for (Service service : Service.values()) {
            Pids.write(home.resolve("run").resolve(service.module() + ".pid"), server);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Watch watch = new Watch(new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false));
        Thread watcher = Thread.ofPlatform().start(() -> watch.stay(new LocalPlatform(machine, home, 0)));
        try {
            // when
            assertThat(said(launched("0", "down"))).contains("case-service           stopped");

            // then
            assertThat(watcher.join(Duration.ofSeconds(20))).isTrue();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(
                            "  Everything was stopped from another terminal; what was stored stays.");
        } finally {
            watcher.interrupt();
            server.destroyForcibly();
        }
    }

    @Test
    void whatEndsWhileEverythingIsStoppedIsNoNews() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Watch watch = new Watch(new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false));

        watch.note("Kafka", OptionalLong.empty(), LOG);
        watch.note("case-service", OptionalLong.of(1), LOG);
        watch.end();
        watch.note("case-service", OptionalLong.empty(), LOG);
        watch.note("Kafka", OptionalLong.of(1), LOG);

        assertThat(watch.isOver()).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "  Kafka has ended (x.log). ./flagships up in another terminal starts it again.");
    }
}

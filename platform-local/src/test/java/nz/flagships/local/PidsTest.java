package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a process lives, asked at the worst moment. */
@EnabledOnOs(OS.LINUX)
class PidsTest {
    private static final int STARTS = 200;

    @TempDir
    Path folder;

    /** As a server is started: {@code setsid} becomes it, here by way of some others, and the machine has no core to spare. */
    @Test
    void isAliveAndOursWhileItBecomesAnotherProgram() throws Exception {
        try (Burners busy = Burners.onEveryCore()) {
            for (int start = 1; start <= STARTS; start++) {
                Path pidFile = folder.resolve("server.pid");
                Process process = becoming(3, "sleep", "60." + start);
                try {
                    Pids.write(pidFile, process);
                    String last = "";
                    do {
                        assertThat(Pids.alive(process.pid()))
                                .as("start %s of %s: it lives", start, STARTS)
                                .isTrue();
                        assertThat(Pids.ours(pidFile, "60." + start))
                                .as("start %s of %s: it is ours", start, STARTS)
                                .hasValue(process.pid());
                        last = Pids.commandLine(process.pid());
                    } while (!last.startsWith("sleep"));
                } finally {
                    process.destroyForcibly();
                }
            }
            assertThat(busy.burnt()).isTrue();
        }
    }

    @Test
    void isNotAliveWhenItHasEndedAndNobodyHasNoticed() throws Exception {
        // given a shell that starts a child, becomes something that never asks after it, and says the child's number
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
        try {
            long zombie = Long.parseLong(parent.inputReader().readLine());

            // then
            assertThat(Commands.await(Duration.ofSeconds(20), () -> !Pids.alive(zombie)))
                    .isTrue();
            assertThat(Files.exists(Path.of("/proc", Long.toString(zombie))))
                    .as("it is still in the table of processes")
                    .isTrue();
            assertThat(Pids.commandLine(zombie)).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void isAliveWhateverItCallsItself() throws Exception {
        // given a program whose name has brackets and a blank, and looks like the state of a zombie
        Path program = folder.resolve("a) Z (b");
        Files.createSymbolicLink(program, Path.of("/bin/sleep").toRealPath());

        // when
        Process process = new ProcessBuilder(program.toString(), "60").start();

        // then
        try {
            assertThat(Pids.alive(process.pid())).isTrue();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Pids.alive(process.pid())).isFalse();
    }

    @Test
    void isNotOursWhenItsNumberIsSomebodyElses() throws Exception {
        // given a pid file whose process has ended, and whose number another one has
        Path pidFile = folder.resolve("server.pid");
        Process other = becoming(0, "sleep", "60");
        try {
            Pids.write(pidFile, other);
            String written = Files.readString(pidFile);
            assertThat(Pids.ours(pidFile, "sleep")).hasValue(other.pid());

            // when
            Files.writeString(pidFile, written.replaceFirst("(\\d+)\n$", "1$1\n"));

            // then
            assertThat(Pids.ours(pidFile, "sleep")).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void isOursByItsCommandLineWhereSomebodyElseWroteTheFile() throws Exception {
        // given what PostgreSQL writes
        Path pidFile = folder.resolve("postmaster.pid");
        Process process = becoming(0, "sleep", "60");
        try {
            Files.writeString(pidFile, process.pid() + "\n/data\n1700000000\n");

            // then
            assertThat(Commands.await(
                            Duration.ofSeconds(20),
                            () -> Pids.commandLine(process.pid()).startsWith("sleep")))
                    .isTrue();
            assertThat(Pids.ours(pidFile, "sleep")).hasValue(process.pid());
            assertThat(Pids.ours(pidFile, "postgres")).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void hasNoCommandLineWhenItIsTheKernels() throws Exception {
        // given the process of a pid file is one of the kernel's, or nobody
        Path pidFile = folder.resolve("server.pid");
        Files.writeString(pidFile, "2");

        // then
        assertThat(Pids.ours(pidFile, "-Dflagships")).isEmpty();
    }

    @Test
    void waitsForTheEnd() throws Exception {
        // given a program that takes a moment to leave
        Process process = new ProcessBuilder(
                        "sh", "-c", "trap 'sleep 0.3; exit' TERM; echo; while :; do sleep 0.05; done")
                .start();
        process.inputReader().readLine();

        // when
        boolean inOrder = Pids.end(process.pid(), Duration.ofSeconds(20));

        // then
        assertThat(inOrder).isTrue();
        assertThat(Pids.alive(process.pid())).isFalse();
    }

    /** A process that becomes one program after the other, and the last of them in the end. */
    private static Process becoming(int times, String... last) throws IOException {
        List<String> command = new ArrayList<>(OwnSession.PREFIX);
        command.addAll(Collections.nCopies(times, "env"));
        command.addAll(List.of(last));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

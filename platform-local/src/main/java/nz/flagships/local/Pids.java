package nz.flagships.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Processes by number, and only ours: a number may be somebody else's by the time we read it. */
final class Pids {
    private static final boolean LINUX = Files.exists(Path.of("/proc/self/stat"));

    /** What the second line of our pid files begins with. */
    private static final String IDENTITY = "started ";

    /** The 22nd field of {@code stat}, the name being the second. */
    private static final int START_AFTER_NAME = 19;

    /** For how long a living process may be without a command line before it is taken to have none. */
    private static final Duration BECOMING = Duration.ofSeconds(1);

    private Pids() {}

    /**
     * The command line of a living process, its arguments separated by blanks; empty when there is no such process, or it
     * is the kernel's own. While a process becomes another program it has none for a moment: that moment is waited out.
     */
    static String commandLine(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid).flatMap(h -> h.info().commandLine()).orElse("");
        }
        String[] line = {""};
        var unused = Commands.await(BECOMING, Duration.ofMillis(1), () -> {
            line[0] = readCommandLine(pid);
            return !line[0].isEmpty() || !alive(pid);
        });
        return line[0];
    }

    private static String readCommandLine(long pid) {
        try {
            return new String(
                            Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** Writes down which process it is: its number, and what tells it from all others that have or had or get that number. */
    static void write(Path pidFile, Process process) throws IOException {
        Files.createDirectories(pidFile.toAbsolutePath().getParent());
        Files.writeString(pidFile, process.pid() + "\n" + identity(process.pid()) + "\n", StandardCharsets.UTF_8);
    }

    /**
     * The process of a pid file, if it lives: the very one that {@link #write} was told of. Where somebody else wrote the file,
     * who says no more than a number, the process whose command line contains the marker. (A command line is nothing to know a
     * process by that has just been started: as it becomes another program it is empty, then its first letter alone.)
     */
    static OptionalLong ours(Path pidFile, String marker) {
        try {
            if (!Files.exists(pidFile)) {
                return OptionalLong.empty();
            }
            List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
            long pid = Long.parseLong(lines.isEmpty() ? "" : lines.getFirst().strip());
            String written = lines.size() > 1 && lines.get(1).startsWith(IDENTITY) ? lines.get(1) : "";
            boolean ours = written.isEmpty()
                    ? commandLine(pid).contains(marker)
                    : alive(pid) && identity(pid).equals(written);
            return ours ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** When it was started, in the clock ticks of this boot of the system: the same whatever program it becomes. */
    private static String identity(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid)
                    .flatMap(h -> h.info().startInstant())
                    .map(start -> IDENTITY + start)
                    .orElse("");
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] afterName =
                    stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return IDENTITY
                    + Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .strip() + " " + afterName[START_AFTER_NAME];
        } catch (IOException gone) {
            return "";
        }
    }

    /** Asks a process to end and waits; ends it by force when the time is over. Returns false when force was needed. */
    static boolean end(long pid, Duration patience) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty()) {
            return true;
        }
        handle.get().destroy();
        if (Commands.await(patience, () -> !alive(pid))) {
            return true;
        }
        handle.get().destroyForcibly();
        Commands.await(Duration.ofSeconds(10), () -> !alive(pid));
        return false;
    }

    /**
     * Whether it runs, by its state and nothing else: a process that is becoming another program runs, one that has ended
     * and waits for its parent to notice does not.
     */
    static boolean alive(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
        Path process = Path.of("/proc", Long.toString(pid));
        if (!ended(process)) {
            return true;
        }
        // The first thread of a process that is being ended may be gone while others still hold its files and ports.
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                if (!ended(thread)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return false;
        }
        return false;
    }

    /** Whether a process or thread is gone, or a zombie. */
    private static boolean ended(Path task) {
        String stat;
        try {
            stat = Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            // It may have ended between opening and reading; or this process is out of file handles, which says
            // nothing.
            return !Files.exists(task);
        }
        // The name before the state is in brackets and may itself hold brackets and blanks.
        int state = stat.lastIndexOf(')') + 2;
        return state < 2 || state >= stat.length() || "ZXx".indexOf(stat.charAt(state)) >= 0;
    }
}

package nz.flagships.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Processes by number, and only ours: a number may be somebody else's by the time we read it. */
final class Pids {
    private Pids() {}

    /** The command line of a living process, its arguments separated by blanks; empty when there is no such process. */
    static String commandLine(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid), "cmdline");
        if (Files.exists(Path.of("/proc/self"))) {
            try {
                return new String(Files.readAllBytes(proc), StandardCharsets.UTF_8)
                        .replace('\0', ' ')
                        .strip();
            } catch (IOException gone) {
                return "";
            }
        }
        return ProcessHandle.of(pid).flatMap(h -> h.info().commandLine()).orElse("");
    }

    /** The process of a pid file's first line, if it lives and its command line contains the marker. */
    static OptionalLong ours(Path pidFile, String marker) {
        try {
            if (!Files.exists(pidFile)) {
                return OptionalLong.empty();
            }
            String first = Files.readString(pidFile, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            long pid = Long.parseLong(first);
            return commandLine(pid).contains(marker) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalLong.empty();
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

    /** Whether it runs; one that has ended and waits for its parent to notice does not. */
    static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
                && !(Files.exists(Path.of("/proc/self")) && commandLine(pid).isEmpty());
    }
}

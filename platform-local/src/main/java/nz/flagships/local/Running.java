package nz.flagships.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether any server of a home runs, with which offset it was begun, and whether it was stopped on purpose. {@link Doctor} asks before anything is built, so
 * it uses nothing but the JDK.
 */
final class Running {
    private static final List<String> PID_FILES = List.of(
            "postgres/data/postmaster.pid",
            "kafka/server.pid",
            "run/initiative-service.pid",
            "run/case-service.pid",
            "run/reporting-service.pid");

    private Running() {}

    /** Whether any of the five runs. */
    static boolean any(Path home) {
        return PID_FILES.stream()
                .anyMatch(file -> Pids.ours(home.resolve(file), home + "/").isPresent());
    }

    /** Keeps the offset that servers are about to be started with, and that nobody has stopped them. */
    static void begin(Path home, int offset) {
        try {
            Files.createDirectories(offsetFile(home).getParent());
            Files.writeString(offsetFile(home), offset + "\n");
            Files.deleteIfExists(stoppedFile(home));
        } catch (IOException e) {
            throw new LocalException("The folder " + home + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Leaves a mark that what ends from now on was told to, for those who watch it from other terminals. */
    static void stopping(Path home) {
        try {
            Files.writeString(stoppedFile(home), "");
        } catch (IOException unmarked) {
            // Where nothing can be written it must stop all the same: whoever watches takes it for a crash.
        }
    }

    /** Whether somebody stops or has stopped everything since it was begun. */
    static boolean stopped(Path home) {
        return Files.exists(stoppedFile(home));
    }

    /** What to say where servers run with another offset: whoever asks at this one finds nobody, or somebody else. */
    static Optional<String> otherwise(Path home, int offset) {
        return kept(home)
                .filter(kept -> kept != offset && any(home))
                .map(kept -> "This home runs with %1$s=%2$d, not %3$d; say so, or ./flagships down first."
                        .formatted(PortOffset.NAME, kept, offset));
    }

    private static Optional<Integer> kept(Path home) {
        try {
            return PortOffset.read(Files.readString(offsetFile(home)));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static Path offsetFile(Path home) {
        return home.resolve("run").resolve("offset");
    }

    private static Path stoppedFile(Path home) {
        return home.resolve("run").resolve("stopped");
    }
}

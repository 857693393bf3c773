package nz.flagships.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Programs of the system that we run and wait for. */
final class Commands {
    private Commands() {}

    /** The exit status and everything that was printed. */
    record Outcome(int status, String output) {
        boolean good() {
            return status == 0;
        }

        /** For a message: how it ended and what it said. */
        String lastWords() {
            return "exit status " + status + ":\n" + output.strip();
        }
    }

    /**
     * Runs a program to its end. Its output goes through a file, not a pipe: a daemon it leaves behind would hold a
     * pipe open for ever.
     *
     * @throws LocalException when it cannot be started or takes longer than {@code most}
     */
    static Outcome run(Duration most, List<String> command) {
        try {
            Path output = Files.createTempFile("flagships", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new java.io.File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new LocalException(command.getFirst() + " did not end within " + most.toSeconds()
                            + " s. It said:\n" + Files.readString(output, StandardCharsets.UTF_8));
                }
                return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new LocalException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while " + command.getFirst() + " ran", e);
        }
    }

    /** Whether a program of the system can be run with these arguments and says yes. */
    static boolean works(String... command) {
        try {
            return run(Duration.ofSeconds(10), List.of(command)).good();
        } catch (LocalException absent) {
            return false;
        }
    }

    /**
     * Asks again and again until it is so.
     *
     * @return false when the time was over first
     */
    static boolean await(Duration most, BooleanSupplier condition) {
        return await(most, Duration.ofMillis(100), condition);
    }

    /** The same, asking as often as that. */
    static boolean await(Duration most, Duration between, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(between.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}

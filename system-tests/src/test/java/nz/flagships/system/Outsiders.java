package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nz.flagships.local.Tool;

/** A folder in which programs of others run: what they bring from npm's registry, and what we wrote on top of it. */
final class Outsiders {
    static final Path OURS =
            Path.of("src/test/resources/nz/flagships/system/clients").toAbsolutePath();

    /** What npm says when nobody answers, as opposed to one who says no. */
    private static final Pattern NO_REGISTRY =
            Pattern.compile("\\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\\b");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final Path folder;

    Outsiders(String name) throws IOException {
        folder = Path.of("target", name).toAbsolutePath();
        Files.createDirectories(folder);
    }

    /** One of our files, beside what was brought. */
    void ours(String file, String as) throws IOException {
        Files.copy(OURS.resolve(file), folder.resolve(as), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where node is, with the packages of our lock beside it; the test is left out where they are not to be had. */
    String node() throws IOException {
        String node = Tool.NODE.path();
        String npm = Tool.NPM.path();
        Path lock = folder.resolve("package-lock.json");
        boolean brought = Files.exists(folder.resolve("node_modules/.package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(lock, OURS.resolve("package-lock.json")) < 0;
        if (!brought) {
            ours("package.json", "package.json");
            Files.copy(OURS.resolve("package-lock.json"), lock, StandardCopyOption.REPLACE_EXISTING);
            Ended npmSaid =
                    ended(Map.of(), npm, "ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
            if (npmSaid.exit() != 0) {
                Files.delete(lock);
                if (NO_REGISTRY.matcher(npmSaid.said()).find()) {
                    throw Tool.leftOut("packages of npm", "its registry cannot be reached from here");
                }
                fail("npm ci: " + npmSaid.said());
            }
        }
        return node;
    }

    /** How a program ended, and what it printed. */
    record Ended(int exit, String said) {}

    /** Runs a program in the folder; fails with what it said. */
    String run(Map<String, String> environment, String... command) throws IOException {
        Ended ended = ended(environment, command);
        assertThat(ended.exit())
                .as("%s said%n%s", String.join(" ", command), ended.said())
                .isZero();
        return ended.said();
    }

    private Ended ended(Map<String, String> environment, String... command) throws IOException {
        Path log = folder.resolve(Path.of(command[0]).getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("NO_PROXY", "localhost,127.0.0.1");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                fail(command[0] + " did not end within " + PATIENCE + "\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }
}

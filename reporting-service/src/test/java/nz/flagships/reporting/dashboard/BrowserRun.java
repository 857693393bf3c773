package nz.flagships.reporting.dashboard;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the browser tests of {@code src/test/browser} with node; what they print is the failure's message. */
final class BrowserRun {
    private static final Path MODULE = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    private static final Path SCRIPTS = MODULE.resolve("src/test/browser");
    private static final Path OUTPUT = MODULE.resolve("target/dashboard");
    private static final String SKIP = "or leave the browser tests out with -Dbrowser.skip";

    private BrowserRun() {}

    /** Runs every test against a dashboard. */
    static void of(String dashboard, String facts) throws IOException, InterruptedException {
        String chromium = onPath("chromium", "chromium-browser", "google-chrome")
                .orElseGet(() -> fail("The browser tests need Chromium: apt-get install chromium, " + SKIP));
        if (onPath("node").isEmpty() || onPath("npm").isEmpty()) {
            fail("The browser tests need node 20 or newer and npm: apt-get install nodejs npm, " + SKIP);
        }
        Files.createDirectories(OUTPUT);
        if (!installed()) {
            run(
                    Duration.ofMinutes(3),
                    Map.of(),
                    List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"));
        }
        List<String> tests = new ArrayList<>(List.of("node", "--test", "--test-concurrency=1", "--test-reporter=spec"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".test.mjs"))
                    .sorted()
                    .forEach(tests::add);
        }
        run(
                Duration.ofMinutes(15),
                Map.of(
                        "DASHBOARD_URL", dashboard,
                        "FACTS_URL", facts,
                        "CHROMIUM", chromium,
                        "PICTURES", OUTPUT.toString(),
                        "NO_PROXY", "localhost,127.0.0.1"),
                tests);
    }

    /** npm writes this file last, so it is newer than the lock it installed. */
    private static boolean installed() throws IOException {
        Path done = SCRIPTS.resolve("node_modules/.package-lock.json");
        return Files.exists(done)
                && Files.getLastModifiedTime(done)
                                .compareTo(Files.getLastModifiedTime(SCRIPTS.resolve("package-lock.json")))
                        >= 0;
    }

    private static void run(Duration patience, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path log = OUTPUT.resolve(command.getFirst() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                fail(String.join(" ", command) + " did not end within " + patience + "\n" + read(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (process.exitValue() != 0) {
            fail(String.join(" ", command) + " failed; pictures are in " + OUTPUT + "\n" + read(log));
        }
    }

    private static String read(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    private static Optional<String> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(path.split(java.io.File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}

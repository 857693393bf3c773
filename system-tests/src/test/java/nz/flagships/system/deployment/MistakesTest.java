package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake that somebody may make in a manifest is found, and the message says where it is and what to do. */
class MistakesTest {
    static List<Mistake> mistakes() {
        return Mistake.all();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFound(Mistake mistake) {
        // Given
        Manifests wrong = mistake.madeIn(mistake.in().rendered());

        // When
        List<Finding> findings = Rules.check(wrong);

        // Then
        assertThat(findings.stream().map(Finding::toString).toList())
                .anySatisfy(message -> assertThat(message).startsWith(mistake.message()));
    }

    @Test
    void aMisspeltFieldInAFileIsFoundInWhatItRenders(@TempDir Path folder) {
        // Given
        Copy copy = Copy.in(folder);
        copy.replace("base/case-service/deployment.yaml", "failureThreshold: 150", "failureTreshold: 150");

        // When
        List<Finding> findings = Rules.check(copy.with(List.of("local-tokens")));

        // Then
        assertThat(findings.stream().map(Finding::toString).toList())
                .contains("Deployment/case-service spec.template.spec.containers[0].startupProbe.failureTreshold:"
                        + " there is no such field; did you mean failureThreshold?");
    }
}

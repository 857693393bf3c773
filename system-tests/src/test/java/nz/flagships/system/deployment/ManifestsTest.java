package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}

package nz.flagships.reporting.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nz.flagships.rest.ProblemException;
import org.junit.jupiter.api.Test;

class FundRowsTest {
    @Test
    void ofADayToComeNothingIsAsked() {
        assertThatThrownBy(() -> FundRows.ON.values().read("on", "2199-01-01"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("QRY-024"));
        assertThat(FundRows.ON.values().read("on", "2017-03-08")).isEqualTo("2017-03-08");
    }
}

package nz.flagships.reporting.output;

import static nz.flagships.reporting.initiative.InitiativeHistory.CODE;
import static nz.flagships.reporting.initiative.InitiativeHistory.STREAM;
import static nz.flagships.reporting.initiative.InitiativeHistory.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRecorded;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRevised;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static InitiativeOutputRecorded recorded(String region, String period, long quantity) {
        return new InitiativeOutputRecorded(
                CODE, OutputKind.INTERLOCKS_FITTED, region, new Period(period), quantity, "interlocks");
    }

    @Test
    void standsAsItWasRevisedLast() {
        // the same days, spelt otherwise
        List<Output> outputs = proposed()
                .given(STREAM, recorded("PAPAKURA", "FY2014", 12))
                .whenMadeUp(
                        STREAM,
                        new InitiativeOutputRevised(
                                CODE,
                                OutputKind.INTERLOCKS_FITTED,
                                "PAPAKURA",
                                new Period("YE2014-06"),
                                11,
                                12,
                                "interlocks",
                                "Counted twice"))
                .then(Output.MODEL);

        assertThat(outputs).hasSize(1);
        assertThat(outputs.getFirst().quantity()).isEqualTo(11);
        assertThat(outputs.getFirst().period().text()).isEqualTo("YE2014-06");
        assertThat(outputs.getFirst().revised()).isTrue();
        assertThat(outputs.getFirst().synthetic()).isTrue();
    }

    @Test
    void isCountedPerRegionAndPeriod() {
        List<Output> outputs = proposed()
                .when(
                        STREAM,
                        recorded("PAPAKURA", "2014-Q1", 1),
                        recorded("PAPAKURA", "2014-Q2", 2),
                        recorded("HAMILTON", "2014-Q1", 3))
                .then(Output.MODEL);

        assertThat(outputs).extracting(Output::quantity).containsExactly(3L, 1L, 2L);
    }
}

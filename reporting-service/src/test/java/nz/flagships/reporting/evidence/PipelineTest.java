package nz.flagships.reporting.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.reporting.evidence.Pipeline.Known;
import nz.flagships.reporting.evidence.Pipeline.Step;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final LocalDate TODAY = LocalDate.parse("2020-01-01");

    private static Step step(Stage stage, String on, long cents) {
        return new Step(stage, on.isEmpty() ? null : new PartialDate(on), cents == 0 ? null : cents, false);
    }

    private static List<PipelineRow> of(Step... steps) {
        return Pipeline.rows(
                new Known(
                        "I",
                        "An initiative",
                        "P",
                        List.of("NZ"),
                        EvidenceStatus.EFFECTIVE,
                        false,
                        false,
                        null,
                        List.of(steps)),
                TODAY);
    }

    private static PartialDate date(String text) {
        return new PartialDate(text);
    }

    @Test
    void eachStageLastsUntilTheNextAndTheLastUntilToday() {
        assertThat(of(
                        step(Stage.GRANTED, "2019-05-30", 3),
                        step(Stage.TRIAL, "2016-07-04", 0),
                        step(Stage.EVALUATED, "2018-07-04", 0),
                        step(Stage.EFFECTIVE, "2018-07-04", 0),
                        step(Stage.SOUGHT, "2019-03-01", 5)))
                .extracting(
                        PipelineRow::stage,
                        PipelineRow::since,
                        PipelineRow::until,
                        PipelineRow::daysInStage,
                        PipelineRow::current,
                        PipelineRow::cents)
                .containsExactly(
                        tuple(Stage.TRIAL, date("2016-07-04"), date("2018-07-04"), 730, false, null),
                        tuple(Stage.EVALUATED, date("2018-07-04"), date("2018-07-04"), 0, false, null),
                        tuple(Stage.EFFECTIVE, date("2018-07-04"), date("2019-03-01"), 240, false, null),
                        tuple(Stage.SOUGHT, date("2019-03-01"), date("2019-05-30"), 90, false, 5L),
                        tuple(Stage.GRANTED, date("2019-05-30"), null, 216, true, 3L));
    }

    @Test
    void aDateThatIsKnownInPartGivesDaysAtLeastAndAtMost() {
        assertThat(of(step(Stage.TRIAL, "2013", 0), step(Stage.EVALUATED, "2015-03", 0)))
                .first()
                .satisfies(
                        trial -> assertThat(trial.daysInStage()).isEqualTo(425),
                        trial -> assertThat(trial.daysAtMost()).isEqualTo(819));
        assertThat(of(step(Stage.TRIAL, "", 0), step(Stage.EVALUATED, "2015-03", 0)))
                .first()
                .satisfies(
                        trial -> assertThat(trial.daysInStage()).isNull(),
                        trial -> assertThat(trial.since()).isNull());
    }

    @Test
    void whatHistoryReachedBackwardsHasNoDaysInTheEarlierStage() {
        assertThat(of(step(Stage.GRANTED, "2017-05-25", 550), step(Stage.EVALUATED, "2019", 0)))
                .extracting(PipelineRow::stage, PipelineRow::until, PipelineRow::daysInStage, PipelineRow::current)
                .containsExactly(
                        tuple(Stage.EVALUATED, date("2017-05-25"), null, false), tuple(Stage.GRANTED, null, 951, true));
    }

    @Test
    void aStageReachedTwiceCountsFromTheFirstTimeAndItsMoneyTogether() {
        assertThat(of(step(Stage.GRANTED, "2019-05-30", 30), step(Stage.GRANTED, "2017-05-25", 22)))
                .singleElement()
                .satisfies(
                        granted -> assertThat(granted.since()).isEqualTo(date("2017-05-25")),
                        granted -> assertThat(granted.cents()).isEqualTo(52L));
    }

    @Test
    void theFundsMoneyIsAtStakeUntilLongTermFundingIsSoughtAndBeginsATrialWhoseStartNobodyTold() {
        Known known = new Known(
                "I",
                null,
                null,
                List.of(),
                EvidenceStatus.NONE,
                false,
                false,
                new Pipeline.Money(700, LocalDate.parse("2015-03-01"), true),
                List.of(step(Stage.EVALUATED, "2016-03-01", 0), step(Stage.SOUGHT, "2017-03-01", 5)));

        assertThat(Pipeline.rows(known, TODAY))
                .extracting(PipelineRow::stage, PipelineRow::since, PipelineRow::cents, PipelineRow::synthetic)
                .containsExactly(
                        tuple(Stage.TRIAL, date("2015-03-01"), 700L, true),
                        tuple(Stage.EVALUATED, date("2016-03-01"), 700L, true),
                        tuple(Stage.SOUGHT, date("2017-03-01"), 5L, false));
    }

    @Test
    void theSummaryCountsEachInitiativeOnceWhereItIsAndShowsEmptyStages() {
        List<PipelineRow> rows = new ArrayList<>();
        rows.addAll(of(step(Stage.TRIAL, "2019-12-02", 0)));
        rows.addAll(of(step(Stage.TRIAL, "2019-12-12", 7)));
        rows.addAll(of(step(Stage.TRIAL, "2017-01-01", 0), step(Stage.GRANTED, "2018-01-01", 100)));

        assertThat(Pipeline.summary(rows))
                .extracting(
                        PipelineSummary::stage,
                        PipelineSummary::initiatives,
                        PipelineSummary::everIn,
                        PipelineSummary::medianDaysInStage,
                        PipelineSummary::cents)
                .containsExactly(
                        tuple(Stage.TRIAL, 2, 3, new BigDecimal(30), BigInteger.valueOf(7)),
                        tuple(Stage.EVALUATED, 0, 0, null, BigInteger.ZERO),
                        tuple(Stage.EFFECTIVE, 0, 0, null, BigInteger.ZERO),
                        tuple(Stage.SOUGHT, 0, 0, null, BigInteger.ZERO),
                        tuple(Stage.GRANTED, 1, 1, new BigDecimal(730), BigInteger.valueOf(100)));
    }
}

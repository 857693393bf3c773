package nz.flagships.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.initiative.agency.AgencyRejection;
import nz.flagships.initiative.budget.BudgetRoundRejection;
import nz.flagships.initiative.evaluation.EvaluationRejection;
import nz.flagships.initiative.initiative.InitiativeRejection;
import nz.flagships.initiative.measure.MeasureRejection;
import nz.flagships.initiative.programme.ProgrammeRejection;
import nz.flagships.initiative.region.RegionRejection;
import nz.flagships.initiative.series.SeriesRejection;
import nz.flagships.initiative.source.SourceRejection;
import nz.flagships.initiative.target.TargetRejection;
import nz.flagships.initiative.theme.ThemeRejection;
import org.junit.jupiter.api.Test;

class RulingTest {
    private static final Pattern CODE = Pattern.compile("(REF|REG|MEAS|SER|TGT|INIT|EVAL|BUD)-[0-9]{3}");

    private static List<Rejection> all() {
        return Stream.<Rejection[]>of(
                        ReferenceRejection.values(),
                        SourceRejection.values(),
                        AgencyRejection.values(),
                        ThemeRejection.values(),
                        RegionRejection.values(),
                        ProgrammeRejection.values(),
                        MeasureRejection.values(),
                        SeriesRejection.values(),
                        TargetRejection.values(),
                        InitiativeRejection.values(),
                        EvaluationRejection.values(),
                        BudgetRoundRejection.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    @Test
    void everyRefusalHasItsOwnCodeAndSaysHowToMendIt() {
        assertThat(all())
                .extracting((Function<Rejection, String>) Rejection::code)
                .doesNotHaveDuplicates();
        assertThat(all()).allSatisfy(each -> {
            assertThat(each.code()).matches(CODE);
            assertThat(each.title()).isNotBlank();
            assertThat(each.mend()).isNotBlank().isNotEqualTo(each.title());
        });
    }
}

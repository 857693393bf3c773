package nz.flagships.reporting.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nz.flagships.events.Period;
import nz.flagships.rest.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodsTest {
    @ParameterizedTest
    @CsvSource({
        "FY2013..FY2014, FY2013, true",
        "FY2013..FY2014, YE2014-06, true",
        "FY2013..FY2014, FY2015, false",
        "FY2013..FY2014, CY2013, false",
        "FY2013..YE2014-06, FY2014, true",
        "YE2013-09..YE2016-06, YE2013-12, true",
        "YE2013-09..YE2016-06, YE2016-09, false",
        "2013-Q1..2013-Q4, 2013-Q4, true",
        "2013-Q1..2013-Q4, 2013-03, false",
        "2013-01..2013-03, 2013-02, true",
        "2012-06-30..2013-06-30, 2013-03-31, true"
    })
    void a_range_includes_both_ends_and_one_kind_only(String range, String period, boolean included) {
        assertThat(Periods.of(List.of(range)).ranges(new Period(period))).isEqualTo(included);
    }

    @Test
    void none_named_means_all_and_one_named_twice_is_one() {
        assertThat(Periods.of(List.of()).ranges(new Period("2013-07"))).isTrue();
        assertThat(Periods.of(List.of("FY2013", "YE2013-06", "FY2014")).named()).hasSize(2);
        assertThat(Periods.of(List.of("FY2013")).names(new Period("YE2013-06"))).isTrue();
        assertThat(Periods.of(List.of("FY2013")).ranges(new Period("FY2014"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FY13",
                "2013",
                "2013-13",
                "2013-02-30",
                "FY2013..",
                "..FY2013",
                "FY2013..FY2014..FY2015",
                "",
                "FY2014..FY2013",
                "FY2013..CY2014",
                "FY2013..2014-Q1",
                "2013-01..2013-06-30"
            })
    void what_is_no_period_or_no_range_is_refused(String spelling) {
        assertThatThrownBy(() -> Periods.of(List.of(spelling))).isInstanceOf(ProblemException.class);
    }
}

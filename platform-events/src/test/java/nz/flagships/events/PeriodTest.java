package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "FY2013, 2012-07-01, 2013-06-30, YEAR",
        "CY2013, 2013-01-01, 2013-12-31, YEAR",
        "YE2013-09, 2012-10-01, 2013-09-30, YEAR",
        "YE2012-02, 2011-03-01, 2012-02-29, YEAR",
        "2013-Q1, 2013-01-01, 2013-03-31, QUARTER",
        "2013-Q3, 2013-07-01, 2013-09-30, QUARTER",
        "2012-02, 2012-02-01, 2012-02-29, MONTH",
        "2013-06-30, 2013-06-30, 2013-06-30, DAY"
    })
    void every_spelling_says_its_days(String text, LocalDate first, LocalDate last, Period.Kind kind) {
        Period period = new Period(text);

        assertThat(period.first()).isEqualTo(first);
        assertThat(period.last()).isEqualTo(last);
        assertThat(period.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2013",
                "FY13",
                "FY20133",
                "fy2013",
                "CY",
                "YE2013",
                "YE2013-13",
                "YE2013-00",
                "2013-Q0",
                "2013-Q5",
                "2013-13",
                "2013-02-29",
                "2013-06-31",
                "2013-6-3",
                " FY2013",
                "FY2013 ",
                "FY２０１３",
                "2013-Q3-01"
            })
    void a_period_that_does_not_exist_is_refused(String text) {
        assertThatThrownBy(() -> new Period(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Period.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FY2013, YE2013-06", "CY2013, YE2013-12"})
    void aliases_are_the_same_days(String one, String other) {
        assertThat(new Period(one).sameDays(new Period(other))).isTrue();
        assertThat(new Period(one)).isNotEqualTo(new Period(other));
    }

    @ParameterizedTest
    @CsvSource({
        "FY2013, FY2012",
        "CY2013, CY2012",
        "YE2013-09, YE2012-09",
        "2013-Q3, 2012-Q3",
        "2013-07, 2012-07",
        "2013-06-30, 2012-06-30",
        "2012-02-29, 2011-02-28",
        "2013-02-28, 2012-02-29"
    })
    void what_it_is_compared_with_is_the_same_one_a_year_earlier(String text, String earlier) {
        assertThat(new Period(text).yearEarlier()).isEqualTo(new Period(earlier));
    }

    @Test
    void a_break_is_straddled_from_the_second_day_to_the_last() {
        Period year = new Period("CY2013");

        assertThat(year.straddles(LocalDate.of(2013, 1, 1))).isFalse();
        assertThat(year.straddles(LocalDate.of(2013, 1, 2))).isTrue();
        assertThat(year.straddles(LocalDate.of(2013, 12, 31))).isTrue();
        assertThat(year.straddles(LocalDate.of(2014, 1, 1))).isFalse();
        assertThat(new Period("2013-07-01").straddles(LocalDate.of(2013, 7, 1))).isFalse();
    }
}

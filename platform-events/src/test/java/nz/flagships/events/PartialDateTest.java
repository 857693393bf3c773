package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDateTest {
    @ParameterizedTest
    @CsvSource({"2012, 2012-01-01, 2012-12-31", "2012-02, 2012-02-01, 2012-02-29", "2012-02-29, 2012-02-29, 2012-02-29"
    })
    void it_spans_what_is_not_known(String text, LocalDate earliest, LocalDate latest) {
        assertThat(new PartialDate(text).earliest()).isEqualTo(earliest);
        assertThat(new PartialDate(text).latest()).isEqualTo(latest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "13", "2013-1", "2013-13", "2013-02-30", "2013-00", "2013-10-01T00:00:00Z", "٢٠١٣"})
    void a_date_that_does_not_exist_is_refused(String text) {
        assertThatThrownBy(() -> new PartialDate(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void order_is_said_only_where_it_is_known() {
        assertThat(new PartialDate("2013-10").isSurelyAfter(new PartialDate("2013-09")))
                .isTrue();
        assertThat(new PartialDate("2013-10").isSurelyAfter(new PartialDate("2013")))
                .isFalse();
        assertThat(new PartialDate("2013").isSurelyAfter(new PartialDate("2013-01-01")))
                .isFalse();
        assertThat(new PartialDate("2014").isSurelyAfter(new PartialDate("2013")))
                .isTrue();
    }
}

package nz.flagships.eventstore.schema;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Json;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeCheckTest {
    record Spelled(
            @Nullable LocalDate on,
            @Nullable FinancialYear year,
            @Nullable Period period,
            @Nullable PartialDate made,
            @Nullable YearMonth month,
            @Nullable Instant at,
            @Nullable UUID id) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    on     | 2016-2-29            | Expected a date, as 2014-06-30.
                    on     | 2016-13-01           | Expected a date, as 2014-06-30.
                    on     | 30 June 2016         | Expected a date, as 2014-06-30.
                    year   | FY16                 | Expected a financial year from FY1900 to FY2199, as FY2016.
                    year   | FY1850               | Expected a financial year from FY1900 to FY2199, as FY2016.
                    period | 2014-Q5              | Expected a period, as FY2014, YE2014-09, CY2014, 2014-Q2, 2014-05 or, for a stock, 2014-06-30.
                    period | the year before last | Expected a period, as FY2014, YE2014-09, CY2014, 2014-Q2, 2014-05 or, for a stock, 2014-06-30.
                    made   | 2014-6               | Expected as much of a date as is known, as 2014, 2014-06 or 2014-06-30.
                    month  | 2014-6               | Expected a month, as 2014-06.
                    at     | 2014-06-30T09:00     | Expected a time with its offset, as 2014-06-30T09:00:00Z.
                    id     | 7                    | Expected a UUID, as 01890a5d-ac96-774b-bcce-b302099a8057.
                    """)
    void whoWritesItOtherwiseIsShownTheSpelling(String member, String written, String detail) {
        Problem problem = requireNonNull(ShapeCheck.check(
                Shapes.posted(Spelled.class), Json.MAPPER.createObjectNode().put(member, written), "/data"));

        assertThat(problem.code()).isEqualTo("DATA-005");
        assertThat(problem.detail()).isEqualTo(detail);
        assertThat(problem.pointer()).isEqualTo("/data/" + member);
    }

    @ParameterizedTest
    @CsvSource({
        "period,FY2014",
        "period,YE2014-09",
        "period,CY2014",
        "period,2014-Q2",
        "period,2014-05",
        "period,2014-06-30"
    })
    void whatIsShownIsTaken(String member, String written) {
        assertThat(ShapeCheck.check(
                        Shapes.posted(Spelled.class),
                        Json.MAPPER.createObjectNode().put(member, written),
                        ""))
                .isNull();
    }

    record Needed(String code, @Nullable String note, LocalDate on, int weight) {}

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        Problem one = requireNonNull(ShapeCheck.check(
                Shapes.posted(Needed.class),
                Json.MAPPER.createObjectNode().put("code", "A").put("on", "2014-06-30"),
                "/data"));
        assertThat(one.code()).isEqualTo("DATA-001");
        assertThat(one.pointer()).isEqualTo("/data/weight");
        assertThat(String.valueOf(one.detail())).doesNotContain("Missing:");

        Problem two = requireNonNull(ShapeCheck.check(
                Shapes.posted(Needed.class), Json.MAPPER.createObjectNode().put("code", "A"), "/data"));
        assertThat(two.pointer()).isEqualTo("/data/on");
        assertThat(two.detail()).isEqualTo("Missing: on, weight.");
    }
}

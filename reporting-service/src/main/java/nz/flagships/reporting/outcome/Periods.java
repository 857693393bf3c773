package nz.flagships.reporting.outcome;

import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Period;
import nz.flagships.reporting.query.QueryRule;

/**
 * The periods a query asks for: {@code FY2013}, several with commas, a range {@code FY2013..FY2015} that includes both
 * ends. A period that was named is answered even where there is no figure; of a range what there is.
 */
final class Periods {
    private final List<Period> named = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();

    private Periods() {}

    /**
     * From one period to another of its kind. Years of one kind end in the same month; years ending in any month are meant
     * by two ends written {@code YE2013-09}.
     */
    private record Range(Period from, Period to) {
        Range {
            boolean backwards = to.last().isBefore(from.last());
            boolean otherYears = from.kind() == Period.Kind.YEAR
                    && from.last().getMonth() != to.last().getMonth()
                    && !(from.text().startsWith("YE") && to.text().startsWith("YE"));
            if (from.kind() != to.kind() || backwards || otherYears) {
                throw QueryRule.MIXED_RANGE.exception();
            }
        }

        boolean contains(Period period) {
            return period.kind() == from.kind()
                    && !period.first().isBefore(from.first())
                    && !period.last().isAfter(to.last())
                    && (from.kind() != Period.Kind.YEAR
                            || from.last().getMonth() != to.last().getMonth()
                            || period.last().getMonth() == from.last().getMonth());
        }
    }

    /** Reads them; none means all. */
    static Periods of(List<String> spellings) {
        Periods periods = new Periods();
        for (String spelling : spellings) {
            int dots = spelling.indexOf("..");
            if (dots < 0) {
                periods.named.add(period(spelling));
            } else {
                periods.ranges.add(
                        new Range(period(spelling.substring(0, dots)), period(spelling.substring(dots + 2))));
            }
        }
        return periods;
    }

    /** Those that were named one by one, each once whatever its spelling. */
    List<Period> named() {
        List<Period> distinct = new ArrayList<>();
        named.stream().filter(p -> distinct.stream().noneMatch(p::sameDays)).forEach(distinct::add);
        return distinct;
    }

    /** Whether a period for which there is a figure was asked for, other than by its name. */
    boolean ranges(Period period) {
        return named.isEmpty() && ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(period));
    }

    private static Period period(String spelling) {
        return Period.parse(spelling).orElseThrow(QueryRule.BAD_PERIOD::exception);
    }
}

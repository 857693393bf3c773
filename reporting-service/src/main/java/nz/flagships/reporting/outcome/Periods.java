package nz.flagships.reporting.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Period;
import nz.flagships.reporting.query.Stretch;
import nz.flagships.reporting.query.Values;

/**
 * The periods a query asks for: {@code FY2013}, several with commas, a range {@code FY2013..FY2015} that includes both
 * ends. A period that was named is answered even where there is no figure; of a range what there is.
 */
final class Periods {
    private final Map<Days, Period> named = new LinkedHashMap<>();
    private final List<Stretch> ranges = new ArrayList<>();

    private Periods() {}

    /** Reads them; none means all. */
    static Periods of(List<String> spellings) {
        Periods periods = new Periods();
        for (String spelling : spellings) {
            Stretch stretch = Stretch.of(spelling, "Give " + Values.PERIOD.offered());
            if (stretch.isOne()) {
                periods.named.putIfAbsent(Days.of(stretch.from()), stretch.from());
            } else {
                periods.ranges.add(stretch);
            }
        }
        return periods;
    }

    /** Those that were named one by one, each once whatever its spelling. */
    Collection<Period> named() {
        return named.values();
    }

    /** Whether a period was named, by whatever spelling. */
    boolean names(Period period) {
        return named.containsKey(Days.of(period));
    }

    /** Whether a period for which there is a figure was asked for, other than by its name. */
    boolean ranges(Period period) {
        return named.isEmpty() && ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(period));
    }
}

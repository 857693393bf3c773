package nz.flagships.reporting.outcome;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/** Observed values by measure, region and days. Two spellings of the same days are one key. Immutable. */
public final class Observations {
    private final Map<Series, Map<Days, Observation>> series = new HashMap<>();

    private Observations(Collection<Observation> all) {
        for (Observation one : all) {
            series.computeIfAbsent(new Series(one.measure(), one.region()), s -> new HashMap<>())
                    .put(Days.of(one.period()), one);
        }
    }

    /** The observations of a list, one per measure, region and days. */
    public static Observations of(Collection<Observation> all) {
        return new Observations(all);
    }

    /** What was observed for exactly these days, or null. */
    public @Nullable Observation at(String measure, String region, Period period) {
        return series.getOrDefault(new Series(measure, region), Map.of()).get(Days.of(period));
    }

    /** What was observed at all. */
    public Collection<Observation> of(String measure, String region) {
        Map<Days, Observation> found = series.get(new Series(measure, region));
        return found == null ? List.of() : found.values();
    }
}

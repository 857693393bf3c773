package nz.flagships.initiative.series;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one measure in one region, those that hold now.
 *
 * @param observations by first and last day: {@code 2012-07-01/2013-06-30}
 */
public record Series(SortedMap<String, Observation> observations) {
    /** Before anything was observed. */
    public static final Series EMPTY = new Series(new TreeMap<>());

    public Series {
        observations = Collections.unmodifiableSortedMap(observations);
    }

    /**
     * An observation that holds now.
     *
     * @param period as it was spelt last
     * @param value null when it is suppressed
     * @param status after SDMX
     * @param recordedBy the code of the agency that recorded it first
     * @param revisions how often it was revised
     */
    public record Observation(
            Period period, @Nullable BigDecimal value, ObservationStatus status, String recordedBy, int revisions) {
        /** The same without its value. */
        Observation suppressed() {
            return new Observation(period, null, ObservationStatus.Q, recordedBy, revisions);
        }
    }

    @Nullable
    Observation over(LocalDate first, LocalDate last) {
        return observations.get(key(first, last));
    }

    @Nullable
    Observation over(Period period) {
        return over(period.first(), period.last());
    }

    Series with(Period period, Observation observation) {
        SortedMap<String, Observation> more = new TreeMap<>(observations);
        more.put(key(period.first(), period.last()), observation);
        return new Series(more);
    }

    Series without(Period period) {
        SortedMap<String, Observation> fewer = new TreeMap<>(observations);
        fewer.remove(key(period.first(), period.last()));
        return new Series(fewer);
    }

    private static String key(LocalDate first, LocalDate last) {
        return first + "/" + last;
    }
}

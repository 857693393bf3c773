package nz.flagships.initiative.series;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.eventstore.decision.NotShown;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The observations of one measure in one region, those that hold now.
 *
 * @param observations by first and last day: {@code 2012-07-01/2013-06-30}
 * @param recorders by the same days, which agencies have ever recorded a value of them, withdrawn since or not
 */
public record Series(
        PSortedMap<String, Observation> observations,
        @NotShown PSortedMap<String, Set<String>> recorders) {
    /** Before anything was observed. */
    public static final Series EMPTY = new Series(TreePMap.empty(), TreePMap.empty());

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

    /** Whether whatever stood over the period at any time was this agency's. */
    boolean isOfNobodyBut(String agency, Period period) {
        return recorders
                .getOrDefault(key(period.first(), period.last()), Set.of())
                .equals(Set.of(agency));
    }

    Series with(Period period, Observation observation) {
        String days = key(period.first(), period.last());
        PSortedMap<String, Observation> more = observations.plus(days, observation);
        Set<String> by = new TreeSet<>(recorders.getOrDefault(days, Set.of()));
        if (!by.add(observation.recordedBy())) {
            return new Series(more, recorders);
        }
        return new Series(more, recorders.plus(days, Collections.unmodifiableSet(by)));
    }

    Series without(Period period) {
        return new Series(observations.minus(key(period.first(), period.last())), recorders);
    }

    private static String key(LocalDate first, LocalDate last) {
        return first + "/" + last;
    }
}

package nz.flagships.reporting.outcome;

import java.time.LocalDate;
import nz.flagships.events.Period;

/**
 * The days of a period: what its spellings have in common, read of them once and not at each comparison. In the order of
 * time; of two that end on a day the longer comes last.
 */
record Days(LocalDate first, LocalDate last) implements Comparable<Days> {
    static Days of(Period period) {
        return new Days(period.first(), period.last());
    }

    /** Where those begin that end on a day. */
    static Days ending(LocalDate last) {
        return new Days(LocalDate.MAX, last);
    }

    @Override
    public int compareTo(Days other) {
        int order = last.compareTo(other.last);
        return order != 0 ? order : other.first.compareTo(first);
    }
}

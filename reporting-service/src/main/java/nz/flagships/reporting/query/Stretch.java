package nz.flagships.reporting.query;

import nz.flagships.events.Period;

/**
 * What a query asks for of time, in the one syntax of periods: one of them, or a range from one to another of its kind,
 * with both ends. Years of one kind end in the same month; years ending in any month are meant by two ends written
 * {@code YE2013-09}.
 */
public record Stretch(Period from, Period to) {
    private static final String RANGE = "..";

    /** @throws nz.flagships.rest.ProblemException when the range does not run from one period to a later one of its kind */
    public Stretch {
        boolean backwards = to.last().isBefore(from.last());
        boolean otherYears = from.kind() == Period.Kind.YEAR
                && from.last().getMonth() != to.last().getMonth()
                && !(from.text().startsWith("YE") && to.text().startsWith("YE"));
        if (from.kind() != to.kind() || backwards || otherYears) {
            throw QueryRule.MIXED_RANGE.exception();
        }
    }

    /**
     * Reads one.
     *
     * @param otherwise what is said when it is none
     * @throws nz.flagships.rest.ProblemException when it is neither a period nor a range of them
     */
    public static Stretch of(String text, String otherwise) {
        int dots = text.indexOf(RANGE);
        return dots < 0
                ? new Stretch(period(text, otherwise), period(text, otherwise))
                : new Stretch(
                        period(text.substring(0, dots), otherwise),
                        period(text.substring(dots + RANGE.length()), otherwise));
    }

    /** Whether it is one period that was named, by whatever spelling. */
    public boolean isOne() {
        return from.equals(to);
    }

    /** Whether a period is meant: the same days as the one that was named, or inside the range and of its kind. */
    public boolean contains(Period period) {
        return isOne()
                ? from.sameDays(period)
                : period.kind() == from.kind()
                        && !period.first().isBefore(from.first())
                        && !period.last().isAfter(to.last())
                        && (from.kind() != Period.Kind.YEAR
                                || from.last().getMonth() != to.last().getMonth()
                                || period.last().getMonth() == from.last().getMonth());
    }

    @Override
    public String toString() {
        return isOne() ? from.text() : from + RANGE + to;
    }

    private static Period period(String spelling, String otherwise) {
        return Period.parse(spelling).orElseThrow(() -> QueryRule.BAD_PERIOD.exception(otherwise));
    }
}

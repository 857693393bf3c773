package nz.flagships.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The period of an observation. Two spellings of the same days are the same period ({@code FY2013} and
 * {@code YE2013-06}); the spelling that was posted is kept.
 *
 * @param text the spelling: {@code FY2013}, {@code CY2013}, {@code YE2013-09}, {@code 2013-Q3}, {@code 2013-07} or, for
 *     a stock, {@code 2013-06-30}
 */
public record Period(@JsonValue String text) {
    /** The kinds of periods; only periods of one kind make a range or a series. */
    public enum Kind {
        /** Twelve months, whatever month they end in. */
        YEAR,
        /** A calendar quarter. */
        QUARTER,
        /** A calendar month. */
        MONTH,
        /** A point in time, for a stock. */
        DAY
    }

    private static final Pattern SPELLING = Pattern.compile(
            "(FY|CY)([0-9]{4})|YE([0-9]{4}-[0-9]{2})|([0-9]{4})-Q([1-4])|([0-9]{4}-[0-9]{2})|([0-9]{4}-[0-9]{2}-[0-9]{2})");

    /** @throws IllegalArgumentException when no such period exists */
    @JsonCreator
    public Period {
        days(text);
    }

    /** The first day, inclusive. */
    public LocalDate first() {
        return days(text).first;
    }

    /** The last day, inclusive. */
    public LocalDate last() {
        return days(text).last;
    }

    /** What kind of period it is. */
    public Kind kind() {
        return days(text).kind;
    }

    /** Whether it is the same days, however spelt. */
    public boolean sameDays(Period other) {
        return first().equals(other.first()) && last().equals(other.last());
    }

    /** Whether a break whose new series begins on a day lies inside: first &lt; on ≤ last. */
    public boolean straddles(LocalDate on) {
        return first().isBefore(on) && !on.isAfter(last());
    }

    /** The same period a year earlier, in the same spelling; what a figure is compared with. */
    public Period yearEarlier() {
        Matcher m = match(text);
        int year = Integer.parseInt(text.replaceAll("^(FY|CY|YE)", "").substring(0, 4)) - 1;
        if (m.group(7) != null) {
            LocalDate day = LocalDate.parse(text);
            LocalDate earlier = day.minusYears(1);
            // The last day of February stays the last day of February.
            boolean monthEnd = day.equals(YearMonth.from(day).atEndOfMonth());
            return new Period((monthEnd ? YearMonth.from(earlier).atEndOfMonth() : earlier).toString());
        }
        return new Period(text.replaceFirst("[0-9]{4}", "%04d".formatted(year)));
    }

    /** Reads a spelling, or nothing where no such period exists. */
    public static Optional<Period> parse(String text) {
        try {
            return Optional.of(new Period(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private record Days(LocalDate first, LocalDate last, Kind kind) {}

    private static Matcher match(String text) {
        Matcher m = SPELLING.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "A period is written FY2013, CY2013, YE2013-09, 2013-Q3, 2013-07 or 2013-06-30");
        }
        return m;
    }

    private static Days days(String text) {
        Matcher m = match(text);
        try {
            if (m.group(1) != null) {
                int year = Integer.parseInt(m.group(2));
                return "FY".equals(m.group(1)) ? yearEnding(YearMonth.of(year, 6)) : yearEnding(YearMonth.of(year, 12));
            }
            if (m.group(3) != null) {
                return yearEnding(YearMonth.parse(m.group(3)));
            }
            if (m.group(4) != null) {
                YearMonth start = YearMonth.of(Integer.parseInt(m.group(4)), Integer.parseInt(m.group(5)) * 3 - 2);
                return new Days(start.atDay(1), start.plusMonths(2).atEndOfMonth(), Kind.QUARTER);
            }
            if (m.group(6) != null) {
                YearMonth month = YearMonth.parse(m.group(6));
                return new Days(month.atDay(1), month.atEndOfMonth(), Kind.MONTH);
            }
            LocalDate day = LocalDate.parse(m.group(7));
            return new Days(day, day, Kind.DAY);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no such period", e);
        }
    }

    private static Days yearEnding(YearMonth month) {
        return new Days(month.minusMonths(11).atDay(1), month.atEndOfMonth(), Kind.YEAR);
    }
}

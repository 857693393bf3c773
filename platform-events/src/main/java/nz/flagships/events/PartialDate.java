package nz.flagships.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * A historical date that may be known in part: {@code "2013"}, {@code "2013-10"} or {@code "2013-10-01"}. Rules about
 * order compare only what is known.
 *
 * @param text the spelling, kept as it was given
 */
public record PartialDate(@JsonValue String text) {
    private static final Pattern SPELLING = Pattern.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");

    /** @throws IllegalArgumentException when the text is not a year, a month or a day that exists */
    @JsonCreator
    public PartialDate {
        if (!SPELLING.matcher(text).matches()) {
            throw new IllegalArgumentException("A date is written 2013, 2013-10 or 2013-10-01");
        }
        try {
            first(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no such date", e);
        }
    }

    /** A date that is known to the day. */
    public static PartialDate of(LocalDate day) {
        return new PartialDate(day.toString());
    }

    /** The earliest day it can have been. */
    public LocalDate earliest() {
        return first(text);
    }

    /** The latest day it can have been. */
    public LocalDate latest() {
        return switch (text.length()) {
            case 4 -> Year.parse(text).atMonth(12).atEndOfMonth();
            case 7 -> YearMonth.parse(text).atEndOfMonth();
            default -> LocalDate.parse(text);
        };
    }

    /** Whether every day it can have been lies after every day the other can have been. */
    public boolean isSurelyAfter(PartialDate other) {
        return earliest().isAfter(other.latest());
    }

    @Override
    public String toString() {
        return text;
    }

    private static LocalDate first(String text) {
        return switch (text.length()) {
            case 4 -> Year.parse(text).atDay(1);
            case 7 -> YearMonth.parse(text).atDay(1);
            default -> LocalDate.parse(text);
        };
    }
}

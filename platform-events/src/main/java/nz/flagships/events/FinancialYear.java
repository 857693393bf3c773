package nz.flagships.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.Month;
import java.util.regex.Pattern;

/**
 * A financial year of the Crown, named by the year in which it ends: {@code FY2016} runs from 1 July 2015 to 30 June 2016
 * (Public Finance Act 1989, section 2).
 *
 * @param text as it is written
 */
public record FinancialYear(@JsonValue String text) implements Comparable<FinancialYear> {
    /** How it is posted: one that money can be saved in or planned for. */
    public static final String SPELLING = "FY(19|20|21)[0-9]{2}";

    /** The first day of the first year that is posted: of a day before it comes a year that no schema takes. */
    public static final LocalDate FIRST_DAY = LocalDate.of(1899, Month.JULY, 1);

    private static final Pattern SPELLED = Pattern.compile(SPELLING);
    // Any day that was ever stored lies in a year.
    private static final Pattern ANY = Pattern.compile("FY[0-9]{4,5}");

    private static final String OTHERWISE = "A financial year is written FY2016: from 1 July 2015 to 30 June 2016";

    /** @throws IllegalArgumentException when it is written otherwise */
    public FinancialYear {
        if (!ANY.matcher(text).matches()) {
            throw new IllegalArgumentException(OTHERWISE);
        }
    }

    /**
     * One that is posted.
     *
     * @throws IllegalArgumentException when it is written otherwise, or lies beyond what is posted
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static FinancialYear posted(String text) {
        if (!SPELLED.matcher(text).matches()) {
            throw new IllegalArgumentException(OTHERWISE);
        }
        return new FinancialYear(text);
    }

    /** The year a day lies in, any day from the year 0 on. */
    public static FinancialYear of(LocalDate day) {
        return new FinancialYear(
                "FY%04d".formatted(day.getMonth().compareTo(Month.JULY) >= 0 ? day.getYear() + 1 : day.getYear()));
    }

    /** The first day, a 1 July. */
    public LocalDate first() {
        return LocalDate.of(ends() - 1, Month.JULY, 1);
    }

    /** The last day, a 30 June. */
    public LocalDate last() {
        return LocalDate.of(ends(), Month.JUNE, 30);
    }

    /** The year that ends so many years later, or earlier. */
    public FinancialYear plus(int years) {
        return new FinancialYear("FY%04d".formatted(ends() + years));
    }

    /** Whether it ended before the other began. */
    public boolean isBefore(FinancialYear other) {
        return compareTo(other) < 0;
    }

    private int ends() {
        return Integer.parseInt(text.substring(2));
    }

    @Override
    public int compareTo(FinancialYear other) {
        return Integer.compare(ends(), other.ends());
    }

    @Override
    public String toString() {
        return text;
    }
}

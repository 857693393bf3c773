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
    /** How it is written. */
    public static final String SPELLING = "FY(19|20|21)[0-9]{2}";

    private static final Pattern SPELLED = Pattern.compile(SPELLING);

    /** @throws IllegalArgumentException when it is written otherwise */
    @JsonCreator
    public FinancialYear {
        if (!SPELLED.matcher(text).matches()) {
            throw new IllegalArgumentException("A financial year is written FY2016: from 1 July 2015 to 30 June 2016");
        }
    }

    /** The year a day lies in. */
    public static FinancialYear of(LocalDate day) {
        return new FinancialYear(
                "FY" + (day.getMonth().compareTo(Month.JULY) >= 0 ? day.getYear() + 1 : day.getYear()));
    }

    /** The first day, a 1 July. */
    public LocalDate first() {
        return LocalDate.of(ends() - 1, Month.JULY, 1);
    }

    /** The last day, a 30 June. */
    public LocalDate last() {
        return LocalDate.of(ends(), Month.JUNE, 30);
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
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

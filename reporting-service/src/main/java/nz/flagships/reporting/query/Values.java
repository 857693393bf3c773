package nz.flagships.reporting.query;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.regex.Pattern;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;

/**
 * What may be asked for by a parameter. Everything that is not prose is one of these, so that a misspelt value is refused by
 * name and never answered with an empty list.
 */
public sealed interface Values {
    /** PostgreSQL has no year 0: the one before the year 1 is 1 BC there. */
    int FIRST_YEAR = 1;
    /** Of that year. */
    Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    /** Anything people write: titles, notes, reasons. No list of them can be known. */
    Values PROSE = new Prose();
    /** Numbers, compared by value. */
    Values NUMBER = new Numbers();
    /** {@code true} or {@code false}. */
    Values FLAG = new OneOf(List.of("false", "true"));
    /** Days. */
    Values DAY = new Days();
    /** Days up to today in New Zealand: of what something came to by the end of a later one nothing is known. */
    Values DAY_THAT_HAS_BEGUN = new DaysThatHaveBegun(Clock.systemUTC());
    /** Instants. */
    Values INSTANT = new Instants();
    /** Dates that may be known in part. */
    Values PARTIAL_DATE = new PartialDates();
    /** Periods of any kind, and ranges of them. */
    Values PERIOD = new Periods(Span.ANY);
    /** Months, and ranges of them. */
    Values MONTH = new Periods(Span.MONTH);
    /** Financial years, and ranges of them. */
    Values FINANCIAL_YEAR = new Periods(Span.FINANCIAL_YEAR);

    /** Reads one value, so that 1.0 is 1. */
    Object read(String parameter, String value);

    /** What may be asked for, in words, to be read after "Give". */
    String offered();

    /** Words of people. */
    record Prose() implements Values {
        @Override
        public Object read(String parameter, String value) {
            return value;
        }

        @Override
        public String offered() {
            return "any text";
        }
    }

    /** See {@link #NUMBER}. */
    record Numbers() implements Values {
        // Beyond what is ever kept; a huge exponent would be written out for the database.
        private static final int MOST_DIGITS = 40;

        /** Whether a number can be one that is kept; others would be written out digit by digit, however many. */
        static boolean isKept(BigDecimal number) {
            return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
        }

        @Override
        public Object read(String parameter, String value) {
            try {
                BigDecimal number = value.length() > MOST_DIGITS ? null : new BigDecimal(value);
                if (number != null && isKept(number)) {
                    return number.stripTrailingZeros();
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw refused(parameter);
        }

        @Override
        public String offered() {
            return "a number";
        }
    }

    /** See {@link #DAY}. */
    record Days() implements Values {
        private static final Pattern SPELLING = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

        @Override
        public Object read(String parameter, String value) {
            try {
                if (SPELLING.matcher(value).matches() && LocalDate.parse(value).getYear() >= FIRST_YEAR) {
                    return value;
                }
            } catch (RuntimeException e) {
                // Said below.
            }
            throw QueryRule.BAD_DAY.exception("The parameter is " + parameter);
        }

        @Override
        public String offered() {
            return "a day as 2013-06-30";
        }
    }

    /**
     * See {@link #DAY_THAT_HAS_BEGUN}.
     *
     * @param clock says which day it is
     */
    record DaysThatHaveBegun(Clock clock) implements Values {

        @Override
        public Object read(String parameter, String value) {
            Object day = DAY.read(parameter, value);
            LocalDate today = NewZealand.day(clock.instant());
            if (LocalDate.parse(value).isAfter(today)) {
                throw QueryRule.DAY_TO_COME.exception("The parameter is %s; today is %s".formatted(parameter, today));
            }
            return day;
        }

        @Override
        public String offered() {
            return "a day as 2013-06-30, up to today";
        }
    }

    /** See {@link #INSTANT}. */
    record Instants() implements Values {
        private static final Pattern SPELLING = Pattern.compile("[0-9]{4}-.*");

        @Override
        public Object read(String parameter, String value) {
            try {
                if (SPELLING.matcher(value).matches() && !Instant.parse(value).isBefore(FIRST_INSTANT)) {
                    return Instant.parse(value).toString();
                }
            } catch (RuntimeException e) {
                // Said below.
            }
            throw refused(parameter);
        }

        @Override
        public String offered() {
            return "an instant as 2013-06-30T09:00:00Z";
        }
    }

    /** See {@link #PARTIAL_DATE}. */
    record PartialDates() implements Values {
        @Override
        public Object read(String parameter, String value) {
            try {
                if (new PartialDate(value).earliest().getYear() >= FIRST_YEAR) {
                    return value;
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            throw QueryRule.BAD_DAY.exception("The parameter is %s; it takes %s".formatted(parameter, offered()));
        }

        @Override
        public String offered() {
            return "a date as far as it is known: 2013, 2013-10 or 2013-10-01";
        }
    }

    /** Which periods there can be. */
    enum Span {
        ANY("periods as FY2013, CY2013, YE2013-09, 2013-Q3, 2013-07 or 2013-06-30, or ranges as FY2013..FY2015"),
        MONTH("months as 2013-07, or ranges as 2013-01..2013-12"),
        FINANCIAL_YEAR("financial years as FY2016, or ranges as FY2013..FY2016");

        private final String words;

        Span(String words) {
            this.words = words;
        }

        private boolean has(Period period) {
            return switch (this) {
                case ANY -> true;
                case MONTH -> period.kind() == Period.Kind.MONTH;
                case FINANCIAL_YEAR ->
                    period.kind() == Period.Kind.YEAR && period.last().getMonth() == Month.JUNE;
            };
        }
    }

    /** See {@link #PERIOD}. */
    record Periods(Span span) implements Values {
        @Override
        public Object read(String parameter, String value) {
            String otherwise = "The parameter %s takes %s".formatted(parameter, span.words);
            Stretch stretch = Stretch.of(value, otherwise);
            if (!span.has(stretch.from())
                    || !span.has(stretch.to())
                    || stretch.from().first().getYear() < FIRST_YEAR) {
                throw QueryRule.BAD_PERIOD.exception(otherwise);
            }
            return stretch;
        }

        @Override
        public String offered() {
            return span.words;
        }
    }

    /**
     * A closed list.
     *
     * @param allowed as they are written
     */
    record OneOf(List<String> allowed) implements Values {
        public OneOf {
            allowed = List.copyOf(allowed);
        }

        @Override
        public Object read(String parameter, String value) {
            if (!allowed.contains(value)) {
                throw refused(parameter);
            }
            return value;
        }

        @Override
        public String offered() {
            return "one of " + String.join(", ", allowed);
        }
    }

    /** Codes that the record knows; which those are, only the database can tell. */
    record Codes(CodeList list) implements Values {
        @Override
        public Object read(String parameter, String value) {
            return value;
        }

        @Override
        public String offered() {
            return list.offered();
        }
    }

    /** The refusal of a value; it names the parameter and never repeats the value. */
    default RuntimeException refused(String parameter) {
        return QueryRule.BAD_FILTER.exception("The parameter %s takes %s".formatted(parameter, offered()));
    }
}

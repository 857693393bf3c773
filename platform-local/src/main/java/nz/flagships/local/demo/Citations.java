package nz.flagships.local.demo;

import java.time.Instant;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nz.flagships.events.PartialDate;
import nz.flagships.local.demo.DemoRows.Row;
import org.jspecify.annotations.Nullable;

/** When the sources of the demonstration were published. */
final class Citations {
    /** For what rests on no publication: the demonstration ends with 2019. */
    static final Instant DEFINED = Instant.parse("2019-12-31T00:00:00Z");

    private final Map<String, PartialDate> published = new HashMap<>();

    Citations() {
        for (Row row : DemoRows.of("sources")) {
            published.put(row.text("source"), new PartialDate(row.text("published")));
        }
    }

    /**
     * When a source made its facts known: the latest day it can have been published. A fact is then never taken as known
     * before it was.
     */
    Instant knownFrom(@Nullable String source) {
        if (source == null) {
            return DEFINED;
        }
        PartialDate date = published.get(source);
        if (date == null) {
            throw new IllegalArgumentException(
                    "The demonstration names the source " + source + " but does not list it");
        }
        return date.latest().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * Whether the citation itself gives the date as far as it is on record: the year, the month by name, the day. Where
     * it does not, the date is inferred.
     */
    static boolean gives(String citation, PartialDate published) {
        String text = published.text();
        return hasWord(citation, text.substring(0, 4))
                && (text.length() < 7
                        || hasWord(
                                citation,
                                Month.of(Integer.parseInt(text.substring(5, 7)))
                                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
                && (text.length() < 10 || hasWord(citation, Integer.toString(Integer.parseInt(text.substring(8)))));
    }

    private static boolean hasWord(String text, String word) {
        return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
    }
}

package nz.flagships.eventstore.inbox;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How somebody spells what it has read: how much of its agency's, and of its roles' where they have been told of anything.
 * {@code 7}; {@code 7~national-office.3}. Each is counted apart, so that whoever is given a role
 * later finds all that was told to it, and nobody learns how much was told to others.
 */
final class Read {
    private static final Pattern SPELT = Pattern.compile("(\\d{1,18})((?:~[a-z-]{1,40}\\.\\d{1,18}){0,20})");
    private static final Pattern PART = Pattern.compile("~([a-z-]+)\\.(\\d+)");
    private static final String ROLE = "role/";

    private Read() {}

    /** By addressee; nothing where it is not spelt as a position is. */
    static Optional<Map<String, Long>> spelt(String position, String agency) {
        Matcher whole = SPELT.matcher(position);
        if (!whole.matches()) {
            return Optional.empty();
        }
        Map<String, Long> read = new TreeMap<>();
        read.put(agency, Long.parseLong(whole.group(1)));
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            read.put(ROLE + part.group(1), Long.parseLong(part.group(2)));
        }
        return Optional.of(read);
    }

    /** What {@link #spelt} reads back. */
    static String spell(SortedMap<String, Long> read, String agency) {
        StringBuilder position = new StringBuilder().append(read.getOrDefault(agency, 0L));
        read.forEach((addressee, number) -> {
            if (number > 0 && addressee.startsWith(ROLE)) {
                position.append('~')
                        .append(addressee, ROLE.length(), addressee.length())
                        .append('.')
                        .append(number);
            }
        });
        return position.toString();
    }
}

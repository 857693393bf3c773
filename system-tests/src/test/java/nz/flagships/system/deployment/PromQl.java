package nz.flagships.system.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a query of Prometheus asks for, as far as it takes to know whether anybody emits it. */
final class PromQl {
    /**
     * A metric as a query names it.
     *
     * @param metric its name
     * @param labels the labels that it is chosen by
     */
    record Selector(String metric, Set<String> labels) {}

    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "unless",
            "bool",
            "offset",
            "inf",
            "nan",
            "start",
            "end",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LISTS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern DURATION = Pattern.compile("\\[[^\\]]*\\]|\\boffset\\s+[0-9a-z]+|\\b[0-9][0-9a-z.]*");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"\"");

    private PromQl() {}

    /** Every metric that is asked for, once per place. */
    static List<Selector> selectors(String query) {
        // What stands in texts is none of ours, and may hold braces.
        String bare = LISTS.matcher(TEXT.matcher(query).replaceAll("\"\"")).replaceAll(" ");
        List<Selector> found = new ArrayList<>();
        Matcher name = NAME.matcher(bare);
        int from = 0;
        while (name.find(from)) {
            int after = name.end();
            // Inside braces there are labels and texts, which belong to the metric before.
            int brace = bare.indexOf('{', from);
            if (brace >= 0 && brace < name.start()) {
                from = bare.indexOf('}', brace) + 1;
                continue;
            }
            String word = name.group();
            String rest = bare.substring(after).stripLeading();
            boolean number = name.start() > 0 && Character.isDigit(bare.charAt(name.start() - 1));
            boolean inDuration =
                    DURATION.matcher(bare).results().anyMatch(d -> d.start() <= name.start() && name.start() < d.end());
            if (!rest.startsWith("(") && !number && !inDuration && !WORDS.contains(word)) {
                Set<String> labels = new TreeSet<>();
                if (rest.startsWith("{")) {
                    Matcher label = LABEL.matcher(rest.substring(0, rest.indexOf('}')));
                    while (label.find()) {
                        labels.add(label.group(1));
                    }
                }
                found.add(new Selector(word, labels));
            }
            from = after;
        }
        return found;
    }
}

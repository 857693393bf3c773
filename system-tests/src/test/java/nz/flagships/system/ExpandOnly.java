package nz.flagships.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration may not do while the version before still runs beside: take away, rename, or ask more of a row than
 * that version gives. A table that the same file creates is nobody's yet and may be treated at will.
 */
final class ExpandOnly {
    private record Rule(Pattern breaks, String why) {}

    private static final String NAME = "(?:if exists |if not exists |only )*([a-z0-9_.\"]+)";
    private static final Pattern CREATED = Pattern.compile("create (?:unlogged )?table " + NAME);
    private static final Pattern ALTERED = Pattern.compile("alter table " + NAME + " (.*)");
    private static final Pattern UNIQUE_INDEX =
            Pattern.compile("create unique index (?:concurrently )?(?:if not exists )?\\S* ?on " + NAME + ".*");

    private static final List<Rule> STATEMENTS = List.of(
            new Rule(
                    Pattern.compile("drop (table|view|materialized view|schema|type|sequence|function|trigger) .*"),
                    "takes away what the version before may use"),
            new Rule(Pattern.compile("truncate .*"), "throws rows away"),
            new Rule(Pattern.compile("delete from .*"), "throws rows away"),
            new Rule(Pattern.compile("alter (view|type|sequence|schema|function) .* rename .*"), "renames"));

    private static final List<Rule> ALTERATIONS = List.of(
            new Rule(Pattern.compile(".*\\brename\\b.*"), "renames"),
            new Rule(
                    Pattern.compile(".*\\bdrop (column )?(?!constraint\\b|not null\\b)(if exists )?[a-z0-9_\"]+.*"),
                    "takes a column or its default away"),
            new Rule(
                    Pattern.compile(".*\\balter (column )?\\S+ (set data )?type\\b.*"),
                    "changes the type of a column, and rewrites the table under a lock"),
            new Rule(
                    Pattern.compile(".*\\bset not null\\b.*"), "asks for a value that the version before may not give"),
            new Rule(
                    Pattern.compile(".*\\badd (constraint|check|unique|primary|foreign|exclude)\\b.*"),
                    "forbids rows that the version before may write"));

    private static final Pattern NEW_COLUMN = Pattern.compile(
            "\\badd (?:column )?(?:if not exists )?(?!constraint|check|unique|primary|foreign|exclude)[^,]*");

    private ExpandOnly() {}

    /** What is wrong with a migration, one sentence for each fault; none for one that only expands. */
    static List<String> faults(String sql) {
        List<String> faults = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (String statement : statements(sql)) {
            Matcher created = CREATED.matcher(statement);
            if (created.find()) {
                own.add(created.group(1));
            }
            for (Rule rule : STATEMENTS) {
                if (rule.breaks.matcher(statement).matches()) {
                    faults.add(shortened(statement) + ": " + rule.why);
                }
            }
            Matcher index = UNIQUE_INDEX.matcher(statement);
            if (index.matches() && !own.contains(index.group(1))) {
                faults.add(shortened(statement) + ": forbids rows that the version before may write");
            }
            Matcher altered = ALTERED.matcher(statement);
            if (altered.matches() && !own.contains(altered.group(1))) {
                faults.addAll(alteration(statement, altered.group(2)));
            }
        }
        return faults;
    }

    private static List<String> alteration(String statement, String what) {
        List<String> faults = new ArrayList<>();
        for (Rule rule : ALTERATIONS) {
            if (rule.breaks.matcher(what).matches()) {
                faults.add(shortened(statement) + ": " + rule.why);
            }
        }
        Matcher column = NEW_COLUMN.matcher(what);
        while (column.find()) {
            String added = column.group();
            if (added.contains("not null") && !added.contains("default") && !added.contains("generated")) {
                faults.add(shortened(statement) + ": a new column that must be given, and has no default");
            }
        }
        return faults;
    }

    /** Without comments, in lower case, with single blanks. A block's statements count one by one. */
    private static List<String> statements(String sql) {
        String plain = sql.replaceAll("(?m)--.*$", " ")
                .replaceAll("(?s)/\\*.*?\\*/", " ")
                // What a function does when it is called is no part of the migration.
                .replaceAll("(?is)(create (?:or replace )?(?:function|procedure)\\b.*?)\\$(\\w*)\\$.*?\\$\\2\\$", "$1")
                .replaceAll("'(?:[^']|'')*'", "''")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
        List<String> statements = new ArrayList<>();
        for (String part : plain.split(";|\\bbegin\\b|\\bthen\\b|\\bloop\\b|\\belse\\b")) {
            if (!part.isBlank()) {
                statements.add(part.strip());
            }
        }
        return statements;
    }

    private static String shortened(String statement) {
        return statement.length() > 90 ? statement.substring(0, 90) + "…" : statement;
    }
}

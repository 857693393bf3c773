package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a list is: the record of its rows, from which its columns come; what identifies a row, which is also the order
 * unless another is asked for; and the parameters that are its own.
 *
 * @param <R> the record of its rows
 */
public final class Listing<R> {
    private final String title;
    private final Class<R> row;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Column> key;
    private final Map<String, Parameter> own;
    private final String example;
    private final SortedMap<String, Map<String, String>> words;

    private Listing(
            String title,
            Class<R> row,
            Map<String, Column> columns,
            List<String> key,
            Map<String, Parameter> own,
            String example) {
        this.title = title;
        this.row = row;
        this.columns.putAll(columns);
        this.key = key.stream().map(this::known).toList();
        this.own = own;
        this.example = example;
        this.words = ClosedLists.of(row);
    }

    /**
     * A list.
     *
     * @param title one sentence
     * @param key the columns that identify a row
     */
    public static <R> Listing<R> of(String title, Class<R> row, String... key) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Column.of(row).forEach(column -> columns.put(column.name(), column));
        return new Listing<>(title, row, columns, List.of(key), Map.of(), "");
    }

    /** The same with a parameter of its own, which the resource understands; it may shadow a column. */
    public Listing<R> with(Parameter parameter) {
        Map<String, Parameter> more = new LinkedHashMap<>(own);
        more.put(parameter.name(), parameter);
        return new Listing<>(title, row, columns, names(), more, example);
    }

    /** The same, where a column's type and name do not tell what may be asked of it. */
    public Listing<R> holding(String column, Values values) {
        Map<String, Column> other = new LinkedHashMap<>(columns);
        other.put(column, known(column).holding(values));
        return new Listing<>(title, row, other, names(), own, example);
    }

    /** The same with an example of a row, JSON, for the API's description. */
    public Listing<R> example(String json) {
        return new Listing<>(title, row, columns, names(), own, json);
    }

    private List<String> names() {
        return key.stream().map(Column::name).toList();
    }

    String title() {
        return title;
    }

    Class<R> row() {
        return row;
    }

    String example() {
        return example;
    }

    /** The codes that members of its rows may have, with words for people. */
    SortedMap<String, Map<String, String>> words() {
        return words;
    }

    /** The parameters that are its own. */
    Map<String, Parameter> own() {
        return own;
    }

    List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /** The columns a query may filter by. */
    Set<String> filters() {
        Set<String> names = new java.util.LinkedHashSet<>();
        columns.values().stream()
                .filter(c -> c.kind().isFiltered() && !own.containsKey(c.name()))
                .forEach(c -> names.add(c.name()));
        return names;
    }

    Column known(String column) {
        Column known = columns.get(column);
        if (known == null) {
            throw new IllegalArgumentException("The list has no column " + column);
        }
        return known;
    }

    /** The order that was asked for, made whole by the key. */
    List<Sort> order(String spelling) {
        List<Sort> order = new ArrayList<>();
        if (!spelling.isEmpty()) {
            for (String part : Arrays.asList(spelling.split(",", -1))) {
                boolean down = part.startsWith("-");
                Column column = columns.get(down ? part.substring(1) : part);
                if (column == null || !column.kind().isSorted()) {
                    throw QueryRule.BAD_SORT.exception("One can sort by "
                            + columns.values().stream()
                                    .filter(each -> each.kind().isSorted())
                                    .map(Column::name)
                                    .collect(Collectors.joining(", ")));
                }
                if (order.stream().anyMatch(sort -> sort.column().equals(column))) {
                    throw QueryRule.BAD_SORT.exception(column.name() + " is there twice");
                }
                order.add(new Sort(column, down, !key.contains(column) && column.values() == Values.PROSE));
            }
        }
        key.forEach(column -> order.add(new Sort(column, false, false)));
        return order;
    }

    /**
     * One column of an order.
     *
     * @param prose whether it is ordered by how its texts begin: the place to go on from, which an address carries, holds no
     *     whole texts
     */
    record Sort(Column column, boolean down, boolean prose) implements Comparator<JsonNode> {
        /** How many characters of a prose order it; where they are the same, the key does. */
        static final int BEGINNING = 64;

        /** The value in a row that it is ordered by. */
        JsonNode in(JsonNode row) {
            JsonNode value = column.in(row);
            if (!prose || !value.isTextual()) {
                return value;
            }
            String text = value.textValue();
            return text.codePointCount(0, text.length()) <= BEGINNING
                    ? value
                    : TextNode.valueOf(text.substring(0, text.offsetByCodePoints(0, BEGINNING)));
        }

        @Override
        public int compare(JsonNode a, JsonNode b) {
            return compareValues(in(a), in(b));
        }

        int compareValues(JsonNode a, JsonNode b) {
            int order = Column.compare(a, b);
            // What is not known comes last either way.
            boolean known = !a.isNull() && !a.isMissingNode() && !b.isNull() && !b.isMissingNode();
            return down && known ? -order : order;
        }
    }
}

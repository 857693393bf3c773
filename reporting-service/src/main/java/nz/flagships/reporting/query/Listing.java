package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Map<String, String> own;
    private final String example;

    private Listing(String title, Class<R> row, List<String> key, Map<String, String> own, String example) {
        this.title = title;
        this.row = row;
        Column.of(row).forEach(column -> columns.put(column.name(), column));
        this.key = key.stream().map(this::known).toList();
        this.own = own;
        this.example = example;
    }

    /**
     * A list.
     *
     * @param title one sentence
     * @param key the columns that identify a row
     */
    public static <R> Listing<R> of(String title, Class<R> row, String... key) {
        return new Listing<>(title, row, List.of(key), Map.of(), "");
    }

    /** The same with a parameter of its own, which the resource understands; it may shadow a column. */
    public Listing<R> with(String parameter, String description) {
        Map<String, String> more = new LinkedHashMap<>(own);
        more.put(parameter, description);
        return new Listing<>(title, row, key.stream().map(Column::name).toList(), more, example);
    }

    /** The same with an example of a row, JSON, for the API's description. */
    public Listing<R> example(String json) {
        return new Listing<>(title, row, key.stream().map(Column::name).toList(), own, json);
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

    /** The parameters that are its own, with their descriptions. */
    Map<String, String> own() {
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
                    throw QueryRule.BAD_SORT.exception();
                }
                order.add(new Sort(column, down));
            }
        }
        key.forEach(column -> order.add(new Sort(column, false)));
        return order;
    }

    /** One column of an order. */
    record Sort(Column column, boolean down) implements Comparator<JsonNode> {
        @Override
        public int compare(JsonNode a, JsonNode b) {
            return compareValues(column.in(a), column.in(b));
        }

        int compareValues(JsonNode a, JsonNode b) {
            int order = Column.compare(a, b);
            // What is not known comes last either way.
            boolean known = !a.isNull() && !a.isMissingNode() && !b.isNull() && !b.isMissingNode();
            return down && known ? -order : order;
        }
    }
}

package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a list. The syntax is the same for every one: {@code column=a,b} filters, {@code sort=column,-column},
 * {@code limit}, {@code after} and {@code format}; a parameter that is not known is refused, and so is a value that it cannot
 * have, so that a misspelt filter is not an answer to another question.
 */
public final class Query {
    /** The most rows of one answer. */
    public static final int MOST = 1000;

    /** What asks for rows where nothing is known; in quotation marks it is the word. */
    static final String NULL = "null";

    /** The parameters of every list. */
    static final List<String> OF_EVERY_LIST = List.of("sort", "limit", "after", "format");

    private record Anything(String key) {}

    /** Asks for everything, in any order. */
    static final Query ALL = new Query(Listing.of("Everything", Anything.class), Map.of(), true);

    static final int USUAL = 100;
    /** Of a place to go on from; the edge takes an address with one that long. */
    private static final int LONGEST_TOKEN = 8000;

    private static final int MOST_VALUES = 1000;

    /** What is reckoned here is stopped by no database; but looking at the clock costs something too. */
    private static final int LOOKED_AFTER = 64;

    private final Map<Column, List<Object>> filters = new LinkedHashMap<>();
    private final Map<String, List<String>> own = new LinkedHashMap<>();
    private final Map<String, Codes> codes = new LinkedHashMap<>();
    private final List<Listing.Sort> order;
    private final String sort;
    private final @Nullable Integer limit;
    private final @Nullable ArrayNode after;
    private final boolean csv;

    private record Codes(CodeList list, List<String> asked) {}

    private Query(Listing<?> listing, Map<String, List<String>> parameters, boolean prefersCsv) {
        String sorted = "";
        Integer most = null;
        String token = null;
        Boolean asCsv = null;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = String.join(",", parameter.getValue());
            switch (name) {
                case "sort" -> sorted = value.isEmpty() ? "," : value;
                case "limit" -> most = limit(value);
                case "after" -> token = value;
                case "format" ->
                    asCsv = switch (value) {
                        case "csv" -> true;
                        case "json" -> false;
                        default -> throw QueryRule.BAD_FORMAT.exception();
                    };
                default -> {
                    Parameter mine = listing.own().get(name);
                    if (mine != null) {
                        own.put(name, read(mine, parameter.getValue()));
                        note(name, mine.values(), own.getOrDefault(name, List.of()));
                    } else if (listing.filters().contains(name)) {
                        filter(listing.known(name), parameter.getValue());
                    } else {
                        throw unknownParameter(name, names(listing));
                    }
                }
            }
        }
        this.sort = sorted;
        this.order = listing.order(sorted);
        this.limit = most;
        this.after = token == null ? null : place(token);
        this.csv = asCsv == null ? prefersCsv : asCsv;
    }

    /**
     * Reads a query.
     *
     * @param parameters of the address, decoded
     * @param prefersCsv whether CSV is wanted where the query does not say
     */
    static Query of(Listing<?> listing, Map<String, List<String>> parameters, boolean prefersCsv) {
        return new Query(listing, parameters, prefersCsv);
    }

    /** What was asked of a graph, whose parameters are all its own. */
    static Map<String, String> ofGraph(
            Map<String, Parameter> known, Map<String, List<String>> parameters, Connection connection)
            throws SQLException {
        Map<String, String> asked = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
            Parameter parameter = known.get(each.getKey());
            if (parameter == null) {
                throw unknownParameter(each.getKey(), known.keySet());
            }
            List<String> values = read(parameter, each.getValue());
            if (parameter.values() instanceof Values.Codes of) {
                of.list().check(connection, parameter.name(), values);
            }
            asked.put(parameter.name(), values.getFirst());
        }
        return asked;
    }

    private static Set<String> names(Listing<?> listing) {
        Set<String> names = new TreeSet<>(listing.filters());
        names.addAll(listing.own().keySet());
        names.addAll(OF_EVERY_LIST);
        return names;
    }

    private static RuntimeException unknownParameter(String name, Set<String> known) {
        String nearest = CodeList.nearest(name, known);
        return QueryRule.UNKNOWN_PARAMETER.exception(
                nearest == null
                        ? "Known here are " + String.join(", ", new TreeSet<>(known))
                        : "The nearest one that is known here is " + nearest);
    }

    private static List<String> read(Parameter parameter, List<String> given) {
        List<String> values = new ArrayList<>();
        for (Spelt each : split(parameter.name(), given)) {
            parameter.values().read(parameter.name(), each.text());
            values.add(each.text());
        }
        if (!parameter.many() && values.size() > 1) {
            throw QueryRule.ONE_VALUE.exception("The parameter is " + parameter.name());
        }
        return List.copyOf(values);
    }

    private void filter(Column column, List<String> given) {
        List<Object> wanted = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Spelt each : split(column.name(), given)) {
            if (!each.quoted() && each.text().equals(NULL)) {
                wanted.add(Column.NOTHING);
            } else {
                wanted.add(column.values().read(column.name(), each.text()));
                texts.add(each.text());
            }
        }
        filters.put(column, List.copyOf(wanted));
        note(column.name(), column.values(), texts);
    }

    private void note(String parameter, Values values, List<String> asked) {
        if (values instanceof Values.Codes of) {
            codes.put(parameter, new Codes(of.list(), asked));
        }
    }

    /**
     * Refuses what only the database can tell: a code that nobody knows.
     *
     * @throws nz.flagships.rest.ProblemException that names the parameter
     */
    void check(Connection connection) throws SQLException {
        for (Map.Entry<String, Codes> each : codes.entrySet()) {
            each.getValue()
                    .list()
                    .check(connection, each.getKey(), each.getValue().asked());
        }
    }

    // ---- how values are written -------------------------------------------------------------------------------------

    private record Spelt(String text, boolean quoted) {}

    /**
     * Several values are separated by commas, or given by the parameter several times. One with a comma in it stands in
     * quotation marks, and a quotation mark in those is written twice, as in CSV.
     */
    private static List<Spelt> split(String parameter, List<String> given) {
        List<Spelt> all = new ArrayList<>();
        for (String text : given) {
            int at = 0;
            do {
                StringBuilder value = new StringBuilder();
                boolean quoted = at < text.length() && text.charAt(at) == '"';
                if (quoted) {
                    at = quoted(parameter, text, at + 1, value);
                } else {
                    int comma = text.indexOf(',', at);
                    int end = comma < 0 ? text.length() : comma;
                    value.append(text, at, end);
                    at = end;
                }
                if (value.isEmpty()) {
                    throw QueryRule.EMPTY_VALUE.exception("The parameter is " + parameter);
                }
                if (value.indexOf("\0") >= 0) {
                    throw QueryRule.BAD_FILTER.exception("The parameter %s has U+0000 in it".formatted(parameter));
                }
                all.add(new Spelt(value.toString(), quoted));
                at++;
            } while (at <= text.length());
        }
        if (all.size() > MOST_VALUES) {
            throw QueryRule.TOO_MANY_QUESTIONS.exception("The parameter is " + parameter);
        }
        return all;
    }

    private static int quoted(String parameter, String text, int from, StringBuilder to) {
        int at = from;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                boolean twice = at + 1 < text.length() && text.charAt(at + 1) == '"';
                if (!twice) {
                    if (at + 1 == text.length() || text.charAt(at + 1) == ',') {
                        return at + 1;
                    }
                    break;
                }
                at++;
            }
            to.append(text.charAt(at));
            at++;
        }
        throw QueryRule.BAD_FILTER.exception(
                "The parameter %s has a value whose quotation marks do not fit".formatted(parameter));
    }

    // ---- what was asked ---------------------------------------------------------------------------------------------

    /** The values of a parameter that is the list's own; empty where it was not given. */
    public List<String> own(String parameter) {
        return own.getOrDefault(parameter, List.of());
    }

    /** Whether it asks for CSV. */
    boolean csv() {
        return csv;
    }

    /** Whether it asks for all there is: a download that says nothing of how many. */
    public boolean isWhole() {
        return csv && limit == null;
    }

    /** The filters as they were asked, for the name of a download: columns and the list's own. */
    Map<String, List<String>> asked() {
        Map<String, List<String>> asked = new LinkedHashMap<>(own);
        filters.forEach((column, wanted) -> asked.put(
                column.name(),
                wanted.stream()
                        .map(each -> each.equals(Column.NOTHING) ? NULL : each.toString())
                        .toList()));
        return asked;
    }

    /** What each column is wanted to hold; all of them must fit. */
    Map<Column, List<Object>> filters() {
        return filters;
    }

    /** The order, made whole by the key. */
    List<Listing.Sort> order() {
        return order;
    }

    /** Whether another order than the list's own is asked for. */
    public boolean isSorted() {
        return !sort.isEmpty();
    }

    /** The values of the order's columns in the row to go on from; null where it is from the first one. */
    @Nullable
    ArrayNode after() {
        return after;
    }

    /** The value of a column of the list's key in the row to go on from, where rows come by their key; else null. */
    public @Nullable String after(String column) {
        if (after == null || isSorted()) {
            return null;
        }
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).column().name().equals(column)) {
                return after.get(i).isNull() ? null : after.get(i).asText();
            }
        }
        return null;
    }

    /** How many rows a page has. */
    int pageSize() {
        return limit == null ? USUAL : limit;
    }

    // ---- cutting it out ---------------------------------------------------------------------------------------------

    /** One page of an answer. */
    record Page(List<ObjectNode> rows, @Nullable String next) {}

    /** Filters, sorts, and cuts the page out; of all rows it never keeps more than the page and one. */
    <R> Page page(Rows<R> all) throws SQLException {
        int most = pageSize();
        boolean ordered = all.ordered(this);
        boolean begun = all.beyond(this);
        PriorityQueue<ObjectNode> last = new PriorityQueue<>((a, b) -> compare(b, a));
        List<ObjectNode> rows = new ArrayList<>();
        long until =
                System.nanoTime() + Duration.ofMillis(ReadModels.MOST_MILLIS).toNanos();
        int[] looked = {0};
        all.each(this, one -> {
            if (++looked[0] % LOOKED_AFTER == 0 && System.nanoTime() - until > 0) {
                throw ReadModels.tooLong();
            }
            ObjectNode row = (ObjectNode) Json.tree(one);
            if (begun ? !isMeant(row) : !wants(row)) {
                return true;
            }
            if (ordered) {
                rows.add(row);
                return rows.size() <= most;
            }
            last.add(row);
            if (last.size() > most + 1) {
                last.poll();
            }
            return true;
        });
        if (!ordered) {
            rows.addAll(last);
            rows.sort(this::compare);
        }
        if (rows.size() <= most) {
            return new Page(rows, null);
        }
        List<ObjectNode> page = rows.subList(0, most);
        return new Page(page, token(page.getLast()));
    }

    /** Whether a row is asked for, and lies beyond the place to go on from. */
    boolean wants(JsonNode row) {
        return isMeant(row) && isBeyond(row);
    }

    private boolean isMeant(JsonNode row) {
        for (Map.Entry<Column, List<Object>> filter : filters.entrySet()) {
            Column column = filter.getKey();
            JsonNode value = column.in(row);
            if (filter.getValue().stream().noneMatch(wanted -> column.matches(value, wanted))) {
                return false;
            }
        }
        return true;
    }

    int compare(JsonNode a, JsonNode b) {
        for (Listing.Sort by : order) {
            int order = by.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    // The place is the values of the last row shown, not a count: rows that come meanwhile move nothing.
    private boolean isBeyond(JsonNode row) {
        if (after == null) {
            return true;
        }
        for (int i = 0; i < order.size(); i++) {
            int difference = order.get(i).compareValues(order.get(i).in(row), after.get(i));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }

    private String token(JsonNode row) {
        ArrayNode place = Json.MAPPER.createArrayNode();
        place.add(sort);
        for (Listing.Sort by : order) {
            JsonNode value = by.in(row);
            place.add(value.isMissingNode() ? NullNode.getInstance() : value);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ArrayNode place(String token) {
        try {
            if (token.length() <= LONGEST_TOKEN
                    && Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token)) instanceof ArrayNode place
                    && place.size() == order.size() + 1
                    && place.remove(0).asText().equals(sort)
                    && fits(place)) {
                return place;
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not one of ours: said below.
        }
        throw QueryRule.BAD_AFTER.exception();
    }

    private boolean fits(ArrayNode place) {
        for (int i = 0; i < order.size(); i++) {
            if (!order.get(i).column().mayHold(place.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static int limit(String value) {
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw QueryRule.BAD_LIMIT.exception();
    }
}

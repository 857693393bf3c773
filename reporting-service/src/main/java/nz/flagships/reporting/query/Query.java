package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a list. The syntax is the same for every one: {@code column=a,b} filters, {@code sort=column,-column},
 * {@code limit}, {@code after} and {@code format}; a parameter that is not known is refused, so that a misspelt filter is
 * not an answer to another question.
 */
public final class Query {
    /** The most rows of one answer. */
    public static final int MOST = 1000;

    private static final int USUAL = 100;
    private static final int LONGEST_TOKEN = 4000;

    private final Map<String, List<Object>> filters = new LinkedHashMap<>();
    private final Map<String, List<String>> own = new LinkedHashMap<>();
    private final List<Listing.Sort> order;
    private final Listing<?> listing;
    private final String sort;
    private final int limit;
    private final @Nullable ArrayNode after;
    private final @Nullable Boolean csv;

    private Query(Listing<?> listing, Map<String, List<String>> parameters) {
        this.listing = listing;
        String sorted = "";
        String limited = Integer.toString(USUAL);
        String token = null;
        Boolean asCsv = null;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = String.join(",", parameter.getValue());
            switch (name) {
                case "sort" -> sorted = value;
                case "limit" -> limited = value;
                case "after" -> token = value;
                case "format" ->
                    asCsv = switch (value) {
                        case "csv" -> true;
                        case "json" -> false;
                        default -> throw QueryRule.BAD_FORMAT.exception();
                    };
                default -> {
                    List<String> values = Arrays.asList(value.split(",", -1));
                    if (listing.own().containsKey(name)) {
                        own.put(name, values);
                    } else if (listing.filters().contains(name)) {
                        Column column = listing.known(name);
                        filters.put(name, values.stream().map(column::wanted).toList());
                    } else {
                        throw QueryRule.UNKNOWN_PARAMETER.exception();
                    }
                }
            }
        }
        this.sort = sorted;
        this.order = listing.order(sorted);
        this.limit = limit(limited);
        this.after = token == null ? null : place(token);
        this.csv = asCsv;
    }

    /** @param parameters of the address, decoded */
    static Query of(Listing<?> listing, Map<String, List<String>> parameters) {
        return new Query(listing, parameters);
    }

    /** The values of a parameter that is the list's own; empty where it was not given. */
    public List<String> own(String parameter) {
        return own.getOrDefault(parameter, List.of());
    }

    /** CSV or JSON where the query says so; null where the header has the say. */
    @Nullable
    Boolean csv() {
        return csv;
    }

    /** One page of an answer. */
    record Page(List<ObjectNode> rows, @Nullable String next) {}

    /** Filters, sorts, and cuts the page out. */
    Page page(Iterable<?> all) {
        List<ObjectNode> rows = new ArrayList<>();
        for (Object one : all) {
            ObjectNode row = (ObjectNode) Json.tree(one);
            if (passes(row) && isBeyond(row)) {
                rows.add(row);
            }
        }
        rows.sort(this::compare);
        if (rows.size() <= limit) {
            return new Page(rows, null);
        }
        List<ObjectNode> page = rows.subList(0, limit);
        return new Page(page, token(page.getLast()));
    }

    private boolean passes(JsonNode row) {
        for (Map.Entry<String, List<Object>> filter : filters.entrySet()) {
            Column column = listing.known(filter.getKey());
            JsonNode value = column.in(row);
            if (filter.getValue().stream().noneMatch(wanted -> column.matches(value, wanted))) {
                return false;
            }
        }
        return true;
    }

    private int compare(JsonNode a, JsonNode b) {
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
            int difference = order.get(i).compareValues(order.get(i).column().in(row), after.get(i));
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
            JsonNode value = by.column().in(row);
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
                    && place.remove(0).asText().equals(sort)) {
                return place;
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not one of ours: said below.
        }
        throw QueryRule.BAD_AFTER.exception();
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

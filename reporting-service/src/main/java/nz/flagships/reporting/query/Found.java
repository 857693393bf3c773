package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a list has to say.
 *
 * @param rows before filters, sorting and paging
 * @param definitions what the rows of a page mean, by name
 * @param about more about what the answer is as of, by name
 * @param synthetic whether it rests on anything synthetic that its rows do not say themselves
 */
public record Found<R>(
        Rows<R> rows,
        Function<List<? extends JsonNode>, Map<String, Object>> definitions,
        Map<String, Object> about,
        boolean synthetic) {
    /** A few rows that are there already. */
    public Found(List<R> rows, Map<String, Object> definitions, Map<String, Object> about, boolean synthetic) {
        this(Rows.of(rows), page -> definitions, about, synthetic);
    }

    /** A few rows that speak for themselves. */
    public static <R> Found<R> of(List<R> rows) {
        return of(Rows.of(rows));
    }

    /** Rows that speak for themselves. */
    public static <R> Found<R> of(Rows<R> rows) {
        return new Found<>(rows, page -> Map.of(), Map.of(), false);
    }

    /** The same, and what its rows mean. */
    public Found<R> defining(Map<String, Object> definitions) {
        return new Found<>(rows, page -> definitions, about, synthetic);
    }

    /** The same, and what the rows of a page mean. */
    public Found<R> explaining(Function<List<? extends JsonNode>, Map<String, Object>> definitions) {
        return new Found<>(rows, definitions, about, synthetic);
    }

    /** The same, and what else the answer is as of. */
    public Found<R> about(Map<String, Object> more) {
        return new Found<>(rows, definitions, more, synthetic);
    }
}

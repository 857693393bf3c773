package nz.flagships.reporting.query;

import java.util.List;
import java.util.Map;

/**
 * What a list has to say.
 *
 * @param rows before filters, sorting and paging
 * @param definitions what the rows mean, by name
 * @param about more about what the answer is as of, by name
 * @param synthetic whether it rests on anything synthetic that its rows do not say themselves
 */
public record Found<R>(List<R> rows, Map<String, Object> definitions, Map<String, Object> about, boolean synthetic) {
    public Found {
        rows = List.copyOf(rows);
    }

    /** Rows that speak for themselves. */
    public static <R> Found<R> of(List<R> rows) {
        return new Found<>(rows, Map.of(), Map.of(), false);
    }

    /** The same, and what its rows mean. */
    public Found<R> defining(Map<String, Object> definitions) {
        return new Found<>(rows, definitions, about, synthetic);
    }
}

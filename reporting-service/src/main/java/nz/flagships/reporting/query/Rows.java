package nz.flagships.reporting.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows one after the other, as they are read. Nobody holds all of them: a page keeps its own, a download writes each away.
 *
 * @param <R> the record of the rows
 */
@FunctionalInterface
public interface Rows<R> {
    /** Offers rows until there are no more, or enough. What cannot be filtered here is filtered by the taker. */
    void each(Query query, Taker<R> to) throws SQLException;

    /** Whether they come in the order that the query asks for, from where it goes on. */
    default boolean ordered(Query query) {
        return false;
    }

    /**
     * Whether none comes that lies before the place that the query goes on from. Nobody looks again then, who might compare
     * otherwise.
     */
    default boolean beyond(Query query) {
        return false;
    }

    /** Takes rows. */
    @FunctionalInterface
    interface Taker<R> {
        /** Takes one; answers whether another is wanted. */
        boolean take(R row) throws SQLException;
    }

    /** Few rows, that are there already. */
    static <R> Rows<R> of(List<R> rows) {
        return (query, to) -> {
            for (R row : rows) {
                if (!to.take(row)) {
                    return;
                }
            }
        };
    }

    /** Puts rows together of what was read, so many at a time. */
    @FunctionalInterface
    interface Assembly<K, R> {
        /** A row for each, in the same order. */
        List<R> of(List<K> read) throws SQLException;
    }

    /**
     * Rows that are put together of more than one query.
     *
     * @param read what there is a row for
     * @param most how many are put together at once
     */
    static <K, R> Rows<R> assembled(Rows<K> read, int most, Assembly<K, R> assembly) {
        return new Rows<>() {
            @Override
            public void each(Query query, Taker<R> to) throws SQLException {
                int atOnce = query.isWhole() ? most : Math.min(most, query.pageSize() + 1);
                List<K> waiting = new ArrayList<>();
                boolean[] enough = {false};
                read.each(query, one -> {
                    waiting.add(one);
                    if (waiting.size() < atOnce) {
                        return true;
                    }
                    enough[0] = !give(assembly.of(List.copyOf(waiting)), to);
                    waiting.clear();
                    return !enough[0];
                });
                if (!enough[0] && !waiting.isEmpty()) {
                    give(assembly.of(List.copyOf(waiting)), to);
                }
            }

            @Override
            public boolean ordered(Query query) {
                return read.ordered(query);
            }

            @Override
            public boolean beyond(Query query) {
                return read.beyond(query);
            }
        };
    }

    private static <R> boolean give(List<R> rows, Taker<R> to) throws SQLException {
        for (R row : rows) {
            if (!to.take(row)) {
                return false;
            }
        }
        return true;
    }

    /** All of them; only where they are known to be few. */
    static <R> List<R> all(Rows<R> rows) throws SQLException {
        List<R> all = new ArrayList<>();
        rows.each(Query.ALL, row -> {
            all.add(row);
            return true;
        });
        return all;
    }
}

package nz.flagships.reporting.readmodel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of facts: its key and its own columns, and after them the columns every fact has. Rows are upserted.
 *
 * @param name of the table
 * @param key the columns of the primary key
 * @param columns the other columns of its own
 */
public record Table(String name, List<String> key, List<String> columns) {
    private static final List<String> OF_EVERY_FACT =
            List.of("basis", "source", "note", "inferred", "event_id", "said_at", "recorded_at", "known_at");

    /** A table whose first columns are its key. */
    public static Table of(String name, int keys, String... columns) {
        List<String> all = Arrays.asList(columns);
        return new Table(name, List.copyOf(all.subList(0, keys)), List.copyOf(all.subList(keys, all.size())));
    }

    /** Begins a batch of rows. */
    public Rows rows() {
        return new Rows(this);
    }

    private String upsert() {
        List<String> rest =
                Stream.concat(columns.stream(), OF_EVERY_FACT.stream()).toList();
        List<String> all = Stream.concat(key.stream(), rest.stream()).toList();
        return "insert into %s (%s) values (%s) on conflict (%s) do update set %s"
                .formatted(
                        name,
                        String.join(", ", all),
                        all.stream().map(c -> "?").collect(Collectors.joining(", ")),
                        String.join(", ", key),
                        rest.stream().map(c -> c + " = excluded." + c).collect(Collectors.joining(", ")));
    }

    /**
     * The rows of one batch, each key once: a later event replaces what an earlier one said. Written in the order of their
     * keys, so that two replicas cannot lock each other out.
     */
    public static final class Rows {
        private final Table table;
        private final SortedMap<String, List<@Nullable Object>> byKey = new TreeMap<>();

        private Rows(Table table) {
            this.table = table;
        }

        /** Adds what a fact says; the values are those of the table's own columns, in order. */
        public void add(Fact fact, @Nullable Object... values) {
            List<@Nullable Object> row = new ArrayList<>(Arrays.asList(values));
            if (row.size() != table.key.size() + table.columns.size()) {
                throw new IllegalArgumentException("The table " + table.name + " has other columns");
            }
            row.add(fact.provenance().basis().name());
            row.add(fact.provenance().source());
            row.add(fact.provenance().note());
            row.add(fact.provenance().inferred());
            row.add(fact.event().id());
            row.add(fact.event().time());
            row.add(fact.event().recordedAt());
            row.add(fact.event().knownAt());
            String key = row.subList(0, table.key.size()).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining("\u0001"));
            byKey.put(key, row);
        }

        /** Writes them in one round trip. */
        public void write(Connection connection) throws SQLException {
            if (byKey.isEmpty()) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(table.upsert())) {
                for (List<@Nullable Object> row : byKey.values()) {
                    for (int i = 0; i < row.size(); i++) {
                        set(connection, statement, i + 1, row.get(i));
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }

        private static void set(Connection connection, PreparedStatement statement, int at, @Nullable Object value)
                throws SQLException {
            switch (value) {
                case null -> statement.setNull(at, Types.NULL);
                case List<?> list -> statement.setArray(at, connection.createArrayOf("text", list.toArray()));
                case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
                case Enum<?> constant -> statement.setString(at, constant.name());
                default -> statement.setObject(at, value);
            }
        }
    }
}

package nz.flagships.projections.readmodel;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.projections.readmodel.Folding.Kept;
import nz.flagships.projections.readmodel.Shape.Column;
import org.jspecify.annotations.Nullable;

/** The table of a model: each of these is one statement, however many rows. */
final class ModelTable<R extends Record> {
    private static final List<Column> OF_EVERY_ROW = List.of(
            new Column("of_stream", "", Codec.of(String.class), false),
            new Column("of_version", "", Codec.of(long.class), false));

    private final ReadModel<R> model;
    private final List<Column> columns;
    private final List<Column> key;
    private final int[] keyPlaces;

    ModelTable(ReadModel<R> model) {
        this.model = model;
        this.columns = Stream.concat(model.shape().columns().stream(), OF_EVERY_ROW.stream())
                .toList();
        this.key = model.keyColumns().stream()
                .map(name -> columns.stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        this.keyPlaces =
                key.stream().mapToInt(column -> columns.indexOf(column) + 1).toArray();
    }

    /** The rows of some keys, those that there are. */
    Map<Key, Kept<R>> load(Connection connection, Collection<Key> keys) throws SQLException {
        String sql = "select %s from %s t join (select %s) k (%s) using (%s)"
                .formatted(
                        columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                        model.table(),
                        given(key),
                        names(key),
                        names(key));
        Map<Key, Kept<R>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            tell(connection, select, keys.stream().map(Key::parts).toList(), key.size());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    R read = model.shape().read(row);
                    List<String> parts = new ArrayList<>(keyPlaces.length);
                    for (int place : keyPlaces) {
                        parts.add(row.getString(place));
                    }
                    found.put(
                            new Key(parts),
                            new Kept<>(read, row.getString(columns.size() - 1), row.getLong(columns.size())));
                }
            }
        }
        return found;
    }

    /** Writes rows, new ones and others, in the order they come in. */
    void upsert(Connection connection, List<Kept<R>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "insert into %s (%s) select %s on conflict (%s) do update set %s"
                .formatted(
                        model.table(),
                        names(columns),
                        given(columns),
                        names(key),
                        columns.stream()
                                .filter(column -> !key.contains(column))
                                .map(column -> column.name() + " = excluded." + column.name())
                                .collect(Collectors.joining(", ")));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            List<List<@Nullable String>> values = new ArrayList<>();
            for (Kept<R> kept : rows) {
                List<@Nullable String> row =
                        new ArrayList<>(requireNonNull(kept.in(model.shape()).values()));
                row.add(kept.stream());
                row.add(Long.toString(kept.version()));
                values.add(row);
            }
            tell(connection, insert, values, columns.size());
            insert.executeUpdate();
        }
    }

    /** Takes rows away. */
    void delete(Connection connection, List<Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        String sql = "delete from %s where (%s) in (select %s)".formatted(model.table(), names(key), given(key));
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            tell(connection, delete, keys.stream().map(Key::parts).toList(), key.size());
            delete.executeUpdate();
        }
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String given(List<Column> columns) {
        return columns.stream()
                .map(column -> "unnest(?::text[])::" + column.codec().cast())
                .collect(Collectors.joining(", "));
    }

    private static void tell(
            Connection connection,
            PreparedStatement statement,
            List<? extends List<@Nullable String>> rows,
            int columns)
            throws SQLException {
        for (int i = 0; i < columns; i++) {
            int at = i;
            statement.setArray(
                    at + 1,
                    connection.createArrayOf(
                            "text", rows.stream().map(row -> row.get(at)).toArray()));
        }
    }
}

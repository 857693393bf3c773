package nz.flagships.reporting.readmodel;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.projections.readmodel.Shape;
import org.jspecify.annotations.Nullable;

/** A row that was read, in the types of the domain. */
public final class Row {
    private final ResultSet of;

    private Row(ResultSet of) {
        this.of = of;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Takes rows; answers whether another is wanted. */
    @FunctionalInterface
    public interface Taker {
        boolean take(Row row) throws SQLException;
    }

    /** Reads all rows of a query. A collection among the arguments becomes an array, for {@code = any(?)}. */
    public static <T> List<T> list(Connection connection, String sql, Reader<T> reader, @Nullable Object... arguments)
            throws SQLException {
        List<T> all = new ArrayList<>();
        each(
                connection,
                sql,
                0,
                row -> {
                    all.add(reader.read(row));
                    return true;
                },
                arguments);
        return all;
    }

    /**
     * Reads the rows of a query one after the other, so many at a time, until enough are taken. In a transaction; outside of
     * one PostgreSQL gives all of them at once.
     *
     * @param fetched so many at a time; 0 for all at once
     */
    public static void each(Connection connection, String sql, int fetched, Taker to, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(fetched);
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Collection<?> many) {
                    statement.setArray(i + 1, connection.createArrayOf("text", many.toArray()));
                } else {
                    statement.setObject(i + 1, arguments[i]);
                }
            }
            try (ResultSet found = statement.executeQuery()) {
                Row row = new Row(found);
                boolean wanted = true;
                while (wanted && found.next()) {
                    wanted = to.take(row);
                }
            }
        }
    }

    public String text(String column) throws SQLException {
        return of.getString(column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return of.getString(column);
    }

    public boolean flag(String column) throws SQLException {
        return of.getBoolean(column);
    }

    public int integer(String column) throws SQLException {
        return of.getInt(column);
    }

    public @Nullable Integer integerOrNull(String column) throws SQLException {
        return of.getObject(column, Integer.class);
    }

    public long number(String column) throws SQLException {
        return of.getLong(column);
    }

    public @Nullable BigDecimal decimal(String column) throws SQLException {
        BigDecimal value = of.getBigDecimal(column);
        // 1E+3 and 1000.0 are both 1000 to whoever reads JSON.
        return value == null
                ? null
                : value.scale() > 0 && value.stripTrailingZeros().scale() <= 0 ? value.setScale(0) : value;
    }

    public LocalDate day(String column) throws SQLException {
        return of.getObject(column, LocalDate.class);
    }

    public @Nullable LocalDate dayOrNull(String column) throws SQLException {
        return of.getObject(column, LocalDate.class);
    }

    public Instant instant(String column) throws SQLException {
        return of.getObject(column, OffsetDateTime.class).toInstant();
    }

    public <E extends Enum<E>> E one(Class<E> type, String column) throws SQLException {
        return Enum.valueOf(type, of.getString(column));
    }

    public <E extends Enum<E>> @Nullable E oneOrNull(Class<E> type, String column) throws SQLException {
        String name = of.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** Empty where the column is null. */
    public List<String> texts(String column) throws SQLException {
        Array array = of.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(Object::toString)
                        .toList();
    }

    /** The record that the columns of these names make. */
    public <R extends Record> R as(Shape<R> shape) throws SQLException {
        return shape.readNamed(of);
    }

    /** The provenance of a fact. */
    public Provenance provenance() throws SQLException {
        return new Provenance(
                one(Basis.class, "basis"), of.getString("source"), of.getString("note"), texts("inferred"));
    }
}

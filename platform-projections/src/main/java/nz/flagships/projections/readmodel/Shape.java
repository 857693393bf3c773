package nz.flagships.projections.readmodel;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a record: one per component, {@code due_on} for {@code dueOn}. A record inside it that is never null and has
 * several components has a column for each of those, {@code provenance_basis}; one that may be null is JSON.
 *
 * @param <R> the record
 */
public final class Shape<R extends Record> {
    private final List<Column> columns = new ArrayList<>();
    private final Parts<R> parts;

    private Shape(Class<R> type) {
        this.parts = new Parts<>(type, "", columns);
    }

    /** Of a record whose rows are read from somewhere else than a model's table. */
    public static <R extends Record> Shape<R> of(Class<R> type) {
        return new Shape<>(type);
    }

    /**
     * @param name {@code due_on}
     * @param component {@code dueOn}, with dots between the levels
     * @param codec how it is kept
     * @param nullable whether it may be null
     */
    record Column(String name, String component, Codec codec, boolean nullable) {
        String ddl() {
            return "%s %s%s".formatted(name, codec.sql(), nullable ? "" : " not null");
        }
    }

    List<Column> columns() {
        return columns;
    }

    /** The column of a component, {@code provenance_basis} of {@code provenance.basis}; null where it has none of its own. */
    public @Nullable String column(String component) {
        for (Column column : columns) {
            if (column.component.equals(component)) {
                return column.name;
            }
        }
        return null;
    }

    /** The columns by their components: {@code due_on} by {@code dueOn}. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        columns.forEach(column -> names.put(column.component, column.name));
        return names;
    }

    /** The values of a row, in the order of the columns. */
    List<@Nullable String> values(R row) {
        List<@Nullable String> values = new ArrayList<>(columns.size());
        parts.write(row, values);
        return values;
    }

    /** Reads a row whose first columns are these. */
    R read(ResultSet row) throws SQLException {
        return parts.read(row, new int[] {1});
    }

    /** Reads a row that has these columns, by their names, among others. */
    public R readNamed(ResultSet row) throws SQLException {
        int[] places = new int[columns.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = row.findColumn(columns.get(i).name);
        }
        return parts.read(row, places, new int[] {0});
    }

    /** The components of one record, those inside it too. */
    private static final class Parts<T> {
        private final Constructor<T> constructor;
        private final List<Part> parts = new ArrayList<>();

        private record Part(
                Method accessor,
                @Nullable Codec codec,
                @Nullable Parts<?> inside) {}

        Parts(Class<T> type, String prefix, List<Column> columns) {
            RecordComponent[] components = type.getRecordComponents();
            try {
                constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
            for (RecordComponent component : components) {
                boolean nullable = isNullable(component.getAnnotatedType());
                String name = prefix + component.getName();
                component.getAccessor().setAccessible(true);
                if (component.getType().isRecord()
                        && component.getType().getRecordComponents().length > 1
                        && !nullable) {
                    parts.add(new Part(
                            component.getAccessor(), null, new Parts<>(component.getType(), name + ".", columns)));
                } else {
                    Codec codec = Codec.of(component.getGenericType());
                    columns.add(new Column(snake(name), name, codec, nullable));
                    parts.add(new Part(component.getAccessor(), codec, null));
                }
            }
        }

        private static boolean isNullable(AnnotatedType type) {
            return type.isAnnotationPresent(Nullable.class);
        }

        private static String snake(String name) {
            return name.replace('.', '_').replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }

        void write(Object row, List<@Nullable String> values) {
            for (Part part : parts) {
                Object value;
                try {
                    value = part.accessor.invoke(row);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
                if (part.inside != null) {
                    part.inside.write(value, values);
                } else if (part.codec != null) {
                    values.add(part.codec.encode(value));
                }
            }
        }

        T read(ResultSet row, int[] next) throws SQLException {
            return read(row, null, next);
        }

        /** @param places of the columns; null where they are the first ones */
        T read(ResultSet row, int @Nullable [] places, int[] next) throws SQLException {
            @Nullable Object[] values = new Object[parts.size()];
            for (int i = 0; i < values.length; i++) {
                Part part = parts.get(i);
                if (part.inside != null) {
                    values[i] = part.inside.read(row, places, next);
                } else if (part.codec != null) {
                    values[i] = part.codec.decode(row, places == null ? next[0] : places[next[0]]);
                    next[0]++;
                }
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "A row is no " + constructor.getDeclaringClass().getSimpleName(), e);
            }
        }
    }
}

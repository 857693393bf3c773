package nz.flagships.projections.readmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/**
 * How a component of a record is kept in a column. Everything is told to the database as text and cast there, so that rows of
 * any shape are written by one statement.
 *
 * @param sql the column's type
 * @param type of the component
 */
record Codec(String sql, Type type) {
    private static final String TEXT = "text collate \"C\"";

    /** The codec of a component: enums and what is written as one text are text, lists of those an array, the rest is JSON. */
    static Codec of(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return isTexts(type) ? new Codec("text[]", type) : new Codec("jsonb", type);
        }
        if (isText(plain)) {
            return new Codec(TEXT, type);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return new Codec("boolean", type);
        }
        if (plain == int.class || plain == Integer.class) {
            return new Codec("integer", type);
        }
        if (plain == long.class || plain == Long.class) {
            return new Codec("bigint", type);
        }
        if (plain == BigDecimal.class || plain == BigInteger.class) {
            return new Codec("numeric", type);
        }
        if (plain == LocalDate.class) {
            return new Codec("date", type);
        }
        return plain == Instant.class ? new Codec("timestamptz", type) : new Codec("jsonb", type);
    }

    private static boolean isTexts(Type type) {
        return type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && isText(element);
    }

    private static boolean isText(Class<?> type) {
        return type == String.class || type.isEnum() || isOneText(type);
    }

    /** A period, a partial date: a record that is a text with a rule. */
    private static boolean isOneText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null && components.length == 1 && components[0].getType() == String.class;
    }

    /** The type that what is told is cast to. */
    String cast() {
        return sql.equals(TEXT) ? "text" : sql;
    }

    /** What the database is told. */
    @Nullable
    String encode(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case List<?> list when sql.equals("text[]") -> array(list);
            case Object any when sql.equals("jsonb") -> Json.text(Json.tree(any));
            case Enum<?> constant -> constant.name();
            case BigDecimal number -> number.toPlainString();
            // No finer than the database keeps it: what is read again is then the same.
            case Instant instant -> instant.truncatedTo(ChronoUnit.MICROS).toString();
            default -> value.toString();
        };
    }

    private static String array(List<?> list) {
        StringBuilder array = new StringBuilder("{");
        for (Object each : list) {
            String text = each instanceof Enum<?> constant ? constant.name() : each.toString();
            array.append(array.length() > 1 ? "," : "")
                    .append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    /** What a column holds. */
    @Nullable
    Object decode(ResultSet row, int at) throws SQLException {
        return switch (sql) {
            case "boolean" -> orNull(row, row.getBoolean(at));
            case "integer" -> orNull(row, row.getInt(at));
            case "bigint" -> orNull(row, row.getLong(at));
            case "numeric" -> number(row.getBigDecimal(at));
            case "date" -> row.getObject(at, LocalDate.class);
            case "timestamptz" -> instant(row.getObject(at, OffsetDateTime.class));
            case "text[]" -> texts(row.getArray(at));
            case "jsonb" -> json(row.getString(at));
            default -> one((Class<?>) type, row.getString(at));
        };
    }

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private @Nullable Object number(@Nullable BigDecimal value) {
        return value == null || type == BigDecimal.class ? value : value.toBigIntegerExact();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private @Nullable List<Object> texts(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        Class<?> element = (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
        List<Object> all = new ArrayList<>();
        for (Object each : (Object[]) array.getArray()) {
            Object one = one(element, each.toString());
            if (one != null) {
                all.add(one);
            }
        }
        return List.copyOf(all);
    }

    private @Nullable Object json(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            JavaType java = Json.MAPPER.constructType(type);
            return Json.MAPPER.readValue(text, java);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A column does not hold a " + type.getTypeName(), e);
        }
    }

    private static @Nullable Object one(Class<?> of, @Nullable String text) {
        if (text == null || of == String.class) {
            return text;
        }
        if (of.isEnum()) {
            for (Object constant : of.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalStateException("There is no " + of.getSimpleName() + " " + text);
        }
        try {
            var constructor = of.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A column does not hold a " + of.getSimpleName(), e);
        }
    }
}

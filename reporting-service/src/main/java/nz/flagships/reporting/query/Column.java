package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a list: a member of its rows, or a member of an object in them ({@code provenance.source}). The same in
 * JSON and in CSV, in filters and in sorting.
 *
 * @param name with dots between the levels
 * @param kind what it holds
 */
record Column(String name, Kind kind) {
    /** A filter's value that asks for what is null, or an empty list. */
    private static final String NOTHING = "";

    /** What a column holds. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        DAY,
        INSTANT,
        /** Several texts, joined by {@code +} in CSV; a filter matches when it matches one. */
        TEXTS,
        /** Several objects, as JSON in CSV; neither filtered nor sorted by. */
        OBJECTS;

        boolean isFiltered() {
            return this != OBJECTS;
        }

        boolean isSorted() {
            return this != OBJECTS && this != TEXTS;
        }
    }

    /** The columns of a record, in the order of its components. */
    static List<Column> of(Class<?> row) {
        List<Column> columns = new ArrayList<>();
        collect("", row, columns);
        return List.copyOf(columns);
    }

    private static void collect(String prefix, Class<?> row, List<Column> columns) {
        for (RecordComponent component : row.getRecordComponents()) {
            String name = prefix + component.getName();
            Class<?> type = component.getType();
            if (isObject(type)) {
                collect(name + ".", type, columns);
            } else {
                columns.add(new Column(name, kind(type, component.getGenericType())));
            }
        }
    }

    /** A record of one component is written as that component alone: a period, a partial date. */
    private static boolean isObject(Class<?> type) {
        return type.isRecord() && type.getRecordComponents().length > 1;
    }

    private static Kind kind(Class<?> type, Type generic) {
        if (type.isRecord()) {
            RecordComponent only = type.getRecordComponents()[0];
            return kind(only.getType(), only.getGenericType());
        }
        if (List.class.isAssignableFrom(type)) {
            Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
            return element instanceof Class<?> c && isObject(c) ? Kind.OBJECTS : Kind.TEXTS;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.FLAG;
        }
        if (type == LocalDate.class) {
            return Kind.DAY;
        }
        if (type == Instant.class) {
            return Kind.INSTANT;
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? Kind.NUMBER : Kind.TEXT;
    }

    /** Its value in a row; a missing node where an object on the way is null. */
    JsonNode in(JsonNode row) {
        JsonNode at = row;
        for (String step : name.split("\\.")) {
            at = at.path(step);
        }
        return at;
    }

    /** Reads a filter's value, so that 1.0 is 1 and a misspelt day is told. */
    Object wanted(String value) {
        if (value.isEmpty()) {
            return NOTHING;
        }
        try {
            return switch (kind) {
                case TEXT, TEXTS, OBJECTS -> value;
                case NUMBER -> new BigDecimal(value).stripTrailingZeros();
                case FLAG -> {
                    if (!value.equals("true") && !value.equals("false")) {
                        throw new IllegalArgumentException();
                    }
                    yield Boolean.valueOf(value);
                }
                case DAY -> LocalDate.parse(value).toString();
                case INSTANT -> Instant.parse(value).toString();
            };
        } catch (RuntimeException e) {
            throw QueryRule.BAD_FILTER.exception("The column is " + name);
        }
    }

    /** Whether a row's value is the wanted one. */
    boolean matches(JsonNode value, Object wanted) {
        if (wanted.equals(NOTHING)) {
            return value.isNull() || value.isMissingNode() || value.isArray() && value.isEmpty();
        }
        if (wanted instanceof BigDecimal number) {
            return value.isNumber() && value.decimalValue().compareTo(number) == 0;
        }
        if (wanted instanceof Boolean flag) {
            return value.isBoolean() && value.booleanValue() == flag;
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (element.asText().equals(wanted)) {
                    return true;
                }
            }
            return false;
        }
        return value.isValueNode() && !value.isNull() && value.asText().equals(wanted);
    }

    /** The order of two values; what is null comes last. */
    static int compare(JsonNode a, JsonNode b) {
        boolean noA = a.isNull() || a.isMissingNode();
        boolean noB = b.isNull() || b.isMissingNode();
        if (noA || noB) {
            return Boolean.compare(noA, noB);
        }
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.asText().compareTo(b.asText());
    }
}

package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Json;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/**
 * A column of a list: a member of its rows, or a member of an object in them ({@code provenance.source}). The same in
 * JSON and in CSV, in filters and in sorting.
 *
 * @param name with dots between the levels
 * @param kind what it holds
 * @param values what may be asked for
 * @param constants the enum whose constants it holds, or null
 * @param nullable whether it may hold nothing
 */
record Column(
        String name, Kind kind, Values values, @Nullable Class<?> constants, boolean nullable) {
    /** A filter's value that asks for what is null, or an empty list. */
    static final Object NOTHING = new Object();

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
        collect("", row, false, columns);
        return List.copyOf(columns);
    }

    private static void collect(String prefix, Class<?> row, boolean within, List<Column> columns) {
        for (RecordComponent component : row.getRecordComponents()) {
            boolean nullable = within || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            String name = prefix + component.getName();
            Class<?> type = component.getType();
            if (isObject(type)) {
                collect(name + ".", type, nullable, columns);
            } else {
                Class<?> element = element(type, component.getGenericType());
                columns.add(new Column(
                        name,
                        kind(type, component.getGenericType()),
                        values(name, element),
                        element.isEnum() ? element : null,
                        nullable));
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

    /** The type of what it holds, of each where it holds several. */
    private static Class<?> element(Class<?> type, Type generic) {
        if (List.class.isAssignableFrom(type)) {
            return ((ParameterizedType) generic).getActualTypeArguments()[0] instanceof Class<?> c ? c : Object.class;
        }
        return type;
    }

    private static Values values(String name, Class<?> type) {
        if (type.isEnum()) {
            return new Values.OneOf(Arrays.stream(type.getEnumConstants())
                    .map(constant -> Json.tree(constant).asText())
                    .toList());
        }
        if (type == Period.class) {
            return Values.PERIOD;
        }
        if (type == YearMonth.class) {
            return Values.MONTH;
        }
        if (type == FinancialYear.class) {
            return Values.FINANCIAL_YEAR;
        }
        if (type == PartialDate.class) {
            return Values.PARTIAL_DATE;
        }
        return switch (kind(type, type)) {
            case NUMBER -> Values.NUMBER;
            case FLAG -> Values.FLAG;
            case DAY -> Values.DAY;
            case INSTANT -> Values.INSTANT;
            case TEXT, TEXTS, OBJECTS ->
                CodeList.ofColumn(name).<Values>map(Values.Codes::new).orElse(Values.PROSE);
        };
    }

    /** The same, of which other values may be asked. */
    Column holding(Values other) {
        return new Column(name, kind, other, constants, nullable);
    }

    /** How the database keeps a value that is written like this in answers. */
    String kept(String written) {
        if (constants != null) {
            for (Object constant : constants.getEnumConstants()) {
                if (Json.tree(constant).asText().equals(written)) {
                    return ((Enum<?>) constant).name();
                }
            }
        }
        return written;
    }

    /** Whether a place in the order can be a value of this column, or nothing. */
    boolean mayHold(JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        try {
            return switch (kind) {
                case NUMBER -> value.isNumber() && Values.Numbers.isKept(value.decimalValue());
                case FLAG -> value.isBoolean();
                case DAY ->
                    value.isTextual() && !LocalDate.parse(value.asText()).isBefore(LocalDate.MIN);
                case INSTANT ->
                    value.isTextual() && !Instant.parse(value.asText()).isBefore(Instant.MIN);
                case TEXT -> value.isTextual() && value.asText().indexOf('\0') < 0;
                case TEXTS, OBJECTS -> false;
            };
        } catch (DateTimeException e) {
            return false;
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
        if (wanted instanceof Stretch stretch) {
            return value.isTextual()
                    && Period.parse(value.asText()).filter(stretch::contains).isPresent();
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
        // By code points, as "C" does in PostgreSQL. Java's own order puts an emoji before a full-width letter.
        return Arrays.compareUnsigned(
                a.asText().getBytes(StandardCharsets.UTF_8), b.asText().getBytes(StandardCharsets.UTF_8));
    }
}

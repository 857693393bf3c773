package nz.flagships.eventstore.schema;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nz.flagships.events.Described;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.Json;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape of a record from its components: their types, {@code @Nullable} or {@link Optional} (not required),
 * {@link Described}, and Jakarta's constraints. A text without {@code @Size} has 1 to {@value #LONGEST_TEXT} characters, a
 * list at most {@value #LONGEST_LIST} items.
 */
public final class Shapes {
    /** The longest text where nothing else is said. */
    public static final int LONGEST_TEXT = 4_000;

    /** The longest list where nothing else is said. */
    public static final int LONGEST_LIST = 1_000;

    /** The largest whole number that every JSON reader keeps (RFC 7493). */
    public static final long LARGEST_WHOLE = 9_007_199_254_740_991L;

    /** No date, period or instant that is posted lies before it: the year of the Treaty of Waitangi. */
    public static final int FIRST_YEAR = 1840;

    private static final String DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    private static final String MONTH = "[0-9]{4}-(0[1-9]|1[0-2])";
    private static final Shape PERIOD = new Shape.Text(
            1, 10, "^((FY|CY)[0-9]{4}|YE" + MONTH + "|[0-9]{4}-Q[1-4]|" + MONTH + "|" + DAY + ")$", null);
    private static final Shape PARTIAL_DATE = new Shape.Text(1, 10, "^([0-9]{4}|" + MONTH + "|" + DAY + ")$", null);
    private static final Shape FINANCIAL_YEAR = new Shape.Text(6, 6, "^" + FinancialYear.SPELLING + "$", null);
    private static final Shape YEAR_MONTH = new Shape.Text(7, 7, "^" + MONTH + "$", null);
    private static final Shape DATE = new Shape.Text(10, 10, "^" + DAY + "$", "date");
    private static final Shape INSTANT = new Shape.Text(
            1,
            40,
            "^" + DAY
                    + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
            "date-time");
    private static final Shape ID = new Shape.Text(
            36, 36, "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", "uuid");

    private Shapes() {}

    /** Whether it is a period, which has several spellings. */
    public static boolean isPeriod(Shape shape) {
        return shape == PERIOD;
    }

    /** Whether a text is a date, a period or an instant. */
    static boolean isOfTime(Shape.Text text) {
        return text == DATE
                || text == INSTANT
                || text == PERIOD
                || text == PARTIAL_DATE
                || text == YEAR_MONTH
                || text == FINANCIAL_YEAR;
    }

    /**
     * How a text of one of the types is written, for who wrote it otherwise: its pattern says so to machines only.
     *
     * @return null where there is only the pattern
     */
    static @Nullable String spelling(Shape.Text text) {
        if (text == DATE) {
            return "a date, as 2014-06-30";
        }
        if (text == PERIOD) {
            return "a period, as FY2014, YE2014-09, CY2014, 2014-Q2, 2014-05 or, for a stock, 2014-06-30";
        }
        if (text == FINANCIAL_YEAR) {
            return "a financial year from FY1900 to FY2199, as FY2016";
        }
        if (text == PARTIAL_DATE) {
            return "as much of a date as is known, as 2014, 2014-06 or 2014-06-30";
        }
        if (text == YEAR_MONTH) {
            return "a month, as 2014-06";
        }
        if (text == INSTANT) {
            return "a time with its offset, as 2014-06-30T09:00:00Z";
        }
        return text == ID ? "a UUID, as 01890a5d-ac96-774b-bcce-b302099a8057" : null;
    }

    /** The shape of a record as agencies post it: no member that is not named. */
    public static Shape.Members posted(Class<?> record) {
        return members(record, false, null);
    }

    /** The shape of a record as it is published: it may grow. */
    public static Shape.Members published(Class<?> record) {
        return members(record, true, null);
    }

    private static Shape.Members members(Class<?> record, boolean open, @Nullable String description) {
        if (!record.isRecord()) {
            throw new IllegalStateException(record.getName() + " is not a record");
        }
        List<Shape.Member> members = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            AnnotatedType type = component.getAnnotatedType();
            boolean optional = type.isAnnotationPresent(Nullable.class) || raw(type.getType()) == Optional.class;
            Described described = component.getAnnotation(Described.class);
            members.add(new Shape.Member(
                    component.getName(),
                    shape(type, component.getAccessor(), open, record.getName() + "." + component.getName()),
                    !optional,
                    described == null ? null : described.value()));
        }
        Described described = record.getAnnotation(Described.class);
        return new Shape.Members(described == null ? description : described.value(), List.copyOf(members), open);
    }

    private static Shape shape(
            AnnotatedType annotated, @Nullable AnnotatedElement accessor, boolean open, String where) {
        Class<?> type = raw(annotated.getType());
        Constraints constraints = new Constraints(annotated, accessor);
        if (type == Optional.class) {
            return shape(argument(annotated, where), accessor, open, where);
        }
        if (Collection.class.isAssignableFrom(type)) {
            Size size = constraints.find(Size.class);
            return new Shape.Many(
                    shape(argument(annotated, where), null, open, where),
                    size == null ? 0 : size.min(),
                    size == null || size.max() == Integer.MAX_VALUE ? LONGEST_LIST : size.max(),
                    Set.class.isAssignableFrom(type),
                    order(type, accessor));
        }
        if (type == String.class) {
            return text(constraints);
        }
        if (type == Period.class) {
            return PERIOD;
        }
        if (type == PartialDate.class) {
            return PARTIAL_DATE;
        }
        if (type == FinancialYear.class) {
            return FINANCIAL_YEAR;
        }
        if (type == YearMonth.class) {
            return YEAR_MONTH;
        }
        if (type == LocalDate.class) {
            return DATE;
        }
        if (type == Instant.class) {
            return INSTANT;
        }
        if (type == UUID.class) {
            return ID;
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Shape.Flag();
        }
        if (type == long.class || type == Long.class) {
            return whole(constraints, -LARGEST_WHOLE, LARGEST_WHOLE);
        }
        if (type == int.class || type == Integer.class) {
            return whole(constraints, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == BigDecimal.class || type == double.class || type == Double.class) {
            DecimalMin min = constraints.find(DecimalMin.class);
            DecimalMax max = constraints.find(DecimalMax.class);
            return new Shape.Decimal(
                    min == null ? null : new BigDecimal(min.value()), max == null ? null : new BigDecimal(max.value()));
        }
        if (type.isEnum()) {
            return new Shape.Choice(Arrays.stream(type.getEnumConstants())
                    .map(constant -> Json.tree(constant).asText())
                    .toList());
        }
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            if (components.length == 1
                    && components[0].getType() == String.class
                    && (components[0].isAnnotationPresent(JsonValue.class)
                            || components[0].getAccessor().isAnnotationPresent(JsonValue.class))) {
                return text(new Constraints(components[0].getAnnotatedType(), components[0].getAccessor()));
            }
            return members(type, open, null);
        }
        throw new IllegalStateException(where + " has a type that the kernel has no shape for: " + type.getName()
                + ". Use a record, an enum, a list" + " or one of the value types of nz.flagships.events");
    }

    private static Shape.Order order(Class<?> type, @Nullable AnnotatedElement accessor) {
        if (Set.class.isAssignableFrom(type)) {
            return Shape.Order.ANY;
        }
        InAnyOrder any = accessor == null ? null : accessor.getAnnotation(InAnyOrder.class);
        if (any == null) {
            return Shape.Order.MEANT;
        }
        return any.lately() ? Shape.Order.ANY_LATELY : Shape.Order.ANY;
    }

    private static Shape text(Constraints constraints) {
        Size size = constraints.find(Size.class);
        Pattern pattern = constraints.find(Pattern.class);
        return new Shape.Text(
                size == null ? 1 : size.min(),
                size == null || size.max() == Integer.MAX_VALUE ? LONGEST_TEXT : size.max(),
                pattern == null ? null : "^(" + pattern.regexp() + ")$",
                null);
    }

    private static Shape whole(Constraints constraints, long least, long most) {
        Min min = constraints.find(Min.class);
        Max max = constraints.find(Max.class);
        long from = min == null ? least : Math.max(least, min.value());
        if (constraints.find(Positive.class) != null) {
            from = Math.max(1, from);
        }
        if (constraints.find(PositiveOrZero.class) != null) {
            from = Math.max(0, from);
        }
        return new Shape.Whole(from, max == null ? most : Math.min(most, max.value()));
    }

    private static AnnotatedType argument(AnnotatedType of, String where) {
        if (of instanceof AnnotatedParameterizedType parameterized) {
            return parameterized.getAnnotatedActualTypeArguments()[0];
        }
        throw new IllegalStateException(where + " must say what it is a collection of");
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> (Class<?>) p.getRawType();
            default -> throw new IllegalStateException("The kernel has no shape for " + type);
        };
    }

    /** Constraints stand on the type, and on the accessor where the annotation cannot stand on a type. */
    private record Constraints(AnnotatedType type, @Nullable AnnotatedElement accessor) {
        <A extends Annotation> @Nullable A find(Class<A> annotation) {
            A onType = type.getAnnotation(annotation);
            return onType != null || accessor == null ? onType : accessor.getAnnotation(annotation);
        }
    }
}

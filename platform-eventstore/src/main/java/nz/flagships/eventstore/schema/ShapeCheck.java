package nz.flagships.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import nz.flagships.events.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Checks a JSON value against a {@link Shape}. Says the first thing that is wrong, where it is and what was expected;
 * never what stands there.
 */
public final class ShapeCheck {
    private static final int DEEPEST = 16;
    private static final int MOST_DIGITS = 15;
    private static final int LARGEST_EXPONENT = 30;
    private static final int LARGEST_SCALE = 1_000;
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private ShapeCheck() {}

    /**
     * Checks a value.
     *
     * @param pointer where the value stands, a JSON Pointer
     * @return what is wrong, or null
     */
    public static @Nullable Problem check(Shape shape, JsonNode value, String pointer) {
        return switch (shape) {
            case Shape.Text text -> text(text, value, pointer);
            case Shape.Whole whole -> whole(whole, value, pointer);
            case Shape.Decimal decimal -> decimal(decimal, value, pointer);
            case Shape.Flag() ->
                value.isBoolean() ? null : ShapeRule.WRONG_TYPE.problem("Expected true or false.", pointer);
            case Shape.Choice choice -> choice(choice, value, pointer);
            case Shape.Many many -> many(many, value, pointer);
            case Shape.Members members -> members(members, value, pointer);
        };
    }

    /**
     * Refuses what no member may have, whatever its shape: characters that PostgreSQL cannot store, numbers that JSON
     * readers do not agree on, and endless nesting.
     */
    public static @Nullable Problem storable(JsonNode value, String pointer) {
        return storable(value, pointer, 0);
    }

    private static @Nullable Problem storable(JsonNode value, String pointer, int depth) {
        if (depth > DEEPEST) {
            return ShapeRule.TOO_DEEP.problem(null, pointer);
        }
        return switch (value.getNodeType()) {
            case STRING -> isStorable(value.textValue()) ? null : ShapeRule.NOT_STORABLE.problem(null, pointer);
            case NUMBER -> number(value, pointer);
            case ARRAY -> {
                int index = 0;
                for (JsonNode item : value) {
                    Problem problem = storable(item, pointer + "/" + index++, depth + 1);
                    if (problem != null) {
                        yield problem;
                    }
                }
                yield null;
            }
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> member : ((ObjectNode) value).properties()) {
                    if (!isStorable(member.getKey())) {
                        yield ShapeRule.NOT_STORABLE.problem("The name of a member.", pointer);
                    }
                    Problem problem = storable(member.getValue(), member(pointer, member.getKey()), depth + 1);
                    if (problem != null) {
                        yield problem;
                    }
                }
                yield null;
            }
            case BOOLEAN, NULL, BINARY, MISSING, POJO -> null;
        };
    }

    /** Whether PostgreSQL can keep a text: no U+0000, and no surrogate without its other half. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** The pointer of a member. */
    public static String member(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static @Nullable Problem number(JsonNode value, String pointer) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() && Math.abs(value.longValue()) <= Shapes.LARGEST_WHOLE
                    ? null
                    : ShapeRule.TOO_PRECISE.problem(null, pointer);
        }
        BigDecimal number = value.decimalValue();
        // In long, since a scale may be any int; and zeros too, since 0e999999999 written out is a thousand million of
        // them.
        long exponent = number.precision() - (long) number.scale();
        boolean fits = Math.abs(exponent) <= LARGEST_EXPONENT
                && Math.abs((long) number.scale()) <= LARGEST_SCALE
                && number.stripTrailingZeros().precision() <= MOST_DIGITS;
        return fits ? null : ShapeRule.TOO_PRECISE.problem(null, pointer);
    }

    private static @Nullable Problem text(Shape.Text shape, JsonNode value, String pointer) {
        if (!value.isTextual()) {
            return ShapeRule.WRONG_TYPE.problem("Expected a text.", pointer);
        }
        String text = value.textValue();
        String spelling = Shapes.spelling(shape);
        if (spelling != null && !matches(shape, text)) {
            return ShapeRule.NOT_A_VALUE.problem("Expected " + spelling + ".", pointer);
        }
        int length = text.codePointCount(0, text.length());
        if (length < shape.min() || length > shape.max()) {
            return ShapeRule.OUT_OF_RANGE.problem(
                    (shape.min() == shape.max() ? "Expected %d characters." : "Expected %d to %d characters.")
                            .formatted(shape.min(), shape.max()),
                    pointer);
        }
        if (shape.min() > 0 && !has(text, ShapeCheck::isVisible)) {
            return ShapeRule.OUT_OF_RANGE.problem("Expected a character that can be seen.", pointer);
        }
        if (has(text, ShapeCheck::isForMachines)) {
            return ShapeRule.NOT_A_VALUE.problem(
                    "Expected no control characters but ends of lines and tabs, and none that turn the direction of what follows.",
                    pointer);
        }
        if (spelling == null && !matches(shape, text)) {
            return ShapeRule.NOT_A_VALUE.problem("Expected a text like " + shape.pattern(), pointer);
        }
        if ("date".equals(shape.format()) && !isDate(text)) {
            return ShapeRule.NOT_A_VALUE.problem("There is no such date.", pointer);
        }
        if (Shapes.isOfTime(shape) && year(text) < Shapes.FIRST_YEAR) {
            return ShapeRule.OUT_OF_RANGE.problem("Expected a time from " + Shapes.FIRST_YEAR + " on.", pointer);
        }
        return null;
    }

    /** A loop, since every text of every fact passes here. */
    private static boolean has(String text, IntPredicate what) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (what.test(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Shape.Text shape, String text) {
        return shape.pattern() == null
                || PATTERNS.computeIfAbsent(shape.pattern(), Pattern::compile)
                        .matcher(text)
                        .matches();
    }

    private static boolean isVisible(int character) {
        int type = Character.getType(character);
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && type != Character.CONTROL
                && type != Character.FORMAT;
    }

    /** Of no use in what people read; the overrides of direction (Unicode TR9) make it read as something else. */
    private static boolean isForMachines(int character) {
        boolean control = Character.getType(character) == Character.CONTROL
                && character != '\n'
                && character != '\r'
                && character != '\t';
        return control || character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }

    /** The year of a date or a period, however much of it is known: the first four digits that stand there. */
    private static int year(String text) {
        int first = 0;
        while (first < text.length() && (text.charAt(first) < '0' || text.charAt(first) > '9')) {
            first++;
        }
        return first + 4 > text.length() ? Shapes.FIRST_YEAR : Integer.parseInt(text, first, first + 4, 10);
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static @Nullable Problem whole(Shape.Whole shape, JsonNode value, String pointer) {
        // 12.0 is an integer to JSON Schema, but one spelling is enough for us, and the schema's type says so to
        // people.
        if (!value.isIntegralNumber()) {
            return ShapeRule.WRONG_TYPE.problem("Expected a whole number.", pointer);
        }
        if (!value.canConvertToLong() || value.longValue() < shape.min() || value.longValue() > shape.max()) {
            return ShapeRule.OUT_OF_RANGE.problem(
                    "Expected a whole number from %d to %d.".formatted(shape.min(), shape.max()), pointer);
        }
        return null;
    }

    private static @Nullable Problem decimal(Shape.Decimal shape, JsonNode value, String pointer) {
        if (!value.isNumber()) {
            return ShapeRule.WRONG_TYPE.problem("Expected a number.", pointer);
        }
        BigDecimal number = value.decimalValue();
        if (shape.min() != null && number.compareTo(shape.min()) < 0) {
            return ShapeRule.OUT_OF_RANGE.problem("Expected a number from " + shape.min() + ".", pointer);
        }
        if (shape.max() != null && number.compareTo(shape.max()) > 0) {
            return ShapeRule.OUT_OF_RANGE.problem("Expected a number up to " + shape.max() + ".", pointer);
        }
        return null;
    }

    private static @Nullable Problem choice(Shape.Choice shape, JsonNode value, String pointer) {
        if (!value.isTextual()) {
            return ShapeRule.WRONG_TYPE.problem("Expected a text.", pointer);
        }
        return shape.values().contains(value.textValue())
                ? null
                : ShapeRule.NOT_A_VALUE.problem("Expected one of " + String.join(", ", shape.values()) + ".", pointer);
    }

    private static @Nullable Problem many(Shape.Many shape, JsonNode value, String pointer) {
        if (!value.isArray()) {
            return ShapeRule.WRONG_TYPE.problem("Expected a list.", pointer);
        }
        if (value.size() < shape.min() || value.size() > shape.max()) {
            return ShapeRule.OUT_OF_RANGE.problem(
                    "Expected %d to %d items.".formatted(shape.min(), shape.max()), pointer);
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            Problem problem = check(shape.item(), value.get(i), pointer + "/" + i);
            if (problem != null) {
                return problem;
            }
            if (shape.unique() && !seen.add(value.get(i))) {
                return ShapeRule.OUT_OF_RANGE.problem("Expected no item twice.", pointer + "/" + i);
            }
        }
        return null;
    }

    private static @Nullable Problem members(Shape.Members shape, JsonNode value, String pointer) {
        if (!value.isObject()) {
            return ShapeRule.WRONG_TYPE.problem("Expected an object.", pointer);
        }
        for (Shape.Member member : shape.members()) {
            JsonNode given = value.get(member.name());
            if (given == null || given.isNull() && !member.required() && !shape.open()) {
                if (member.required()) {
                    return ShapeRule.MISSING.problem(alsoMissing(shape, value), member(pointer, member.name()));
                }
                continue;
            }
            Problem problem = check(member.shape(), given, member(pointer, member.name()));
            if (problem != null) {
                return problem;
            }
        }
        if (!shape.open()) {
            for (Map.Entry<String, JsonNode> given : ((ObjectNode) value).properties()) {
                if (shape.member(given.getKey()) == null) {
                    return ShapeRule.UNKNOWN.problem(null, member(pointer, given.getKey()));
                }
            }
        }
        return null;
    }

    /** All that is missing, by name, so that it is mended in one go; nothing where the pointer says it all. */
    private static @Nullable String alsoMissing(Shape.Members shape, JsonNode value) {
        List<String> missing = shape.members().stream()
                .filter(member -> member.required() && !value.has(member.name()))
                .map(Shape.Member::name)
                .toList();
        return missing.size() < 2 ? null : "Missing: %s.".formatted(String.join(", ", missing));
    }
}

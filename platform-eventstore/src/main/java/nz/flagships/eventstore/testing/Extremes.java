package nz.flagships.eventstore.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** Puts a member of a document at the edge of what can be written there. */
final class Extremes {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}(-[0-9]{2}){0,2}");
    private static final Pattern YEAR = Pattern.compile("FY[0-9]{4}");
    private static final List<String> DATES = List.of(
            "0000-01-01",
            "0001-12-31",
            "1839-12-31",
            "1840",
            "1840-01-01",
            "1850-06-30",
            "1899-06-30",
            "1900-07-01",
            "2013",
            "2013-10",
            "2014-02-28",
            "2016-09-30",
            "2199-12-31",
            "2200-01-01",
            "9999",
            "9999-12-31");
    private static final List<String> YEARS =
            List.of("FY1839", "FY1840", "FY1899", "FY1900", "FY2016", "FY2199", "FY2200", "FY2201", "FY9999");
    private static final List<String> PERIODS = List.of(
            "FY1840",
            "FY1900",
            "CY1840",
            "CY9999",
            "YE0000-01",
            "YE2199-12",
            "1840-Q1",
            "9999-Q4",
            "1840-01",
            "2013-07");
    private static final List<String> NUMBERS = List.of(
            "-9007199254740992",
            "-1",
            "0",
            "0.000000000000001",
            "1",
            "1.5",
            "100",
            "999999999999999",
            "9007199254740991",
            "9007199254740992",
            "1e15",
            "1e-15");

    private Extremes() {}

    /** Changes one member somewhere in the document. */
    static void change(ObjectNode document, Random random) {
        List<String> names = new ArrayList<>();
        document.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = document.get(name);
        if (random.nextInt(12) == 0) {
            document.remove(name);
        } else if (value instanceof ObjectNode inner && random.nextInt(4) > 0) {
            change(inner, random);
        } else if (value instanceof ArrayNode list
                && !list.isEmpty()
                && list.get(0) instanceof ObjectNode
                && random.nextInt(3) > 0) {
            change((ObjectNode) list.get(random.nextInt(list.size())), random);
        } else {
            document.set(name, another(value, random));
        }
    }

    private static JsonNode another(JsonNode value, Random random) {
        if (value.isTextual()) {
            return TextNode.valueOf(text(value.asText(), random));
        }
        if (value.isNumber()) {
            return DecimalNode.valueOf(new BigDecimal(one(NUMBERS, random)));
        }
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        if (value instanceof ArrayNode list) {
            ArrayNode changed = list.arrayNode();
            if (random.nextBoolean()) {
                changed.addAll(list).addAll(list);
            }
            return changed;
        }
        return NullNode.getInstance();
    }

    private static String text(String text, Random random) {
        if (YEAR.matcher(text).matches() && random.nextInt(5) > 0) {
            return one(YEARS, random);
        }
        if (DATE.matcher(text).matches() && random.nextInt(6) > 0) {
            return one(DATES, random);
        }
        return switch (random.nextInt(6)) {
            case 0 -> one(PERIODS, random);
            case 1 -> one(DATES, random);
            case 2 -> text.toLowerCase(Locale.ROOT);
            case 3 -> text + "-2";
            case 4 -> "X".repeat(1 + random.nextInt(3000));
            default -> "EXAMPLE-AGENCY";
        };
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}

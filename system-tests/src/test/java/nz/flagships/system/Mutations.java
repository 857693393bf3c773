package nz.flagships.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Damage done to what works, by the dice of one seed: to a tree of JSON, to its text, and to its bytes. */
final class Mutations {
    /** Put into texts that were damaged: whoever repeats it in an error or a log has repeated what a caller wrote. */
    static final String MARKER = "Zzyzx-Invented";

    /** Around what is written into the text as it stands, since no tree can hold it. */
    private static final String RAW = "@@";

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "0.1",
            "1.0",
            "1e0",
            "1E+1",
            "2.57E+8",
            "1e400",
            "-1e400",
            "1e-400",
            "1e99999999999",
            "-1e99999999999",
            "1e-99999999999",
            "9007199254740991",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "123456789012345.6",
            "0.1234567890123456789",
            "9".repeat(400),
            "NaN",
            "Infinity",
            "0x10",
            "01",
            "1.",
            ".5",
            "+1");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "\n",
            "EXAMPLE\n",
            "EXAMPLE\r\n",
            "\u0000",
            "a\u0000b",
            "\uD800",
            "\uDFFFx",
            "\u200B",
            "\u202Egnihton",
            "wh\u0101nau",
            "wha\u0304nau",
            "\uD83D\uDE00",
            "=1+1",
            "-1",
            "@x",
            "a,b",
            "\"quoted\"",
            "'; --",
            "../../etc",
            "%00",
            "%zz",
            "${x}",
            "{id}",
            "<b>x</b>",
            "true",
            "1e5",
            "example-lower",
            "EXAMPLE-NOBODY-KNOWS",
            "urn:uuid:00000000-0000-0000-0000-000000000000",
            "018f0000-0000-7000-8000-000000000000",
            "POLICE~x",
            "SYSTEM");

    private static final List<String> TIMES = List.of(
            "0000-01-01",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "-0001-01-01",
            "1839-12-31",
            "1840-01-01",
            "1850-06-30",
            "1868-11-02",
            "1900-02-29",
            "2014-02-30",
            "2014-13",
            "2014-00",
            "2014",
            "2014-06",
            "2014-6-3",
            "2014-06-30",
            "2014-06-30T09:00:00Z",
            "2014-06-30T09:00:00.000Z",
            "2014-06-30t09:00:00z",
            "2014-06-30T21:00:00+12:00",
            "2014-06-30T09:00:60Z",
            "2014-06-30T24:00:00Z",
            "2014-06-30T09:00:00.1234567890123Z",
            "2014-06-30T09:00:00",
            "2014-06-30T09:00:00+99:99",
            "2199-01-01",
            "9999-12-31",
            "9999-12-31T23:59:59Z",
            "10000-01-01",
            "+10000-01-01T00:00:00Z",
            "99999999999-01-01",
            "FY2013",
            "FY0000",
            "FY99999",
            "CY2013",
            "YE2013-13",
            "2013-Q5",
            "2013-Q3",
            "..",
            "FY2012..CY2013");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One in so many. */
    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    /** A text that is something to nobody. */
    String text() {
        return switch (random.nextInt(10)) {
            case 0 -> "x".repeat(1 + random.nextInt(5_000));
            case 1 -> MARKER + random.nextInt(1_000);
            case 2, 3, 4 -> any(TIMES);
            case 5 -> any(NUMBERS);
            default -> any(TEXTS);
        };
    }

    /** The same tree with one to three of its places damaged. */
    ObjectNode damaged(ObjectNode whole) {
        ObjectNode copy = whole.deepCopy();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damage(copy);
        }
        return copy;
    }

    private void damage(ObjectNode whole) {
        List<ObjectNode> objects = new ArrayList<>();
        objectsIn(whole, objects);
        ObjectNode at = any(objects);
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || one(12)) {
            at.set(one(2) ? "unheardOf" : text(), value(null));
            return;
        }
        String name = any(names);
        switch (random.nextInt(8)) {
            case 0 -> at.remove(name);
            case 1 -> at.putNull(name);
            case 2 -> {
                JsonNode moved = at.remove(name);
                at.set(one(2) ? name.toUpperCase(Locale.ROOT) : name + " ", moved);
            }
            case 3 -> at.set(name, JsonNodeFactory.instance.arrayNode().add(at.get(name)));
            default -> at.set(name, value(at.get(name)));
        }
    }

    private static void objectsIn(JsonNode node, List<ObjectNode> found) {
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.forEach(child -> objectsIn(child, found));
    }

    private JsonNode value(@Nullable JsonNode before) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(before == null || !before.isTextual() ? 6 : 8)) {
            case 0 -> make.textNode(RAW + any(NUMBERS) + RAW);
            case 1 -> make.booleanNode(one(2));
            case 2 -> make.objectNode().put(text(), text());
            case 3 -> {
                ArrayNode many = make.arrayNode();
                for (int i = random.nextInt(4) == 0 ? 2_000 : random.nextInt(4); i > 0; i--) {
                    many.add(text());
                }
                yield many;
            }
            case 4, 5 -> make.textNode(text());
            default -> respelled(before == null ? "" : before.textValue());
        };
    }

    private TextNode respelled(String text) {
        return JsonNodeFactory.instance.textNode(
                switch (random.nextInt(8)) {
                    case 0 -> text.toLowerCase(Locale.ROOT);
                    case 1 -> text.toUpperCase(Locale.ROOT);
                    case 2 -> text + "\n";
                    case 3 -> " " + text;
                    case 4 -> text.replace("Z", ".000Z");
                    case 5 -> text + text;
                    case 6 -> text.replace('-', '_');
                    default -> MARKER + text;
                });
    }

    /** Its text, with the numbers in it that no tree can hold. */
    byte[] text(JsonNode whole) {
        return whole.toString()
                .replaceAll("\"" + RAW + "([^\"@]*)" + RAW + "\"", "$1")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Its text, in which some is damaged that no tree can hold. */
    byte[] bytes(JsonNode whole) {
        byte[] plain = text(whole);
        String text = new String(plain, StandardCharsets.UTF_8);
        if (!one(6) || text.isEmpty()) {
            return plain;
        }
        return switch (random.nextInt(9)) {
            case 0 -> text.substring(0, random.nextInt(text.length())).getBytes(StandardCharsets.UTF_8);
            case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 3 -> text.getBytes(StandardCharsets.UTF_16);
            case 4 -> ("[".repeat(3_000) + text).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("{\"id\":\"twice\"," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
            case 6 -> text.replace("\":", "\"\n\t :").getBytes(StandardCharsets.UTF_8);
            case 7 -> new byte[0];
            default -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
                yield bytes;
            }
        };
    }

    /** Lines of a few events each, some of them blank, or none. */
    byte[] lines(List<byte[]> events) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] event : events) {
            lines.writeBytes(event);
            lines.writeBytes((one(5) ? "\r\n" : one(5) ? "\n\n" : "\n").getBytes(StandardCharsets.UTF_8));
        }
        return lines.toByteArray();
    }
}

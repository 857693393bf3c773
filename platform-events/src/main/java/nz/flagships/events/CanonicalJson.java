package nz.flagships.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/**
 * Writes a tree as canonical JSON (RFC 8785): members sorted by the UTF-16 units of their names, no white space, only
 * what must be escaped is, and numbers as ECMAScript writes them.
 *
 * <p>The library's own canonicalizer takes text only, so a tree would be written, read and written again; that was a tenth of what
 * a command costs. How a number is written, which is the hard part, stays the library's.
 */
final class CanonicalJson {
    private static final long LARGEST_EXACT = 1L << 53;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    static String of(JsonNode tree) {
        StringBuilder out = new StringBuilder(256);
        write(tree, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> object((ObjectNode) node, out);
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < node.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    write(node.get(i), out);
                }
                out.append(']');
            }
            case STRING -> text(node.textValue(), out);
            case NUMBER -> number(node, out);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY -> text(node.asText(), out);
            case MISSING, POJO -> throw new IllegalArgumentException("The value is not JSON");
        }
    }

    private static void object(ObjectNode node, StringBuilder out) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
        Map.Entry<String, JsonNode>[] members = node.properties().toArray(new Map.Entry[0]);
        Arrays.sort(members, Map.Entry.comparingByKey());
        out.append('{');
        for (int i = 0; i < members.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            text(members[i].getKey(), out);
            out.append(':');
            write(members[i].getValue(), out);
        }
        out.append('}');
    }

    private static void number(JsonNode node, StringBuilder out) {
        if (node.isIntegralNumber() && node.canConvertToLong() && Math.abs(node.longValue()) <= LARGEST_EXACT) {
            out.append(node.longValue());
            return;
        }
        try {
            out.append(NumberToJSON.serializeNumber(node.doubleValue()));
        } catch (IOException e) {
            throw new IllegalArgumentException("The number is not JSON", e);
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, plain, i).append('\\');
            plain = i + 1;
            switch (c) {
                case '"', '\\' -> out.append(c);
                case '\b' -> out.append('b');
                case '\t' -> out.append('t');
                case '\n' -> out.append('n');
                case '\f' -> out.append('f');
                case '\r' -> out.append('r');
                default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
            }
        }
        out.append(text, plain, text.length()).append('"');
    }
}

package nz.flagships.rest;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of a request as it was sent, read strictly: libraries make something else of what they cannot read. */
public final class Address {
    private Address() {}

    /** Whether everything that is percent-encoded is UTF-8, and no control character is among it. */
    static boolean isText(String uri) {
        return decoded(uri, false) != null;
    }

    /** Whether it is a reference as RFC 2396 has them: brackets, quotation marks and the like are encoded in it. */
    static boolean isAddress(String uri) {
        try {
            return !new URI(uri).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * The parameters of a query.
     *
     * @param query what follows the question mark, or null
     * @return by their names, in their order
     * @throws ProblemException where one has no value, or is there twice
     */
    public static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> all = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return all;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
            if (name == null || value == null) {
                throw RequestRule.MALFORMED_REQUEST.exception("The query cannot be read.");
            }
            if (value.isEmpty()) {
                throw RequestRule.BAD_PARAMETER.exception(said(name) + " has no value.");
            }
            if (all.put(name, value) != null) {
                throw RequestRule.BAD_PARAMETER.exception(said(name) + " is there twice.");
            }
        }
        return all;
    }

    /** A parameter's name, where it is one that a person may have misspelt, and no text of any kind. */
    public static String said(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,40}") ? name : "A parameter";
    }

    private static @Nullable String decoded(String text, boolean plusIsSpace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                int value = high * 16 + low;
                if (high < 0 || low < 0 || value < ' ' || value == 0x7f) {
                    return null;
                }
                bytes.write(value);
                i += 2;
            } else if (c > 0xff) {
                return null;
            } else {
                bytes.write(plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

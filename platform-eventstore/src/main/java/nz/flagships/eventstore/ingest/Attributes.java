package nz.flagships.eventstore.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nz.flagships.events.Json;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.command.Quoted;
import nz.flagships.rest.ProblemException;

/**
 * The attributes of an event whose data is the body: headers that begin with {@code ce-}, as the HTTP binding of CloudEvents
 * has them (§3.1.3.2): a value in quotation marks is taken out of them, then what is percent-encoded is decoded as UTF-8. What
 * is neither printable ASCII nor encoded is refused, since two senders would mean two things by it.
 */
final class Attributes {
    private static final String PREFIX = "ce-";

    private Attributes() {}

    /** @throws ProblemException naming the attribute that cannot be read */
    static ObjectNode of(MultivaluedMap<String, String> headers) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                if (header.getValue().size() != 1 || event.has(attribute)) {
                    throw problem("The header is there more than once.", attribute);
                }
                event.put(attribute, decoded(header.getValue().getFirst(), attribute));
            }
        }
        return event;
    }

    static String decoded(String value, String attribute) {
        String bare = Quoted.text(value);
        if (bare == null) {
            throw problem("A quotation mark has no other, or something follows it.", attribute);
        }
        boolean encoded = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c < ' ' || c > '~') {
                throw problem("What is not printable ASCII is percent-encoded.", attribute);
            }
            encoded |= c == '%';
        }
        return encoded ? percentDecoded(bare, attribute) : bare;
    }

    /** A plus stays a plus. */
    private static String percentDecoded(String text, String attribute) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                bytes.write(text.charAt(i));
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw problem("A % encodes nothing.", attribute);
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem("What is percent-encoded is not UTF-8.", attribute);
        }
    }

    private static ProblemException problem(String detail, String attribute) {
        return new ProblemException(KernelRule.NOT_AN_EVENT.problem(detail, "/" + attribute));
    }
}

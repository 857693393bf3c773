package nz.flagships.eventstore.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.ProblemRule;
import nz.flagships.rest.Problems;
import org.jspecify.annotations.Nullable;

/** Reads posted bytes to a tree, strictly: one document in UTF-8, no member twice, no endless nesting, no endless number. */
public final class Bodies {
    private static final int DEEPEST = 64;
    private static final String NOT_UTF_8 = "The bytes are not UTF-8.";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final byte[] body;
    /** The line that what was looked at last begins in, and where that line begins. */
    private int line = 1;

    private int lineBegins;
    private int lookedAt;

    private Bodies(byte[] body) {
        this.body = body;
    }

    /** Where a document stands among other bytes. */
    public record Slice(int from, int length) {}

    /**
     * Reads a document.
     *
     * @param otherwise the rule that is broken where it is not JSON
     * @throws ProblemException saying where it stops being JSON
     */
    public static JsonNode read(byte @Nullable [] body, ProblemRule otherwise) {
        if (body == null || body.length == 0) {
            throw otherwise.exception("The body is empty.");
        }
        return new Bodies(body).read(new Slice(0, body.length), otherwise);
    }

    /** Reads one document after another from bytes that hold many. */
    public static Bodies among(byte[] body) {
        return new Bodies(body);
    }

    /** Like {@link #read(byte[], ProblemRule)}, for a part of the bytes that begins no earlier than the one before. */
    public JsonNode read(Slice slice, ProblemRule otherwise) {
        int from = slice.from();
        int length = slice.length();
        if (!isUtf8(body, from, length)) {
            throw otherwise.exception(NOT_UTF_8);
        }
        try {
            JsonNode node = MAPPER.readTree(body, from, length);
            if (node.isMissingNode()) {
                throw otherwise.exception("The body is empty.");
            }
            return node;
        } catch (JsonProcessingException e) {
            goTo(from);
            throw otherwise.exception(Problems.place(e, line, from - lineBegins + 1));
        } catch (IOException e) {
            throw otherwise.exception(null);
        } catch (NumberFormatException | ArithmeticException e) {
            // Of a number that no arithmetic takes, as 1e99999999999: the parser leaves it to the library.
            throw otherwise.exception("A number is too large to be read.");
        }
    }

    /** Only forward, so that however many documents are bad, the lines are counted once. */
    private void goTo(int from) {
        for (; lookedAt < from; lookedAt++) {
            if (body[lookedAt] == '\n') {
                line++;
                lineBegins = lookedAt + 1;
            }
        }
    }

    /**
     * Where the items of an array stand; the whole is looked through, and nothing of it kept.
     *
     * @param most how many items there may be
     * @param tooMany the rule that is broken where there are more
     * @throws ProblemException where it is no array or not JSON
     */
    public static List<Slice> items(byte[] body, int most, ProblemRule otherwise, ProblemRule tooMany) {
        if (!isUtf8(body, 0, body.length)) {
            throw otherwise.exception(NOT_UTF_8);
        }
        List<Slice> items = new ArrayList<>();
        int start = afterMark(body);
        try (JsonParser parser = MAPPER.getFactory().createParser(body, start, body.length - start)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw KernelRule.NOT_AN_EVENT.exception("A batch is a JSON array of events.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw otherwise.exception("The array has no end.");
                }
                if (items.size() == most) {
                    throw tooMany.exception("At most " + most + ".");
                }
                int from = start + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = start + (int) parser.currentLocation().getByteOffset();
                items.add(new Slice(from, to - from));
            }
            if (parser.nextToken() != null) {
                throw otherwise.exception("Something follows the array.");
            }
            return items;
        } catch (JsonProcessingException e) {
            throw otherwise.exception(Problems.place(e));
        } catch (IOException | NumberFormatException | ArithmeticException e) {
            throw otherwise.exception(null);
        }
    }

    /** How many bytes of a byte order mark stand before a document. */
    private static int afterMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf ? 3 : 0;
    }

    /** Whether bytes are UTF-8, as the standard has it: no surrogates, nothing in more bytes than it needs. */
    public static boolean isUtf8(byte[] body, int from, int length) {
        boolean plain = true;
        for (int i = from; i < from + length; i++) {
            if (body[i] == 0) {
                return false; // of UTF-16 and UTF-32, which a parser would take for what they are
            }
            plain &= body[i] > 0;
        }
        if (plain) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

package nz.flagships.eventstore.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.ProblemRule;
import nz.flagships.rest.Problems;
import org.jspecify.annotations.Nullable;

/** Reads posted bytes to a tree, strictly: one document, no member twice, no endless nesting. */
public final class Bodies {
    private static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Bodies() {}

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
        return read(body, 0, body.length, otherwise);
    }

    /** Like {@link #read(byte[], ProblemRule)}, for a part of the bytes. */
    public static JsonNode read(byte[] body, int from, int length, ProblemRule otherwise) {
        try {
            JsonNode node = MAPPER.readTree(body, from, length);
            if (node.isMissingNode()) {
                throw otherwise.exception("The body is empty.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw otherwise.exception(Problems.place(e));
        } catch (IOException e) {
            throw otherwise.exception(null);
        }
    }
}

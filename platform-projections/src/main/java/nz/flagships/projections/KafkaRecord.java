package nz.flagships.projections;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Shards;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads a record of a topic, which anybody who may write there can have put there: CloudEvents' binary mode, from bytes.
 * What is not exactly an event of the source is {@link Unreadable}; nothing else is ever thrown.
 */
final class KafkaRecord {
    private static final String PREFIX = "ce_";
    /** Longer than any attribute that a source writes. */
    private static final int LONGEST_ATTRIBUTE = 8192;

    private static final Set<String> ATTRIBUTES = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "recordedat",
            "knownat",
            "sequence",
            "position",
            "epoch",
            "agency",
            "correlationid",
            "causationid",
            "traceparent");
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,100}");
    private static final Pattern TYPE = Pattern.compile("nz\\.flagships\\.([a-z]+)\\.([A-Za-z]+)\\.v\\d{1,9}");
    private static final Pattern SUBJECT = Pattern.compile("[a-z][a-z-]*/[^\\p{Cntrl}]+");
    private static final String MARKER = "Private";
    /** Sources that keep some of their events to themselves. A marker of any other comes from its log, if it ever has one. */
    private static final Set<String> HIDING = Set.of("case");

    private KafkaRecord() {}

    /** It is no event of ours; the message never says what it holds. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    /**
     * Reads it.
     *
     * @param source whose topic it is from: {@code initiative}
     */
    static EventEnvelope read(String source, ConsumerRecord<byte[], byte[]> kafka) throws Unreadable {
        Map<String, String> attributes = attributes(kafka.headers());
        String data = data(kafka.value());
        EventEnvelope event;
        try {
            event = EventEnvelope.of(kafka.partition(), attributes::get, data);
        } catch (RuntimeException e) {
            throw new Unreadable("an attribute is missing or cannot be read");
        }
        mustBeOf(source, event);
        return event;
    }

    /** What every event of a source is, wherever it was read. */
    static void mustBeOf(String source, EventEnvelope event) throws Unreadable {
        if (!ID.matcher(event.id()).matches()) {
            throw new Unreadable("its id cannot be kept");
        }
        var type = TYPE.matcher(event.type());
        if (!type.matches() || !type.group(1).equals(source)) {
            throw new Unreadable("its type is none of this source's");
        }
        if (type.group(2).equals(MARKER) && !HIDING.contains(source)) {
            throw new Unreadable("its source publishes all of its events");
        }
        // A subject that was lost would make a fact look like a marker, and be passed over for ever.
        String subject = event.subject();
        if (type.group(2).equals(MARKER)
                ? subject != null
                : subject == null || !SUBJECT.matcher(subject).matches()) {
            throw new Unreadable("its subject does not fit its type");
        }
        // Its position there may be the very next one here, and what has that position would then be passed over.
        if (subject != null && Shards.of(subject) != event.shard()) {
            throw new Unreadable("its subject belongs to another shard");
        }
        if (event.position() < 1 || event.epoch() < 1 || event.sequence() < 0) {
            throw new Unreadable("its position, epoch or sequence is impossible");
        }
    }

    private static Map<String, String> attributes(Iterable<Header> headers) throws Unreadable {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : headers) {
            String name = header.key() != null && header.key().startsWith(PREFIX)
                    ? header.key().substring(PREFIX.length())
                    : "";
            byte[] value = header.value();
            if (!ATTRIBUTES.contains(name) || value == null) {
                continue;
            }
            if (value.length > LONGEST_ATTRIBUTE) {
                throw new Unreadable("an attribute is longer than any");
            }
            String text = text(value);
            String other = attributes.put(name, text);
            if (other != null && !other.equals(text)) {
                throw new Unreadable("an attribute is there twice, and differs");
            }
        }
        return attributes;
    }

    private static String data(byte[] value) throws Unreadable {
        if (value == null) {
            throw new Unreadable("it has no value");
        }
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("its value is no JSON object");
            }
            parser.skipChildren();
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new Unreadable("its value is not one JSON object");
            }
        } catch (IOException e) {
            throw new Unreadable("its value is no JSON");
        }
        return text(value);
    }

    private static String text(byte[] bytes) throws Unreadable {
        try {
            // A new decoder reports what is no UTF-8; a String would put another character in its place.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("it is not UTF-8");
        }
    }
}

package nz.flagships.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.KafkaRecord.Unreadable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may have put on a topic is an event of ours, or unreadable, and never a fault. */
@SuppressWarnings("NullAway") // Kafka's client hands on what is null
class KafkaRecordTest {
    private final EventEnvelope event = Events.event("initiative", 3, 7);

    @Test
    void readsWhatTheRelayWrites() throws Unreadable {
        assertThat(read(headers(event), event.value())).isEqualTo(event);
        EventEnvelope hidden = Events.hidden("case", 3, 8);
        assertThat(read("case", headers(hidden), hidden.value())).isEqualTo(hidden);
    }

    @Test
    void letsGoAMarkerOfASourceThatHidesNothing() {
        // Nothing else in it could be held against it: no subject, so no shard, and no data.
        EventEnvelope marker = Events.hidden("initiative", 3, 8);
        assertUnreadable(headers(marker), marker.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "+99999-12-31T23:59:59Z"})
    void readsEveryInstantThatThereIs(String time) throws Unreadable {
        assertThat(read(with("ce_time", time), event.value()).time()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ce_time, yesterday
                    ce_time, 2014-02-30T00:00:00Z
                    ce_time, ''
                    ce_recordedat, 99999
                    ce_position, 0
                    ce_position, -1
                    ce_position, 99999999999999999999
                    ce_position, 7.0
                    ce_epoch, 0
                    ce_epoch, 3000000000
                    ce_sequence, -1
                    ce_type, nz.flagships.initiative.NumberSaid
                    ce_type, nz.flagships.case.NumberSaid.v1
                    ce_type, com.example.NumberSaid.v1
                    ce_type, NumberSaid
                    ce_type, ''
                    ce_type, nz.flagships.initiative.Private.v1
                    ce_subject, number
                    ce_subject, ''
                    ce_subject, /3-7""")
    void letsGoWhatIsNoEventOfOurs(String header, String value) {
        assertUnreadable(with(header, value), event.value());
    }

    @Test
    void letsGoWhatBelongsToAnotherShard() {
        // Its position there may be the very next one here, whose own event would then be passed over.
        assertUnreadable(with("ce_subject", Events.stream(4, 7)), event.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "subject", "time", "recordedat", "knownat", "position", "epoch"})
    void letsGoWhatLacksAnAttribute(String name) {
        Headers headers = headers(event);
        headers.remove("ce_" + name);
        assertUnreadable(headers, event.value());
        headers.add("ce_" + name, null);
        assertUnreadable(headers, event.value());
    }

    @Test
    void letsGoWhatIsNoJsonObject() {
        for (String value : new String[] {"", " ", "null", "1", "[]", "{", "{}{}", "{\"a\":}", "not an event"}) {
            assertUnreadable(headers(event), value.getBytes(StandardCharsets.UTF_8));
        }
        assertUnreadable(headers(event), null);
        assertUnreadable(headers(event), new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
    }

    @Test
    void letsGoWhatIsNotUtf8AndWhatContradictsItself() throws Unreadable {
        Headers bytes = headers(event);
        bytes.remove("ce_id").add("ce_id", new byte[] {(byte) 0xc3, 0x28});
        assertUnreadable(bytes, event.value());

        Headers twice = headers(event);
        twice.add("ce_position", "8".getBytes(StandardCharsets.UTF_8));
        assertUnreadable(twice, event.value());

        Headers same = headers(event);
        same.add("ce_position", "7".getBytes(StandardCharsets.UTF_8));
        assertThat(read(same, event.value())).isEqualTo(event);
    }

    @Test
    void doesNotMindWhatElseThereIs() throws Unreadable {
        Headers more = headers(event);
        more.add("ce_", new byte[0]);
        more.add("ce_other", new byte[1 << 20]);
        more.add("content-type", new byte[] {(byte) 0xff});
        more.add("__smallrye_generationId", "none".getBytes(StandardCharsets.UTF_8));
        assertThat(read(more, event.value())).isEqualTo(event);

        assertUnreadable(with("ce_id", "a".repeat(10_000)), event.value());
        // It is kept beside the cursor, and PostgreSQL takes no such text.
        assertUnreadable(with("ce_id", "a\u0000"), event.value());
    }

    @Test
    void neverThrowsAnythingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int n = 0; n < 5_000; n++) {
            Headers headers = headers(event);
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            String name = Stream.of("id", "type", "time", "position", "epoch", "subject", "sequence", "knownat")
                    .skip(random.nextInt(8))
                    .findFirst()
                    .orElseThrow();
            headers.remove("ce_" + name).add("ce_" + name, bytes);
            byte[] value = event.value();
            if (random.nextBoolean()) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            try {
                read(headers, value);
            } catch (Unreadable e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (Throwable e) {
                throw new AssertionError(
                        "Seed %d: %s of %s".formatted(seed, name, HexFormat.of().formatHex(bytes)), e);
            }
        }
    }

    private void assertUnreadable(Headers headers, byte[] value) {
        assertThatThrownBy(() -> read(headers, value)).isInstanceOf(Unreadable.class);
    }

    private Headers with(String header, String value) {
        Headers headers = headers(event);
        headers.remove(header);
        headers.add(header, value.getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private static Headers headers(EventEnvelope of) {
        Headers headers = new RecordHeaders();
        of.attributes().forEach((name, value) -> headers.add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    @SuppressWarnings("NullAway") // a tombstone has no value
    private static EventEnvelope read(Headers headers, byte[] value) throws Unreadable {
        return read("initiative", headers, value);
    }

    @SuppressWarnings("NullAway")
    private static EventEnvelope read(String source, Headers headers, byte[] value) throws Unreadable {
        return KafkaRecord.read(
                source,
                new ConsumerRecord<>(
                        "flagships." + source + ".v1",
                        3,
                        0,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        value,
                        headers,
                        java.util.Optional.empty()));
    }
}

package nz.flagships.projections;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Shards;

/** Events as a test needs them. */
final class Events {
    static final Instant RECORDED = Instant.parse("2014-07-01T00:00:00Z");

    private Events() {}

    static EventEnvelope event(String source, int shard, long position) {
        return event(source, shard, position, 1, "{\"n\":" + position + "}");
    }

    static EventEnvelope event(String source, int shard, long position, int epoch, String data) {
        return new EventEnvelope(
                UUID.nameUUIDFromBytes((source + shard + "/" + position + "/" + epoch).getBytes())
                        .toString(),
                "/flagships/" + source + "-service",
                "nz.flagships." + source + ".NumberSaid.v1",
                stream(shard, position),
                RECORDED,
                RECORDED,
                RECORDED,
                shard,
                position,
                epoch,
                1,
                "EXAMPLE-AGENCY",
                null,
                null,
                null,
                data);
    }

    /** One whose shard it is. */
    static String stream(int shard, long position) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "number/" + shard + "-" + position + "-" + i)
                .filter(stream -> Shards.of(stream) == shard)
                .findFirst()
                .orElseThrow();
    }

    static EventEnvelope hidden(String source, int shard, long position) {
        EventEnvelope e = event(source, shard, position);
        return new EventEnvelope(
                e.id(),
                e.source(),
                "nz.flagships." + source + ".Private.v1",
                null,
                e.time(),
                e.recordedAt(),
                e.knownAt(),
                shard,
                position,
                1,
                0,
                null,
                null,
                null,
                null,
                "{}");
    }

    /** One of the same position and stream that its source never wrote. */
    static EventEnvelope forged(EventEnvelope like, String data) {
        return new EventEnvelope(
                "0197-forged-" + like.position(),
                like.source(),
                like.type(),
                like.subject(),
                like.time(),
                like.recordedAt(),
                like.knownAt(),
                like.shard(),
                like.position(),
                like.epoch(),
                like.sequence(),
                null,
                null,
                null,
                null,
                data);
    }

    static Stream<EventEnvelope> events(String source, int shard, long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(p -> event(source, shard, p));
    }
}

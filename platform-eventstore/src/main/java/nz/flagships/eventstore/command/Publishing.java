package nz.flagships.eventstore.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import nz.flagships.events.Basis;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.relay.PublishedForm;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Makes of a stored event what everybody may read: its public record, or an empty marker for a private one. */
public final class Publishing implements PublishedForm {
    private static final String SYNTHETIC = Json.canonical(Basis.SYNTHETIC);
    private static final Pattern UUID_AS_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Aggregates aggregates;
    private final String source;
    private final String privateType;

    public Publishing(Aggregates aggregates) {
        this.aggregates = aggregates;
        this.source = "/flagships/" + aggregates.service() + "-service";
        this.privateType = "nz.flagships." + aggregates.service() + ".Private.v1";
    }

    /** The event as it travels: the same bytes every time it is asked for. */
    @Override
    public EventEnvelope envelope(StoredEvent stored) {
        Registered aggregate = aggregates.ofStream(stored.stream());
        String id = stored.stream().substring(stored.stream().indexOf('/') + 1);
        PublishedEvent published = aggregate.publish(id, aggregate.event(stored.type(), stored.data()));
        if (published == null) {
            // Not even when its source made it known: only that the position is taken.
            return new EventEnvelope(
                    stored.id().toString(),
                    source,
                    privateType,
                    null,
                    stored.recordedAt(),
                    stored.recordedAt(),
                    stored.recordedAt(),
                    stored.shard(),
                    stored.position(),
                    stored.epoch(),
                    0,
                    null,
                    null,
                    null,
                    null,
                    "{}");
        }
        EventMetadata metadata = metadata(stored);
        // What only its parties may know is published to the month, and with no text that somebody made up.
        boolean forParties = aggregate.aggregate().isForParties();
        return new EventEnvelope(
                stored.id().toString(),
                source,
                aggregate.typeOf(published.getClass().getSimpleName()),
                stored.stream(),
                forParties ? monthOf(stored.occurredAt()) : stored.occurredAt(),
                stored.recordedAt(),
                // Where it is not when it was recorded, it is when it occurred.
                forParties && !stored.knownAt().equals(stored.recordedAt())
                        ? monthOf(stored.knownAt())
                        : stored.knownAt(),
                stored.shard(),
                stored.position(),
                stored.epoch(),
                stored.version(),
                metadata.agency(),
                forParties ? uuid(metadata.correlation()) : metadata.correlation(),
                forParties ? uuid(metadata.causation()) : metadata.causation(),
                metadata.traceparent(),
                Json.canonical(data(published, metadata.provenance())));
    }

    /** When its month began, Pacific/Auckland's. */
    private static Instant monthOf(Instant time) {
        return LocalDate.ofInstant(time, Context.ZONE)
                .withDayOfMonth(1)
                .atStartOfDay(Context.ZONE)
                .toInstant();
    }

    /** What names something and says nothing; any other text may be about somebody, and stays with what is stored. */
    private static @Nullable String uuid(@Nullable String text) {
        return text != null && UUID_AS_TEXT.matcher(text).matches() ? text : null;
    }

    /** The published data: the public record, and the provenance where the fact has one that says anything. */
    public static ObjectNode data(PublishedEvent published, @Nullable Provenance provenance) {
        ObjectNode data = Compact.tree(published);
        if (provenance != null) {
            data.set("provenance", Compact.tree(provenance));
        }
        return data;
    }

    /** Whether it was made up. Every event of every stream passes here, so metadata that cannot say so is not read. */
    static boolean isSynthetic(StoredEvent stored) {
        if (!stored.metadata().contains(SYNTHETIC)) {
            return false;
        }
        Provenance provenance = metadata(stored).provenance();
        return provenance != null && provenance.basis() == Basis.SYNTHETIC;
    }

    /** What is kept beside the data. */
    public static EventMetadata metadata(StoredEvent stored) {
        try {
            return Json.MAPPER.readValue(stored.metadata(), EventMetadata.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The metadata of " + stored.id() + " cannot be read any more", e);
        }
    }
}

package nz.flagships.projections.readmodel.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Basis;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.PublishedTypes;
import nz.flagships.events.Shards;
import nz.flagships.projections.readmodel.History;
import nz.flagships.projections.readmodel.ReadModel;
import nz.flagships.projections.readmodel.ReadModels;

/**
 * A history of events, and what models make of it. Each is folded as one batch and event by event, which must come to the
 * same: a fold that rests on where a batch ends is found here.
 *
 * <pre>{@code
 * GivenEvents.of(models)
 *     .given("initiative/PK-ALCOHOL", new MilestonePlanned(…))
 *     .when("initiative/PK-ALCOHOL", new InitiativeMilestoneReached(…))
 *     .then(Milestone.MODEL)
 * }</pre>
 */
public final class GivenEvents {
    private static final Instant BEGINNING = Instant.parse("2015-01-01T00:00:00Z");

    private final ReadModels models;
    private final List<EventEnvelope> history = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();

    private GivenEvents(ReadModels models) {
        this.models = models;
    }

    /** Nothing yet. */
    public static GivenEvents of(ReadModels models) {
        return new GivenEvents(models);
    }

    /** Operational events of a stream, one after the other. */
    public GivenEvents given(String stream, PublishedEvent... events) {
        return given(stream, Provenance.OPERATIONAL, events);
    }

    /** Events of a stream that rest on something else. */
    public GivenEvents given(String stream, Provenance provenance, PublishedEvent... events) {
        for (PublishedEvent event : events) {
            history.add(envelope(stream, provenance, event));
        }
        return this;
    }

    /** What happens then; the same as {@link #given}, for the sake of whoever reads it. */
    public GivenEvents when(String stream, PublishedEvent... events) {
        return given(stream, events);
    }

    /** What happens then, made up for a demonstration. */
    public GivenEvents whenMadeUp(String stream, PublishedEvent... events) {
        return given(stream, new Provenance(Basis.SYNTHETIC, null, null, List.of()), events);
    }

    /** The rows of a model, in the order of their keys. */
    public <R extends Record> List<R> then(ReadModel<R> model) {
        History atOnce = new History(models);
        atOnce.fold(history);
        History oneByOne = new History(models);
        history.forEach(event -> oneByOne.fold(List.of(event)));
        List<R> rows = atOnce.rows(model);
        if (!rows.equals(oneByOne.rows(model))) {
            throw new AssertionError(
                    "As one batch it is %s, and event by event %s".formatted(rows, oneByOne.rows(model)));
        }
        return rows;
    }

    /** The history, as it would arrive. */
    public List<EventEnvelope> events() {
        return List.copyOf(history);
    }

    private EventEnvelope envelope(String stream, Provenance provenance, PublishedEvent event) {
        ObjectNode data = (ObjectNode) Json.tree(event);
        if (!provenance.equals(Provenance.OPERATIONAL)) {
            data.set("provenance", Json.tree(provenance));
        }
        String type = PublishedTypes.of(event.getClass()).firstKey();
        int shard = Shards.of(stream);
        Instant at = BEGINNING.plusSeconds(history.size());
        return new EventEnvelope(
                "event-" + history.size(),
                "/flagships/" + type.split("\\.", 4)[2] + "-service",
                type,
                stream,
                at,
                at,
                at,
                shard,
                1 + history.stream().filter(each -> each.shard() == shard).count(),
                1,
                versions.merge(stream, 1L, Long::sum),
                "POLICE",
                null,
                null,
                null,
                Json.canonical(data));
    }
}

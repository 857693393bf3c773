package nz.flagships.projections.readmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.projections.readmodel.ReadModel.Folded;
import nz.flagships.projections.readmodel.ReadModel.Looked;
import org.jspecify.annotations.Nullable;

/**
 * A batch of events folded in memory: the rows of its keys are loaded once per model, every event is folded in order, and what
 * has become of them is told once per model.
 */
final class Folding {
    // A newer writer may say more than this reader knows of: published shapes grow.
    private static final ObjectReader LENIENT =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    private final Map<ReadModel<?>, Rows<?>> rows = new HashMap<>();
    private final List<Said> said = new ArrayList<>();

    private Folding() {}

    /** Where rows are kept. */
    interface Store {
        /** The rows of some keys, those that there are. */
        <R extends Record> Map<Key, Kept<R>> load(ReadModel<R> model, Collection<Key> sorted) throws SQLException;
    }

    /**
     * A row as it is kept.
     *
     * @param stream it is folded from
     * @param version of the last event in it
     * @param values of its columns; null until somebody needs them
     */
    record Kept<R extends Record>(
            R row, String stream, long version, @Nullable List<@Nullable String> values) {
        Kept(R row, String stream, long version) {
            this(row, stream, version, null);
        }

        /** The same, with the values of its columns. */
        Kept<R> in(Shape<R> shape) {
            return values == null ? new Kept<>(row, stream, version, shape.values(row)) : this;
        }
    }

    /**
     * What becomes of a row.
     *
     * @param before null where there was none
     * @param after null where there is none any more
     * @param source of its events
     * @param shard of its events
     */
    record Change<R extends Record>(
            Key key, @Nullable Kept<R> before, @Nullable Kept<R> after, String source, int shard) {}

    private record Said(EventEnvelope event, PublishedEvent what, Provenance provenance) {}

    /** The rows of one model in a batch. */
    private static final class Rows<R extends Record> {
        final ReadModel<R> model;
        final SortedSet<Key> wanted = new TreeSet<>();
        final SortedMap<Key, EventEnvelope> folded = new TreeMap<>();
        Map<Key, Kept<R>> before = Map.of();
        final Map<Key, Kept<R>> now = new HashMap<>();

        Rows(ReadModel<R> model) {
            this.model = model;
        }

        void load(Store store) throws SQLException {
            if (!wanted.isEmpty()) {
                before = store.load(model, wanted);
                now.putAll(before);
            }
        }

        @Nullable
        R at(Key key) {
            if (!wanted.contains(key)) {
                throw new IllegalStateException("The model says nothing of looking at that row of " + model.table());
            }
            Kept<R> kept = now.get(key);
            return kept == null ? null : kept.row();
        }

        void fold(Said said, Fact.Beside beside) {
            EventEnvelope event = said.event;
            String stream = String.valueOf(event.subject());
            for (Folded<R, ?> fold : model.folds()) {
                if (!fold.type().isInstance(said.what)) {
                    continue;
                }
                Key key = fold.keyOf(said.what);
                Kept<R> kept = now.get(key);
                if (kept != null && !kept.stream().equals(stream)) {
                    throw new IllegalStateException(
                            "A row of %s is folded from one stream only, and this is another".formatted(model.table()));
                }
                R row = fold.of(
                        kept == null ? null : kept.row(),
                        said.what,
                        new Fact(
                                sourceOf(event),
                                stream,
                                event.sequence(),
                                event.position(),
                                event.recordedAt(),
                                said.provenance,
                                beside));
                if (row == null) {
                    now.remove(key);
                } else {
                    now.put(key, new Kept<>(row, stream, event.sequence()));
                }
                folded.put(key, event);
            }
        }

        List<Change<R>> changes() {
            List<Change<R>> changes = new ArrayList<>();
            folded.forEach((key, event) ->
                    changes.add(new Change<>(key, before.get(key), now.get(key), sourceOf(event), event.shard())));
            return changes;
        }
    }

    /**
     * Folds a batch.
     *
     * @param models in the order in which they see an event
     * @param types the records of the types that any of them folds
     * @throws IllegalArgumentException when an event does not say what its type does
     * @throws IllegalStateException when a fold cannot take one
     */
    static Folding of(
            List<ReadModel<?>> models,
            Map<String, Class<? extends PublishedEvent>> types,
            List<EventEnvelope> batch,
            Store store)
            throws SQLException {
        Folding folding = new Folding();
        models.forEach(model -> folding.rows.put(model, new Rows<>(model)));
        for (EventEnvelope event : batch) {
            Class<? extends PublishedEvent> type = types.get(event.type());
            if (type != null) {
                folding.said.add(said(event, type));
            }
        }
        folding.keys(models);
        for (ReadModel<?> model : models) {
            folding.of(model).load(store);
        }
        Fact.Beside beside = new Fact.Beside() {
            @Override
            public <R extends Record> @Nullable R row(ReadModel<R> model, Key key) {
                return folding.of(model).at(key);
            }
        };
        for (Said each : folding.said) {
            for (ReadModel<?> model : models) {
                folding.of(model).fold(each, beside);
            }
        }
        return folding;
    }

    private void keys(List<ReadModel<?>> models) {
        for (Said each : said) {
            for (ReadModel<?> model : models) {
                for (Folded<?, ?> fold : model.folds()) {
                    if (fold.type().isInstance(each.what)) {
                        of(model).wanted.add(fold.keyOf(each.what));
                    }
                }
                for (Looked<?> looked : model.looked()) {
                    Key key = looked.keyOf(each.what);
                    if (key != null) {
                        of(looked.model()).wanted.add(key);
                    }
                }
            }
        }
    }

    // A model is the key of its own rows.
    @SuppressWarnings("unchecked")
    private <R extends Record> Rows<R> of(ReadModel<R> model) {
        Rows<?> found = rows.get(model);
        if (found == null) {
            throw new IllegalStateException("The model " + model.table() + " is not among those that are folded");
        }
        return (Rows<R>) found;
    }

    /** What has become of the rows of a model, sorted by their keys. */
    <R extends Record> List<Change<R>> changes(ReadModel<R> model) {
        return of(model).changes();
    }

    private static Said said(EventEnvelope event, Class<? extends PublishedEvent> type) {
        try {
            PublishedEvent what =
                    READERS.computeIfAbsent(type, LENIENT::forType).readValue(event.data());
            if (what == null) {
                throw new IllegalArgumentException("The data of " + event.id() + " is not an object");
            }
            return new Said(
                    event, what, event.data().contains("\"provenance\"") ? provenance(event) : Provenance.OPERATIONAL);
        } catch (JsonProcessingException e) {
            // Without the cause's message: it may quote the data.
            IllegalArgumentException fault = new IllegalArgumentException(
                    "The data of " + event.type() + " " + event.id() + " is not understood");
            fault.setStackTrace(e.getStackTrace());
            throw fault;
        }
    }

    private static Provenance provenance(EventEnvelope event) throws JsonProcessingException {
        JsonNode provenance = LENIENT.readTree(event.data()).path("provenance");
        return provenance.isMissingNode() || provenance.isNull()
                ? Provenance.OPERATIONAL
                : LENIENT.treeToValue(provenance, Provenance.class);
    }

    /** {@code initiative} of {@code nz.flagships.initiative.InitiativeProposed.v1}. */
    private static String sourceOf(EventEnvelope event) {
        int from = event.type().indexOf('.', event.type().indexOf('.') + 1) + 1;
        return event.type().substring(from, event.type().indexOf('.', from));
    }
}

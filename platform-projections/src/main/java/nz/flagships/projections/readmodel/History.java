package nz.flagships.projections.readmodel;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.readmodel.Folding.Change;
import nz.flagships.projections.readmodel.Folding.Kept;

/** Models folded in memory, for tests: what their tables would hold. */
public final class History {
    private final ReadModels models;
    private final Map<ReadModel<?>, SortedMap<Key, Kept<?>>> tables = new HashMap<>();

    /** Of some models, before the first event. */
    public History(ReadModels models) {
        this.models = models;
        models.all().forEach(model -> tables.put(model, new TreeMap<>()));
    }

    /** Folds a batch. */
    public void fold(List<EventEnvelope> batch) {
        try {
            Folding folding = Folding.of(models.all(), models.records(), batch, new Folding.Store() {
                @Override
                public <R extends Record> Map<Key, Kept<R>> load(ReadModel<R> model, Collection<Key> keys) {
                    Map<Key, Kept<R>> found = new HashMap<>(table(model));
                    found.keySet().retainAll(keys);
                    return found;
                }
            });
            models.all().forEach(model -> keep(model, folding));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <R extends Record> void keep(ReadModel<R> model, Folding folding) {
        for (Change<R> change : folding.changes(model)) {
            Kept<R> after = change.after();
            if (after == null) {
                table(model).remove(change.key());
            } else {
                table(model).put(change.key(), after);
            }
        }
    }

    // A model is the key of its own table.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private <R extends Record> SortedMap<Key, Kept<R>> table(ReadModel<R> model) {
        SortedMap found = tables.get(model);
        if (found == null) {
            throw new IllegalArgumentException("The model " + model.table() + " is not among those that are folded");
        }
        return found;
    }

    /** The rows of a model, in the order of their keys. */
    public <R extends Record> List<R> rows(ReadModel<R> model) {
        return table(model).values().stream().map(Kept::row).toList();
    }
}

package nz.flagships.projections.readmodel;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Projection;
import nz.flagships.projections.readmodel.Folding.Change;
import nz.flagships.projections.readmodel.Folding.Kept;
import org.jspecify.annotations.Nullable;

/** Folds batches into the tables of declared models. Offer it as a bean, of the models that the service has. */
public final class ModelProjection implements Projection {
    private final ReadModels models;
    private final Map<ReadModel<?>, ModelTable<?>> tables = new HashMap<>();

    /** Of some models. */
    public ModelProjection(ReadModels models) {
        this.models = models;
        models.all().forEach(model -> tables.put(model, new ModelTable<>(model)));
    }

    @Override
    public String name() {
        return "read-models";
    }

    @Override
    public Set<String> sources() {
        return models.sources();
    }

    @Override
    public boolean wants(EventEnvelope event) {
        return models.wants(event);
    }

    @Override
    public void apply(List<EventEnvelope> batch, Connection connection) throws SQLException {
        Folding folding = Folding.of(models.all(), models.records(), batch, new Folding.Store() {
            @Override
            public <R extends Record> Map<Key, Kept<R>> load(ReadModel<R> model, Collection<Key> sorted)
                    throws SQLException {
                return table(model).load(connection, sorted);
            }
        });
        SortedMap<Line, Book> book = new TreeMap<>();
        // Tables in one order too, so that two replicas cannot lock each other out.
        for (ReadModel<?> model : models.all()) {
            write(model, folding, connection, book);
        }
        note(connection, book);
    }

    // A model is the key of its own table.
    @SuppressWarnings("unchecked")
    private <R extends Record> ModelTable<R> table(ReadModel<R> model) {
        return (ModelTable<R>) requireNonNull(tables.get(model));
    }

    private record Line(String model, String source, int shard) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int order = model.compareTo(other.model);
            order = order == 0 ? source.compareTo(other.source) : order;
            return order == 0 ? Integer.compare(shard, other.shard) : order;
        }
    }

    private static final class Book {
        long rows;
        long checksum;
    }

    private <R extends Record> void write(
            ReadModel<R> model, Folding folding, Connection connection, SortedMap<Line, Book> book)
            throws SQLException {
        List<Kept<R>> written = new ArrayList<>();
        List<Key> deleted = new ArrayList<>();
        for (Change<R> change : folding.changes(model)) {
            Kept<R> before = change.before();
            Kept<R> after = change.after() == null ? null : change.after().in(model.shape());
            List<@Nullable String> was =
                    before == null ? null : before.in(model.shape()).values();
            List<@Nullable String> is = after == null ? null : after.values();
            if (Objects.equals(was, is)) {
                // Said again, or of no concern to the row: the list stays as it was.
                continue;
            }
            if (after == null) {
                deleted.add(change.key());
            } else {
                written.add(after);
            }
            Book line = book.computeIfAbsent(new Line(model.table(), change.source(), change.shard()), l -> new Book());
            if (was != null) {
                line.rows--;
                line.checksum ^= ReadModels.checksum(was);
            }
            if (is != null) {
                line.rows++;
                line.checksum ^= ReadModels.checksum(is);
            }
        }
        table(model).delete(connection, deleted);
        table(model).upsert(connection, written);
    }

    private static void note(Connection connection, SortedMap<Line, Book> book) throws SQLException {
        if (book.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into read_model as m (name, source, shard, changes, rows, checksum)
                select unnest(?::text[]), unnest(?::text[]), unnest(?::int[]), 1, unnest(?::bigint[]), unnest(?::bigint[])
                on conflict (name, source, shard) do update
                set changes = m.changes + 1, rows = m.rows + excluded.rows, checksum = m.checksum # excluded.checksum
                """)) {
            upsert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", book.keySet().stream().map(Line::model).toArray()));
            upsert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", book.keySet().stream().map(Line::source).toArray()));
            upsert.setArray(
                    3,
                    connection.createArrayOf(
                            "int4", book.keySet().stream().map(Line::shard).toArray()));
            upsert.setArray(
                    4,
                    connection.createArrayOf(
                            "int8",
                            book.values().stream().map(line -> line.rows).toArray()));
            upsert.setArray(
                    5,
                    connection.createArrayOf(
                            "int8",
                            book.values().stream().map(line -> line.checksum).toArray()));
            upsert.executeUpdate();
        }
    }
}

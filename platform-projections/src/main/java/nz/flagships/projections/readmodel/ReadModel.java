package nz.flagships.projections.readmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.PublishedTypes;
import org.jspecify.annotations.Nullable;

/**
 * A read model: a table whose rows are one record, each folded from the events of one stream. Of one stream only, so that
 * nothing has to be locked between shards and no order between them matters; what is seen across streams is a query.
 *
 * <p>It is never migrated: another shape of the record, or another generation, is another schema that fills beside the old one.
 *
 * @param <R> the record of the rows
 */
public final class ReadModel<R extends Record> {
    private final String table;
    private final Class<R> type;
    private final Shape<R> shape;
    private final List<String> key;
    private final List<Folded<R, ?>> folds;
    private final List<Looked<?>> looked;
    private final List<List<String>> indexes;
    private final int generation;

    /** A type that is folded, and which row an event of it is about. */
    record Folded<R, E extends PublishedEvent>(Class<E> type, Function<E, Key> key, Fold<R, E> fold) {
        Key keyOf(PublishedEvent event) {
            return key.apply(type.cast(event));
        }

        @Nullable
        R of(@Nullable R now, PublishedEvent event, Fact fact) {
            return fold.fold(now, type.cast(event), fact);
        }
    }

    /** A row of another model that is looked at where an event is folded. */
    record Looked<E extends PublishedEvent>(ReadModel<?> model, Class<E> type, Function<E, Key> key) {
        @Nullable
        Key keyOf(PublishedEvent event) {
            return type.isInstance(event) ? key.apply(type.cast(event)) : null;
        }
    }

    private ReadModel(
            String table,
            Class<R> type,
            List<String> key,
            List<Folded<R, ?>> folds,
            List<Looked<?>> looked,
            List<List<String>> indexes,
            int generation) {
        this.table = table;
        this.type = type;
        this.shape = Shape.of(type);
        this.key = List.copyOf(key);
        this.folds = List.copyOf(folds);
        this.looked = List.copyOf(looked);
        this.indexes = List.copyOf(indexes);
        this.generation = generation;
    }

    /**
     * A model.
     *
     * @param table its name, by which it is known to queries too
     * @param type the record of its rows
     * @param key the components that identify a row, in the order of {@link Key}
     */
    public static <R extends Record> ReadModel<R> of(String table, Class<R> type, String... key) {
        ReadModel<R> model = new ReadModel<>(table, type, Arrays.asList(key), List.of(), List.of(), List.of(), 1);
        model.key.forEach(model::columnOf);
        return model;
    }

    /** The same, and what becomes of a row by events of a type, mostly a sealed one. */
    public <E extends PublishedEvent> ReadModel<R> fold(Class<E> events, Function<E, Key> key, Fold<R, E> fold) {
        return new ReadModel<>(
                table, type, this.key, and(folds, new Folded<>(events, key, fold)), looked, indexes, generation);
    }

    /** The same, which looks at a row of another model, of the same stream, where it folds such events ({@link Fact#beside}). */
    public <E extends PublishedEvent> ReadModel<R> beside(ReadModel<?> other, Class<E> events, Function<E, Key> key) {
        return new ReadModel<>(
                table, type, this.key, folds, and(looked, new Looked<>(other, events, key)), indexes, generation);
    }

    /** The same, with an index over components besides the key; every one must earn its place. */
    public ReadModel<R> indexed(String... components) {
        List<String> columns = Arrays.stream(components).map(this::columnOf).toList();
        return new ReadModel<>(table, type, key, folds, looked, and(indexes, columns), generation);
    }

    /** The same, folded anew from the first event although its shape stays: after a fold was mended. From 1. */
    public ReadModel<R> generation(int another) {
        return new ReadModel<>(table, type, key, folds, looked, indexes, another);
    }

    private static <T> List<T> and(List<? extends T> all, T more) {
        List<T> result = new ArrayList<>(all);
        result.add(more);
        return result;
    }

    private String columnOf(String component) {
        String column = shape.column(component);
        if (column == null) {
            throw new IllegalArgumentException("%s has no column %s".formatted(type.getSimpleName(), component));
        }
        return column;
    }

    /** The name of its table. */
    public String table() {
        return table;
    }

    /** Its columns. */
    public Shape<R> shape() {
        return shape;
    }

    /** The components that identify a row. */
    public List<String> key() {
        return key;
    }

    List<String> keyColumns() {
        return key.stream().map(this::columnOf).toList();
    }

    /** The types of all that it folds: {@code nz.flagships.initiative.MilestonePlanned.v1}. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        folds.forEach(each -> types.addAll(PublishedTypes.of(each.type()).keySet()));
        return types;
    }

    List<Folded<R, ?>> folds() {
        return folds;
    }

    List<Looked<?>> looked() {
        return looked;
    }

    /** What makes its table, and what else makes it another model than before. */
    String ddl() {
        String columns =
                shape.columns().stream().map(column -> "    " + column.ddl()).collect(Collectors.joining(",\n"));
        StringBuilder ddl = new StringBuilder(
                """
                create table %1$s (
                %2$s,
                    of_stream text collate "C" not null,
                    of_version bigint not null,
                    primary key (%3$s)
                );
                comment on table %1$s is 'Folded from events by generation %4$d of %5$s.';
                """.formatted(table, columns, String.join(", ", keyColumns()), generation, type.getSimpleName()));
        int number = 0;
        for (List<String> index : indexes) {
            ddl.append("create index %s_%d on %s (%s);\n".formatted(table, ++number, table, String.join(", ", index)));
        }
        return ddl.toString();
    }

    @Override
    public String toString() {
        return table;
    }
}

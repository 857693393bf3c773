package nz.flagships.projections.readmodel;

import java.util.Arrays;
import java.util.List;

/**
 * What identifies a row of a model.
 *
 * @param parts the values of the key's columns, in their order, as the database is told them
 */
public record Key(List<String> parts) implements Comparable<Key> {
    public Key {
        parts = List.copyOf(parts);
    }

    /** A key of values: texts, dates, constants, numbers. */
    public static Key of(Object... values) {
        return new Key(Arrays.stream(values)
                .map(value -> value instanceof Enum<?> constant ? constant.name() : value.toString())
                .toList());
    }

    @Override
    public int compareTo(Key other) {
        for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
            int order = parts.get(i).compareTo(other.parts.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.size(), other.parts.size());
    }
}

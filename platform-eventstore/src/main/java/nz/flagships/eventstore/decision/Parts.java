package nz.flagships.eventstore.decision;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a state by their codes, in the order of the codes. It is never changed: {@link #with} gives another one that
 * shares with this all but the way to what differs. So a state with ten thousand parts takes an event by a dozen small
 * objects and not by a copy of all, and a state before an event costs next to nothing beside the one after it.
 *
 * @param <V> the parts
 */
public final class Parts<V> extends AbstractMap<String, V> implements SortedMap<String, V> {
    private static final Parts<?> NONE = new Parts<>(null);

    private final @Nullable Node<V> root;

    private Parts(@Nullable Node<V> root) {
        this.root = root;
    }

    /** A node of a tree whose two sides differ in height by one at most. */
    private record Node<V>(
            String key,
            V value,
            @Nullable Node<V> left,
            @Nullable Node<V> right,
            int height,
            int size) {
        static <V> Node<V> of(String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
            return new Node<>(
                    key,
                    value,
                    left,
                    right,
                    1 + Math.max(heightOf(left), heightOf(right)),
                    1 + sizeOf(left) + sizeOf(right));
        }

        Entry<String, V> entry() {
            return Map.entry(key, value);
        }
    }

    private static int heightOf(@Nullable Node<?> node) {
        return node == null ? 0 : node.height();
    }

    private static int sizeOf(@Nullable Node<?> node) {
        return node == null ? 0 : node.size();
    }

    /** No parts. */
    @SuppressWarnings("unchecked") // there is nothing in it
    public static <V> Parts<V> none() {
        return (Parts<V>) NONE;
    }

    /** The same parts: itself, where it is one of these. */
    public static <V> Parts<V> of(Map<String, ? extends V> parts) {
        if (parts instanceof Parts<? extends V> same) {
            @SuppressWarnings("unchecked") // what is never changed may be taken for one of more
            Parts<V> all = (Parts<V>) same;
            return all;
        }
        Parts<V> all = none();
        for (Entry<String, ? extends V> each : parts.entrySet()) {
            all = all.with(each.getKey(), each.getValue());
        }
        return all;
    }

    /** These with one more, or with another in the place of the one there is. */
    public Parts<V> with(String code, V part) {
        return new Parts<>(put(root, code, part));
    }

    /** These without one, if it is there. */
    public Parts<V> without(String code) {
        return containsKey(code) ? new Parts<>(removed(root, code)) : this;
    }

    private static <V> Node<V> put(@Nullable Node<V> at, String key, V value) {
        if (at == null) {
            return Node.of(key, value, null, null);
        }
        int side = key.compareTo(at.key());
        if (side == 0) {
            return Node.of(key, value, at.left(), at.right());
        }
        return side < 0
                ? balanced(at, put(at.left(), key, value), at.right())
                : balanced(at, at.left(), put(at.right(), key, value));
    }

    private static <V> @Nullable Node<V> removed(@Nullable Node<V> at, String key) {
        if (at == null) {
            return null;
        }
        int side = key.compareTo(at.key());
        if (side < 0) {
            return balanced(at, removed(at.left(), key), at.right());
        }
        if (side > 0) {
            return balanced(at, at.left(), removed(at.right(), key));
        }
        if (at.left() == null || at.right() == null) {
            return at.left() == null ? at.right() : at.left();
        }
        Node<V> next = first(at.right());
        return balanced(next, at.left(), removed(at.right(), next.key()));
    }

    private static <V> Node<V> first(Node<V> of) {
        Node<V> first = of;
        for (Node<V> left = first.left(); left != null; left = first.left()) {
            first = left;
        }
        return first;
    }

    /** The key and value of a node over these two sides, turned where one side has grown too high. */
    private static <V> Node<V> balanced(Node<V> of, @Nullable Node<V> left, @Nullable Node<V> right) {
        if (left != null && left.height() > heightOf(right) + 1) {
            Node<V> inner = left.right();
            if (inner != null && heightOf(left.left()) < inner.height()) {
                return Node.of(
                        inner.key(),
                        inner.value(),
                        Node.of(left.key(), left.value(), left.left(), inner.left()),
                        Node.of(of.key(), of.value(), inner.right(), right));
            }
            return Node.of(left.key(), left.value(), left.left(), Node.of(of.key(), of.value(), inner, right));
        }
        if (right != null && right.height() > heightOf(left) + 1) {
            Node<V> inner = right.left();
            if (inner != null && heightOf(right.right()) < inner.height()) {
                return Node.of(
                        inner.key(),
                        inner.value(),
                        Node.of(of.key(), of.value(), left, inner.left()),
                        Node.of(right.key(), right.value(), inner.right(), right.right()));
            }
            return Node.of(right.key(), right.value(), Node.of(of.key(), of.value(), left, inner), right.right());
        }
        return Node.of(of.key(), of.value(), left, right);
    }

    private @Nullable Node<V> node(@Nullable Object code) {
        if (!(code instanceof String key)) {
            return null;
        }
        Node<V> at = root;
        while (at != null) {
            int side = key.compareTo(at.key());
            if (side == 0) {
                return at;
            }
            at = side < 0 ? at.left() : at.right();
        }
        return null;
    }

    @Override
    public @Nullable V get(@Nullable Object code) {
        Node<V> found = node(code);
        return found == null ? null : found.value();
    }

    @Override
    public boolean containsKey(@Nullable Object code) {
        return node(code) != null;
    }

    @Override
    public int size() {
        return sizeOf(root);
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, V>> iterator() {
                return new InOrder<>(root);
            }

            @Override
            public int size() {
                return Parts.this.size();
            }
        };
    }

    /** From the first code to the last. */
    private static final class InOrder<V> implements Iterator<Entry<String, V>> {
        private final Deque<Node<V>> ahead = new ArrayDeque<>();

        InOrder(@Nullable Node<V> root) {
            descend(root);
        }

        private void descend(@Nullable Node<V> from) {
            for (Node<V> at = from; at != null; at = at.left()) {
                ahead.push(at);
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public Entry<String, V> next() {
            Node<V> next = ahead.pop();
            descend(next.right());
            return next.entry();
        }
    }

    /** Codes are in their own order. */
    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public String firstKey() {
        if (root == null) {
            throw new NoSuchElementException();
        }
        return first(root).key();
    }

    @Override
    public String lastKey() {
        if (root == null) {
            throw new NoSuchElementException();
        }
        Node<V> last = root;
        for (Node<V> right = last.right(); right != null; right = last.right()) {
            last = right;
        }
        return last.key();
    }

    /** A copy, since nothing here changes. */
    @Override
    public SortedMap<String, V> subMap(String from, String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).subMap(from, to));
    }

    /** A copy, since nothing here changes. */
    @Override
    public SortedMap<String, V> headMap(String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).headMap(to));
    }

    /** A copy, since nothing here changes. */
    @Override
    public SortedMap<String, V> tailMap(String from) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).tailMap(from));
    }
}

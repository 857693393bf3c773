package nz.flagships.projections;

import java.util.Comparator;

/** A shard of a source; sorted as cursors are locked. */
record ShardKey(String source, int shard) implements Comparable<ShardKey> {
    private static final Comparator<ShardKey> ORDER =
            Comparator.comparing(ShardKey::source).thenComparing(ShardKey::shard);

    @Override
    public int compareTo(ShardKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return source + "/" + shard;
    }
}

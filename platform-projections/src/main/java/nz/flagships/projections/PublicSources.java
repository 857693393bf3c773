package nz.flagships.projections;

import java.util.List;

/**
 * Whose positions anybody may know. A fact of an initiative is public, so that it came is no secret; that something has
 * happened in a case is known to those who work on it, and a position that moves says so to the second.
 */
public final class PublicSources {
    private static final long TENS = 10;

    private PublicSources() {}

    /** Whether anybody may know how far this service's shards are. */
    public static boolean contains(String source) {
        return source.equals("initiative");
    }

    /**
     * How many events anybody is told of that something is wrong with: of a service that is not public in full tens upwards,
     * so that 0 is 0 and nothing else is.
     */
    public static long told(String source, long events) {
        return contains(source) ? events : Math.ceilDiv(events, TENS) * TENS;
    }

    /** The cursors that anybody may know, of all. */
    public static List<Cursor> of(List<Cursor> cursors) {
        return cursors.stream().filter(c -> contains(c.source())).toList();
    }
}

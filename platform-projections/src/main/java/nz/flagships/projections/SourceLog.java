package nz.flagships.projections;

import java.util.List;
import nz.flagships.events.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * The log of a write service, in the order of positions: that of another service over HTTP, or a service's own.
 *
 * <p>A write service that offers its own as a CDI bean has its projections fed from it ({@link Projection#sources} then
 * names the service itself). What its log holds is then up to that service; elsewhere it is published forms only.
 */
public interface SourceLog {
    /** The service whose log it is, as in a consistency token: {@code case}. */
    String source();

    /**
     * Events of a shard after a position, in order and without holes.
     *
     * @param limit at most so many
     * @throws SourceUnreachable when it cannot be asked just now
     */
    Page after(int shard, long position, int limit) throws SourceUnreachable;

    /**
     * How far every shard has come.
     *
     * @throws SourceUnreachable when it cannot be asked just now
     */
    List<Head> heads() throws SourceUnreachable;

    /**
     * @param head how far the shard had come when it was asked; where there are events, it may be that of the last of them
     * @param events what follows the position asked for; empty at the end, and where the next cannot be read
     * @param unreadable what comes after them and cannot be read; null when everything could be
     */
    record Page(
            Head head, List<EventEnvelope> events, @Nullable Unreadable unreadable) {
        public Page {
            events = List.copyOf(events);
        }

        public Page(Head head, List<EventEnvelope> events) {
            this(head, events, null);
        }
    }

    /**
     * An event that the log has, and that this version cannot read.
     *
     * @param position its position
     * @param stream whose it is; null where that cannot be told
     * @param id its id; null where that cannot be told
     * @param type its type; null where that cannot be told
     * @param why the kind of error
     */
    record Unreadable(
            long position,
            @Nullable String stream,
            @Nullable String id,
            @Nullable String type,
            String why) {}

    /**
     * @param shard 0 to 15
     * @param epoch raised when a restore has moved the head back
     * @param committed the last position in the store, 0 for none
     * @param published the last position that Kafka has acknowledged; for a service's own log the same as committed
     */
    record Head(int shard, int epoch, long committed, long published) {}

    /** The source cannot be asked just now. It passes: try again. */
    final class SourceUnreachable extends Exception {
        private static final long serialVersionUID = 1;

        public SourceUnreachable(String why) {
            super(why);
        }

        public SourceUnreachable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}

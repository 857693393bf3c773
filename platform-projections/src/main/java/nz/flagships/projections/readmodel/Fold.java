package nz.flagships.projections.readmodel;

import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a row by an event. Pure: no clock, no chance, nothing kept; it may be asked again with the same event.
 *
 * @param <R> the record of the rows
 * @param <E> what is folded, mostly a sealed type, switched over without {@code default}: the compiler then names what is missing
 */
@FunctionalInterface
public interface Fold<R, E extends PublishedEvent> {
    /**
     * @param now the row as it is; null where there is none yet
     * @param event what happened
     * @param fact who said so, when and where
     * @return the row as it is then; null where there is none
     */
    @Nullable
    R fold(@Nullable R now, E event, Fact fact);

    /**
     * The row, for an event that cannot be the first of it.
     *
     * @throws IllegalStateException when there is none: the stream then lacks its beginning, and its shard stops
     */
    static <R> R known(@Nullable R now) {
        if (now == null) {
            throw new IllegalStateException("Something happened to what has not begun");
        }
        return now;
    }
}

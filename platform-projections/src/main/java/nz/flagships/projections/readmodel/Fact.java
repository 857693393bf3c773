package nz.flagships.projections.readmodel;

import java.time.Instant;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from.
 *
 * @param source the service: {@code initiative}
 * @param stream {@code initiative/PK-ALCOHOL}
 * @param version in its stream
 * @param position in its shard
 * @param recordedAt when the service recorded it
 * @param provenance what it rests on
 * @param rows the rows of other models, at this event
 */
public record Fact(
        String source,
        String stream,
        long version,
        long position,
        Instant recordedAt,
        Provenance provenance,
        Beside rows) {
    /** Finds rows of other models. */
    @FunctionalInterface
    public interface Beside {
        <R extends Record> @Nullable R row(ReadModel<R> model, Key key);
    }

    /**
     * A row of another model, of the same stream, as it is when this event has been folded into those that are declared
     * before. The model says with {@link ReadModel#beside} which rows it looks at.
     *
     * @return null where there is none
     */
    public <R extends Record> @Nullable R beside(ReadModel<R> model, Key key) {
        return rows.row(model, key);
    }

    /** Whether it was made up for a demonstration. */
    public boolean isSynthetic() {
        return provenance.basis() == Basis.SYNTHETIC;
    }
}

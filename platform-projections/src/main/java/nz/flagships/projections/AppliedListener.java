package nz.flagships.projections;

import java.util.List;
import java.util.Set;
import nz.flagships.events.EventEnvelope;

/**
 * Hears what has just become visible; for server-sent events and caches. Offer it as an {@code @ApplicationScoped} bean.
 *
 * <p>Called after the commit, on the reader's thread and before it takes the next batch, so hand over and return. It is a
 * hint and no record: what was committed just before a crash is never told.
 */
public interface AppliedListener {
    /** @param events what was applied by one transaction, in order within each shard, private ones left out; may be empty */
    void applied(List<EventEnvelope> events);

    /**
     * Other replicas have committed. What it was is not told, and it is noticed about a second later; called by several
     * threads, which must not be kept.
     *
     * @param sources whose events they were
     */
    default void appliedElsewhere(Set<String> sources) {}
}

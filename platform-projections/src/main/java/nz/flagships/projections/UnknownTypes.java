package nz.flagships.projections;

import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.PublishedTypes;

/**
 * Stops a shard at an event that is younger than this version. To skip it would be to lose it: the cursor would be beyond
 * it by the time a version runs that knows what to do with it. So readers are upgraded before those they read from
 * ({@code docs/operations/upgrades.md}); where that was forgotten, the upgraded reader goes on from here.
 */
@ApplicationScoped
@UnlessBuildProperty(name = "flagships.published-types.any", stringValue = "true", enableIfMissing = true)
class UnknownTypes implements Projection {
    @Override
    public String name() {
        return "unknown-types";
    }

    @Override
    public Set<String> sources() {
        return Set.of("initiative", "case");
    }

    @Override
    public boolean wants(EventEnvelope event) {
        return !PublishedTypes.knows(event.type());
    }

    @Override
    public void apply(List<EventEnvelope> batch, Connection connection) {
        throw new IllegalArgumentException(
                "This version does not know " + batch.getFirst().type() + ": upgrade this service");
    }
}

package nz.flagships.initiative.source;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code source}. */
@Path("/v1/sources")
public class SourceResource extends AggregateResource {
    public SourceResource() {
        super("source");
    }
}

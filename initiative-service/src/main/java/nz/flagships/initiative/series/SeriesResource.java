package nz.flagships.initiative.series;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code series}. */
@Path("/v1/series")
public class SeriesResource extends AggregateResource {
    public SeriesResource() {
        super("series");
    }
}

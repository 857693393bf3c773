package nz.flagships.initiative.region;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code region}. */
@Path("/v1/regions")
public class RegionResource extends AggregateResource {
    public RegionResource() {
        super("region");
    }
}

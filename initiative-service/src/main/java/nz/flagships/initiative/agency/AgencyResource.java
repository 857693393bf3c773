package nz.flagships.initiative.agency;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code agency}. */
@Path("/v1/agencies")
public class AgencyResource extends AggregateResource {
    public AgencyResource() {
        super("agency");
    }
}

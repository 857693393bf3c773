package nz.flagships.initiative.initiative;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code initiative}. */
@Path("/v1/initiatives")
public class InitiativeResource extends AggregateResource {
    public InitiativeResource() {
        super("initiative");
    }
}

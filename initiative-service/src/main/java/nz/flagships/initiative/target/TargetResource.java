package nz.flagships.initiative.target;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code target}. */
@Path("/v1/targets")
public class TargetResource extends AggregateResource {
    public TargetResource() {
        super("target");
    }
}

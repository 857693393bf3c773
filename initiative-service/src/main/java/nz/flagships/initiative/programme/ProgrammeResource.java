package nz.flagships.initiative.programme;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code programme}. */
@Path("/v1/programmes")
public class ProgrammeResource extends AggregateResource {
    public ProgrammeResource() {
        super("programme");
    }
}

package nz.flagships.initiative.fund;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code fund}. */
@Path("/v1/funds")
public class FundResource extends AggregateResource {
    public FundResource() {
        super("fund");
    }
}

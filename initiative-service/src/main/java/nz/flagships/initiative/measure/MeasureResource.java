package nz.flagships.initiative.measure;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code measure}. */
@Path("/v1/measures")
public class MeasureResource extends AggregateResource {
    public MeasureResource() {
        super("measure");
    }
}

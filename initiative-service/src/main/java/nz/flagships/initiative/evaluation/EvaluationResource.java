package nz.flagships.initiative.evaluation;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code evaluation}. */
@Path("/v1/evaluations")
public class EvaluationResource extends AggregateResource {
    public EvaluationResource() {
        super("evaluation");
    }
}

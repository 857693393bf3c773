package nz.flagships.initiative.budget;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code budget-round}. */
@Path("/v1/budget-rounds")
public class BudgetRoundResource extends AggregateResource {
    public BudgetRoundResource() {
        super("budget-round");
    }
}

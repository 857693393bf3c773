package nz.flagships.eventstore.widget;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

@Path("/v1/orders")
public class OrderResource extends AggregateResource {
    public OrderResource() {
        super("order");
    }
}

package nz.flagships.eventstore.widget;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

@Path("/v1/widgets")
public class WidgetResource extends AggregateResource {
    public WidgetResource() {
        super("widget");
    }
}

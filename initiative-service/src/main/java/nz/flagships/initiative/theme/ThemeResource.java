package nz.flagships.initiative.theme;

import jakarta.ws.rs.Path;
import nz.flagships.eventstore.command.AggregateResource;

/** The routes of {@code theme}. */
@Path("/v1/themes")
public class ThemeResource extends AggregateResource {
    public ThemeResource() {
        super("theme");
    }
}

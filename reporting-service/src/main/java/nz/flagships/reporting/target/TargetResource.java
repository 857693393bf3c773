package nz.flagships.reporting.target;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;

/** {@code GET /v1/targets}: every version there has been. */
@Path("/v1/targets")
public class TargetResource extends ListResource<TargetEvent> {
    static final String EXAMPLE = """
            {"measure":"BPS_TOTAL_CRIME","region":"NZ","event":"TargetRevised","announcedOn":"2015-06-30","value":-20,"unit":"percent",
             "baseline":"2011-06-30","by":"2018-06-30",
             "provenance":{"basis":"published","source":"bps-progress-mar17","note":null,"inferred":["announcedOn"]},"version":2}""";

    TargetResource() {
        super(Listing.of(
                        "Targets: what was set, revised, superseded and discontinued",
                        TargetEvent.class,
                        "measure",
                        "region",
                        "version")
                .holding("event", TargetRows.EVENTS)
                .example(EXAMPLE));
    }

    @Override
    protected Found<TargetEvent> find(Connection connection, Query query) throws SQLException {
        return Found.of(TargetRows.RELATION.rows(connection));
    }
}

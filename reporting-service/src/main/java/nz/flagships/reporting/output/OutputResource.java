package nz.flagships.reporting.output;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Relation;

/** {@code GET /v1/outputs}. */
@Path("/v1/outputs")
public class OutputResource extends ListResource<Output> {
    private static final Relation<Output> OUTPUTS =
            Relation.of(Output.MODEL).period("period", "period", "first_day", "last_day");

    OutputResource() {
        super(Listing.of(
                        "Outputs of initiatives: how many, by period and region",
                        Output.class,
                        "initiative",
                        "output",
                        "region",
                        "firstDay",
                        "lastDay")
                .example("""
                        {"initiative":"FF-DRIVER-LICENSING","region":"HAMILTON","output":"LICENCES_GAINED","period":"2014-Q3",
                         "firstDay":"2014-07-01","lastDay":"2014-09-30","quantity":31,"unit":"licences","revised":false,"synthetic":true,
                         "provenance":{"basis":"synthetic","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Output> find(Connection connection, Query query) {
        return Found.of(OUTPUTS.rows(connection));
    }
}

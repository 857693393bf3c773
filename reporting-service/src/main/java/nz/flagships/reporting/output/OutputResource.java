package nz.flagships.reporting.output;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.readmodel.Row;

/** {@code GET /v1/outputs}. */
@Path("/v1/outputs")
public class OutputResource extends ListResource<Output> {
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
    protected Found<Output> find(Connection connection, Query query) throws SQLException {
        return Found.of(read(connection));
    }

    static List<Output> read(Connection connection) throws SQLException {
        return Row.list(
                connection,
                "select * from output order by initiative, kind, region, first_day",
                row -> new Output(
                        row.text("initiative"),
                        row.text("region"),
                        row.one(OutputKind.class, "kind"),
                        new Period(row.text("period")),
                        row.day("first_day"),
                        row.day("last_day"),
                        row.number("quantity"),
                        row.text("unit"),
                        row.flag("revised"),
                        row.text("basis").equals("SYNTHETIC"),
                        row.provenance()));
    }
}

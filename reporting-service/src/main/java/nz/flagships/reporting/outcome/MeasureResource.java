package nz.flagships.reporting.outcome;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/measures}. */
@Path("/v1/measures")
public class MeasureResource extends ListResource<Measure> {
    MeasureResource() {
        super(Listing.of("Measures: what is measured, and how it may be reckoned with", Measure.class, "code")
                .holding("code", new Values.Codes(CodeList.MEASURE))
                .example("""
                        {"code":"BURGLARY","name":"Recorded burglary and unlawful entry","kind":"COUNT","unit":"offences",
                         "direction":"LOWER_BETTER","geography":"OCCURRENCE","sensitivity":"AGGREGATE","includes":[],"excludes":[],"note":null,
                         "provenance":{"basis":"published","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Measure> find(Connection connection, Query query) throws SQLException {
        return Found.of(OutcomeRows.MEASURES.rows(connection));
    }
}

package nz.flagships.reporting.outcome;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;

/** {@code GET /v1/series-breaks}. */
@Path("/v1/series-breaks")
public class SeriesBreakResource extends ListResource<SeriesBreak> {
    SeriesBreakResource() {
        super(Listing.of(
                        "Breaks: days from which a measure is not what it was",
                        SeriesBreak.class,
                        "measure",
                        "on",
                        "region")
                .example("""
                        {"measure":"FAMILY_NEW","region":"COURT-HUTT-VALLEY","on":"2013-03-22",
                         "reason":"Lower Hutt and Upper Hutt District Courts merged","bridgeable":true,
                         "provenance":{"basis":"published","source":"courts-13","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<SeriesBreak> find(Connection connection, Query query) throws SQLException {
        return Found.of(OutcomeRows.SERIES_BREAKS.rows(connection));
    }
}

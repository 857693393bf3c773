package nz.flagships.reporting.region;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/regions}. */
@Path("/v1/regions")
public class RegionResource extends ListResource<Region> {
    RegionResource() {
        super(Listing.of("Regions: police districts and areas, district courts, programme areas", Region.class, "code")
                .holding("code", new Values.Codes(CodeList.REGION))
                .example("""
                        {"code":"EAST-COAST","name":"East Coast","kind":"PROGRAMME_AREA","parent":"NZ","validFrom":null,"validTo":null,
                         "mergedFrom":[],"mergedInto":null,"maps":["AREA-TAIRAWHITI","COURT-GISBORNE","COURT-WAIROA","COURT-RUATORIA"],
                         "provenance":{"basis":"published","source":"seed-flagships","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Region> find(Connection connection, Query query) throws SQLException {
        return Found.of(List.copyOf(RegionRows.read(connection).all()));
    }
}

package nz.flagships.reporting.initiative;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/milestones/summary?by=region}: on time, late, missed, rescheduled, cancelled. */
@Path("/v1/milestones/summary")
public class MilestoneSummaryResource extends ListResource<MilestoneSummary> {
    MilestoneSummaryResource() {
        super(Listing.of("What became of milestones, by region or by initiative", MilestoneSummary.class, "by", "key")
                .with(Parameter.one(
                        "by",
                        "What to group by; region where nothing is given",
                        new Values.OneOf(List.of("region", "initiative"))))
                .holding("key", new Values.Codes(CodeList.SUMMED))
                .example("""
                        {"by":"region","key":"PAPAKURA","milestones":6,"planned":1,"reachedOnTime":2,"reachedLate":2,"missed":1,
                         "cancelled":0,"rescheduled":1,"synthetic":true}"""));
    }

    @Override
    protected Found<MilestoneSummary> find(Connection connection, Query query) throws SQLException {
        boolean byInitiative = query.own("by").contains("initiative");
        return Found.of(MilestoneSummary.RELATION.rows(connection, byInitiative))
                .defining(Map.of(
                        "milestones",
                        "A milestone counts in each region of its initiative, once in each: rows of several regions add up to more than"
                                + " totals.milestones, which counts each once",
                        "totals",
                        MilestoneSummary.totals(connection)));
    }
}

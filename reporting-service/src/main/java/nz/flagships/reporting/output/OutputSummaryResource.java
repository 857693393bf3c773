package nz.flagships.reporting.output;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/outputs/summary?by=region}. */
@Path("/v1/outputs/summary")
public class OutputSummaryResource extends ListResource<OutputTotal> {
    OutputSummaryResource() {
        super(Listing.of(
                        "Outputs of initiatives added up over their periods",
                        OutputTotal.class,
                        "output",
                        "region",
                        "initiative")
                .with(Parameter.many(
                        "by", "What to group by; region where nothing is given", new Values.OneOf(OutputTotal.GROUPS)))
                .example("""
                        {"output":"LICENCES_GAINED","unit":"licences","region":"HAMILTON","initiative":null,"quantity":214,
                         "from":"2014-07-01","to":"2015-12-31","periods":6,"synthetic":true}"""));
    }

    @Override
    protected Found<OutputTotal> find(Connection connection, Query query) {
        List<String> by = query.own("by").isEmpty() ? List.of("region") : query.own("by");
        if (new HashSet<>(by).size() < by.size()) {
            throw QueryRule.BAD_GROUP.exception(String.join(", ", OutputTotal.GROUPS));
        }
        return Found.of(OutputTotal.RELATION.rows(connection, by.contains("region"), by.contains("initiative")));
    }
}

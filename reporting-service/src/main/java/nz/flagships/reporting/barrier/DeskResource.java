package nz.flagships.reporting.barrier;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/barriers/desk?by=region,category}: what is open, how old it is, and what waits for whom. */
@Path("/v1/barriers/desk")
public class DeskResource extends ListResource<Desk> {
    private final Clock clock;

    DeskResource(Clock clock) {
        super(Listing.of(
                        "The desk: barriers by region, category, severity or whom they wait for",
                        Desk.class,
                        "region",
                        "category",
                        "severity",
                        "waitsFor")
                .with(Parameter.many(
                        "by",
                        "What to group by; region,category where nothing is given",
                        new Values.OneOf(Desk.GROUPS)))
                .example("""
                        {"region":"PAPAKURA","category":"PREMISES","severity":null,"waitsFor":null,"barriers":3,"open":2,"escalated":1,
                         "oldestDays":120,"medianDaysToAdvice":21.5,"medianDaysToResolution":64,
                         "waitingFor":["NATIONAL-OFFICE","POLICE"],"synthetic":true}"""));
        this.clock = clock;
    }

    @Override
    protected Found<Desk> find(Connection connection, Query query) throws SQLException {
        List<String> by = query.own("by").isEmpty() ? List.of("region", "category") : query.own("by");
        if (new HashSet<>(by).size() < by.size()) {
            throw QueryRule.BAD_GROUP.exception(String.join(", ", Desk.GROUPS));
        }
        LocalDate today = BarrierResource.today(clock);
        Map<String, Object> definitions = new LinkedHashMap<>(BarrierResource.DEFINITIONS);
        definitions.put(
                "barriers",
                "By region a barrier counts in each region of its initiative, once in each: rows of several regions add up to"
                        + " totals.inRegions, more than totals.barriers, which counts each once");
        definitions.put("totals", Desk.totals(connection, today));
        return Found.of(Desk.RELATION.rows(
                        connection,
                        today,
                        by.contains("region"),
                        by.contains("category"),
                        by.contains("severity"),
                        by.contains("waitingFor")))
                .defining(definitions);
    }

    @Override
    protected String dependsOn(Connection connection) {
        return BarrierResource.today(clock).toString();
    }
}

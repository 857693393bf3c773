package nz.flagships.reporting.barrier;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;

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
                .with("by", "Any of region, category, severity and waitingFor; region,category where none is given")
                .example("""
                        {"region":"PAPAKURA","category":"PREMISES","severity":null,"waitsFor":null,"barriers":3,"open":2,"escalated":1,
                         "oldestDays":120,"medianDaysToAdvice":21.5,"medianDaysToResolution":64,
                         "waitingFor":["NATIONAL-OFFICE","POLICE"],"synthetic":true}"""));
        this.clock = clock;
    }

    @Override
    protected Found<Desk> find(Connection connection, Query query) throws SQLException {
        List<String> by = query.own("by").isEmpty() ? List.of("region", "category") : query.own("by");
        if (!Desk.GROUPS.containsAll(by) || new HashSet<>(by).size() < by.size()) {
            throw QueryRule.BAD_GROUP.exception(String.join(", ", Desk.GROUPS));
        }
        return Found.of(Desk.of(BarrierRows.barriers(connection, BarrierResource.today(clock)), by))
                .defining(BarrierResource.DEFINITIONS);
    }

    @Override
    protected String dependsOn(Connection connection) {
        return BarrierResource.today(clock).toString();
    }
}

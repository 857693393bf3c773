package nz.flagships.reporting.barrier;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.NewZealand;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/barriers}. */
@Path("/v1/barriers")
public class BarrierResource extends ListResource<Barrier> {

    static final Map<String, Object> DEFINITIONS = Map.of(
            "age",
                    "Days from when the barrier was raised first to ageOn. Reopening it, or carrying it to another initiative, resets"
                            + " nothing. ageOn is the day it ended; while it is open today, but for barriers that were published or"
                            + " made up the last day that such history tells of: what became of them since nobody has said.",
            "daysToAdvice", "From the first escalation to the National Office to its first advice.",
            "daysToResolution", "From the day it was raised to the day it was resolved; not of what only lapsed.",
            "waitingFor",
                    "NATIONAL-OFFICE, or the code of the agency that has to act: the lead agency unless another was named.");

    private final Clock clock;

    BarrierResource(Clock clock) {
        super(Listing.of(
                        "Barriers: what is in the way of initiatives, how old it is, and who has to act",
                        Barrier.class,
                        "initiative",
                        "barrier")
                .with(Parameter.many(
                        "region",
                        "Codes of regions; a barrier matches whose initiative runs in one of them",
                        new Values.Codes(CodeList.REGION)))
                .example("""
                        {"initiative":"PK-ALCOHOL","barrier":"B1","title":"No room for a private talk","regions":["PAPAKURA"],
                         "category":"PREMISES","severity":"MEDIUM","status":"ESCALATED","raisedOn":"2015-03-02","ageDays":120,"ageOn":"2015-06-30",
                         "escalatedOn":"2015-04-01","advisedOn":null,"resolvedOn":null,"resolution":null,"reopened":0,"daysToAdvice":null,
                         "daysToResolution":null,"waitingFor":"NATIONAL-OFFICE","carriedTo":null,"carriedFrom":null,
                         "linked":["EC-FAMILY-VIOLENCE/B2"],"inRegions":["EAST-COAST","PAPAKURA"],"synthetic":true,
                         "provenance":{"basis":"synthetic","source":null,"note":null,"inferred":[]}}"""));
        this.clock = clock;
    }

    @Override
    protected Found<Barrier> find(Connection connection, Query query) {
        return Found.of(Barrier.RELATION.having("regions", query.own("region")).rows(connection, today(clock)))
                .defining(DEFINITIONS);
    }

    @Override
    protected String dependsOn(Connection connection) {
        return today(clock).toString();
    }

    static LocalDate today(Clock clock) {
        return NewZealand.day(clock.instant());
    }
}

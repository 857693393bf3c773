package nz.flagships.reporting.initiative;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/milestones}. */
@Path("/v1/milestones")
public class MilestoneResource extends ListResource<Milestone> {
    private static final Relation<Milestone> MILESTONES = Relation.of(Milestone.MODEL);

    MilestoneResource() {
        super(Listing.of("Milestones of initiatives", Milestone.class, "initiative", "code")
                .with(Parameter.many(
                        "region",
                        "Codes of regions; a milestone matches whose initiative runs in one of them",
                        new Values.Codes(CodeList.REGION)))
                .holding("code", new Values.Codes(CodeList.MILESTONE))
                .example("""
                        {"initiative":"PK-ALCOHOL","code":"M1","title":"First patrols","regions":["PAPAKURA"],"dueOn":"2014-06-30",
                         "originalDueOn":"2014-04-30","rescheduled":1,"status":"REACHED","reachedOn":"2014-07-03","daysLate":3,
                         "recordedLate":false,"missed":false,"cancelledOn":null,"synthetic":true,"provenance":{"basis":"synthetic","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Milestone> find(Connection connection, Query query) {
        return Found.of(MILESTONES.having("regions", query.own("region")).rows(connection));
    }
}

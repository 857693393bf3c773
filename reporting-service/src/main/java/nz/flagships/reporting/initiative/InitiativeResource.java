package nz.flagships.reporting.initiative;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.util.List;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/initiatives}. */
@Path("/v1/initiatives")
public class InitiativeResource extends ListResource<Initiative> {
    InitiativeResource() {
        super(Listing.of(
                        "Initiatives: where they run, where they come from, what became of their milestones",
                        Initiative.class,
                        "code")
                .with(Parameter.many(
                        "region",
                        "Codes of regions; an initiative matches that runs in one of them",
                        new Values.Codes(CodeList.REGION)))
                .with(Parameter.many(
                        "theme",
                        "Codes of themes; an initiative matches that has one of them",
                        new Values.Codes(CodeList.THEME)))
                .holding("code", new Values.Codes(CodeList.INITIATIVE))
                .holding("startedOn", Values.PARTIAL_DATE)
                .holding("endedOn", Values.PARTIAL_DATE)
                .holding("syntheticStatuses", new Values.OneOf(List.of("lifecycle", "evidence", "funding")))
                .example("""
                        {"code":"PK-ALCOHOL","title":"Alcohol in Papakura","programme":"FRONTLINE_FLAGSHIPS","regions":["PAPAKURA"],
                         "themes":["ALCOHOL"],"leadAgency":"POLICE","agencies":["POLICE"],"status":"TRIALLING","lifecycle":"TRIALLING","evidence":"NONE","funding":"UNFUNDED","tailoredFrom":"HV-RELENTLESS",
                         "kept":null,"adapted":null,"why":null,"startedOn":"2014-01","endedOn":null,"windows":[],
                         "provenance":{"basis":"published","source":"seed-flagships","note":"Local problem","inferred":["leadAgency","tailoredFrom"]},
                         "milestones":{"planned":1,"reached":2,"missed":0,"cancelled":0,"late":1,"rescheduled":1,"synthetic":true},
                         "syntheticStatuses":[]}"""));
    }

    @Override
    protected Found<Initiative> find(Connection connection, Query query) {
        return Found.of(Initiative.RELATION
                .having("regions", query.own("region"))
                .having("themes", query.own("theme"))
                .rows(connection));
    }
}

package nz.flagships.reporting.initiative;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Graph;
import nz.flagships.reporting.query.GraphResource;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Rows;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/initiatives/lineage}: from the pilot to the areas, with what was kept, what was adapted, and why. */
@Path("/v1/initiatives/lineage")
public class LineageResource extends GraphResource {
    LineageResource() {
        super(
                "Which initiative was tailored from which, with what was kept and what was adapted",
                Lineage.Node.class,
                Lineage.Link.class,
                Parameter.one(
                        "region",
                        "The code of a region; left out: all. What an initiative comes from is shown, wherever it ran",
                        new Values.Codes(CodeList.REGION)),
                Parameter.one(
                        "programme",
                        "The code of a programme; left out: all. What an initiative comes from is shown, whatever its"
                                + " programme",
                        new Values.Codes(CodeList.PROGRAMME)));
    }

    @Override
    protected Graph<?, ?> find(Connection connection, Map<String, String> asked) throws SQLException {
        String region = asked.get("region");
        String programme = asked.get("programme");
        Lineage lineage = Lineage.of(
                Rows.all(Relation.of(KnownInitiative.MODEL).rows(connection)),
                each -> (region == null || each.regions().contains(region))
                        && (programme == null || each.programme().equals(programme)));
        return new Graph<>(
                lineage.nodes(),
                lineage.links(),
                Map.of(),
                Map.of(
                        "link",
                        "From the initiative that was there to the one that was tailored from it. What was kept, adapted and"
                                + " why is null where it was not published; inferred: it was not published that it comes"
                                + " from there"));
    }
}

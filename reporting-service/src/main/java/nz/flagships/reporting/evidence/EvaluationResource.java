package nz.flagships.reporting.evidence;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/evaluations?subject=JSF-OUT-OF-GATE}: each effect that was found, side by side. */
@Path("/v1/evaluations")
public class EvaluationResource extends ListResource<EvaluationRow> {
    private static final Map<String, Object> DEFINITIONS = Map.of(
            "judged",
            "better or worse: the interval lies wholly on one side of no effect; none: it includes no effect; unknown: there is no"
                    + " interval, or neither way is called good",
            "suppressed",
            "true: the outcome is a measure that counts people, or one that is not defined here, so that effect, interval and the"
                    + " numbers of both groups are kept back; or it stands beside such a one in its evaluation, so that the numbers"
                    + " of both groups are; what was judged and the verdict are not",
            "verdict",
            "effective: every primary result is better and no secondary one is worse; mixed: any is better, but it is not effective;"
                    + " harmful: any is worse and none better; ineffective: all are none and exclude the smallest worthwhile effect;"
                    + " else inconclusive");

    EvaluationResource() {
        super(Listing.of(
                        "Evaluations of initiatives and interventions: one row per outcome, with what was found of it",
                        EvaluationRow.class,
                        "evaluation",
                        "number")
                .holding("concludedOn", Values.PARTIAL_DATE)
                .example("""
                                {"evaluation":"JSF-IWI-PANELS:iwi-panels-19","number":1,"subject":"JSF-IWI-PANELS","kind":"INITIATIVE","title":null,
                                 "design":null,"stage":"CONCLUDED","registered":"PUBLISHED","outcome":"harm in equivalised prison days","measure":null,
                                 "population":"participants","role":"PRIMARY","effect":-26.9,"unit":"days","direction":"LOWER_BETTER","scale":"DIFFERENCE",
                                 "intervalLow":-47.95,"intervalHigh":-5.85,"confidenceLevel":null,"treated":1013,"comparison":null,"judged":"BETTER",
                                 "missing":false,"missingReason":null,"suppressed":false,"verdict":"MIXED","smallestWorthwhileEffect":null,"concludedOn":"2019",
                                 "outcomeFrom":null,"outcomeTo":null,"treatedRegions":[],"comparisonRegions":[],"treatedCohort":null,
                                 "comparisonCohort":null,"successRule":null,"method":null,"source":"iwi-panels-19","caveats":"About 22 percent less harm",
                                 "override":null,"synthetic":false,
                                 "provenance":{"basis":"published","source":"iwi-panels-19","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<EvaluationRow> find(Connection connection, Query query) throws SQLException {
        return Found.of(EvaluationRows.RELATION.rows(connection)).defining(DEFINITIONS);
    }

    /** So that no answer that a cache kept from before these numbers were kept back is said to hold still. */
    @Override
    protected String dependsOn(Connection connection) {
        return "suppressed, and the groups beside";
    }
}

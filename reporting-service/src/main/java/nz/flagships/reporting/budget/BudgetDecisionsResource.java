package nz.flagships.reporting.budget;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/budget/decisions}. */
@Path("/v1/budget/decisions")
public class BudgetDecisionsResource extends ListResource<BudgetDecisionRow> {
    private static final Map<String, Object> DEFINITIONS = Map.of(
            "withoutQualifyingEvidence",
            "It was granted, and when that was recorded here no evidence on record qualified: effective, or mixed and overridden"
                    + " with a reason",
            "cents",
            "Over all the years it was granted for, in cents of New Zealand dollars");

    BudgetDecisionsResource() {
        super(Listing.of(
                        "Budget decisions on the long-term funding of initiatives, and bids that wait for one",
                        BudgetDecisionRow.class,
                        "round",
                        "initiative")
                .holding("decidedOn", Values.PARTIAL_DATE)
                .holding("bidOn", Values.DAY)
                .example("""
                        {"round":"BUDGET-2017","initiative":"JSF-IWI-PANELS","title":"Iwi panels","decision":"GRANTED","decidedOn":"2017-05-25",
                         "cents":550000000,"years":4,"withoutQualifyingEvidence":true,"overridden":false,"bidder":null,"bidOn":null,
                         "soughtCents":null,"soughtYears":null,"reason":"Decided in the Budget, before this record was kept","source":"budget-17",
                         "synthetic":false,"provenance":{"basis":"published","source":"budget-17","note":"The day is the Budget's","inferred":[]}}"""));
    }

    @Override
    protected Found<BudgetDecisionRow> find(Connection connection, Query query) throws SQLException {
        return Found.of(BudgetRows.DECISION_RELATION.rows(connection)).defining(DEFINITIONS);
    }
}

package nz.flagships.reporting.budget;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/budget/rounds}. */
@Path("/v1/budget/rounds")
public class BudgetRoundsResource extends ListResource<BudgetRoundRow> {
    BudgetRoundsResource() {
        super(Listing.of("Budget rounds: what was sought in each, and what was granted", BudgetRoundRow.class, "round")
                .holding("openedOn", Values.PARTIAL_DATE)
                .holding("closedOn", Values.PARTIAL_DATE)
                .example("""
                        {"round":"BUDGET-2017","title":"Budget 2017","openedOn":null,"closed":true,"closedOn":null,"bids":0,"granted":2,"declined":0,
                         "undecided":0,"soughtCents":0,"grantedCents":2790000000,"synthetic":false,
                         "provenance":{"basis":"published","source":"budget-17","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<BudgetRoundRow> find(Connection connection, Query query) throws SQLException {
        return Found.of(BudgetRows.ROUND_RELATION.rows(connection));
    }
}

package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Graph;
import nz.flagships.reporting.query.GraphResource;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Stretch;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/fund/flow?on=2017-03-08}: where the money went, ready for a Sankey, exact to the cent. */
@Path("/v1/fund/flow")
public class FundFlowResource extends GraphResource {
    private static final Map<String, Object> DEFINITIONS = Map.of(
            "cents",
            "Net approvals: approved less cancelled and returned, followed through the lots. Every stage adds up to"
                    + " totals.netApprovedCents; what lies in the Fund for anybody is totals.availableCents",
            "region",
            "An initiative in several regions is split into equal parts, the cents that are left one each in the order of the"
                    + " regions' codes: who spent how much where is not published");

    FundFlowResource() {
        super(
                "The Fund's money, from the saving agency over the fund, the receiving agency and the initiative to the region",
                Flow.Node.class,
                Flow.Link.class,
                FundRows.FUND,
                FundRows.ON,
                Parameter.one(
                        "agency", "The code of the saving agency; left out: all", new Values.Codes(CodeList.AGENCY)),
                Parameter.one(
                        "year",
                        "The financial year the allocations were approved in, as FY2016, or a range of them as FY2016..FY2018; left out: all",
                        Values.FINANCIAL_YEAR));
    }

    @Override
    protected Graph<?, ?> find(Connection connection, Map<String, String> asked) throws SQLException {
        String on = asked.get("on");
        Ledger ledger = FundRows.ledger(
                connection,
                asked.getOrDefault("fund", FundRows.JUSTICE_SECTOR_FUND),
                on == null ? null : FundRows.day(on));
        String agency = asked.get("agency");
        if (agency != null) {
            ledger = ledger.savedBy(agency);
        }
        String year = asked.get("year");
        if (year != null) {
            Stretch years = (Stretch) Values.FINANCIAL_YEAR.read("year", year);
            ledger = ledger.approvedWithin(years.from().first(), years.to().last());
        }
        Flow flow = Flow.of(ledger);
        return new Graph<>(flow.nodes(), flow.links(), totals(ledger, year != null), DEFINITIONS);
    }

    /** What was saved belongs to no allocation, so it is left out where only those of a year are meant. */
    static Map<String, Object> totals(Ledger ledger, boolean ofAllocations) {
        Sums sums = Sums.of(ledger.entries());
        Map<String, Object> totals = new LinkedHashMap<>();
        if (!ofAllocations) {
            totals.put("bankedCents", sums.of(FundMovement.BANKED));
            totals.put("reversedCents", sums.of(FundMovement.REVERSED));
            totals.put("availableCents", sums.available());
        }
        totals.put("approvedCents", sums.of(FundMovement.APPROVED));
        totals.put("cancelledCents", sums.of(FundMovement.CANCELLED));
        totals.put("returnedCents", sums.of(FundMovement.RETURNED));
        totals.put("netApprovedCents", sums.netApproved());
        totals.put("transferredCents", sums.of(FundMovement.TRANSFERRED));
        totals.put("drawnCents", sums.of(FundMovement.DRAWN));
        totals.put("initiatives", ledger.initiativesFunded());
        totals.put(
                "agencies",
                ledger
                        .by(entry -> entry.allocation() == null
                                ? null
                                : ledger.lot(entry).agency())
                        .values()
                        .stream()
                        .filter(each -> Sums.of(each).netApproved() > 0)
                        .count());
        return totals;
    }
}

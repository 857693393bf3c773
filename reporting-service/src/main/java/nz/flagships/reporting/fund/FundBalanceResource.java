package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/fund/balances?on=2017-03-08}: what the Fund came to by the end of a day. */
@Path("/v1/fund/balances")
public class FundBalanceResource extends ListResource<FundBalanceResource.Line> {
    /** What the sums of the Fund mean. */
    static final Map<String, Object> DEFINITIONS = Map.of(
            "cents",
            "New Zealand cents, whole numbers",
            "availableCents",
            "banked - reversed - approved + cancelled + returned",
            "netApprovedCents",
            "approved - cancelled - returned",
            "untransferredCents",
            "approved - cancelled - transferred",
            "undrawnCents",
            "transferred - drawn - returned");

    /**
     * The only row.
     *
     * @param fund its code
     * @param on the day it is as at; null: everything
     * @param agencies how many have banked savings
     * @param initiatives how many have net approvals
     * @param bankedCents saved
     * @param reversedCents of that taken back
     * @param approvedCents promised to allocations
     * @param cancelledCents of that not to be spent after all
     * @param transferredCents sent to receiving agencies
     * @param drawnCents of that spent
     * @param returnedCents of that given back
     * @param availableCents what is left for anybody
     * @param netApprovedCents approved less cancelled and returned
     * @param untransferredCents promised and not transferred
     * @param undrawnCents transferred and neither spent nor returned
     * @param synthetic whether any of it was made up
     */
    public record Line(
            String fund,
            @Nullable LocalDate on,
            int agencies,
            int initiatives,
            long bankedCents,
            long reversedCents,
            long approvedCents,
            long cancelledCents,
            long transferredCents,
            long drawnCents,
            long returnedCents,
            long availableCents,
            long netApprovedCents,
            long untransferredCents,
            long undrawnCents,
            boolean synthetic) {}

    FundBalanceResource() {
        super(Listing.of("What the Fund came to by the end of a day", Line.class, "fund")
                .with(FundRows.FUND)
                .with(FundRows.ON)
                .example("""
                        {"fund":"EXAMPLE-FUND","on":"2018-07-31","agencies":1,"initiatives":1,"bankedCents":100000000,"reversedCents":10000000,"approvedCents":80000000,"cancelledCents":30000000,"transferredCents":50000000,"drawnCents":35000000,"returnedCents":15000000,"availableCents":55000000,"netApprovedCents":35000000,"untransferredCents":0,"undrawnCents":0,
                         "synthetic":false}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        Ledger ledger = FundRows.ledger(connection, query);
        return Found.of(List.of(line(ledger, FundRows.on(query)))).defining(DEFINITIONS);
    }

    static Line line(Ledger ledger, @Nullable LocalDate on) {
        Sums sums = Sums.of(ledger.entries());
        return new Line(
                ledger.fund(),
                on,
                ledger.agenciesThatSaved(),
                ledger.initiativesFunded(),
                sums.of(FundMovement.BANKED),
                sums.of(FundMovement.REVERSED),
                sums.of(FundMovement.APPROVED),
                sums.of(FundMovement.CANCELLED),
                sums.of(FundMovement.TRANSFERRED),
                sums.of(FundMovement.DRAWN),
                sums.of(FundMovement.RETURNED),
                sums.available(),
                sums.netApproved(),
                sums.untransferred(),
                sums.undrawn(),
                Ledger.anySynthetic(ledger.entries()));
    }
}

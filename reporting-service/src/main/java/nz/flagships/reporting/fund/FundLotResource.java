package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/fund/lots}: the savings, and what became of each. */
@Path("/v1/fund/lots")
public class FundLotResource extends ListResource<FundLotResource.Line> {
    /**
     * A lot.
     *
     * @param fund the code of the fund
     * @param lot its code
     * @param agency that saved it
     * @param year it was saved in
     * @param bankedOn the day it was banked
     * @param agreement the Minister of Finance's; null where history does not tell
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
     * @param provenance of the saving
     */
    public record Line(
            String fund,
            String lot,
            String agency,
            FinancialYear year,
            LocalDate bankedOn,
            @Nullable String agreement,
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
            boolean synthetic,
            Provenance provenance) {}

    FundLotResource() {
        super(Listing.of("Lots of the Fund: savings and what became of them", Line.class, "fund", "lot")
                .with(FundRows.FUND)
                .with(FundRows.ON)
                .example("""
                        {"fund":"EXAMPLE-FUND","lot":"EXAMPLE-LOT","agency":"EXAMPLE-AGENCY","year":"FY2016","bankedOn":"2016-07-29",
                         "agreement":"Example agreement","bankedCents":100000000,"reversedCents":10000000,"approvedCents":80000000,"cancelledCents":30000000,"transferredCents":50000000,"drawnCents":35000000,"returnedCents":15000000,"availableCents":55000000,"netApprovedCents":35000000,"untransferredCents":0,"undrawnCents":0,
                         "synthetic":false,"provenance":{"basis":"operational","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        Ledger ledger = FundRows.ledger(connection, query);
        return Found.of(lines(ledger)).defining(FundBalanceResource.DEFINITIONS);
    }

    static List<Line> lines(Ledger ledger) {
        SortedMap<String, List<Ledger.Entry>> byLot = ledger.by(Ledger.Entry::lot);
        return ledger.lots().stream()
                .map(lot -> line(ledger, lot, byLot.getOrDefault(lot.code(), List.of())))
                .toList();
    }

    private static Line line(Ledger ledger, Ledger.Lot lot, List<Ledger.Entry> entries) {
        Sums sums = Sums.of(entries);
        return new Line(
                ledger.fund(),
                lot.code(),
                lot.agency(),
                lot.year(),
                lot.bankedOn(),
                lot.agreement(),
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
                Ledger.isSynthetic(lot.provenance()) || Ledger.anySynthetic(entries),
                lot.provenance());
    }
}

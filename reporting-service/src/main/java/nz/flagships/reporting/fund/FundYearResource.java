package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;

/** {@code GET /v1/fund/years}: a statement per financial year. */
@Path("/v1/fund/years")
public class FundYearResource extends ListResource<FundYearResource.Line> {
    /**
     * A financial year.
     *
     * @param fund the code of the fund
     * @param year as {@code FY2016}, from 1 July 2015 to 30 June 2016
     * @param openingCents what was available when it began
     * @param bankedCents saved
     * @param reversedCents of that taken back
     * @param approvedCents promised to allocations
     * @param cancelledCents of that not to be spent after all
     * @param transferredCents sent to receiving agencies
     * @param drawnCents of that spent
     * @param returnedCents of that given back
     * @param closingCents what was available when it ended
     * @param plannedCents what approved allocations mean to spend in it, after what was carried forward
     * @param synthetic whether any of it was made up
     */
    public record Line(
            String fund,
            FinancialYear year,
            long openingCents,
            long bankedCents,
            long reversedCents,
            long approvedCents,
            long cancelledCents,
            long transferredCents,
            long drawnCents,
            long returnedCents,
            long closingCents,
            long plannedCents,
            boolean synthetic) {}

    FundYearResource() {
        super(Listing.of("Financial years of the Fund: what moved in each", Line.class, "fund", "year")
                .with(FundRows.FUND)
                .example("""
                        {"fund":"EXAMPLE-FUND","year":"FY2017","openingCents":0,"bankedCents":100000000,"reversedCents":10000000,"approvedCents":80000000,"cancelledCents":30000000,"transferredCents":50000000,"drawnCents":35000000,"returnedCents":15000000,
                         "closingCents":55000000,"plannedCents":50000000,"synthetic":false}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        return Found.of(lines(FundRows.ledger(connection, query))).defining(FundBalanceResource.DEFINITIONS);
    }

    static List<Line> lines(Ledger ledger) {
        List<Line> lines = new ArrayList<>();
        long opening = 0;
        boolean carriedSynthetic = false;
        for (FinancialYear year : ledger.years()) {
            List<Ledger.Entry> entries = ledger.entries().stream()
                    .filter(entry -> FinancialYear.of(entry.on()).equals(year))
                    .toList();
            Sums sums = Sums.of(entries);
            long closing = opening + sums.available();
            // What a year begins with, and what is planned for it, are figures of its line too.
            List<Ledger.Allocation> planned = ledger.allocations().stream()
                    .filter(allocation -> allocation.approvedOn() != null
                            && allocation.planned().getOrDefault(year, 0L) != 0)
                    .toList();
            carriedSynthetic |= Ledger.anySynthetic(entries);
            lines.add(new Line(
                    ledger.fund(),
                    year,
                    opening,
                    sums.of(FundMovement.BANKED),
                    sums.of(FundMovement.REVERSED),
                    sums.of(FundMovement.APPROVED),
                    sums.of(FundMovement.CANCELLED),
                    sums.of(FundMovement.TRANSFERRED),
                    sums.of(FundMovement.DRAWN),
                    sums.of(FundMovement.RETURNED),
                    closing,
                    planned.stream()
                            .mapToLong(allocation -> allocation.planned().getOrDefault(year, 0L))
                            .sum(),
                    carriedSynthetic
                            || planned.stream().anyMatch(allocation -> Ledger.isSynthetic(allocation.provenance()))));
            opening = closing;
        }
        return lines;
    }
}

package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/fund/allocations}: what was proposed, approved, and became of it. */
@Path("/v1/fund/allocations")
public class FundAllocationResource extends ListResource<FundAllocationResource.Line> {
    /** Whether its money is promised. */
    public enum Standing {
        PROPOSED,
        APPROVED,
        /** Before it was approved. */
        CANCELLED
    }

    /**
     * A year of its profile.
     *
     * @param plannedCents after what was carried forward; what was cancelled is taken off no year
     * @param transferredCents in that year, planned or not
     */
    public record Year(FinancialYear year, long plannedCents, long transferredCents) {}

    /** What it draws on a lot, and what became of that. */
    public record Draw(
            String lot,
            String agency,
            long approvedCents,
            long cancelledCents,
            long transferredCents,
            long drawnCents,
            long returnedCents) {}

    /**
     * An allocation.
     *
     * @param fund the code of the fund
     * @param allocation its code
     * @param bid the bid it answers, if there was one
     * @param initiative the code of the initiative
     * @param title the initiative's
     * @param receivingAgency the code of the agency that spends it
     * @param standing whether it is approved
     * @param amountCents what was proposed
     * @param proposedOn the day
     * @param approvedOn the day; null until then
     * @param endorsedBy the codes of the approvers' agencies
     * @param approvedCents promised
     * @param cancelledCents of that not to be spent after all
     * @param transferredCents sent to the receiving agency
     * @param drawnCents of that spent
     * @param returnedCents of that given back
     * @param netApprovedCents approved less cancelled and returned
     * @param untransferredCents promised and not transferred
     * @param undrawnCents transferred and neither spent nor returned
     * @param profile when it is to be spent
     * @param lots what it draws on, once approved
     * @param synthetic whether any of it was made up
     * @param provenance of the proposal
     */
    public record Line(
            String fund,
            String allocation,
            @Nullable String bid,
            String initiative,
            String title,
            String receivingAgency,
            Standing standing,
            long amountCents,
            LocalDate proposedOn,
            @Nullable LocalDate approvedOn,
            List<String> endorsedBy,
            long approvedCents,
            long cancelledCents,
            long transferredCents,
            long drawnCents,
            long returnedCents,
            long netApprovedCents,
            long untransferredCents,
            long undrawnCents,
            List<Year> profile,
            List<Draw> lots,
            boolean synthetic,
            Provenance provenance) {}

    FundAllocationResource() {
        super(Listing.of("Allocations of the Fund, and what became of them", Line.class, "fund", "allocation")
                .with(FundRows.FUND)
                .example("""
                        {"fund":"EXAMPLE-FUND","allocation":"EXAMPLE-ALLOCATION","bid":null,"initiative":"EXAMPLE-INITIATIVE",
                         "title":"Example initiative","receivingAgency":"EXAMPLE-AGENCY","standing":"APPROVED","amountCents":80000000,
                         "proposedOn":"2016-09-15","approvedOn":"2016-09-30","endorsedBy":["EXAMPLE-APPROVERS"],
                         "approvedCents":80000000,"cancelledCents":30000000,"transferredCents":50000000,"drawnCents":35000000,
                         "returnedCents":15000000,"netApprovedCents":35000000,"untransferredCents":0,"undrawnCents":0,
                         "profile":[{"year":"FY2017","plannedCents":50000000,"transferredCents":50000000}],
                         "lots":[{"lot":"EXAMPLE-LOT","agency":"EXAMPLE-AGENCY","approvedCents":80000000,"cancelledCents":30000000,
                                  "transferredCents":50000000,"drawnCents":35000000,"returnedCents":15000000}],
                         "synthetic":false,"provenance":{"basis":"operational","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        return Found.of(lines(FundRows.ledger(connection, query))).defining(FundBalanceResource.DEFINITIONS);
    }

    static List<Line> lines(Ledger ledger) {
        SortedMap<String, List<Ledger.Entry>> entries = ledger.by(Ledger.Entry::allocation);
        return ledger.allocations().stream()
                .map(each -> line(ledger, each, entries.getOrDefault(each.code(), List.of())))
                .toList();
    }

    private static Line line(Ledger ledger, Ledger.Allocation allocation, List<Ledger.Entry> entries) {
        Sums sums = Sums.of(entries);
        return new Line(
                ledger.fund(),
                allocation.code(),
                allocation.bid(),
                allocation.initiative(),
                ledger.initiative(allocation.initiative()).title(),
                allocation.receivingAgency(),
                standing(allocation),
                allocation.amountCents(),
                allocation.proposedOn(),
                allocation.approvedOn(),
                allocation.endorsedBy(),
                sums.of(FundMovement.APPROVED),
                sums.of(FundMovement.CANCELLED),
                sums.of(FundMovement.TRANSFERRED),
                sums.of(FundMovement.DRAWN),
                sums.of(FundMovement.RETURNED),
                sums.netApproved(),
                sums.untransferred(),
                sums.undrawn(),
                profile(allocation, entries),
                draws(ledger, entries),
                Ledger.isSynthetic(allocation.provenance()) || Ledger.anySynthetic(entries),
                allocation.provenance());
    }

    private static Standing standing(Ledger.Allocation allocation) {
        if (allocation.approvedOn() != null) {
            return Standing.APPROVED;
        }
        return allocation.cancelledBefore() ? Standing.CANCELLED : Standing.PROPOSED;
    }

    /** Every year that was planned, and every other one in which money was transferred: they add up to what was. */
    private static List<Year> profile(Ledger.Allocation allocation, List<Ledger.Entry> entries) {
        SortedMap<FinancialYear, Long> transferred = new TreeMap<>();
        allocation.planned().keySet().forEach(year -> transferred.put(year, 0L));
        entries.stream()
                .filter(entry -> entry.movement() == FundMovement.TRANSFERRED)
                .forEach(entry -> transferred.merge(FinancialYear.of(entry.on()), entry.amountCents(), Long::sum));
        return transferred.entrySet().stream()
                .map(each ->
                        new Year(each.getKey(), allocation.planned().getOrDefault(each.getKey(), 0L), each.getValue()))
                .toList();
    }

    private static List<Draw> draws(Ledger ledger, List<Ledger.Entry> entries) {
        return entries.stream()
                .map(ledger::lot)
                .distinct()
                .map(lot -> {
                    Sums sums = Sums.of(entries.stream()
                            .filter(entry -> entry.lot().equals(lot.code()))
                            .toList());
                    return new Draw(
                            lot.code(),
                            lot.agency(),
                            sums.of(FundMovement.APPROVED),
                            sums.of(FundMovement.CANCELLED),
                            sums.of(FundMovement.TRANSFERRED),
                            sums.of(FundMovement.DRAWN),
                            sums.of(FundMovement.RETURNED));
                })
                .toList();
    }
}

package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;

/** {@code GET /v1/fund/agencies}: a statement per agency, of what it saved and of what it received. */
@Path("/v1/fund/agencies")
public class FundAgencyResource extends ListResource<FundAgencyResource.Line> {
    /**
     * An agency.
     *
     * @param fund the code of the fund
     * @param agency its code
     * @param name as people read it
     * @param lots how many savings it has banked
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
     * @param receivedCents transferred to it, from whomever's savings
     * @param synthetic whether any of it was made up
     */
    public record Line(
            String fund,
            String agency,
            String name,
            int lots,
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
            long receivedCents,
            boolean synthetic) {}

    FundAgencyResource() {
        super(Listing.of(
                        "Agencies of the Fund: what became of the savings of each, and what it received",
                        Line.class,
                        "fund",
                        "agency")
                .with(FundRows.FUND)
                .with(FundRows.ON)
                .example("""
                        {"fund":"EXAMPLE-FUND","agency":"EXAMPLE-AGENCY","name":"Example Agency","lots":1,
                         "bankedCents":100000000,"reversedCents":10000000,"approvedCents":80000000,"cancelledCents":30000000,"transferredCents":50000000,"drawnCents":35000000,"returnedCents":15000000,"availableCents":55000000,"netApprovedCents":35000000,"untransferredCents":0,"undrawnCents":0,
                         "receivedCents":50000000,"synthetic":false}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        Ledger ledger = FundRows.ledger(connection, query);
        return Found.of(lines(ledger)).defining(FundBalanceResource.DEFINITIONS);
    }

    static List<Line> lines(Ledger ledger) {
        SortedMap<String, List<Ledger.Entry>> saved =
                ledger.by(entry -> ledger.lot(entry).agency());
        SortedMap<String, List<Ledger.Entry>> received = ledger.by(ledger::receiverOf);
        TreeSet<String> codes = new TreeSet<>(saved.keySet());
        codes.addAll(received.keySet());
        return codes.stream()
                .map(code ->
                        line(ledger, code, saved.getOrDefault(code, List.of()), received.getOrDefault(code, List.of())))
                .toList();
    }

    private static Line line(Ledger ledger, String code, List<Ledger.Entry> saved, List<Ledger.Entry> received) {
        Sums sums = Sums.of(saved);
        return new Line(
                ledger.fund(),
                code,
                ledger.agency(code),
                (int) ledger.lots().stream()
                        .filter(lot -> lot.agency().equals(code))
                        .count(),
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
                Sums.of(received).of(FundMovement.TRANSFERRED),
                Ledger.anySynthetic(saved) || Ledger.anySynthetic(received));
    }
}

package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/fund/initiatives}: a statement per initiative. */
@Path("/v1/fund/initiatives")
public class FundInitiativeResource extends ListResource<FundInitiativeResource.Line> {
    /**
     * An initiative that money was promised to.
     *
     * @param fund the code of the fund
     * @param initiative its code
     * @param title as people read it; its code before its proposal has come
     * @param regions the codes of its regions
     * @param receivingAgencies the codes of the agencies that spend its money
     * @param allocations how many it has
     * @param approvedOn when the first of them was approved
     * @param approvedCents promised to allocations
     * @param cancelledCents of that not to be spent after all
     * @param transferredCents sent to receiving agencies
     * @param drawnCents of that spent
     * @param returnedCents of that given back
     * @param netApprovedCents approved less cancelled and returned
     * @param untransferredCents promised and not transferred
     * @param undrawnCents transferred and neither spent nor returned
     * @param synthetic whether any of it was made up
     */
    public record Line(
            String fund,
            String initiative,
            String title,
            List<String> regions,
            List<String> receivingAgencies,
            int allocations,
            @Nullable LocalDate approvedOn,
            long approvedCents,
            long cancelledCents,
            long transferredCents,
            long drawnCents,
            long returnedCents,
            long netApprovedCents,
            long untransferredCents,
            long undrawnCents,
            boolean synthetic) {}

    FundInitiativeResource() {
        super(Listing.of("Initiatives of the Fund: the money of each", Line.class, "fund", "initiative")
                .with(FundRows.FUND)
                .with(FundRows.ON)
                .example("""
                        {"fund":"EXAMPLE-FUND","initiative":"EXAMPLE-INITIATIVE","title":"Example initiative","regions":["EXAMPLE-REGION"],
                         "receivingAgencies":["EXAMPLE-AGENCY"],"allocations":1,"approvedOn":"2016-09-30",
                         "approvedCents":80000000,"cancelledCents":30000000,"transferredCents":50000000,"drawnCents":35000000,"returnedCents":15000000,"netApprovedCents":35000000,"untransferredCents":0,"undrawnCents":0,"synthetic":false}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        Ledger ledger = FundRows.ledger(connection, query);
        return Found.of(lines(ledger)).defining(FundBalanceResource.DEFINITIONS);
    }

    static List<Line> lines(Ledger ledger) {
        return ledger.by(ledger::initiativeOf).entrySet().stream()
                .map(each -> line(ledger, each.getKey(), each.getValue()))
                .toList();
    }

    private static Line line(Ledger ledger, String code, List<Ledger.Entry> entries) {
        Sums sums = Sums.of(entries);
        Ledger.Initiative initiative = ledger.initiative(code);
        return new Line(
                ledger.fund(),
                code,
                initiative.title(),
                initiative.regions(),
                List.copyOf(new TreeSet<>(entries.stream()
                        .map(ledger::receiverOf)
                        .filter(Objects::nonNull)
                        .toList())),
                (int) entries.stream().map(Ledger.Entry::allocation).distinct().count(),
                entries.stream()
                        .filter(entry -> entry.movement() == FundMovement.APPROVED)
                        .map(Ledger.Entry::on)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                sums.of(FundMovement.APPROVED),
                sums.of(FundMovement.CANCELLED),
                sums.of(FundMovement.TRANSFERRED),
                sums.of(FundMovement.DRAWN),
                sums.of(FundMovement.RETURNED),
                sums.netApproved(),
                sums.untransferred(),
                sums.undrawn(),
                Ledger.anySynthetic(entries));
    }
}

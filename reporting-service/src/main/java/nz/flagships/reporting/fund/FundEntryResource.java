package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/fund/entries}: the journal, double entry. Filtered by agency, lot, allocation, initiative or year it is the
 * statement of that.
 */
@Path("/v1/fund/entries")
public class FundEntryResource extends ListResource<FundEntryResource.Line> {
    /**
     * A line of the journal: cents leave the credited account and arrive at the debited one.
     *
     * @param fund the code of the fund
     * @param fact which fact of the fund, counted from 1
     * @param line which line of it
     * @param event the fact's name
     * @param movement what the money did
     * @param on the day
     * @param year the financial year of the day
     * @param debit the account it arrives at
     * @param credit the account it leaves
     * @param amountCents cents
     * @param lot whose money it is
     * @param agency that saved it
     * @param allocation if it belongs to one
     * @param initiative of the allocation
     * @param receivingAgency of the allocation
     * @param synthetic whether it was made up, or its lot or allocation was
     * @param provenance of the fact
     */
    public record Line(
            String fund,
            long fact,
            int line,
            String event,
            FundMovement movement,
            LocalDate on,
            FinancialYear year,
            String debit,
            String credit,
            long amountCents,
            String lot,
            String agency,
            @Nullable String allocation,
            @Nullable String initiative,
            @Nullable String receivingAgency,
            boolean synthetic,
            Provenance provenance) {}

    FundEntryResource() {
        super(Listing.of("The journal of the Fund, double entry", Line.class, "fund", "fact", "line")
                .with("fund", FundRows.FUND)
                .example("""
                        {"fund":"EXAMPLE-FUND","fact":1,"line":1,"event":"SavingBanked","movement":"BANKED","on":"2016-07-29","year":"FY2017",
                         "debit":"available/EXAMPLE-LOT","credit":"savings/EXAMPLE-AGENCY","amountCents":100000000,"lot":"EXAMPLE-LOT",
                         "agency":"EXAMPLE-AGENCY","allocation":null,"initiative":null,"receivingAgency":null,"synthetic":false,
                         "provenance":{"basis":"operational","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        return Found.of(lines(FundRows.ledger(connection, FundRows.fund(query))));
    }

    static List<Line> lines(Ledger ledger) {
        return ledger.entries().stream()
                .map(entry -> new Line(
                        ledger.fund(),
                        entry.fact(),
                        entry.line(),
                        entry.event(),
                        entry.movement(),
                        entry.on(),
                        FinancialYear.of(entry.on()),
                        account(ledger, entry, entry.movement().to()),
                        account(ledger, entry, entry.movement().from()),
                        entry.amountCents(),
                        entry.lot(),
                        ledger.lot(entry).agency(),
                        entry.allocation(),
                        ledger.initiativeOf(entry),
                        ledger.receiverOf(entry),
                        entry.synthetic(),
                        entry.provenance()))
                .toList();
    }

    private static String account(Ledger ledger, Ledger.Entry entry, FundMovement.Account account) {
        String kind = account.name().toLowerCase(Locale.ROOT);
        return switch (account) {
            case SAVINGS -> kind + "/" + ledger.lot(entry).agency();
            case AVAILABLE -> kind + "/" + entry.lot();
            case APPROVED, TRANSFERRED, DRAWN -> kind + "/" + entry.allocation() + "/" + entry.lot();
        };
    }
}
